"""What can be done with cards but deciding: move, assign, hold, skip, take out, hand on.

Each act is a press of the desk's form at an address of its own, about the card whose menu was
open or about all that are selected. What was toggled stays, and the desk answers.
"""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST

from openmoderator.accounts.models import Subteam, User
from openmoderator.errors import BadInput
from openmoderator.reviews import alike, assigning, holding, moving, skipping
from openmoderator.web.access import for_members
from openmoderator.web.frame.views import safe_next
from openmoderator.web.review.form import keep_drafts, meant, queue_of
from openmoderator.web.review.shown import show_again
from openmoderator.web.team import MemberRequest
from openmoderator.wellbeing import limits

Act = Callable[[MemberRequest, list[str]], str]


@require_POST
@gzip_page
@for_members
def move(request: MemberRequest, kind: str) -> HttpResponse:
    """To the queue of ``to``: a subteam's id, or empty for the whole team's."""
    return _done(request, kind, _moved)


@require_POST
@gzip_page
@for_members
def hold(request: MemberRequest, kind: str) -> HttpResponse:
    """Aside for ``minutes``; without them for as long as the team has it."""
    return _done(request, kind, _held)


@require_POST
@gzip_page
@for_members
def assign(request: MemberRequest, kind: str) -> HttpResponse:
    """To the person ``person``, with a ``note``."""
    return _done(request, kind, _assigned)


@require_POST
@gzip_page
@for_members
def skip(request: MemberRequest, kind: str) -> HttpResponse:
    """Never shown to me again; nobody asks why."""
    return _done(request, kind, _skipped)


@require_POST
@gzip_page
@for_members
def take_out(request: MemberRequest, kind: str) -> HttpResponse:
    """Let ``member`` stand alone, which was settled with items alike."""
    keep_drafts(request, request.user)
    if alike.take_out(request.team, request.user, request.POST.get("member", "")):
        return _answer(request, kind, _("That item stands alone now."))
    return _answer(request, kind, _("That item stood alone already, or is no longer with you."))


@require_POST
@for_members
def hand_on(request: MemberRequest, kind: str) -> HttpResponse:
    """Give back everything the person holds. No reason is asked."""
    keep_drafts(request, request.user)
    skipping.hand_on(request.team, request.user)
    said = _("Everything you had goes to others. What you toggled is kept. Take the time you need.")
    messages.success(request, said, extra_tags="good")
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse("dashboard")})
    return HttpResponseRedirect(reverse("dashboard"))


@require_POST
@gzip_page
@for_members
def take_break(request: MemberRequest, kind: str) -> HttpResponse:
    """A break begins, or (``later``) the reminder is put aside. Nothing is handed on."""
    keep_drafts(request, request.user)
    if request.POST.get("later"):
        limits.later(request.team, request.user)
        return _answer(request, kind, "")
    limits.take_break(request.user)
    said = _("Enjoy your break. What is on screen stays with you while the clock below runs.")
    return _answer(request, kind, said)


def _done(request: MemberRequest, kind: str, act: Act) -> HttpResponse:
    keep_drafts(request, request.user)
    ids = meant(request.POST)
    if not ids:
        return _answer(request, kind, _("Select cards first, then say what to do with them."))
    try:
        return _answer(request, kind, act(request, ids))
    except BadInput as error:
        return _answer(request, kind, str(error))


def _answer(request: MemberRequest, kind: str, said: str) -> HttpResponse:
    """The desk with what happened; the page of one review says it where its form leads."""
    if "next" in request.POST:
        if said:
            messages.info(request, said, extra_tags="good")
        return HttpResponseRedirect(safe_next(request, request.POST["next"]))
    return show_again(request, queue_of(request, kind), notice=said)


def _moved(request: MemberRequest, ids: list[str]) -> str:
    given = request.POST.get("to", "")
    subteam = get_object_or_404(Subteam, team=request.team, pk=_number(given)) if given else None
    done = len(moving.move(request.team, request.user, ids, subteam))
    to = str(subteam) if subteam else _("Default")
    said = ngettext("%(n)d item moved to %(to)s.", "%(n)d items moved to %(to)s.", done)
    return _told(said % {"n": done, "to": to}, done, ids)


def _held(request: MemberRequest, ids: list[str]) -> str:
    minutes = _number(request.POST.get("minutes", "")) or None
    done = len(holding.hold(request.team, request.user, ids, minutes))
    said = ngettext("%(n)d item is on hold.", "%(n)d items are on hold.", done) % {"n": done}
    return _told(said, done, ids)


def _assigned(request: MemberRequest, ids: list[str]) -> str:
    members = User.objects.filter(memberships__team=request.team)
    person = get_object_or_404(members, pk=_number(request.POST.get("person", "")))
    note = request.POST.get("note", "")
    done = len(assigning.assign(request.team, request.user, ids, person, note))
    said = ngettext("%(n)d item is now for %(who)s.", "%(n)d items are now for %(who)s.", done)
    return _told(said % {"n": done, "who": person}, done, ids)


def _skipped(request: MemberRequest, ids: list[str]) -> str:
    skipping.skip(request.team, request.user, ids)
    said = ngettext("%(n)d item goes to others.", "%(n)d items go to others.", len(ids))
    return said % {"n": len(ids)}


def _told(said: str, done: int, ids: list[str]) -> str:
    """With how many were passed over, where any were."""
    left = len(ids) - done
    if not left:
        return said
    over = ngettext(
        "%(n)d was passed over: it is decided, there already, or with somebody else.",
        "%(n)d were passed over: they are decided, there already, or with somebody else.",
        left,
    )
    return f"{said} {over % {'n': left}}"


def _number(text: str) -> int:
    """What was typed as a number a row or a time may have; else 0."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0
