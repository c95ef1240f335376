"""Jobs of a team."""
