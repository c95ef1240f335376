"""Keys of a team."""
