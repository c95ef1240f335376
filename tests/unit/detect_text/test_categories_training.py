"""How the labelled texts are split, and how the figures of the model card are computed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scripts.training.calibrate import platt
from scripts.training.functional import functional_rows
from scripts.training.functional_words import HELD_GROUPS
from scripts.training.measures import precision_area, ranking_area, with_interval
from scripts.training.near_duplicates import groups_of
from scripts.training.split import part_of, skeleton

LABELLED = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 5)), min_size=2).filter(
    lambda rows: len({label for label, _ in rows}) == 2
)


def test_texts_that_differ_in_a_word_form_one_group_and_others_do_not() -> None:
    first = "the parcel that i ordered on monday never arrived and nobody answers the phone"
    found = groups_of([first, first.replace("monday", "tuesday"), "a wholly different sentence"])
    assert found[0] == found[1] != found[2]


def test_the_part_of_a_text_is_always_the_same_and_all_parts_occur() -> None:
    parts = [part_of(f"text {number}", "talk") for number in range(1000)]
    assert parts == [part_of(f"text {number}", "talk") for number in range(1000)]
    assert 680 < parts.count("train") < 760
    assert 100 < parts.count("calibration") < 160


def test_made_sentences_on_other_people_have_the_same_skeleton() -> None:
    assert skeleton("Alva is a great sikh") == skeleton("Abdul is a great deaf")
    assert skeleton("Alva is a great sikh") != skeleton("Alva is a vile sikh")


def test_made_sentences_never_name_the_groups_of_the_cases() -> None:
    texts = " ".join(text.lower() for text, _ in functional_rows())
    assert not [group for group in HELD_GROUPS if group.lower() in texts]


def test_made_sentences_are_always_the_same() -> None:
    assert list(functional_rows(200)) == list(functional_rows(200))


@given(LABELLED)
def test_ranking_area_is_the_share_of_pairs_in_order(rows: list[tuple[int, int]]) -> None:
    labels = np.array([label for label, _ in rows], float)
    scores = np.array([score for _, score in rows], float)
    gaps = scores[labels == 1][:, None] - scores[labels == 0][None, :]
    share = ((gaps > 0) + 0.5 * (gaps == 0)).mean()
    assert np.isclose(ranking_area(labels, scores), share)


@given(LABELLED)
def test_precision_area_is_the_precision_at_each_level_times_the_recall_it_adds(
    rows: list[tuple[int, int]],
) -> None:
    labels = np.array([label for label, _ in rows], float)
    scores = np.array([score for _, score in rows], float)
    area = 0.0
    for level in set(scores.tolist()):
        gained = labels[scores == level].sum() / labels.sum()
        area += gained * labels[scores >= level].mean()
    assert np.isclose(precision_area(labels, scores), area)


def test_an_interval_holds_the_measure_and_is_always_the_same() -> None:
    labels = np.array([0, 1] * 40, float)
    scores = labels + np.linspace(0, 1.5, 80)
    found = with_interval(ranking_area, labels, scores)
    assert found.low <= found.value <= found.high
    assert found == with_interval(ranking_area, labels, scores)


def test_the_fitted_curve_gives_back_the_shares_it_was_drawn_from() -> None:
    source = np.random.default_rng(1)
    sums = source.normal(size=20_000)
    labels = (source.random(20_000) < 1 / (1 + np.exp(-(2 * sums - 1)))).astype(float)
    slope, offset = platt(sums, labels, np.ones_like(sums))
    assert abs(slope - 2) < 0.15
    assert abs(offset + 1) < 0.1
