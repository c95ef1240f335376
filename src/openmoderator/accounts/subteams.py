"""Subteams: named queues of a team. The whole team is called ``public`` on the wire."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q

from openmoderator.accounts.models import Membership, Role, Subteam, Team
from openmoderator.errors import BadInput

WHOLE_TEAM = "public"
RESERVED = frozenset({WHOLE_TEAM, "default"})


class UnknownSubteam(BadInput):
    """A subteam name that the team does not have."""

    code = "UnknownSubteam"


def create_subteam(team: Team, name: str) -> Subteam:
    """Store a subteam. Raises `BadInput` for a reserved, empty or taken name."""
    name = name.strip()
    if not name or len(name) > 120 or name.lower() in RESERVED:
        raise BadInput("A subteam needs a name of 1 to 120 characters, not 'public' or 'Default'.")
    try:
        with transaction.atomic():
            return Subteam.objects.create(team=team, name=name)
    except IntegrityError as error:
        raise BadInput(f"The team already has a subteam called '{name}'.") from error


def find_subteam(team: Team, name: str | None) -> Subteam | None:
    """The subteam of that name in any case; None means the whole team.

    Raises `UnknownSubteam` naming the ones there are (contract 7.1).
    """
    if not name or name.lower() in RESERVED:
        return None
    found = Subteam.objects.filter(team=team, name__iexact=name).first()
    if found is None:
        known = [WHOLE_TEAM, *team.subteams.order_by("name").values_list("name", flat=True)]
        raise UnknownSubteam(
            f"The team has no subteam called '{name}'. It has: {', '.join(known)}."
        )
    return found


def subteams_of(membership: Membership) -> list[Subteam]:
    """The subteams whose queue the person may open, by name.

    A subteam without members is open to the whole team, the others to their members;
    administrators open all.
    """
    rows = Subteam.objects.filter(team_id=membership.team_id).order_by("name", "pk")
    if membership.role != Role.ADMIN:
        rows = rows.filter(
            Q(members__isnull=True) | Q(members__user_id=membership.user_id)
        ).distinct()
    return list(rows)
