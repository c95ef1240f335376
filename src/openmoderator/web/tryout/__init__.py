"""Trying the machines by hand."""
