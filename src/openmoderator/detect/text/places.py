"""Finds of one list in one text: which of them count, and where their matches end.

Knows spans of the original text and spellings, not how anything was found.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from openmoderator.detect.text.spellings import Spelling
from openmoderator.detect.text.values import TermMatch

_TINY: Final = 2
_TIES: Final = frozenset("0123456789@$€£¢")
_NEXT_NAME: Final = re.compile(r"\s[A-Z][a-z]")


@dataclass(frozen=True, slots=True)
class Found:
    """A spelling at `start` to `end` of the original text, in code points."""

    spelling: Spelling
    start: int
    end: int


def is_name(found: Found, text: str) -> bool:
    """Whether a term that is a given name too is written like one: "Dick Smith" and not "dick"."""
    if not found.spelling.name:
        return False
    written = text[found.start : found.end]
    return written.istitle() and _NEXT_NAME.match(text, found.end) is not None


def stands_alone(folded: str, start: int, end: int) -> bool:
    """Whether no digit or sign ties a word of `folded` to a letter: `dick@site.test` is an
    address; and whether none of one or two letters has a digit beside it: `x2`.
    The word lies from `start` to `end`.
    """
    if end - start <= _TINY and _beside(folded, start, end).isdigit():
        return False
    before, behind = folded[max(0, start - 2) : start], folded[end : end + 2]
    tied_before = len(before) > 1 and before[1] in _TIES and before[0].isalpha()
    tied_behind = len(behind) > 1 and behind[0] in _TIES and behind[1].isalpha()
    return not tied_before and not tied_behind


def _beside(folded: str, start: int, end: int) -> str:
    """The digits right before and behind a word."""
    beside = folded[max(0, start - 1) : start] + folded[end : end + 1]
    return "".join(filter(str.isdigit, beside))


def harmful(found: list[Found]) -> Iterator[Found]:
    """The terms that stand in no innocent phrase."""
    phrases = sorted((one.start, one.end) for one in found if not one.spelling.severity)
    starts = [start for start, _ in phrases]
    ends = list(accumulate((end for _, end in phrases), max))
    for one in found:
        place = bisect_right(starts, one.start)
        if one.spelling.severity and not (place and ends[place - 1] >= one.end):
            yield one


def apart(found: Iterable[Found]) -> Iterator[Found]:
    """The earliest and of those the longest, none overlapping another.

    Of one place the spelling that the list has as such, before one run together or split, and
    the first of those.
    """
    border = 0
    for one in sorted(found, key=_rank):
        if one.start >= border:
            border = one.end
            yield one


def _rank(one: Found) -> tuple[int, int, bool]:
    return one.start, -one.end, one.spelling.text != one.spelling.term


def matches(found: Iterable[Found], text: str, list_id: int) -> tuple[TermMatch, ...]:
    """Return the finds as what a list reports of `text`."""
    return tuple(
        TermMatch(
            one.spelling.term,
            one.start,
            with_marks(text, one.end),
            one.spelling.severity,
            list_id,
        )
        for one in found
    )


def with_marks(text: str, end: int) -> int:
    """The end of a match with the combining marks that its last letter carries."""
    while end < len(text) and unicodedata.category(text[end]) in {"Mn", "Me"}:
        end += 1
    return end
