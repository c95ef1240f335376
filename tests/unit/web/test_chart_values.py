"""Lengths that the charts draw."""

from __future__ import annotations

import pytest

from openmoderator.web.charts.values import Bars, Days, Row, Share


def row(value: float, **more: float) -> Row:
    return Row("label", value, str(value), **more)  # type: ignore[arg-type]


def bars(*rows: Row, longest: float = 0) -> Bars:
    return Bars("t", rows, "caption", "Who", "How many", longest)


def test_the_largest_value_fills_the_width_and_the_others_their_part() -> None:
    assert [bar.length for bar in bars(row(10), row(5), row(0)).drawn] == ["1000", "500", "0"]


def test_a_tiny_value_can_still_be_seen() -> None:
    assert bars(row(1_000_000), row(1)).drawn[1].length == "4"


def test_bars_share_a_scale_that_is_given() -> None:
    assert [bar.length for bar in bars(row(0.5), row(2), longest=1).drawn] == ["500", "1000"]


def test_nothing_at_all_has_no_length() -> None:
    assert bars().drawn == ()
    assert [bar.length for bar in bars(row(0)).drawn] == ["0"]


def test_an_interval_is_drawn_on_the_same_scale_and_never_beyond_it() -> None:
    (bar,) = bars(row(0.6, low=-0.2, high=1.4), longest=1).drawn
    assert (bar.low, bar.span) == ("0", "1000")
    (bar,) = bars(row(0.6, low=0.4, high=0.7), longest=1).drawn
    assert (bar.low, bar.span) == ("400", "300")


def test_columns_stand_on_the_ground_side_by_side() -> None:
    first, second = Days("t", [row(4), row(2)], "c", "Day", "n").drawn
    assert (first.x, first.width, first.y, first.height) == ("50.0", "400.0", "0", "100")
    assert (second.x, second.y, second.height) == ("550.0", "50", "50")


def test_only_few_columns_carry_words_each() -> None:
    assert Days("t", [row(1)] * 14, "c", "Day", "n").labelled
    assert not Days("t", [row(1)] * 15, "c", "Day", "n").labelled


def test_parts_of_a_whole_follow_one_another() -> None:
    parts = Share("t", [row(1), row(3)], "c", "Type", "n").drawn
    assert [(part.x, part.length) for part in parts] == [("0", "250"), ("250", "750")]


def test_a_sixth_part_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        Share("t", [row(1)] * 6, "c", "Type", "n")
