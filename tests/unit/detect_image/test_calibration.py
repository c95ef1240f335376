"""Temperature and thresholds: what they keep, and what they choose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.image.calibration import (
    best_temperature,
    ranking,
    rates,
    tempered,
    threshold_for,
)

CHANCES = st.lists(st.floats(0.001, 1), min_size=5, max_size=5).map(
    lambda values: [value / sum(values) for value in values]
)
SCORES = st.lists(st.floats(0, 1), max_size=60)


@given(CHANCES, st.floats(0.1, 10))
def test_a_temperature_keeps_the_order_and_the_sum(row: list[float], temperature: float) -> None:
    changed = tempered(row, temperature)
    assert changed.sum() == pytest.approx(1)
    order = np.argsort(row, kind="stable")
    assert (np.diff(changed[order]) >= -1e-12).all()


@given(CHANCES)
def test_a_temperature_of_one_changes_nothing(row: list[float]) -> None:
    assert tempered(row, 1.0) == pytest.approx(row)


def test_a_higher_temperature_is_milder() -> None:
    row = [0.9, 0.05, 0.03, 0.01, 0.01]
    assert 0.2 < tempered(row, 4).max() < tempered(row, 2).max() < 0.9


def test_a_network_that_is_too_sure_gets_a_temperature_above_one() -> None:
    rows = [[0.98, 0.02]] * 10
    right = [[0]] * 7 + [[1]] * 3  # seven of ten: the fitting chance is 0.7
    temperature = best_temperature(rows, right)
    assert temperature > 2
    assert tempered(rows[0], temperature)[0] == pytest.approx(0.7, abs=0.02)


def test_a_network_that_is_not_sure_enough_gets_one_below_one() -> None:
    assert best_temperature([[0.6, 0.4]] * 10, [[0]] * 10) < 1


@given(SCORES, st.floats(0, 0.5))
def test_the_threshold_is_the_smallest_that_keeps_false_alarms_within_the_share(
    negatives: list[float], share: float
) -> None:
    chosen = threshold_for(negatives, share)

    def alarms(threshold: float) -> float:
        return sum(score >= threshold for score in negatives) / max(1, len(negatives))

    if chosen < 1:
        assert alarms(chosen) <= share
    if chosen > 0.01:
        assert alarms(round(chosen - 0.01, 2)) > share


def test_rates_count_what_reaches_the_threshold() -> None:
    found = rates([0.9, 0.5, 0.2], [0.6, 0.1, 0.1, 0.5], 0.5)
    assert (found.found, found.false_alarms, found.precision) == (2 / 3, 0.5, 0.5)


def test_rates_of_nothing_are_unknown() -> None:
    found = rates([], [0.1], 0.5)
    assert (found.found, found.false_alarms, found.precision) == (None, 0.0, None)


def test_ranking_counts_pairs_in_the_right_order_and_ties_half() -> None:
    assert ranking([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert ranking([], [0.1]) is None
