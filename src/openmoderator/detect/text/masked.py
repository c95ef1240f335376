"""Words with letters starred out, `f**k` or `sh*t`, compared letter by letter.

The first letter must stand there, and half of all (a third from six letters on). Of several
terms that fit, the first of the list is taken.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from openmoderator.detect.text.letters import letters_of
from openmoderator.detect.text.readings import Readings
from openmoderator.detect.text.spellings import Spelling

_STAR: Final = "*"
_LONG: Final = 6
_SHORTEST: Final = 4
_MASKED: Final = re.compile(
    r"(?<![\w@$!|+(<{€£¢¥©®×§*#%&^])[\w@$][\w@$!|*#%&^]{2,22}[\w@$*#](?![\w*#])"
)
_STARS_INSIDE: Final = re.compile(
    r"[\w@$!][*#%&^]+[\w@$!]|\w\w[*#]{2,}$|\w[*#@$%&!^]*[*#][*#@$%&!^]*\w"
)
_STARS: Final = re.compile("[*#%&^]")
_MIXED: Final = re.compile("(?=[@$!|]*[*#%&^])[*#%&^@$!|]{2,}")
_ANY_VOWEL: Final = re.compile(r"(?<![\w@$*#.+-])\w{1,8}@\w{1,8}(?![\w@$*#.-])")
_BLANKED: Final = re.compile(r"(?<!\w)[^\W_]{1,8}(?:([-_•●■%^~?])\1{1,6}[^\W_]{1,8}){1,3}(?!\w)")
_BLANKS: Final = re.compile(r"([-_•●■%^~?])\1*")
_HAS_STARS: Final = re.compile(r"[*#]")
_HAS_BLANKS: Final = re.compile(r"([-_•●■%^~?])\1")
_FIRSTS: Final = {"l": "i", "1": "i", "!": "i", "|": "i", "@": "a", "$": "s", "5": "s", "8": "b"}


class MaskedIndex:
    """Spellings without spaces by first letter and length."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._shelves: dict[tuple[str, int], list[Spelling]] = defaultdict(list)
        for spelling in spellings:
            if " " not in spelling.text and spelling.severity:
                first = letters_of(spelling.alphabet).class_of(spelling.text[0])
                self._shelves[first, len(spelling.text)].append(spelling)

    def find(self, readings: Readings) -> Iterator[tuple[Spelling, int, int]]:
        """Yield the spellings that masked words stand for, with their places in `folded`."""
        for written, start, end in _masked(readings.folded.text):
            if (spelling := self._meant(written)) is not None:
                yield spelling, start, end

    def _meant(self, written: str) -> Spelling | None:
        known = sum(character != _STAR for character in written)
        if len(written) < _SHORTEST:
            return None
        if known * (3 if len(written) >= _LONG else 2) < len(written):
            return None
        for first in dict.fromkeys((written[0], *_FIRSTS.get(written[0], ""))):
            for spelling in self._shelves.get((first, len(written)), ()):
                if _agrees(written, spelling):
                    return spelling
        return None


def _masked(text: str) -> Iterator[tuple[str, int, int]]:
    """Words with letters blanked out, a star for each, and where they stand.

    Of a mixture such as `f@#k` every sign is a star; an at sign alone may be any vowel; of a
    run of dashes it is not told how many letters it stands for.
    """
    if _HAS_STARS.search(text):
        for found in _MASKED.finditer(text):
            if _STARS_INSIDE.search(found.group()):
                yield _starred(found.group()), found.start(), found.end()
    if "@" in text:
        for found in _ANY_VOWEL.finditer(text):
            yield found.group().replace("@", _STAR), found.start(), found.end()
    if _HAS_BLANKS.search(text):
        for found in _BLANKED.finditer(text):
            for length in (1, 2, 3):
                written = _BLANKS.sub(_STAR * length, found.group())
                yield written, found.start(), found.end()


def _starred(word: str) -> str:
    mixed = _MIXED.sub(lambda run: _STAR * len(run.group()), word[1:])
    return word[0] + _STARS.sub(_STAR, mixed)


def _agrees(written: str, spelling: Spelling) -> bool:
    class_of = letters_of(spelling.alphabet).class_of
    return all(
        character == _STAR or class_of(character) == class_of(letter)
        for character, letter in zip(written, spelling.text, strict=True)
    )
