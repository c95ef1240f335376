"""My day: what the person in front of the screen finished today, and nobody else's figures."""

from __future__ import annotations

from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from openmoderator.reviews.completed import MyDay, my_day
from openmoderator.tags.models import Tag
from openmoderator.web.access import for_members
from openmoderator.web.charts.values import Bars, Days, Row, Share
from openmoderator.web.csv_cells import csv_response
from openmoderator.web.team import MemberRequest
from openmoderator.web.templatetags.screens import thousands


@require_safe
@for_members
def page(request: MemberRequest) -> HttpResponse:
    """The person's own day so far."""
    day = my_day(request.team, request.user)
    context = {
        "place": "my-day",
        "day": day,
        "medians": [
            (_type(type_), f"{seconds:.1f}" if seconds < 10 else str(round(seconds)))
            for type_, seconds in sorted(day.seconds.items())
        ],
        "types": _types(day),
        "hours": _hours(day),
        "tags": _tags(day, _names(request)),
    }
    return render(request, "dashboard/my_day.html", context)


@require_safe
@for_members
def csv(request: MemberRequest, by: str) -> HttpResponse:
    """One of the tables: ``types``, ``hours`` or ``tags``."""
    day = my_day(request.team, request.user)
    if by == "types":
        chart: Share | Days | Bars = _types(day)
    elif by == "hours":
        chart = _hours(day)
    elif by == "tags":
        chart = _tags(day, _names(request))
    else:
        raise Http404
    rows = ((row.label, int(row.value)) for row in chart.rows)
    response = csv_response(f"my-day-{by}", [chart.column, chart.unit], rows)
    return cast("HttpResponse", response)  # It streams, which the guard need not know.


def _names(request: MemberRequest) -> dict[str, str]:
    return dict(Tag.objects.filter(team=request.team).values_list("code", "name"))


def _address(by: str) -> str:
    return reverse("my-day-csv", kwargs={"by": by})


def _types(day: MyDay) -> Share:
    return Share(
        title=_("By type"),
        rows=[
            Row(_type(type_), count, thousands(count)) for type_, count in sorted(day.types.items())
        ],
        caption=_("What I finished today, by type"),
        column=_("Type"),
        unit=_("Finished"),
        csv=_address("types"),
    )


def _hours(day: MyDay) -> Days:
    rows = [Row(f"{hour:02}:00", count, thousands(count)) for hour, count in enumerate(day.hours)]
    highest = max(rows, key=lambda row: row.value)
    return Days(
        title=_("By hour (UTC)"),
        rows=rows,
        caption=_("What I finished today, by hour"),
        column=_("Hour (UTC)"),
        unit=_("Finished"),
        csv=_address("hours"),
        peak=_("Most: %(count)s from %(hour)s.") % {"count": highest.text, "hour": highest.label},
    )


def _tags(day: MyDay, names: dict[str, str]) -> Bars:
    most_first = sorted(day.tags.items(), key=lambda pair: (-pair[1], pair[0]))
    return Bars(
        title=_("Tags I left on"),
        rows=[
            Row(f"{code} · {names[code]}" if code in names else code, count, thousands(count))
            for code, count in most_first
        ],
        caption=_("Tags I left on today"),
        column=_("Tag"),
        unit=_("Times"),
        csv=_address("tags"),
        nothing=_("I left no tag on today."),
    )


def _type(type_: str) -> str:
    return {"Image": _("Images"), "Text": _("Texts")}.get(type_, type_)
