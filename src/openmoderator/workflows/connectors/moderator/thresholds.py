"""From which score on a picture counts as adult or racy."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Thresholds:
    """A score of 0..1 that reaches its threshold sets the flag."""

    adult: float = 0.7
    racy: float = 0.75


DEFAULT_THRESHOLDS: Final = Thresholds()
