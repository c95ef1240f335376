"""Putting an extract together piece by piece, each with its place in the source.

White space is set as a page shows it: a run of it is one space, blocks are parted by one line
break, none stands at either end.
"""

import re
from html import unescape
from typing import Final

from openmoderator.detect.text.extract import Extract

_REFERENCE: Final = "&(?:#[0-9]{1,32}|#[xX][0-9a-fA-F]{1,32}|[a-zA-Z][a-zA-Z0-9]{0,31});?"
_SPACE: Final = r"[ \t\n\f\r]+"
_WORD: Final = r"[^& \t\n\f\r]+"
_PIECE: Final = re.compile(
    rf"(?P<space>{_SPACE})|(?P<reference>{_REFERENCE})|(?P<words>&|{_WORD}(?: {_WORD})*)"
)


class ExtractBuilder:
    """Takes pieces of `source` in its order, from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._pending = ""

    def build(self) -> Extract:
        """The extract of what was put so far."""
        return Extract("".join(self._pieces), self._starts, self._ends)

    def verbatim(self, start: int, end: int) -> None:
        """Put `source[start:end]` as it stands."""
        if start < end:
            self._part()
            self._pieces.append(self._source[start:end])
            self._starts.extend(range(start, end))
            self._ends.extend(range(start + 1, end + 1))

    def put(self, text: str, start: int, end: int) -> None:
        """Put `text`, written as `source[start:end]`; a common ending keeps its own places."""
        written = self._source[start:end]
        same = _common_ending(text, written)
        decoded = text[: len(text) - same]
        if decoded:
            self._part()
            self._pieces.append(decoded)
            self._starts.extend([start] * len(decoded))
            self._ends.extend([end - same] * len(decoded))
        self.verbatim(end - same, end)

    def flow(self, start: int, end: int, *, references: bool = True) -> None:
        """Put the prose of `source[start:end]`: white space folded, references decoded."""
        for piece in _PIECE.finditer(self._source, start, end):
            if piece.lastgroup == "space":
                self.space()
            elif piece.lastgroup == "reference" and references:
                self.put(unescape(piece.group()), *piece.span())
            else:
                self.verbatim(*piece.span())

    def nested(self, extract: Extract, offset: int) -> None:
        """Put the extract of a part of the source that begins at `offset`."""
        if extract.text:
            self._part()
            self._pieces.append(extract.text)
            self._starts.extend(start + offset for start in extract.starts)
            self._ends.extend(end + offset for end in extract.ends)

    def space(self) -> None:
        """Part what comes from what was put by a space, unless something does already."""
        self._pending = self._pending or " "

    def line(self) -> None:
        """Part what comes from what was put by a line break."""
        self._pending = "\n"

    def _part(self) -> None:
        if self._pending and self._pieces:
            self._pieces.append(self._pending)
            self._starts.append(self._ends[-1])
            self._ends.append(self._ends[-1])
        self._pending = ""


def _common_ending(text: str, written: str) -> int:
    """How many last characters both share: those of `&ampfoo` that are `foo`."""
    same = 0
    for one, other in zip(reversed(text), reversed(written), strict=False):
        if one != other:
            break
        same += 1
    return same
