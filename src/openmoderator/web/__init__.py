"""The Review tool in the browser: one folder per screen."""
