"""Completed: what became final by person, queue, tag and day, drawn, as tables and as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openmoderator.clock import database_now
from openmoderator.reviews.completed import (
    Asked,
    by_day,
    by_month,
    by_subteam,
    by_tag,
    by_user,
    completed,
)
from openmoderator.web.access import for_members
from openmoderator.web.charts.values import Bars, Days, Row
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.dashboard.asked import Report, read
from openmoderator.web.dashboard.names import Names, names_for
from openmoderator.web.team import MemberRequest
from openmoderator.web.templatetags.screens import thousands

DAILY = 92
"""Days up to which there is a column a day; a longer range has one a month."""
SHOWN = 50
"""Bars of a chart; the CSV has all."""


@require_safe
@for_members
def page(request: MemberRequest) -> HttpResponse:
    """The report that the address asks for."""
    names, report = _read(request)
    asked = report.asked
    charts = {
        "days": _days(request, by_day(request.team, asked)),
        "people": _bars(request, "people", _rows(request, "people", names, asked)),
        "queues": _bars(request, "queues", _rows(request, "queues", names, asked)),
        "tags": _bars(request, "tags", _rows(request, "tags", names, asked)),
    }
    context = {
        "place": "completed",
        "form": report.form,
        "asked": asked,
        "total": completed(request.team, asked),
        "all_people": names.all_people,
        "narrows": bool(request.GET),
        **charts,
    }
    return render(request, "dashboard/completed.html", context)


@require_safe
@for_members
def csv(request: MemberRequest, by: str) -> HttpResponse:
    """One of the tables, whole: ``people``, ``queues``, ``tags`` or ``days``."""
    names, report = _read(request)
    if by == "days":
        rows: Iterable[Sequence[object]] = (
            (day.isoformat(), count) for day, count in by_day(request.team, report.asked)
        )
    elif by in ("people", "queues", "tags"):
        rows = _rows(request, by, names, report.asked)
    else:
        raise Http404
    name = f"completed-{by}-{report.asked.first}-{report.asked.last}"
    response = csv_response(name, [_column(by), _("Completed")], rows)
    return cast("HttpResponse", response)  # It streams, which the guard need not know.


def _read(request: MemberRequest) -> tuple[Names, Report]:
    names = names_for(request.membership)
    return names, read(request.GET, names, database_now().astimezone(UTC).date())


def _rows(request: MemberRequest, by: str, names: Names, asked: Asked) -> list[tuple[str, int]]:
    if by == "people":
        return names.of_people(by_user(request.team, asked))
    if by == "queues":
        return names.of_subteams(by_subteam(request.team, asked))
    return names.of_tags(by_tag(request.team, asked))


def _column(by: str) -> str:
    return {
        "people": _("Person"),
        "queues": _("Queue"),
        "tags": _("Tag"),
        "days": _("Day (UTC)"),
    }[by]


def _bars(request: MemberRequest, by: str, rows: Sequence[tuple[str, int]]) -> Bars:
    title = {"people": _("By person"), "queues": _("By queue"), "tags": _("By tag")}[by]
    return Bars(
        title=title,
        rows=[Row(label, count, thousands(count)) for label, count in rows[:SHOWN]],
        caption=_("Completed reviews: %(by)s") % {"by": title.lower()},
        column=_column(by),
        unit=_("Tag left on") if by == "tags" else _("Completed"),
        csv=_csv_address(request, by),
        nothing=_("Nothing was completed that this filter asks for."),
    )


def _days(request: MemberRequest, days: list[tuple[date, int]]) -> Days:
    daily = len(days) <= DAILY
    form = "j M" if daily else "M Y"
    columns = days if daily else by_month(days)
    rows = [Row(date_format(day, form), count, thousands(count)) for day, count in columns]
    highest = max(rows, key=lambda row: row.value)
    anything = highest.value > 0
    return Days(
        title=_("By day") if daily else _("By month"),
        rows=rows if anything else (),
        caption=_("Completed reviews: %(by)s") % {"by": _("by day") if daily else _("by month")},
        column=_("Day (UTC)") if daily else _("Month (UTC)"),
        unit=_("Completed"),
        peak=_("Most: %(count)s, %(day)s.") % {"count": highest.text, "day": highest.label},
        csv=_csv_address(request, "days"),
        nothing=_("Nothing was completed that this filter asks for."),
    )


def _csv_address(request: MemberRequest, by: str) -> str:
    query = request.GET.urlencode()
    path = reverse("dashboard-completed-csv", kwargs={"by": by})
    return f"{path}?{query}" if query else path
