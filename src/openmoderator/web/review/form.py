"""Reading the desk's form: which reviews it showed and which tags were on."""

from __future__ import annotations

import uuid

from django.core.exceptions import SuspiciousOperation
from django.http import QueryDict
from django.shortcuts import get_object_or_404

from openmoderator.accounts.models import Subteam, User
from openmoderator.reviews.drafts import save_draft
from openmoderator.reviews.queue import MAX_CLAIMED, Queue
from openmoderator.web.team import MemberRequest


def queue_of(request: MemberRequest, type_: str) -> Queue:
    """The queue that the address names; 404 for a subteam the team does not have."""
    given = request.GET.get("subteam", "")
    if not given:
        return Queue(request.team, type_)
    pk = int(given) if given.isdecimal() and len(given) < 10 else 0
    return Queue(request.team, type_, get_object_or_404(Subteam, team=request.team, pk=pk))


def answers(form: QueryDict) -> dict[str, dict[str, bool]]:
    """The tags that are on, by review; at most as many reviews as a page shows."""
    shown = form.getlist("item")
    if len(shown) > MAX_CLAIMED:
        raise SuspiciousOperation("more reviews than a page shows")
    return {pk: dict.fromkeys(form.getlist(f"on.{pk}"), True) for pk in shown}


def page_uuid(form: QueryDict, name: str) -> uuid.UUID:
    """A UUID that the page was given. Anything else is a bad request."""
    try:
        return uuid.UUID(form.get(name, ""))
    except ValueError as error:
        raise SuspiciousOperation(f"{name} is not one of this server's") from error


def keep_drafts(request: MemberRequest, user: User) -> None:
    """Save every card's tags, so that turning to something else loses nothing."""
    for pk, on in answers(request.POST).items():
        save_draft(request.team, user, pk, every_tag(request.POST, pk, on))


def every_tag(form: QueryDict, pk: str, on: dict[str, bool]) -> dict[str, bool]:
    """The card's buttons, off ones included: a draft must be able to switch a preset off."""
    return {code: code in on for code in form.get(f"of.{pk}", "").split()} | on
