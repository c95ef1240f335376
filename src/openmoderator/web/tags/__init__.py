"""Tags of a team."""
