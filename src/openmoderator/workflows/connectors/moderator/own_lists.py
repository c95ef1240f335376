"""What of a team's own lists the connector asks, as functions: it knows no team and no database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from openmoderator.detect.image.hashes import Query
from openmoderator.detect.text.values import TermFinder

Terms: TypeAlias = Callable[[], Sequence[TermFinder]]
"""Finders of the term lists that are asked beside the built-in ones."""
Pictures: TypeAlias = Callable[[Query], Sequence[int]]
"""Ids of the listed pictures that the asked one is like, the nearest first."""


def _no_terms() -> tuple[TermFinder, ...]:
    return ()


def _no_pictures(_query: Query) -> tuple[int, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class OwnLists:
    """The lists of one team; each function is called at most once for an item."""

    terms: Terms = _no_terms
    pictures: Pictures = _no_pictures


NO_LISTS: Final = OwnLists()
