"""What the category classifier answers, and what any tier of it must offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Classification:
    """Three scores from 0 to 1 (contract 4.1: Category1, Category2, Category3).

    `sexual`: sexually explicit or adult. `suggestive`: the same read at a lower bar, derived and
    unmeasured. `offensive`: hate, harassment or offensive language.
    """

    sexual: float
    suggestive: float
    offensive: float


class CategoryModel(Protocol):
    """A loaded tier. Safe among threads."""

    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-3 codes of the languages that it scores."""
        ...

    def classify_many(
        self, texts: Sequence[str], languages: Sequence[str]
    ) -> list[Classification | None]:
        """One answer a text, in order; None for a language that it does not score."""
        ...


def worst(scores: Sequence[Classification]) -> Classification:
    """The highest score of each category; `scores` holds one for each window of a text."""
    return Classification(
        max(score.sexual for score in scores),
        max(score.suggestive for score in scores),
        max(score.offensive for score in scores),
    )
