"""Scores from logits."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.categories.blend import CLIP, LOWER, Blend, Rule
from openmoderator.detect.text.categories.values import Classification, worst

RULE = Rule({"a": 1.0}, {"b": 0.5}, -1.0)
PLAIN = Rule({"a": 1.0}, {}, 0.0)
BLEND = Blend({"eng": {"sexual": PLAIN, "offensive": RULE}})


def test_a_score_is_the_logistic_of_offset_and_weighted_logits() -> None:
    found = BLEND.score("eng", {"a": 2.0}, {"b": 1.0})
    assert found.offensive == pytest.approx(1 / (1 + math.exp(-1.5)), abs=1e-4)


def test_a_single_logit_is_held_within_bounds() -> None:
    assert RULE.logit({"a": 1000.0}, {"b": 0.0}) == CLIP - 1
    assert RULE.logit({"a": -1000.0}, {"b": 0.0}) == -CLIP - 1


def test_suggestive_is_sexual_read_at_a_lower_bar() -> None:
    assert BLEND.score("eng", {"a": -LOWER}, {"b": 0.0}).suggestive == 0.5


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_scores_lie_between_0_and_1_and_suggestive_is_never_below_sexual(
    logit: float, margin: float
) -> None:
    found = BLEND.score("eng", {"a": logit}, {"b": margin})
    assert 0 <= found.sexual <= found.suggestive <= 1
    assert 0 <= found.offensive <= 1


def test_the_worst_of_the_windows_counts_for_each_category_alone() -> None:
    found = worst([Classification(0.1, 0.9, 0.2), Classification(0.8, 0.3, 0.1)])
    assert found == Classification(0.8, 0.9, 0.2)
