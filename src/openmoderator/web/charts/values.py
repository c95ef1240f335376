"""What the charts draw: values with their words, and the lengths that follow from them.

Owns the geometry: every length starts at zero and is a string, because a number in a template
is written as the language of the page writes it, which no drawing understands. Never translates,
counts or reads anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1_000
"""Units across the drawing of a bar or of all columns."""
HEIGHT = 100
"""Units from the ground to the top of the highest column."""
LABELLED = 14
"""Columns up to which each carries its own words."""
COLOURS = 5
"""Parts of a share bar that can be told apart; those beyond it are one."""


@dataclass(frozen=True)
class Row:
    """One value (zero or more) with its label and the text that says it."""

    label: str
    value: float
    text: str
    low: float | None = None
    high: float | None = None
    """Ends of its interval, drawn as a line; both or none."""
    address: str = ""
    """Where its label leads; empty: nowhere."""


@dataclass(frozen=True)
class DrawnBar:
    """A row with its lengths, 0 to `WIDTH`."""

    row: Row
    length: str
    low: str = ""
    span: str = ""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, one a row: ``{% include "charts/bars.html" with chart=chart %}``.

    `longest` is what the whole width stands for; 0 takes the largest value there is. `caption`
    names the table behind it, `column` and `unit` head its columns, `csv` is where it can be
    downloaded, `nothing` what stands there while there are no rows.
    """

    title: str
    rows: Sequence[Row]
    caption: str
    column: str
    unit: str
    longest: float = 0
    csv: str = ""
    nothing: str = ""

    @property
    def drawn(self) -> tuple[DrawnBar, ...]:
        """Every row with its lengths."""
        longest = self.longest or max((_reach(row) for row in self.rows), default=0)
        return tuple(_bar(row, longest) for row in self.rows)


@dataclass(frozen=True)
class DrawnColumn:
    """A column of the drawing: where it stands, how wide and high it is."""

    row: Row
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Days:
    """Columns through time, oldest first: ``{% include "charts/days.html" with chart=chart %}``.

    Few columns carry their own words; of many, the ends and the highest are named. `peak` says
    the highest in words.
    """

    title: str
    rows: Sequence[Row]
    caption: str
    column: str
    unit: str
    highest: float = 0
    peak: str = ""
    csv: str = ""
    nothing: str = ""

    @property
    def labelled(self) -> bool:
        """Whether there is room for words at every column."""
        return len(self.rows) <= LABELLED

    @property
    def width(self) -> str:
        """Units across the whole drawing."""
        return str(WIDTH)

    @property
    def drawn(self) -> tuple[DrawnColumn, ...]:
        """Every column, a gap of a fifth between them."""
        highest = self.highest or max((row.value for row in self.rows), default=0)
        step = WIDTH / max(1, len(self.rows))
        return tuple(_column(row, number, step, highest) for number, row in enumerate(self.rows))


@dataclass(frozen=True)
class DrawnPart:
    """A part of a share bar: where it begins, how long it is, and the number of its colour."""

    row: Row
    x: str
    length: str
    colour: str


@dataclass(frozen=True)
class Share:
    """Parts of a whole in one bar: ``{% include "charts/share.html" with chart=chart %}``.

    At most five parts: who makes it sums the smallest up.
    """

    title: str
    rows: Sequence[Row]
    caption: str
    column: str
    unit: str
    csv: str = ""
    nothing: str = ""

    def __post_init__(self) -> None:
        if len(self.rows) > COLOURS:
            raise ValueError(f"A share bar has at most {COLOURS} parts, not {len(self.rows)}.")

    @property
    def drawn(self) -> tuple[DrawnPart, ...]:
        """Every part, one after the other, together as long as the drawing."""
        whole = sum(row.value for row in self.rows)
        begins = [sum(row.value for row in self.rows[:n]) for n in range(len(self.rows))]
        return tuple(
            DrawnPart(row, _length(begin, whole), _length(row.value, whole), str(number))
            for number, (row, begin) in enumerate(zip(self.rows, begins, strict=True), 1)
        )


def _reach(row: Row) -> float:
    return max(row.value, row.high or 0)


def _bar(row: Row, longest: float) -> DrawnBar:
    """Something can be seen as soon as there is anything."""
    length = _length(row.value, longest, least=4)
    if row.low is None or row.high is None:
        return DrawnBar(row, length)
    low, high = max(0.0, row.low), min(row.high, longest)
    return DrawnBar(row, length, _length(low, longest), _length(max(0.0, high - low), longest))


def _column(row: Row, number: int, step: float, highest: float) -> DrawnColumn:
    height = min(HEIGHT, max(1, round(HEIGHT * row.value / highest))) if row.value > 0 else 0
    return DrawnColumn(
        row,
        x=f"{number * step + step * 0.1:.1f}",
        y=str(HEIGHT - height),
        width=f"{step * 0.8:.1f}",
        height=str(height),
    )


def _length(value: float, longest: float, least: int = 0) -> str:
    if value <= 0 or longest <= 0:
        return "0"
    return str(min(WIDTH, max(least, round(WIDTH * value / longest))))
