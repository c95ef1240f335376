"""How far answers agree beyond chance, with 95 % intervals. Pure.

Sources: J. Cohen, "A coefficient of agreement for nominal scales" (1960) with the large-sample
standard error of J. L. Fleiss, J. Cohen and B. S. Everitt (1969), as in Fleiss, Levin and Paik,
"Statistical Methods for Rates and Proportions" (2003), 18.1; K. Krippendorff, "Computing
Krippendorff's Alpha-Reliability" (2011), nominal data with missing values; E. B. Wilson,
"Probable inference, the law of succession, and statistical inference" (1927).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Z: Final = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""
FEWEST_UNITS: Final = 20
"""Items answered twice below which kappa and alpha are not said: they would be noise."""
FEWEST_ANSWERS: Final = 10
"""The same for plain shares."""
RESAMPLES: Final = 2_000
SEED: Final = 20_110_125
"""Fixed, so that the same answers always give the same interval."""


@dataclass(frozen=True)
class Estimate:
    """A figure from `n` items with its interval.

    `value` is None where the figure is not defined or `n` is too few to say one.
    """

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    is_too_few: bool = False


def kappa(pairs: Sequence[tuple[Hashable, Hashable]], fewest: int = FEWEST_UNITS) -> Estimate:
    """Cohen's kappa of two raters, with its analytical interval cut off at -1 and 1.

    Not said where one of them always gave the same answer: it is 0 or not defined then,
    however often they agree, and its standard error is no measure of anything.
    """
    n = len(pairs)
    if n < fewest or n == 0:
        return Estimate(n, is_too_few=True)
    table = _table(pairs)
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    if max(rows.max(), columns.max()) >= 1 - 1e-12:
        return Estimate(n)
    by_chance = float(rows @ columns)
    value = (float(np.trace(table)) - by_chance) / (1 - by_chance)
    error = _kappa_error(table, value, by_chance, n)
    return Estimate(n, value, max(-1.0, value - Z * error), min(1.0, value + Z * error))


def alpha(units: Iterable[Sequence[Hashable]], fewest: int = FEWEST_UNITS) -> Estimate:
    """Krippendorff's alpha for nominal answers, any number of raters, missing ones left out.

    Each unit holds the answers it got; units with one answer say nothing and are not counted.
    The interval is the middle 95 % of `RESAMPLES` resamples of the units with a fixed seed.
    """
    paired = [unit for unit in units if len(unit) > 1]
    if len(paired) < fewest or not paired:
        return Estimate(len(paired), is_too_few=True)
    kinds, counts = _kinds(paired)
    value = float(_alphas(kinds, counts[np.newaxis, :])[0])
    if np.isnan(value):
        return Estimate(len(paired))
    draws = np.random.default_rng(SEED).multinomial(
        len(paired), counts / counts.sum(), size=RESAMPLES
    )
    low, high = np.nanpercentile(_alphas(kinds, draws.astype(np.float64)), [2.5, 97.5])
    return Estimate(len(paired), value, float(low), float(high))


def share(hits: int, n: int, fewest: int = FEWEST_ANSWERS) -> Estimate:
    """`hits` of `n` as a share with Wilson's score interval."""
    if n < fewest or n == 0:
        return Estimate(n, is_too_few=True)
    p, z2 = hits / n, Z * Z
    middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    # Rounding must not push an end past the share itself.
    return Estimate(n, p, min(p, max(0.0, middle - half)), max(p, min(1.0, middle + half)))


def _table(pairs: Sequence[tuple[Hashable, Hashable]]) -> Floats:
    """Shares of the pairs: rows are the first rater's answers, columns the second's."""
    number = {answer: at for at, answer in enumerate(dict.fromkeys(a for p in pairs for a in p))}
    table = np.zeros((len(number), len(number)))
    for (first, second), count in Counter(pairs).items():
        table[number[first], number[second]] = count / len(pairs)
    return table


def _kappa_error(table: Floats, value: float, by_chance: float, n: int) -> float:
    """The standard error of Fleiss, Cohen and Everitt."""
    rows, columns = table.sum(axis=1), table.sum(axis=0)
    # margins[i, j]: how often the second rater says i, and the first says j, together.
    margins = columns[:, np.newaxis] + rows[np.newaxis, :]
    agreeing = np.diag(table) @ (1 - np.diag(margins) * (1 - value)) ** 2
    apart = table * margins**2
    differing = (1 - value) ** 2 * (apart.sum() - np.trace(apart))
    chance = (value - by_chance * (1 - value)) ** 2
    return sqrt(max(0.0, agreeing + differing - chance)) / ((1 - by_chance) * sqrt(n))


def _kinds(units: Sequence[Sequence[Hashable]]) -> tuple[Floats, Floats]:
    """Units that got the same answers are of one kind: kinds x answers, and how many of each."""
    number = {answer: at for at, answer in enumerate(dict.fromkeys(a for u in units for a in u))}
    found: Counter[tuple[int, ...]] = Counter()
    for unit in units:
        counts = [0] * len(number)
        for answer in unit:
            counts[number[answer]] += 1
        found[tuple(counts)] += 1
    return np.array(list(found), dtype=float), np.array(list(found.values()), dtype=float)


def _alphas(kinds: Floats, draws: Floats) -> Floats:
    """Alpha of each draw (draws x kinds); nan where a draw holds one answer only."""
    sizes = kinds.sum(axis=1)
    disagreement = (sizes**2 - (kinds**2).sum(axis=1)) / (sizes - 1)
    observed = draws @ disagreement
    totals = draws @ kinds
    n = totals.sum(axis=1)
    expected = (n**2 - (totals**2).sum(axis=1)) / (n - 1)
    alphas: Floats = np.full(len(draws), np.nan)
    np.divide(observed, expected, out=alphas, where=expected > 0)
    return 1 - alphas
