"""The list of reviews as a page: filters read, rows found, what was ticked kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from openmoderator.reviews import search
from openmoderator.reviews.acting import MOST
from openmoderator.reviews.errors import BadFilter
from openmoderator.web.manage.choices import choices
from openmoderator.web.manage.periods import periods
from openmoderator.web.team import PAGE_KEY, MemberRequest

NOTHING = search.Page([], "")


@dataclass(frozen=True)
class Asked:
    """What one request asks to see: filters, the page's cursor, the view, the period."""

    filters: search.Filters
    after: str = ""
    view: str = "manage"
    """``manage`` or ``manage-result``: names of addresses."""
    period: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    """What cannot be read, by field."""

    def address(self, request: MemberRequest) -> str:
        """The page that shows this again, also when the session has turned to another team."""
        given = {"after": self.after, "period": self.period}
        if request.turned_away:
            given[PAGE_KEY] = request.team.public_id
        extra = urlencode({name: value for name, value in given.items() if value})
        query = "&".join(filter(None, (self.filters.query, extra)))
        return f"{reverse(self.view)}?{query}" if query else reverse(self.view)


def asked_for(query: Mapping[str, str], view: str) -> Asked:
    """What `query` asks of a view; what cannot be read is told and asks for nothing."""
    try:
        filters = search.read(query)
    except BadFilter as error:
        return Asked(search.Filters(), view=view, wrong={error.field: str(error)})
    return (
        _result(filters, query)
        if view == "manage-result"
        else Asked(filters, query.get("after", ""), view)
    )


def asked_in_form(form: QueryDict) -> Asked:
    """What the page asked for on which the form stood."""
    view = "manage-result" if form.get("view") == "manage-result" else "manage"
    return asked_for(QueryDict(form.get("query", "")).dict(), view)


def show(
    request: MemberRequest,
    asked: Asked,
    *,
    typed: Mapping[str, str] | None = None,
    ticked: frozenset[str] = frozenset(),
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page. `typed`, `ticked` and `wrong` bring an act back that could not be done."""
    errors = dict(asked.wrong)
    page = NOTHING
    try:
        page = NOTHING if errors else search.page(request.team, asked.filters, asked.after)
    except BadFilter as error:
        errors[error.field] = str(error)
    matching = 0 if errors else search.count(request.team, asked.filters)
    context = {
        "place": "manage",
        "asked": asked,
        "filters": asked.filters,
        "given": request.GET,
        "page": page,
        "matching": min(matching, MOST),
        "is_capped": matching > MOST,
        "most": MOST,
        "choices": choices(request.team),
        "periods": periods(timezone.now().date()),
        "hold_minutes": request.team.hold_minutes,
        "reopen_hours": request.team.reopen_hours,
        "wrong": errors,
        "act_wrong": dict(wrong or {}),
        "typed": dict(typed or {}),
        "ticked": ticked,
        "back": asked.address(request).partition("?")[2],
        "next_page": replace(asked, after=page.after).address(request) if page.after else "",
        "first_page": replace(asked, after="").address(request) if asked.after else "",
    }
    status = 422 if wrong else 400 if errors else 200
    return render(request, "manage/manage.html", context, status=status)


def _result(filters: search.Filters, query: Mapping[str, str]) -> Asked:
    """Completed reviews of a period, by when they were completed."""
    sort = filters.sort if query.get("sort") else "-modified"
    filters = replace(filters, state="complete", sort=sort)
    period = query.get("period", "")
    for each in periods(timezone.now().date()):
        if each.key == period:
            filters = replace(filters, modified_from=each.since, modified_to=each.until)
    return Asked(filters, query.get("after", ""), "manage-result", period)
