"""From which score on a picture counts as adult or racy, and a text is for a person to see."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A score of 0..1 that reaches its threshold sets the flag."""

    adult: float = 0.7
    racy: float = 0.75
    categories: tuple[float, float, float] = (0.5, 0.5, 0.5)
    """Of the three text categories; one that is reached recommends a review."""


DEFAULT_THRESHOLDS: Final = Thresholds()
