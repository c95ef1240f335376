"""A machine's figure beside its threshold, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """A score from 0 to 1, and from where on it counts."""

    name: str
    value: float
    limit: float
    """The threshold of the team, or of the installation where the team has none."""

    @property
    def is_high(self) -> bool:
        """Whether it reaches its threshold."""
        return self.value >= self.limit

    @property
    def percent(self) -> int:
        """The bar's length."""
        return round(self.value * 100)

    @property
    def border(self) -> int:
        """Where the threshold stands on the bar."""
        return round(self.limit * 100)
