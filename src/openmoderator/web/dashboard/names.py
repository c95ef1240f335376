"""The words for the numbers of a report: people, queues and tags of the team.

Who is not in the team any more is a removed person, and a queue that is gone a removed queue:
the figures stay, the names do not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from openmoderator.accounts.models import Membership, Role, User
from openmoderator.reviews.completed import WHOLE_TEAM, Counted
from openmoderator.tags.models import Tag


@dataclass(frozen=True)
class Names:
    """What the person may be shown by name; `people` is only themselves for a reviewer."""

    people: dict[int, str]
    subteams: dict[int, str]
    tags: dict[str, str]
    all_people: bool

    def of_people(self, counted: Iterable[Counted]) -> list[tuple[str, int]]:
        """(name, count); those who left are one row, at the end."""
        return _named(counted, self.people, _("removed person"), show_rest=self.all_people)

    def of_subteams(self, counted: Iterable[Counted]) -> list[tuple[str, int]]:
        """The same of queues."""
        return _named(counted, self.subteams, _("removed queue"), show_rest=True)

    def of_tags(self, counted: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
        """The same of tags; one that is gone keeps its code."""
        return [
            (f"{code} · {self.tags[code]}" if code in self.tags else code, count)
            for code, count in counted
        ]


def names_for(membership: Membership) -> Names:
    """Three questions, however many there are."""
    team = membership.team
    is_admin = membership.role == Role.ADMIN
    people = User.objects.filter(memberships__team=team)
    if not is_admin:
        people = people.filter(pk=membership.user_id)
    named = {person.pk: str(person) for person in people}
    queues = team.subteams.order_by("name", "pk").values_list("pk", "name")
    return Names(
        dict(sorted(named.items(), key=lambda pair: pair[1].casefold())),
        {WHOLE_TEAM: _("Default"), **dict(queues)},
        dict(Tag.objects.filter(team=team).values_list("code", "name")),
        is_admin,
    )


def _named(
    counted: Iterable[Counted], names: dict[int, str], rest: str, *, show_rest: bool
) -> list[tuple[str, int]]:
    rows = []
    others = 0
    for row in counted:
        if row.id in names:
            rows.append((names[row.id], row.count))
        else:
            others += row.count
    return [*rows, (rest, others)] if others and show_rest else rows
