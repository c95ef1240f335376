"""Harmless pictures and a text to try things with: for the Try pages, the demo and tests."""
