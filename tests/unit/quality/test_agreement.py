"""The figures of agreement, against published examples and what must hold of any such figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.quality.agreement import Estimate, alpha, kappa, share

KRIPPENDORFF_2011 = (
    "1 1 . 1|2 2 3 2|3 3 3 3|3 3 3 3|2 2 2 2|1 2 3 4|4 4 4 4|1 1 2 1|2 2 2 2"
    "|. 5 5 5|. . 1 1|. . 3 ."
)
"""Four observers, twelve units, nominal values, dots are missing (section C of the paper)."""

pairs_of_answers = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=2, max_size=40
)


def of_table(both: int, first_only: int, second_only: int, neither: int) -> list[tuple[bool, bool]]:
    return (
        [(True, True)] * both
        + [(True, False)] * first_only
        + [(False, True)] * second_only
        + [(False, False)] * neither
    )


def test_kappa_of_the_textbook_table_is_0_4() -> None:
    found = kappa(of_table(20, 5, 10, 15))

    assert found.value == pytest.approx(0.4)
    assert found.n == 50


def test_kappa_and_its_interval_are_those_of_the_statpsych_example() -> None:
    found = kappa(of_table(58, 4, 12, 31))

    assert found.value == pytest.approx(0.6756757, abs=1e-6)
    assert found.low == pytest.approx(0.5317210, abs=1e-6)
    assert found.high == pytest.approx(0.8196303, abs=1e-6)


def test_alpha_of_krippendorff_s_example_is_0_743() -> None:
    units = [[v for v in unit.split() if v != "."] for unit in KRIPPENDORFF_2011.split("|")]
    found = alpha(units, fewest=2)

    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.n == 11, "the unit with one answer says nothing"
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.value < found.high


def test_alpha_of_two_observers_is_krippendorff_s_binary_example() -> None:
    """14 zeros and 6 ones in 10 units, 4 of them mismatches."""
    found = alpha(of_table(1, 0, 4, 5), fewest=2)

    assert found.value == pytest.approx(0.095, abs=0.0005)


def test_wilson_s_interval_is_that_of_his_formula() -> None:
    found = share(8, 10)

    assert found.value == pytest.approx(0.8)
    assert found.low == pytest.approx(0.4902, abs=1e-4)
    assert found.high == pytest.approx(0.9433, abs=1e-4)


def test_too_few_items_give_no_figure_but_their_number() -> None:
    assert kappa(of_table(10, 0, 0, 9)) == Estimate(19, is_too_few=True)
    assert alpha([("a", "b")] * 19) == Estimate(19, is_too_few=True)
    assert share(9, 9) == Estimate(9, is_too_few=True)


def test_answers_that_never_vary_say_nothing_about_agreement() -> None:
    assert kappa([("a", "a")] * 50) == Estimate(50)
    assert alpha([("a", "a")] * 50) == Estimate(50)


def test_a_rater_who_never_varies_gives_no_kappa() -> None:
    assert kappa([("a", "a")] * 48 + [("a", "b")] * 2) == Estimate(50)


def test_the_same_answers_always_give_the_same_interval() -> None:
    units = [("a", "a")] * 30 + [("a", "b")] * 10 + [("b", "b")] * 20

    assert alpha(units) == alpha(list(units))


def test_more_items_of_the_same_kind_narrow_the_interval() -> None:
    few = of_table(20, 5, 5, 20)
    many = few * 10

    for figure in (kappa, alpha):
        small, large = figure(few), figure(many)
        assert small.low is not None
        assert large.low is not None
        assert large.low > small.low


@given(st.lists(st.sampled_from("abc"), min_size=2).filter(lambda v: len(set(v)) > 1))
def test_perfect_agreement_is_one(answers: list[str]) -> None:
    both = [(answer, answer) for answer in answers]

    assert kappa(both, fewest=2).value == pytest.approx(1)
    assert alpha(both, fewest=2).value == pytest.approx(1)


@given(pairs_of_answers)
def test_what_the_answers_are_called_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    names = {"a": "z", "b": "x", "c": "y"}
    renamed = [(names[first], names[second]) for first, second in pairs]

    assert kappa(renamed, fewest=2).value == pytest.approx(kappa(pairs, fewest=2).value)
    assert alpha(renamed, fewest=2).value == pytest.approx(alpha(pairs, fewest=2).value)


@given(pairs_of_answers)
def test_who_is_called_first_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    turned = [(second, first) for first, second in pairs]
    figure, other = kappa(pairs, fewest=2), kappa(turned, fewest=2)

    assert other.value == pytest.approx(figure.value)
    assert other.low == pytest.approx(figure.low)
    assert alpha(turned, fewest=2).value == pytest.approx(alpha(pairs, fewest=2).value)


@given(pairs_of_answers)
def test_figures_lie_within_their_intervals_and_bounds(pairs: list[tuple[str, str]]) -> None:
    for found in (kappa(pairs, fewest=2), alpha(pairs, fewest=2)):
        if found.value is None:
            continue
        assert found.low is not None
        assert found.high is not None
        assert found.value <= 1 + 1e-9
        assert found.low <= found.high <= 1 + 1e-9


@given(st.integers(0, 60), st.integers(1, 60))
def test_a_share_lies_within_its_interval(hits: int, more: int) -> None:
    found = share(hits, hits + more, fewest=1)

    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
