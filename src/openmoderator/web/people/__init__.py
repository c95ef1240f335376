"""People of a team."""
