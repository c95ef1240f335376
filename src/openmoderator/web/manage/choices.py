"""What the filters and acts of Manage Reviews let one choose from, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.reviews.models import ContentType, DecidedCount
from openmoderator.tags.models import Tag

STATES: dict[str, str | Promise] = {
    "waiting": _("Waiting"),
    "held": _("Held"),
    "limbo": _("In limbo"),
    "complete": _("Complete"),
    "pending": _("Everything not complete"),
}
SORTS: dict[str, str | Promise] = {
    "-created": _("Newest first"),
    "created": _("Oldest first"),
    "-modified": _("Latest change first"),
    "modified": _("Earliest change first"),
    "-score": _("Highest score first"),
    "score": _("Lowest score first"),
}
TYPES: dict[str, str | Promise] = {"Image": _("Images"), "Text": _("Texts")}


@dataclass(frozen=True)
class Choices:
    """The lists of one team. Four queries."""

    states: list[tuple[str, str | Promise]]
    sorts: list[tuple[str, str | Promise]]
    types: list[tuple[str, str | Promise]]
    tags: list[Tag]
    subteams: list[Subteam]
    people: list[User]
    deciders: list[User]
    """The people of the team and those who decided in it and left."""


def choices(team: Team) -> Choices:
    """What there is to choose from in `team`; people by name."""
    people = _by_name(User.objects.filter(memberships__team=team))
    # Of the counts, because they are few where reviews may be a million.
    decided = DecidedCount.objects.filter(team=team).values("user_id")
    left = User.objects.filter(pk__in=decided).exclude(pk__in=[person.pk for person in people])
    return Choices(
        states=list(STATES.items()),
        sorts=list(SORTS.items()),
        types=[(value, TYPES[value]) for value in ContentType.values if value in TYPES],
        tags=list(Tag.objects.filter(team=team)),
        subteams=list(team.subteams.order_by("name")),
        people=people,
        deciders=_by_name([*people, *left]),
    )


def _by_name(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda person: str(person).lower())
