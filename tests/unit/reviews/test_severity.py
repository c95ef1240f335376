"""How hard an item may be to look at, by what machines said of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.reviews.severity import (
    MEDIUM,
    MILD,
    NONE,
    SEVERE,
    Thresholds,
    of,
    strongest_term,
)

LIMITS = Thresholds(adult=0.7, racy=0.6)


@pytest.mark.parametrize(
    ("key", "value", "severity"),
    [
        ("adultScore", "0.7", SEVERE),
        ("ADULTSCORE", "0.69", NONE),
        ("a", "True", SEVERE),
        ("isAdult", "true", SEVERE),
        ("racyScore", "0.6", MEDIUM),
        ("racyScore", "0.59", NONE),
        ("r", " True ", MEDIUM),
        ("isRacy", "True", MEDIUM),
        ("text.HasProfanity", "True", MILD),
        ("text.haspii", "true", MILD),
        ("a", "False", NONE),
        ("adultScore", "1.7", NONE),
        ("adultScore", "nan", NONE),
        ("adultScore", "much", NONE),
    ],
)
def test_one_finding_makes_it_as_severe_as_the_rule_says(
    key: str, value: str, severity: int
) -> None:
    assert of([[key, value]], LIMITS).severity == severity


@pytest.mark.parametrize(("term", "severity"), [(0, NONE), (1, MILD), (2, MILD), (3, MEDIUM)])
def test_the_strongest_term_of_a_text_counts(term: int, severity: int) -> None:
    assert of([], LIMITS, term).severity == severity


def test_the_hardest_finding_wins() -> None:
    found = of([["text.HasPII", "True"], ["r", "True"], ["adultScore", "0.9"]], LIMITS, 1)
    assert found.severity == SEVERE


def test_a_tag_that_says_no_does_not_hide_a_high_score() -> None:
    assert of([["adultScore", "0.9"], ["a", "False"]], LIMITS).severity == SEVERE


def test_the_score_is_the_highest_that_is_one() -> None:
    metadata = [["adultScore", "0.2"], ["RacyScore", "0.45"], ["gore.score", "7"], ["x", "0.9"]]
    assert of(metadata, LIMITS).score == 0.45


def test_without_scores_it_is_nought() -> None:
    assert of([["imagename", "0.5"]], LIMITS).score == 0


@given(st.lists(st.tuples(st.text(), st.text())), st.integers(0, 3))
def test_any_metadata_gives_a_score_and_a_severity(
    metadata: list[tuple[str, str]], term: int
) -> None:
    found = of(metadata, LIMITS, term)
    assert 0 <= found.score <= 1
    assert NONE <= found.severity <= SEVERE


def test_a_text_is_as_strong_as_its_strongest_word() -> None:
    assert strongest_term("What a lovely day.") == 0
    assert strongest_term("This is crap.") < strongest_term("This is fucking crap.")
