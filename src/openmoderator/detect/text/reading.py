"""One way in which a folded text can be read, and the key by which terms are looked up in it.

Knows no disguise and no term: what is read as what is the business of `readings`.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from openmoderator.detect.text.alphabets import Alphabet
from openmoderator.detect.text.folded import Codes, Folded, Places, text_of
from openmoderator.detect.text.letters import letters_of
from openmoderator.detect.text.mapped.windows import Windows

_LONG_VOWEL: Final = 0x30FC
_STRETCHED: Final = re.compile("(.)\u30fc+", re.DOTALL)
_RUN: Final = re.compile(r"(.)\1*", re.DOTALL)


@dataclass(frozen=True, eq=False)
class Reading:
    """Words to look terms up in; `letters` knows their places in the original text.

    A piece from `start` to `end` is written otherwise than in plain words where
    `behind[end] > before[start]`; plain words have neither.
    `drawn` tells that signs were put together, so that places differ from those of the folding.
    """

    letters: Folded
    alphabet: Alphabet
    before: Places | None = None
    behind: Places | None = None
    drawn: bool = False

    @cached_property
    def _collapsed(self) -> tuple[Codes, Places]:
        return collapse(self.alphabet, self.letters.codes)

    @property
    def key_codes(self) -> Codes:
        """The code points of `key`."""
        return self._collapsed[0]

    @cached_property
    def key(self) -> str:
        """What terms are looked up by: see `key_of`."""
        return text_of(self.key_codes)

    @property
    def places(self) -> Places:
        """Where each character of `key` begins in `letters`, and the end of it."""
        return self._collapsed[1]

    @cached_property
    def windows(self) -> Windows:
        """The pieces of `key`, hashed."""
        return Windows(self.key_codes)

    def is_disguised(self, start: int, end: int) -> bool:
        """Whether the piece differs from plain words; of these nothing does."""
        if self.before is None or self.behind is None:
            return False
        return bool(self.behind[end] > self.before[start])


def collapse(alphabet: Alphabet, codes: Codes) -> tuple[Codes, Places]:
    """Return signs as letters, l as i and every repeat once; and where each began, with the end.

    The Japanese long vowel mark repeats what stands before it.
    """
    keyed = letters_of(alphabet).key_codes(codes)
    stretched = keyed == _LONG_VOWEL
    if stretched.any():
        last = np.maximum.accumulate(np.where(stretched, 0, np.arange(len(keyed))))
        keyed = keyed[last]
    first = np.empty(len(keyed), np.bool_)
    first[:1] = True
    np.not_equal(keyed[1:], keyed[:-1], out=first[1:])
    places = first.nonzero()[0]
    return keyed[places], np.append(places, len(keyed))


def key_of(alphabet: Alphabet, text: str) -> tuple[str, tuple[int, ...]]:
    """Return the key of a short `text`, and how often each character of it stands there.

    What `collapse` does for whole texts, on strings, which is faster for a word.
    """
    keyed = _STRETCHED.sub(_stretched, text.translate(letters_of(alphabet).keyed))
    runs = [(found[1], len(found[0])) for found in _RUN.finditer(keyed)]
    return "".join(letter for letter, _ in runs), tuple(times for _, times in runs)


def _stretched(found: re.Match[str]) -> str:
    return found[1] * len(found[0])


@dataclass(frozen=True, eq=False)
class SpelledOut:
    """Runs of single characters as words behind each other, a line each; from `starts` to `ends`
    of the letters of `reading`.
    """

    reading: Reading
    starts: Places
    ends: Places
