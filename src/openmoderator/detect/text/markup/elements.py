"""Which elements of HTML stand inside a line, and which hold no text. XML is read alike."""

from typing import Final

_INLINE: Final = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb ruby s
samp small span strike strong sub sup time tt u var wbr
"""
INLINE: Final = frozenset(_INLINE.split())
"""Their borders part no words: `f<b>o</b>x` is one. Every other element begins a new line."""

HIDDEN: Final = frozenset({"script", "style"})
"""What stands in them is for the browser."""

SHOWN_ATTRIBUTES: Final = ("alt", "title", "placeholder", "aria-label")
"""What is shown or read out in place of a picture that does not load, on hovering, in a field."""
