"""Words with letters starred out, `f**k` or `sh*t`, compared letter by letter.

The first letter must stand there, and half of all (a third from six letters on). Of several
terms that fit, the first of the list is taken.
"""

from collections import defaultdict
from collections.abc import Iterable

from openmoderator.detect.text.normalise import letter_class
from openmoderator.detect.text.spellings import Spelling

_MASKS = frozenset("*#")
_LONG = 6


class MaskedIndex:
    """Spellings without spaces by first letter and length."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._shelves: dict[tuple[str, int], list[Spelling]] = defaultdict(list)
        for spelling in spellings:
            if " " not in spelling.text and spelling.severity:
                shelf = (letter_class(spelling.text[0]), len(spelling.text))
                self._shelves[shelf].append(spelling)

    def find(self, written: str) -> Spelling | None:
        """Return the spelling that `written` masks, or None."""
        known = sum(character not in _MASKS for character in written)
        if known * (3 if len(written) >= _LONG else 2) < len(written):
            return None
        shelf = self._shelves.get((letter_class(written[0]), len(written)), ())
        return next((spelling for spelling in shelf if _agrees(written, spelling.text)), None)


def _agrees(written: str, spelled: str) -> bool:
    return all(
        character in _MASKS or letter_class(character) == letter_class(letter)
        for character, letter in zip(written, spelled, strict=True)
    )
