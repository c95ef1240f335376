"""Where people decide: the grid of pictures and the text page."""
