"""Callbacks of a team."""
