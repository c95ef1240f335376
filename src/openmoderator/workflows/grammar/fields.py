"""The keys of one JSON object of an expression, read leniently (contract 10.2).

Key names in any letter case; null, like an absent key, means not given; keys that the
grammar does not know are passed over. What cannot be used becomes a problem, never an
exception. Knows no node.
"""

import math
import re
from enum import StrEnum
from typing import Final, TypeVar

from openmoderator.workflows.grammar.place import Findings, Place

E = TypeVar("E", bound=StrEnum)

SHOWN_CHARACTERS: Final = 40
_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")


class Fields:
    """One object's values by folded key; each reader notes its problem and answers None.

    Where spellings collide the exact one wins, else the last (contract 1.3).
    """

    def __init__(self, data: dict[object, object], place: Place, findings: Findings) -> None:
        self.place = place
        self._findings = findings
        self._exact = {str(key): value for key, value in data.items() if value is not None}
        self._values = {key.casefold(): value for key, value in self._exact.items()}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._values

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._values)

    def get(self, name: str) -> object:
        return self._exact.get(name, self._values.get(name.casefold()))

    def text(self, name: str, allowed: str) -> str | None:
        """A string that must be there and not blank, ends trimmed."""
        value = self.get(name)
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            self._wrong(name, value, allowed)
            return None
        return self._storable(name, text)

    def optional_text(self, name: str) -> str | None:
        """A string, ends trimmed; absent, null and blank are None."""
        value = self.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        return self.text(name, "a string or null")

    def choice(self, name: str, choices: type[E]) -> E | None:
        """One of the choices, in any letter case."""
        value = self.get(name)
        folded = value.strip().casefold() if isinstance(value, str) else None
        for choice in choices:
            if choice.value.casefold() == folded:
                return choice
        self._wrong(name, value, ", ".join(choices))
        return None

    def scalar(self, name: str) -> str | None:
        """A string as it is, or a JSON number or boolean in its text form."""
        value = self.get(name)
        if isinstance(value, str):
            return self._storable(name, value)
        text = _scalar_text(value)
        if text is None:
            self._wrong(name, value, "a string, a number, true or false")
        return text

    def items(self, name: str, *, required: bool) -> list[object] | None:
        """A list; an absent one is empty unless required."""
        value = self.get(name)
        if value is None and not required:
            return []
        if isinstance(value, list):
            return value
        self._wrong(name, value, "a list, [] for none")
        return None

    def _wrong(self, name: str, value: object, allowed: str) -> None:
        self._findings.add(self.place.key(name), f"is {describe(value)}; allowed: {allowed}")

    def _storable(self, name: str, text: str) -> str | None:
        if not _UNSTORABLE.search(text):
            return text
        message = "holds a NUL character or half of a surrogate pair, which cannot be stored"
        self._findings.add(self.place.key(name), message)
        return None


def describe(value: object) -> str:
    """What was found, short enough for a message."""
    if value is None:
        return "missing"
    if isinstance(value, str):
        shown = value[:SHOWN_CHARACTERS]
        return repr(shown) + ("..." if len(value) > len(shown) else "")
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return _scalar_text(value) or "not a JSON value"


def _scalar_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # Longer ones are no decimal text in Python (sys.int_info) and no sense in a condition.
        return str(value) if value.bit_length() < 1024 else None
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    return None
