"""What the filters and acts of Manage Reviews let one choose from, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.reviews.models import ContentType
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
    """The lists of one team. Three queries."""

    states: list[tuple[str, str | Promise]]
    sorts: list[tuple[str, str | Promise]]
    types: list[tuple[str, str | Promise]]
    tags: list[Tag]
    subteams: list[Subteam]
    people: list[User]


def choices(team: Team) -> Choices:
    """What there is to choose from in `team`; people by name."""
    people = User.objects.filter(memberships__team=team)
    return Choices(
        states=list(STATES.items()),
        sorts=list(SORTS.items()),
        types=[(value, TYPES[value]) for value in ContentType.values if value in TYPES],
        tags=list(Tag.objects.filter(team=team)),
        subteams=list(team.subteams.order_by("name")),
        people=sorted(people, key=lambda person: str(person).lower()),
    )
