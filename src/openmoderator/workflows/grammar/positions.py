"""Where the values of a JSON text stand, so that a problem of an expression has its line.

Reads text that was found to be JSON (`bounded`), and nothing of what it means.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from openmoderator.workflows.grammar.errors import Problem, Spot
from openmoderator.workflows.grammar.place import ROOT

_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_SCALAR: Final = re.compile(r"[^\s,\[\]{}]+")
_BLANK: Final = re.compile(r"\s*")
_LAST_STEP: Final = re.compile(r"(?:\.[^.\[]*|\[\d+\])\Z")


def located(problems: Iterable[Problem], text: str) -> tuple[Problem, ...]:
    """The problems with their places in the JSON text; what has a place keeps it.

    What is missing from the text is placed where the node that lacks it begins.
    """
    begins = _Scan(text.removeprefix("\ufeff")).begins
    return tuple(
        problem if problem.spot else replace(problem, spot=_spot(text, begins, problem.path))
        for problem in problems
    )


def spot_at(text: str, offset: int) -> Spot:
    """The line and column of an offset."""
    before = text[:offset]
    return Spot(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, offset)


def _spot(text: str, begins: dict[str, int], path: str) -> Spot:
    wanted = path.casefold()
    while wanted not in begins:
        shorter = _LAST_STEP.sub("", wanted)
        if shorter == wanted:
            return spot_at(text, 0)
        wanted = shorter
    return spot_at(text, begins[wanted])


class _Scan:
    """One pass over the text; `begins` has the offset of every value by its folded path."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.begins: dict[str, int] = {}
        self._value(ROOT.casefold())

    def _value(self, path: str) -> None:
        self._skip()
        self.begins[path] = self._at
        first = self._text[self._at]
        if first == "{":
            self._members(path)
        elif first == "[":
            self._items(path)
        else:
            self._take(_STRING if first == '"' else _SCALAR)

    def _members(self, path: str) -> None:
        self._at += 1
        while self._peek() != "}":
            key = json.loads(self._take(_STRING), strict=False)
            self._peek()
            self._at += 1  # The colon.
            self._value(f"{path}.{key.casefold()}")
            self._comma()
        self._at += 1

    def _items(self, path: str) -> None:
        self._at += 1
        index = 0
        while self._peek() != "]":
            self._value(f"{path}[{index}]")
            self._comma()
            index += 1
        self._at += 1

    def _comma(self) -> None:
        if self._peek() == ",":
            self._at += 1

    def _peek(self) -> str:
        self._skip()
        return self._text[self._at]

    def _skip(self) -> None:
        self._take(_BLANK)

    def _take(self, token: re.Pattern[str]) -> str:
        found = token.match(self._text, self._at)
        assert found is not None
        self._at = found.end()
        return found[0]
