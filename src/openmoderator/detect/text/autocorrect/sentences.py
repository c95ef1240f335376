"""Which words of a text are corrected: the rules that look at what stands around a word."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from openmoderator.detect.text.autocorrect.candidates import Corrector
from openmoderator.detect.text.autocorrect.dictionary import dictionary
from openmoderator.detect.text.autocorrect.known import Vocabulary
from openmoderator.detect.text.autocorrect.leet import is_disguised, undisguised
from openmoderator.detect.text.autocorrect.values import Correction
from openmoderator.detect.text.spans import Covered

CORRECTED_LANGUAGES: Final = frozenset({"eng"})
_CHUNK: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(
    r"[/\\_#~=<>{}*^%&]|\w[@.:]\w|^\W{0,2}@\w|^www\.|[^\x00-\u024f\u2010-\u206f]"
)
"""What makes a word between spaces no word: part of an address, a mention, a tag, code, another
script."""
_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)*(?:[!$@|+€£]+[^\W_]+)*|\$[^\W_]+")
_SENTENCE_END: Final = re.compile(
    r"(?:^|[.!?:\n\u2026]['\")\]\u201d\u2019]*\s*['\"(\[\u201c\u2018]*)\Z"
)
_LOOK_BACK: Final = 8


def find_corrections(text: str, keep: Sequence[tuple[int, int]] = ()) -> tuple[Correction, ...]:
    """Return the corrections of an English text in its order.

    No word that touches a place of `keep` (start and end in code points) is changed.
    """
    shouted = text.isupper()
    kept = Covered(keep)
    found = []
    for start, end in _words(text):
        if not kept.touches(start, end):
            meant = _corrected(text, start, end, shouted=shouted)
            if meant and meant != text[start:end]:
                found.append(Correction(start, end, meant))
    return tuple(found)


def _words(text: str) -> Iterator[tuple[int, int]]:
    for chunk in _CHUNK.finditer(text):
        if not _ADDRESS.search(chunk.group().rstrip(".,:;!?")):
            yield from (word.span() for word in _WORD.finditer(text, *chunk.span()))


def _corrected(text: str, start: int, end: int, *, shouted: bool) -> str | None:
    written = text[start:end]
    word = written.lower().replace("\u2019", "'")
    vocabulary, corrector = _speller()
    if is_disguised(word):
        meant = undisguised(word, vocabulary.count)
    elif not word.isalpha() or vocabulary.knows(word) or _is_name(text, start, written, shouted):
        return None
    else:
        meant = corrector.meant(word)
    return _in_case_of(written, meant) if meant else None


def _is_name(text: str, start: int, written: str, shouted: bool) -> bool:
    """A capital that no sentence asks for, or capitals within: `Aisha`, `NASA`, `iPhone`."""
    if written.islower() or shouted:
        return False
    if not written.istitle():
        return True
    return _SENTENCE_END.search(text[max(0, start - _LOOK_BACK) : start]) is None


def _in_case_of(written: str, meant: str) -> str:
    if written.isupper() and len(written) > 1:
        return meant.upper()
    return meant[:1].upper() + meant[1:] if written[:1].isupper() else meant


@cache
def _speller() -> tuple[Vocabulary, Corrector]:
    words = dictionary()
    return Vocabulary(words), Corrector(words)
