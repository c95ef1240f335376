"""One spelling of a term, and whether a piece of text can be it.

The automaton compares keys, in which repeats and l against i are lost; a spelling has the last
word about both, and about how many digits a word may be made of.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from openmoderator.detect.text.alphabets import Alphabet, alphabet_of
from openmoderator.detect.text.letters import ANY_LETTER, BLANK, letters_of
from openmoderator.detect.text.lexicon import Entry
from openmoderator.detect.text.reading import key_of
from openmoderator.detect.text.scripts import is_syllabic, is_unspaced

_TINY: Final = 2
_SHORT: Final = 3
_LONG: Final = 5
_SPLIT: Final = range(4, 10)
_SURE_DIGITS: Final = frozenset("01")
_INSIDE_DIGITS: Final = frozenset("34")
_LETTERS_AND_SPACE: Final = frozenset((*ANY_LETTER, BLANK))
_STRONG_SIGNS: Final = frozenset("@$")
_LATIN: Final = re.compile("[a-z]+")
_NO_VOWEL: Final = re.compile("[bcdfghjklmnpqrstvwxz]{2,}")
_NO_ONSET: Final = re.compile("(?:ck|tch|nt|nk|ss|tt|gg|rd|rt|rn|mn|lt|pp|bb|ff).+")
_LAST_ALONE: Final = re.compile("[bcdfghjklmnpqrtvwxz]")
_OWN_WORDS: Final = frozenset(
    ("far", "poo", "bit", "pan", "bur", "hoo", "tram", "cram", "plan", "prim", "coo", "bum")
)


@dataclass(frozen=True)
class Spelling:
    """`text` as spelled, the `term` to report, and what its list says about it.

    An innocent phrase is a spelling of severity 0. `split` are spellings with a space set into
    a word: they fit with just that one space.
    """

    text: str
    term: str
    severity: int
    name: bool = False
    split: bool = False
    alphabet: Alphabet = field(default=alphabet_of(""), repr=False)
    key: str = field(init=False)
    runs: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        key, runs = key_of(self.alphabet, self.text)
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "runs", runs)

    @property
    def unspaced(self) -> bool:
        """Whether it is written in a script that puts no spaces between words."""
        return is_unspaced(self.text[0]) or is_unspaced(self.text[-1])

    @property
    def syllabic(self) -> bool:
        """Whether its letters are syllables or words, so that two of them are not short."""
        return is_syllabic(self.text[0])

    @property
    def has_signs(self) -> bool:
        """Whether there is more in it than letters and spaces."""
        kind = letters_of(self.alphabet).kind
        return not all(kind(character) in _LETTERS_AND_SPACE for character in self.text)

    def fits(self, written: str) -> bool:
        """Whether `written`, whose key is this one's, has letters enough and not too oddly many.

        A letter may be repeated and l may stand for i; in words of up to three letters only
        repeated more than twice, so that "woop" is no "wop", and never l for i; in words of up
        to two not at all. Digits must
        not outweigh the letters (see `_digits_fit`). Innocent phrases fit as they are only.
        """
        if not self.severity:
            return " ".join(written.split()) == self.text
        if written == self.text:
            return True
        if len(written) < len(self.text) or (self.split and written.count(" ") > 1):
            return False
        return self._letters_fit(written) and self._digits_fit(written)

    def _letters_fit(self, written: str) -> bool:
        short = len(self.text) <= _SHORT
        if len(self.text) <= _TINY and len(written) != len(self.text) and not self.syllabic:
            return False
        if short and "i" in self.key and not self._same_l(written):
            return False
        _, runs = key_of(self.alphabet, written)
        for letter, need, has in zip(self.key, self.runs, runs, strict=True):
            if letter != " " and (has < need or (short and need < has < _SHORT)):
                return False
        return True

    def _same_l(self, written: str) -> bool:
        """Whether l stands nowhere for i nor i for l."""
        signs = letters_of(self.alphabet).signs
        has = [(letter, len([*run])) for letter, run in groupby(written.translate(signs))]
        need = [(letter, len([*run])) for letter, run in groupby(self.text)]
        return len(has) == len(need) and all(
            one == other and times >= least
            for (one, times), (other, least) in zip(has, need, strict=True)
        )

    def _digits_fit(self, written: str) -> bool:
        """Tell a disguise from a part number: "b00b" from "a55", "f4ggot" from "455"."""
        letters = sum(map(str.isalpha, written))
        digits = [character for character in written if character.isdigit()]
        if not letters:
            return set(written) == _STRONG_SIGNS
        if len(self.text) <= _SHORT:
            inside = written[1:-1] in _INSIDE_DIGITS
            return not digits or (len(digits) == 1 and (inside or digits[0] in _SURE_DIGITS))
        return len(digits) <= letters * (2 if len(self.text) >= _LONG else 1)


def spellings_of(entry: Entry) -> Iterator[Spelling]:
    """Yield the spellings of an entry, phrases also as one word, words also split in two."""
    name, alphabet = "name" in entry.rules, alphabet_of(entry.language)
    for form in entry.forms():
        yield Spelling(form, form, entry.severity, name, alphabet=alphabet)
        if " " in form:
            joined = form.replace(" ", "")
            yield Spelling(joined, form, entry.severity, name, alphabet=alphabet)
        for parts in splits(form):
            yield Spelling(parts, form, entry.severity, name, split=True, alphabet=alphabet)


def innocents_of(entry: Entry) -> Iterator[Spelling]:
    """Yield the phrases in which the entry means no harm."""
    for phrase in entry.innocent:
        yield Spelling(phrase, phrase, 0, alphabet=alphabet_of(entry.language))


def splits(word: str) -> Iterator[str]:
    """Yield a Latin word of four to nine letters with one space where no two words come out.

    One part has to be a lone consonant at the end, several letters without a vowel, or one that
    no English word begins with: `fu ck`, `shi t`, `bi tches`, but neither `as shole` nor `s hit`.
    """
    if len(word) not in _SPLIT or not _LATIN.fullmatch(word):
        return
    for place in range(1, len(word)):
        first, second = word[:place], word[place:]
        broken = _NO_VOWEL.fullmatch(first) or _NO_VOWEL.fullmatch(second)
        if (
            broken
            or _NO_ONSET.fullmatch(second)
            or (_LAST_ALONE.fullmatch(second) and first not in _OWN_WORDS)
        ):
            yield f"{first} {second}"
