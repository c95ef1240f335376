"""Charts as plain HTML with drawn bars, for every page that shows figures."""
