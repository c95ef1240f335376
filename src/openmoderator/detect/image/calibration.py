"""How sure a network may sound: temperature and thresholds, chosen on labelled pictures. Pure.

A temperature above 1 makes probabilities milder, below 1 sharper; their order stays (Guo and
others, "On Calibration of Modern Neural Networks", 2017).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

OUR_TEMPERATURE: Final = 2.5
"""Of the model that comes along; how it was chosen is told in docs/evaluate.md."""
SMALLEST: Final = 1e-12
TEMPERATURES: Final = tuple(round(0.25 * 1.05**step, 4) for step in range(90))  # 0.25 to 19.2


@dataclass(frozen=True, slots=True)
class Rates:
    """What a threshold does on labelled scores; a rate of nothing is None."""

    threshold: float
    found: float | None
    """Share of the positive ones that reach the threshold (recall)."""
    false_alarms: float | None
    """Share of the negative ones that reach it."""
    precision: float | None


def tempered(probabilities: npt.ArrayLike, temperature: float) -> Values:
    """Probabilities after the temperature (above 0), rows along the last axis; each sums to 1."""
    logits = np.log(np.maximum(np.asarray(probabilities, np.float64), SMALLEST)) / temperature
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


def best_temperature(probabilities: npt.ArrayLike, right: Sequence[Sequence[int]]) -> float:
    """The temperature under which the labels are likeliest, of TEMPERATURES.

    `right` gives for each row the columns that are right: a harmless picture may be a drawing
    or a photograph. Rows must not be empty.
    """
    rows = np.asarray(probabilities, np.float64)
    mask = np.zeros(rows.shape, bool)
    for row, columns in zip(mask, right, strict=True):
        row[list(columns)] = True
    return min(TEMPERATURES, key=lambda temperature: _loss(rows, mask, temperature))


def _loss(rows: Values, mask: npt.NDArray[np.bool_], temperature: float) -> float:
    chance = (tempered(rows, temperature) * mask).sum(axis=1)
    return float(-np.log(np.maximum(chance, SMALLEST)).mean())


def threshold_for(negatives: Sequence[float], most_false_alarms: float) -> float:
    """The smallest threshold, in steps of 0.01, that at most that share of `negatives` reaches."""
    scores = np.asarray(negatives, np.float64)
    for step in range(1, 101):
        if scores.size == 0 or (scores >= step / 100).mean() <= most_false_alarms:
            return step / 100
    return 1.0


def rates(positives: Sequence[float], negatives: Sequence[float], threshold: float) -> Rates:
    """What happens on these scores at `threshold`: a score that reaches it is an alarm."""
    hits = sum(score >= threshold for score in positives)
    alarms = sum(score >= threshold for score in negatives)
    return Rates(
        threshold,
        hits / len(positives) if positives else None,
        alarms / len(negatives) if negatives else None,
        hits / (hits + alarms) if positives and hits + alarms else None,
    )


def ranking(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """How often a positive one scores above a negative one (area under the ROC curve)."""
    if not positives or not negatives:
        return None
    above = np.asarray(positives)[:, None] > np.asarray(negatives)[None, :]
    level = np.asarray(positives)[:, None] == np.asarray(negatives)[None, :]
    return float((above + level / 2).mean())
