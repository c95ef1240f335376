"""Workflows of a team."""
