"""Measures of scores against labels, each with a bootstrap interval. Plain numpy."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

DRAWS: Final = 1000

Doubles = npt.NDArray[np.float64]
Measure = Callable[[Doubles, Doubles], float]


@dataclass(frozen=True, slots=True)
class Interval:
    """A measure, and the 2.5th and 97.5th percentile over DRAWS resamplings of the rows."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


def precision_area(labels: Doubles, scores: Doubles) -> float:
    """Area under the precision-recall curve (average precision); ties count as one step."""
    order = np.argsort(-scores, kind="stable")
    hits, ranked = np.cumsum(labels[order]), scores[order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    found = hits[ends]
    gained = np.diff(np.concatenate([[0.0], found]))
    return float((gained * found / (ends + 1)).sum() / found[-1])


def ranking_area(labels: Doubles, scores: Doubles) -> float:
    """Area under the ROC curve: how often a positive is above a negative; ties count half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middles = np.cumsum(counts) - (counts - 1) / 2
    ranks = middles[places]
    positives = labels.sum()
    above = ranks[labels == 1].sum() - positives * (positives + 1) / 2
    return float(above / (positives * (len(labels) - positives)))


def with_interval(measure: Measure, labels: Doubles, scores: Doubles) -> Interval:
    """The measure with its interval; draws without both labels are drawn again."""
    source = np.random.default_rng(0)
    found: list[float] = []
    while len(found) < DRAWS:
        chosen = source.integers(0, len(labels), len(labels))
        if 0 < labels[chosen].sum() < len(labels):
            found.append(measure(labels[chosen], scores[chosen]))
    low, high = np.percentile(found, [2.5, 97.5])
    return Interval(measure(labels, scores), float(low), float(high))
