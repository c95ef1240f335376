"""Workflows: what decides whether a person must look at an item."""
