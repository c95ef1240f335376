"""Which days a preset covers."""

from __future__ import annotations

from datetime import date

import pytest

from openmoderator.web.dashboard.periods import days_of


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("today", (2026, 3, 1), (2026, 3, 1)),
        ("yesterday", (2026, 2, 28), (2026, 2, 28)),
        ("last7", (2026, 2, 23), (2026, 3, 1)),
        ("last30", (2026, 1, 31), (2026, 3, 1)),
        ("month", (2026, 3, 1), (2026, 3, 1)),
        ("lastmonth", (2026, 2, 1), (2026, 2, 28)),
    ],
)
def test_a_preset_ends_where_the_calendar_says(
    period: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert days_of(period, date(2026, 3, 1)) == (date(*first), date(*last))
