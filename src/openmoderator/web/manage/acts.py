"""What is done with the reviews that are ticked, or with all that match: one form, one act.

Every act is told with the number of reviews it changed and of those it passed over.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from openmoderator.accounts.models import Subteam, User
from openmoderator.errors import BadInput
from openmoderator.reviews import assigning, holding, moving, removal, reversal, search
from openmoderator.reviews.acting import MOST
from openmoderator.reviews.errors import NotOfTheTeam
from openmoderator.web.access import for_admins
from openmoderator.web.manage.listing import Asked, asked_in_form, show
from openmoderator.web.team import MemberRequest

TYPED: Final = ("subteam", "person", "note", "minutes", "why", "to_me")


@require_POST
@for_admins
def act(request: MemberRequest) -> HttpResponse:
    """Do one act and lead back to the list; what cannot be done is told beside its field."""
    asked = asked_in_form(request.POST)
    name = request.POST.get("act", "")
    ids = _chosen(request, asked)
    if not ids:
        messages.error(request, _("Select the reviews you mean first."), extra_tags="bad")
    elif name == "delete":
        return _delete(request, asked, ids)
    elif name in ACTS:
        try:
            _tell(request, ACTS[name](request, ids), len(ids))
        except BadInput as error:
            typed = {key: request.POST.get(key, "") for key in TYPED}
            return show(
                request, asked, typed=typed, ticked=frozenset(ids), wrong={name: str(error)}
            )
    return HttpResponseRedirect(asked.address(request))


def _chosen(request: MemberRequest, asked: Asked) -> list[str]:
    if "all" in request.POST and not asked.wrong:
        return search.ids(request.team, asked.filters)
    return request.POST.getlist("id")[:MOST]


def _move(request: MemberRequest, ids: list[str]) -> list[str]:
    given = request.POST.get("subteam", "")
    if not given:
        raise NotOfTheTeam(_("Choose the queue to move to."))
    subteam = None
    if given != search.NOBODY:
        subteam = Subteam.objects.filter(team=request.team, pk=_id(given)).first()
        if subteam is None:
            raise NotOfTheTeam(_("The team has no such subteam any more."))
    return moving.move(request.team, request.user, ids, subteam)


def _assign(request: MemberRequest, ids: list[str]) -> list[str]:
    given = request.POST.get("person", "")
    if not given:
        raise NotOfTheTeam(_("Choose a person."))
    person = None
    if given != search.NOBODY:
        person = User.objects.filter(pk=_id(given), memberships__team=request.team).first()
        if person is None:
            raise NotOfTheTeam(_("That person is not in the team any more."))
    note = request.POST.get("note", "")
    return assigning.assign(request.team, request.user, ids, person, note)


def _hold(request: MemberRequest, ids: list[str]) -> list[str]:
    given = request.POST.get("minutes", "").strip()
    if not given.isdecimal():
        raise BadInput(_("Write the minutes as a whole number."))
    return holding.hold(request.team, request.user, ids, int(given[:9]))


def _release(request: MemberRequest, ids: list[str]) -> list[str]:
    return holding.release(request.team, request.user, ids)


def _reopen(request: MemberRequest, ids: list[str]) -> list[str]:
    to = request.user if "to_me" in request.POST else None
    done = reversal.reopen(request.team, request.user, ids, request.POST.get("why", ""), to)
    gone = len(reversal.without_content(request.team, done))
    if gone:
        words = ngettext(
            "The picture or text of %(n)d of them is no longer kept.",
            "The pictures or texts of %(n)d of them are no longer kept.",
            gone,
        )
        messages.warning(request, words % {"n": gone})
    return done


ACTS: Final[dict[str, Callable[[MemberRequest, list[str]], list[str]]]] = {
    "move": _move,
    "assign": _assign,
    "hold": _hold,
    "release": _release,
    "reopen": _reopen,
}


def _delete(request: MemberRequest, asked: Asked, ids: list[str]) -> HttpResponse:
    """Ask for the number of reviews to be typed, and delete when it is right."""
    typed = request.POST.get("count", "").strip()
    if typed == str(len(ids)):
        done = removal.delete(request.team, request.user, ids)
        _tell(request, done, len(ids))
        return HttpResponseRedirect(asked.address(request))
    context = {
        "place": "manage",
        "asked": asked,
        "query": asked.address(request).partition("?")[2],
        "back": asked.address(request),
        "number": len(ids),
        "ids": [] if "all" in request.POST else ids,
        "typed": typed,
        "is_wrong": "count" in request.POST,
    }
    return render(request, "manage/delete.html", context, status=422 if typed else 200)


def _tell(request: MemberRequest, done: list[str], asked: int) -> None:
    if done:
        words = ngettext("%(n)d review: done.", "%(n)d reviews: done.", len(done))
        messages.success(request, words % {"n": len(done)}, extra_tags="good")
    passed = asked - len(done)
    if passed > 0:
        words = ngettext(
            "%(n)d review was passed over: it is not in a state for that, or somebody has it.",
            "%(n)d reviews were passed over: not in a state for that, or somebody has them.",
            passed,
        )
        messages.warning(request, words % {"n": passed})


def _id(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
