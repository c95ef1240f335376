"""Settings of a team."""
