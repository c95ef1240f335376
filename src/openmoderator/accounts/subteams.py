"""Subteams: named queues of a team. The whole team is called ``public`` on the wire."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from openmoderator.accounts import signals
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Membership, Role, Subteam, SubteamMember, Team, User
from openmoderator.errors import BadInput, NotFound

WHOLE_TEAM = "public"
RESERVED = frozenset({WHOLE_TEAM, "default"})
MOST = 1_000_000


class UnknownSubteam(BadInput):
    """A subteam name that the team does not have."""

    code = "UnknownSubteam"


def create_subteam(team: Team, name: str, actor: User | None = None) -> Subteam:
    """Store a subteam. Raises `BadField` for a reserved, empty or taken ``name``."""
    name = _checked_name(name)
    try:
        with transaction.atomic():
            row = Subteam.objects.create(team=team, name=name)
            _tell(row, actor, "subteam.created")
            return row
    except IntegrityError as error:
        raise _taken(name) from error


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


def with_members(team: Team) -> list[Subteam]:
    """The subteams of the team by name, each with ``members`` and their people read already."""
    return list(team.subteams.order_by("name", "pk").prefetch_related("members__user"))


def change_subteam(
    team: Team,
    actor: User,
    pk: int,
    name: str,
    target_minutes: int | None,
    notify_at: int | None,
) -> Subteam:
    """Rename it and set its target age in minutes and the number from which members get a mail.

    None means never. Raises `NotFound` and `BadField`.
    """
    name = _checked_name(name)
    for field, value in (("target_minutes", target_minutes), ("notify_at", notify_at)):
        if value is not None and not 1 <= value <= MOST:
            raise BadField(field, _("Give a number from 1 to 1,000,000, or nothing."))
    row = _subteam(team, pk)
    row.name, row.target_minutes, row.notify_at = name, target_minutes, notify_at
    try:
        with transaction.atomic():
            row.save(update_fields=["name", "target_minutes", "notify_at"])
            detail = {"target_minutes": target_minutes, "notify_at": notify_at}
            _tell(row, actor, "subteam.changed", detail)
    except IntegrityError as error:
        raise _taken(name) from error
    return row


def delete_subteam(team: Team, actor: User, pk: int) -> str:
    """Remove it and return its name; what waits in it goes to the whole team."""
    with transaction.atomic():
        row = _subteam(team, pk)
        signals.subteam_going.send(sender=Subteam, team=team, subteam=row)
        _tell(row, actor, "subteam.deleted")
        row.delete()
    return row.name


def add_member(team: Team, actor: User, pk: int, user_id: int) -> User:
    """Let a member of the team work in the subteam. Raises `NotFound`."""
    with transaction.atomic():
        # Who removes somebody from the team holds its row, too.
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)
        row = _subteam(team, pk)
        member = Membership.objects.filter(team=team, user_id=user_id).first()
        if member is None:
            raise NotFound(_("This person is no member of the team."))
        SubteamMember.objects.get_or_create(subteam=row, user_id=user_id)
        _tell(row, actor, "subteam.member_added", {"person": user_id})
    return member.user


def remove_member(team: Team, actor: User, pk: int, user_id: int) -> None:
    """Take a person out of the subteam; they stay in the team. Raises `NotFound`."""
    with transaction.atomic():
        row = _subteam(team, pk)
        if SubteamMember.objects.filter(subteam=row, user_id=user_id).delete()[0]:
            _tell(row, actor, "subteam.member_removed", {"person": user_id})


def _subteam(team: Team, pk: int) -> Subteam:
    row = Subteam.objects.filter(team=team, pk=pk).first()
    if row is None:
        raise NotFound(_("The team has no such subteam any more."))
    return row


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 120 or name.lower() in RESERVED:
        message = _("A subteam needs a name of 1 to 120 characters, not 'public' or 'Default'.")
        raise BadField("name", message)
    return name


def _taken(name: str) -> BadField:
    message = _("The team already has a subteam called '%(name)s'.")
    return BadField("name", message % {"name": name})


def _tell(
    row: Subteam, actor: User | None, action: str, detail: Mapping[str, object] | None = None
) -> None:
    told = {"name": row.name, **(detail or {})}
    signals.tell(row.team, actor, action, ("subteam", str(row.pk)), told)
