"""Tag codes of a team: what a reviewer switches on and off."""
