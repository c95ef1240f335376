"""A text made from another one, with the way back to the places of the original.

Holds code points as numbers, because all work on them is done on whole arrays. Makes and knows
no folding rules.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.uint32]
Places: TypeAlias = NDArray[np.int64]

SPACE = 32


@dataclass(frozen=True, eq=False)
class Folded:
    """`codes[i]` was made from the original's code points `starts[i]` to `ends[i]`.

    Starts and ends never fall; one character of the original can give several here, or none.
    """

    codes: Codes
    starts: Places
    ends: Places

    @classmethod
    def of(cls, text: str, starts: Sequence[int]) -> "Folded":
        """A folded text each character of which is one of the original."""
        places = np.asarray(starts, np.int64)
        return cls(codes_of(text), places, places + 1)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def text(self) -> str:
        """The characters as a string."""
        return text_of(self.codes)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the original that `codes[start:end]` was made from.

        `start` < `end`. What was dropped inside is included, what was dropped around is not.
        """
        return int(self.starts[start]), int(self.ends[end - 1])

    def take(self, places: Places) -> "Folded":
        """Return the characters at `places`, in their order."""
        return Folded(self.codes[places], self.starts[places], self.ends[places])

    def padded(self, codes: Codes) -> "Folded":
        """Return `codes` in place of its own, with a space before and behind."""
        if not len(self):
            none = np.zeros(2, np.int64)
            return Folded(np.full(2, SPACE, np.uint32), none, none)
        return Folded(
            np.concatenate((_SPACE, codes, _SPACE)),
            np.concatenate((self.starts[:1], self.starts, self.starts[-1:])),
            np.concatenate((self.ends[:1], self.ends, self.ends[-1:])),
        )


_SPACE = np.array([SPACE], np.uint32)


def codes_of(text: str) -> Codes:
    """Return the code points of `text`, lone surrogates as they are."""
    if text.isascii():
        return np.frombuffer(text.encode(), np.uint8).astype(np.uint32)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.uint32)


def text_of(codes: Codes) -> str:
    """Return the string of these code points."""
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")
