"""Limbo: what can still be taken back, with the seconds left; reviewers see their own."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from openmoderator.accounts.models import Role
from openmoderator.reviews.errors import BadWindow
from openmoderator.reviews.limbo import (
    LONGEST_SECONDS,
    PAGE,
    in_limbo,
    set_window,
    submit_now,
    take_back,
    undo_window,
)
from openmoderator.web.access import for_admins, for_members
from openmoderator.web.team import MemberRequest

MOST_TICKED = 500


@require_safe
@for_members
def limbo(request: MemberRequest) -> HttpResponse:
    """The list; administrators may look at everybody's."""
    return _show(request)


@require_POST
@for_members
def act(request: MemberRequest) -> HttpResponse:
    """Submit what is ticked now, or take it back."""
    ids = [pk for pk in map(_uuid, request.POST.getlist("id")[:MOST_TICKED]) if pk]
    if not ids:
        messages.error(request, _("Select the decisions you mean first."), extra_tags="bad")
    elif request.POST.get("act") == "submit":
        done = len(submit_now(request.team, request.user, ids))
        words = ngettext("%(n)d decision is final.", "%(n)d decisions are final.", done)
        _tell(request, words % {"n": done}, len(ids) - done)
    elif request.POST.get("act") == "back":
        done = len(take_back(request.team, request.user, ids))
        words = ngettext(
            "%(n)d review waits again, with its tags.",
            "%(n)d reviews wait again, with their tags.",
            done,
        )
        _tell(request, words % {"n": done}, len(ids) - done)
    return redirect(_address(request.POST.get("everybody", "")))


@require_POST
@for_admins
def window(request: MemberRequest) -> HttpResponse:
    """Set how long a decision can be taken back."""
    given = request.POST.get("seconds", "").strip()
    try:
        if not (given.isascii() and given.isdecimal()):
            raise BadWindow(_("Write the seconds as a whole number."))
        set_window(request.team, request.user, int(given[:9]))
    except BadWindow as error:
        return _show(request, given, str(error))
    messages.success(request, _("Decisions from now on wait that long."), extra_tags="good")
    return redirect("limbo")


def _show(request: MemberRequest, seconds: str = "", wrong: str = "") -> HttpResponse:
    is_admin = request.membership.role == Role.ADMIN
    everybody = is_admin and request.GET.get("everybody") == "1"
    rows = in_limbo(
        request.team, None if everybody else request.user, _after(request.GET.get("after", ""))
    )
    more = ""
    if len(rows) > PAGE:
        last = rows[PAGE - 1].decision
        more = _address("1" if everybody else "", f"{last.decided_at.isoformat()}~{last.pk}")
    current = int(undo_window(request.team).total_seconds())
    context = {
        "place": "limbo",
        "rows": rows[:PAGE],
        "more": more,
        "is_admin": is_admin,
        "everybody": everybody,
        "window": current,
        "seconds": seconds or current,
        "longest": LONGEST_SECONDS,
        "wrong": wrong,
    }
    return render(request, "limbo/limbo.html", context, status=422 if wrong else 200)


def _tell(request: MemberRequest, words: str, passed: int) -> None:
    messages.success(request, words, extra_tags="good")
    if passed > 0:
        late = ngettext(
            "%(n)d was too late: it is final already.",
            "%(n)d were too late: they are final already.",
            passed,
        )
        messages.warning(request, late % {"n": passed})


def _address(everybody: str, after: str = "") -> str:
    given = {"everybody": "1" if everybody == "1" else "", "after": after}
    query = urlencode({name: value for name, value in given.items() if value})
    return f"{reverse('limbo')}?{query}" if query else reverse("limbo")


def _after(text: str) -> tuple[datetime, UUID] | None:
    """The cursor of an address; None, which is the first page, where there is none."""
    at, _sign, pk = text.partition("~")
    last = _uuid(pk)
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return (moment, last) if last and moment.tzinfo else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
