"""Entries in JSON text with the lines they begin on: pages, arrays, or one on each line.

Knows how documents nest entries, not what is in one.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from openmoderator.lists.exchange.values import OnError, UnreadableHash, report

_DECODER: Final = json.JSONDecoder()
_SPACE: Final = " \t\r\n"
_HASH_NAMES: Final = frozenset({"td_raw_indicator", "raw_indicator", "indicator"})

Placed = tuple[int, object]


def entries(text: str, on_error: OnError | None) -> Iterator[Placed]:
    """The entries of all documents in the text, each with its line.

    After broken JSON reading goes on, if `on_error` is there to be told, with the next line
    that begins an object or an array.
    """
    walk = _Walk(text)
    while not walk.at_end(","):
        try:
            yield from walk.document()
        except (ValueError, RecursionError) as error:
            line = walk.line(getattr(error, "pos", walk.place))
            report(UnreadableHash(line, "this is no JSON."), on_error)
            walk.to_next_line()


class _Walk:
    """A place in the text that moves on over values."""

    def __init__(self, text: str) -> None:
        self.text, self.place = text, 0
        self._counted, self._lines = 0, 1

    def at_end(self, passed: str = "") -> bool:
        """Whether nothing follows but blanks and the passed characters."""
        while self.place < len(self.text) and self.text[self.place] in _SPACE + passed:
            self.place += 1
        return self.place >= len(self.text)

    def line(self, place: int) -> int:
        """The line of a place, counted from 1; places come in rising order."""
        if place < self._counted:
            return self.text.count("\n", 0, place) + 1
        self._lines += self.text.count("\n", self._counted, place)
        self._counted = place
        return self._lines

    def document(self) -> Iterator[Placed]:
        """The entries of the document that begins here: page, array, map or a single one."""
        if self.text[self.place] == "[":
            yield from self._elements()
            return
        begin = self.place
        if self.text[begin] != "{":
            raise json.JSONDecodeError("no object", self.text, begin)
        fields = dict[str, Any]()
        paged = False
        for name in self._names():
            if name == "data" and self._peek() == "[":
                paged = True
                yield from self._elements()
            else:
                fields[name] = self._value()
        if not paged:
            yield from self._single(self.line(begin), fields)

    def to_next_line(self) -> None:
        """To the next line that begins an object or an array."""
        while (found := self.text.find("\n", self.place)) >= 0:
            self.place = found + 1
            if self.text[self.place : self.place + 1] in ("{", "["):
                return
        self.place = len(self.text)

    @staticmethod
    def _single(line: int, fields: dict[str, Any]) -> Iterator[Placed]:
        """An entry by itself, or entries by their ids."""
        by_id = fields and not _HASH_NAMES & fields.keys()
        if by_id and all(isinstance(value, dict) for value in fields.values()):
            yield from ((line, value) for value in fields.values())
        elif not by_id and fields:
            yield line, fields

    def _elements(self) -> Iterator[Placed]:
        """The elements of the array that begins here."""
        self.place += 1
        while self._peek() != "]":
            line = self.line(self.place)
            yield line, self._value()
            if self._peek() != "]":
                self._pass(",")
        self.place += 1

    def _names(self) -> Iterator[str]:
        """The names of the object that begins here; the caller reads each value."""
        self.place += 1
        while self._peek() != "}":
            name = self._value()
            self._pass(":")
            yield str(name)
            if self._peek() != "}":
                self._pass(",")
        self.place += 1

    def _value(self) -> object:
        """Any value that begins here."""
        self.at_end()
        value: object
        value, self.place = _DECODER.raw_decode(self.text, self.place)
        return value

    def _peek(self) -> str:
        """The next character that is no blank."""
        self.at_end()
        return self.text[self.place : self.place + 1]

    def _pass(self, expected: str) -> None:
        """Move over one character."""
        if self._peek() != expected:
            raise json.JSONDecodeError(f"{expected} expected", self.text, self.place)
        self.place += 1
