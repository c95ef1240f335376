"""Every review of a team."""
