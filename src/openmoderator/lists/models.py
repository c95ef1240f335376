"""Rows of the lists room."""
