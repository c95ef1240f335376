"""The text of a body with the way back: which code points of what was sent gave each character.

A plain text is its own extract; what the parsers of `markup` take from a page is shorter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Extract:
    """`text[i]` stands for `source[starts[i]:ends[i]]`; neither starts nor ends ever fall.

    `&amp;` is one character of five, a space set between two paragraphs one of none.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of_plain(cls, text: str) -> Self:
        """The extract of a text that has no markup: each character stands for itself."""
        return cls(text, range(len(text)), range(1, len(text) + 1))

    @property
    def is_whole(self) -> bool:
        """Whether every place here is the same place there."""
        return isinstance(self.starts, range)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The code points of the source that `text[start:end]` came from, start < end."""
        return self.starts[start], self.ends[end - 1]
