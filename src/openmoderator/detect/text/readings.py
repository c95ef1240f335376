"""The ways in which a folded text can be read: each undoes one kind of disguise.

A reading is the text with words between spaces and nothing but letters, and digits and signs
that may stand for letters, inside them. Readings know no terms; each costs one pass, and the
rarer ones are not made unless the text has what they undo.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.alphabets import Alphabet
from openmoderator.detect.text.drawn import read_drawn
from openmoderator.detect.text.exact import Exact
from openmoderator.detect.text.folded import SPACE, Folded, Places, codes_of, text_of
from openmoderator.detect.text.letters import (
    ANY_DIGIT,
    ANY_LEET,
    ANY_LETTER,
    STRONG_SIGN,
    Kinds,
    is_kind,
    letters_of,
)
from openmoderator.detect.text.normalise import fold_with
from openmoderator.detect.text.reading import Reading, SpelledOut

IS_LETTER: Final = is_kind(ANY_LETTER)
IS_WORD: Final = is_kind(ANY_LETTER + ANY_DIGIT)
_IS_LEET: Final = is_kind(ANY_LEET)
_MAY_BE_LETTER: Final = IS_LETTER | _IS_LEET
_IN_PARTED: Final = is_kind(ANY_LETTER + ANY_DIGIT + b"A")
_PARTS: Final = is_kind(b"XPMUE")
_BREAKS: Final = is_kind(b"SQ")

_EDGE_SIGNS: Final = re.compile(r"(?<!\S)[!|+(<{¡]+|[!|(<{¡†]+(?!\S)")
_EDGE_PLUS: Final = re.compile(r"\++(?!\S)")
_PARTED: Final = re.compile(rb"[LDN][XPMUE]+(?=[LDN])")
_PARTED_SYLLABLES: Final = re.compile(rb"(?<=[CH])[XMUDN]{1,3}(?=[CH])")
_LONGEST_WORD: Final = 40
_SPACED: Final = re.compile(rb"(?<![LCHDN])[LCHDN](?:[^LCHDN]{1,3}[LCHDN](?![LCHDN])){2,}")
_SPACED_LEET: Final = re.compile(
    rb"(?<![LCHDNAE])[LCHDNAE](?:[^LCHDNAE]{1,3}[LCHDNAE](?![LCHDNAE])){2,}"
)
_WIDEST_GAP: Final = 4
_NEWLINE: Final = 10


class Readings:
    """All readings of one text in one alphabet, each made when it is first asked for."""

    def __init__(self, alphabet: Alphabet, text: str) -> None:
        self.alphabet = alphabet
        self.folded = fold_with(alphabet, text)
        self._letters = letters_of(alphabet)

    @cached_property
    def kinds(self) -> Kinds:
        """What each character of `folded` is; see `letters`."""
        return self._letters.kinds(self.folded.codes)

    @cached_property
    def _kind_text(self) -> bytes:
        return self.kinds.tobytes()

    @cached_property
    def plain(self) -> Reading:
        """Words as written; whatever is no letter parts them."""
        codes = np.where(IS_LETTER[self.kinds], self.folded.codes, np.uint32(SPACE))
        return Reading(self.folded.padded(codes), self.alphabet)

    @cached_property
    def leet(self) -> tuple[Reading, ...]:
        """Digits and signs as letters, but for signs at the edges of words that punctuate.

        A plus at the end is read both ways. Letters drawn of several signs come last.
        """
        found = [*self._leet_of(self.folded, self.kinds)]
        if (drawn := read_drawn(self.folded)) is not None:
            found += self._leet_of(drawn, self._letters.kinds(drawn.codes), drawn=True)
        return tuple(found)

    def _leet_of(self, folded: Folded, kinds: Kinds, drawn: bool = False) -> Iterator[Reading]:
        if not drawn and not _has_leet(kinds):
            return
        codes = np.where(_MAY_BE_LETTER[kinds], folded.codes, np.uint32(SPACE))
        whole = _EDGE_SIGNS.sub(_blank, text_of(codes))
        for text in dict.fromkeys((whole, _EDGE_PLUS.sub(_blank, whole))):
            read = codes_of(text)
            if drawn or _has_leet(self._letters.kinds(read)):
                yield self._signed(folded.padded(read), drawn)

    def _signed(self, letters: Folded, drawn: bool) -> Reading:
        """A reading in which signs are what differs; where letters are drawn, everything may."""
        signs = _IS_LEET[self._letters.kinds(letters.codes)] | drawn
        counts = np.concatenate((np.zeros(1, np.int64), np.cumsum(signs, dtype=np.int64)))
        return Reading(letters, self.alphabet, counts[:-1], counts, drawn=drawn)

    @cached_property
    def parted(self) -> Reading | None:
        """Words without the signs inside them: `fu.ck`, `sh-it`. Apostrophes keep parting."""
        dropped = np.zeros(len(self.folded), np.bool_)
        self._drop_from_words(dropped)
        for found in _PARTED_SYLLABLES.finditer(self._kind_text):
            dropped[found.start() : found.end()] = True
        if not dropped.any():
            return None
        kept = np.flatnonzero(~dropped)
        codes = np.where(_IN_PARTED[self.kinds], self.folded.codes, np.uint32(SPACE))
        before = np.cumsum(dropped, dtype=np.int64)[kept]
        before = np.concatenate((before[:1], before, before[-1:]))
        return Reading(
            self.folded.take(kept).padded(codes[kept]),
            self.alphabet,
            before,
            np.append(before[:1], before),
        )

    def _drop_from_words(self, dropped: NDArray[np.bool_]) -> None:
        inner = [found.start() for found in _PARTED.finditer(self._kind_text)]
        if not inner:
            return
        tokens = np.cumsum(_BREAKS[self.kinds])
        letters = np.bincount(tokens, ~(_PARTS | _BREAKS)[self.kinds])
        parted = np.zeros(len(letters), np.bool_)
        parted[tokens[inner]] = True
        parted &= letters <= _LONGEST_WORD
        dropped |= parted[tokens] & _PARTS[self.kinds]

    @cached_property
    def spelled_out(self) -> SpelledOut | None:
        """Each run of single characters, `f u c k` or `f.u.c.k`, as one word without spaces.

        Signs are what parts in the first round and may be letters in the second.
        """
        word = IS_WORD[self.kinds]
        leet = (IS_WORD | is_kind(b"AE"))[self.kinds]
        runs = [*self._runs(_SPACED, word)]
        if not np.array_equal(word, leet):
            runs += self._runs(_SPACED_LEET, leet)
        if not runs:
            return None
        places = np.concatenate([np.append(run, run[-1]) for run in runs])
        letters = self.folded.take(places)
        ends = np.cumsum([len(run) + 1 for run in runs])
        letters.codes[ends - 1] = _NEWLINE
        starts = np.append(0, ends[:-1])
        return SpelledOut(Reading(letters, self.alphabet), starts, ends - 1)

    def _runs(self, pattern: re.Pattern[bytes], units: NDArray[np.bool_]) -> Iterator[Places]:
        if _has_run(units):
            for run in pattern.finditer(self._kind_text):
                yield run.start() + np.flatnonzero(units[run.start() : run.end()])

    @cached_property
    def exact(self) -> Exact:
        """The folded text as it stands, with one space for any blank."""
        return Exact.of(self.folded, self.kinds)


def _has_leet(kinds: Kinds) -> bool:
    """Whether a letter stands beside a digit or sign that may be one, or two strong signs."""
    letter, sign, strong = IS_LETTER[kinds], _IS_LEET[kinds], kinds == STRONG_SIGN
    beside = (letter[1:] & sign[:-1]) | (sign[1:] & letter[:-1]) | (strong[1:] & strong[:-1])
    return bool(beside.any())


def _has_run(units: NDArray[np.bool_]) -> bool:
    """Whether three single characters stand near each other."""
    alone = units.copy()
    alone[1:] &= ~units[:-1]
    alone[:-1] &= ~units[1:]
    places = alone.nonzero()[0]
    return bool((places[2:] - places[:-2] <= 2 * _WIDEST_GAP).any())


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
