"""Reading the desk's form: which reviews it showed, which tags were on, which were meant."""

from __future__ import annotations

import uuid

from django.core.exceptions import SuspiciousOperation
from django.http import Http404, QueryDict

from openmoderator.accounts.models import User
from openmoderator.accounts.subteams import subteams_of
from openmoderator.reviews.drafts import save_draft
from openmoderator.reviews.queue import MAX_CLAIMED, Queue
from openmoderator.web.team import MemberRequest

MOST_ALIKE = 10_000
"""Items that the cards of one page may settle together."""


def queue_of(request: MemberRequest, type_: str) -> Queue:
    """The queue that the address names; 404 for a subteam that is not open to the person."""
    given = request.GET.get("subteam", "")
    if not given:
        return Queue(request.team, type_)
    pk = int(given) if given.isdecimal() and len(given) < 10 else 0
    for subteam in subteams_of(request.membership):
        if subteam.pk == pk:
            return Queue(request.team, type_, subteam)
    raise Http404


def shown(form: QueryDict) -> list[str]:
    """Ids of the cards; at most as many as a page shows."""
    items = form.getlist("item")
    if len(items) > MAX_CLAIMED:
        raise SuspiciousOperation("more reviews than a page shows")
    return items


def answers(form: QueryDict) -> dict[str, dict[str, bool]]:
    """The tags that are on, by card."""
    return {pk: dict.fromkeys(form.getlist(f"on.{pk}"), True) for pk in shown(form)}


def whole_answers(form: QueryDict) -> dict[str, dict[str, bool]]:
    """The same with the items alike: the answer of a card is that of each."""
    given = answers(form)
    alike = {other: on for pk, on in given.items() for other in _alike(form, pk)}
    if len(alike) > MOST_ALIKE:
        raise SuspiciousOperation("more items alike than a page settles")
    return {**alike, **given}


def meant(form: QueryDict) -> list[str]:
    """Ids that an act is about: the one whose menu was open, else those that are selected,
    else the only card there is. Each with the items alike that its card settles."""
    only = form.get("only", "")
    cards = [only] if only else form.getlist("pick")
    if not cards and len(shown(form)) == 1:
        cards = shown(form)
    ids = [pk for card in cards[:MAX_CLAIMED] for pk in (card, *_alike(form, card))]
    return list(dict.fromkeys(ids))[:MOST_ALIKE]


def page_uuid(form: QueryDict, name: str) -> uuid.UUID:
    """A UUID that the page was given. Anything else is a bad request."""
    try:
        return uuid.UUID(form.get(name, ""))
    except ValueError as error:
        raise SuspiciousOperation(f"{name} is not one of this server's") from error


def page_tokens(form: QueryDict) -> list[uuid.UUID]:
    """The page's token, and that of the batch it keeps ready, where it has one."""
    tokens = [page_uuid(form, "token")]
    return [*tokens, page_uuid(form, "ahead")] if form.get("ahead") else tokens


def items_turned_to(form: QueryDict) -> int:
    """How many items the page has turned to, with those alike; at least one."""
    said = form.get("turned_items", "")
    return max(1, int(said)) if said.isdecimal() and len(said) < 6 else 1


def keep_drafts(request: MemberRequest, user: User) -> None:
    """Save every card's tags, so that turning to something else loses nothing."""
    for pk, on in answers(request.POST).items():
        save_draft(request.team, user, pk, every_tag(request.POST, pk, on))


def every_tag(form: QueryDict, pk: str, on: dict[str, bool]) -> dict[str, bool]:
    """The card's buttons, off ones included: a draft must be able to switch a preset off."""
    return {code: code in on for code in form.get(f"of.{pk}", "").split()} | on


def _alike(form: QueryDict, pk: str) -> list[str]:
    """Ids of the others that the card stands for."""
    return form.get(f"also.{pk}", "").split()
