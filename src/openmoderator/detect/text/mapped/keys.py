"""What of a custom term is looked up, and what of a text fits it.

Letters and blanks only: through the readings of `readings`, as whole words, or anywhere in
scripts without spaces. Letters with digits or signs: as they stand, but for case, width, accents
and what is invisible. No letter and no digit: exactly as added, emoji presentation aside.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from openmoderator.detect.text.alphabets import Alphabet, alphabet_named
from openmoderator.detect.text.letters import ANY_LETTER, BLANK, UNSPACED, letters_of
from openmoderator.detect.text.mapped.windows import ANYWHERE, EXACT, RAW, WORDS
from openmoderator.detect.text.normalise import fold_with
from openmoderator.detect.text.spellings import Spelling

SEVERITY: Final = 2
"""Of every custom term: lists have no severities (contract 6)."""

_SIMPLE: Final = re.compile("[A-Za-z]+(?: [A-Za-z]+)*")
PRESENTATION: Final = re.compile("[\ufe0e\ufe0f]")
_CONTEXTS: Final = (("", ""), ("a ", ""), ("", " ж"), ("", " ş"))
"""What may stand around a term in a text and change how its look-alikes are read."""


@dataclass(frozen=True)
class Key:
    """One way in which a term is written in folded texts. `kind` is the salt of its hash."""

    kind: int
    text: str


def keys_of(alphabet: Alphabet, term: str) -> Iterator[Key]:
    """Yield the keys of a term, none for one without anything visible."""
    if _SIMPLE.fullmatch(term) and not alphabet.folds_ascii:
        yield Key(WORDS, term.lower())
    elif not any(map(str.isalnum, term)):
        if raw := " ".join(PRESENTATION.sub("", term).split()):
            yield Key(RAW, raw)
    else:
        for text in dict.fromkeys(_foldings(alphabet, term)):
            if text:
                yield Key(_kind(alphabet, text), text)


def _foldings(alphabet: Alphabet, term: str) -> Iterator[str]:
    for before, behind in _CONTEXTS:
        folded = fold_with(alphabet, before + term + behind).text
        yield " ".join(folded[len(before) : len(folded) - len(behind)].split())
        if term.isascii() and not alphabet.folds_ascii:
            return


def _kind(alphabet: Alphabet, text: str) -> int:
    kinds = {letters_of(alphabet).kind(character) for character in set(text)}
    if not kinds <= {*ANY_LETTER, BLANK}:
        return EXACT
    return ANYWHERE if UNSPACED in kinds else WORDS


@lru_cache(maxsize=1 << 12)
def spellings_of(alphabet_name: str, term: str) -> tuple[tuple[int, Spelling], ...]:
    """Return the kinds and spellings of a term, for verifying hits."""
    alphabet = alphabet_named(alphabet_name)
    return tuple(
        (key.kind, Spelling(key.text, term, SEVERITY, alphabet=alphabet))
        for key in keys_of(alphabet, term)
    )
