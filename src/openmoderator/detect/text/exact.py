"""A text as it stands, for terms that are more than letters: `a/b?`, `50 %`, emoji.

Any blanks become one space. Where a piece may begin and end is told here: not between two
letters or digits of a script with spaces.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.alphabets import alphabet_of
from openmoderator.detect.text.folded import SPACE, Codes, Folded, codes_of
from openmoderator.detect.text.letters import BLANK, Kinds, is_kind, letters_of
from openmoderator.detect.text.mapped.windows import Windows

_IN_WORD: Final = is_kind(b"LHDN")
_PRESENTATION: Final = (0xFE0E, 0xFE0F)


@dataclass(frozen=True, eq=False)
class Exact:
    """`letters` with what they are; pieces lie from one place of `borders` to another."""

    letters: Folded
    kinds: Kinds

    @classmethod
    def of(cls, folded: Folded, kinds: Kinds) -> "Exact":
        """The text with its blanks as single spaces."""
        blank = kinds == BLANK
        if not blank.any():
            return cls(folded, kinds)
        kept = np.ones(len(blank), np.bool_)
        kept[1:] = ~(blank[1:] & blank[:-1])
        places = kept.nonzero()[0]
        letters, kinds = folded.take(places), kinds[places]
        spaced = np.where(kinds == BLANK, np.uint32(SPACE), letters.codes)
        return cls(Folded(spaced, letters.starts, letters.ends), kinds)

    @classmethod
    def of_text(cls, text: str) -> "Exact":
        """The same of a text that was not folded, without emoji presentation."""
        codes = codes_of(text)
        places = np.flatnonzero((codes != _PRESENTATION[0]) & (codes != _PRESENTATION[1]))
        letters = Folded(codes[places], places, places + 1)
        return cls.of(letters, letters_of(alphabet_of("")).kinds(letters.codes))

    @property
    def codes(self) -> Codes:
        """The code points that pieces are cut from."""
        return self.letters.codes

    @cached_property
    def windows(self) -> Windows:
        """The pieces, hashed."""
        return Windows(self.codes)

    @cached_property
    def borders(self) -> NDArray[np.bool_]:
        """Whether a word may begin or end at a place; one more than there are characters."""
        inside = _IN_WORD[self.kinds]
        free = np.ones(len(inside) + 1, np.bool_)
        free[1:-1] = ~(inside[1:] & inside[:-1])
        return free
