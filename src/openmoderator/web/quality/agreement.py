"""Agreement over HTTP: by tag, person and week, as charts, tables and CSV. Administrators only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openmoderator.clock import database_now
from openmoderator.quality.agreement import Estimate
from openmoderator.quality.figures import Figures, Report, report
from openmoderator.web.access import for_admins
from openmoderator.web.charts.values import Bars, Row
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.quality.wording import coefficient, percent
from openmoderator.web.team import MemberRequest

PERIODS = (30, 90, 365)
GROUPS = ("tags", "people", "weeks")
HEADER = (
    *("group", "pairs", "agreed", "agreed_low", "agreed_high"),
    *("kappa", "kappa_low", "kappa_high"),
    *("alpha_units", "alpha", "alpha_low", "alpha_high"),
    *("golden_answers", "golden_right", "golden_low", "golden_high"),
)


@dataclass(frozen=True)
class Line:
    """One row of a table, in words."""

    label: str
    pairs: int
    agreed: str
    kappa: str
    alpha: str
    golden: str


@dataclass(frozen=True)
class Group:
    """A table with its chart."""

    key: str
    title: str
    column: str
    lines: tuple[Line, ...]
    chart: Bars
    has_golden: bool = True


@require_safe
@for_admins
def agreement(request: MemberRequest) -> HttpResponse:
    """The figures of the asked days."""
    days, found = _report(request)
    context = {
        "place": "quality",
        "part": "agreement",
        "days": days,
        "periods": [(period, period == days) for period in PERIODS],
        "whole": _line(found.whole, ""),
        "groups": _groups(found, days),
        "is_cut": found.is_cut,
        "is_empty": not (found.whole.agreed.n or found.whole.golden.n),
    }
    return render(request, "quality/agreement.html", context)


@require_safe
@for_admins
def download(request: MemberRequest) -> HttpResponse:
    """One of the tables as CSV; empty cells where there is no figure."""
    days, found = _report(request)
    asked = request.GET.get("of", "")
    group = asked if asked in GROUPS else GROUPS[0]
    rows: Sequence[Figures] = getattr(found, group)
    cells = [_cells(row) for row in rows]
    return csv_response(f"agreement-{group}-{days}-days", HEADER, cells)  # type: ignore[return-value]


def _report(request: MemberRequest) -> tuple[int, Report]:
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
    return days, report(request.team, database_now() - timedelta(days=days))


def _groups(found: Report, days: int) -> list[Group]:
    tags, people = _("By tag"), _("By person, against the others")
    weeks = _("By week, from Monday (UTC)")
    dated = {row.label: _date(row) for row in found.weeks}
    return [
        _group("tags", tags, _("Tag"), found.tags, days, has_golden=False),
        _group("people", people, _("Person"), found.people, days),
        _group("weeks", weeks, _("Week"), found.weeks, days, labels=dated),
    ]


def _group(
    key: str,
    title: str,
    column: str,
    rows: Sequence[Figures],
    days: int,
    *,
    has_golden: bool = True,
    labels: dict[str, str] | None = None,
) -> Group:
    named = [(row, (labels or {}).get(row.label, row.label)) for row in rows]
    chart = Bars(
        title=_("Krippendorff's alpha"),
        rows=[_bar(row.alpha, label) for row, label in named if row.alpha.value is not None],
        caption=_("Krippendorff's alpha: %(group)s") % {"group": title},
        column=column,
        unit=_("Alpha and interval"),
        longest=1,
        csv=f"{reverse('quality-csv')}?of={key}&days={days}",
        nothing=_("Too few answers for a figure that means anything."),
    )
    return Group(
        key, title, column, tuple(_line(row, label) for row, label in named), chart, has_golden
    )


def _bar(estimate: Estimate, label: str) -> Row:
    """Bars begin at zero: less than that is no agreement at all."""
    value, low, high = (max(0.0, x or 0.0) for x in (estimate.value, estimate.low, estimate.high))
    return Row(label, value, coefficient(estimate), low, high)


def _line(row: Figures, label: str) -> Line:
    return Line(
        label,
        row.agreed.n,
        percent(row.agreed),
        coefficient(row.kappa),
        coefficient(row.alpha),
        percent(row.golden),
    )


def _date(row: Figures) -> str:
    return date_format(date.fromisoformat(row.label), "SHORT_DATE_FORMAT")


def _cells(row: Figures) -> list[object]:
    agreed, kappa, alpha, golden = row.agreed, row.kappa, row.alpha, row.golden
    return [
        *(row.label, agreed.n, *_three(agreed)),
        *_three(kappa),
        *(alpha.n, *_three(alpha)),
        *(golden.n, *_three(golden)),
    ]


def _three(estimate: Estimate) -> list[str]:
    values = (estimate.value, estimate.low, estimate.high)
    return ["" if value is None else f"{value:.4f}" for value in values]
