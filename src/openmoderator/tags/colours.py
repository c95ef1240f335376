"""The palette of tags, by name. What a colour looks like, and the shape that goes with it, is the
business of the pages."""

from __future__ import annotations

COLOURS = ("red", "orange", "yellow", "green", "teal", "blue", "violet", "pink")
"""Every name; empty means the usual colour of a tag."""
