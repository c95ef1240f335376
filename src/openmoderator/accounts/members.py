"""Members of a team: roles, removing, leaving.

A team never loses its last administrator. Every act locks the row of the team first, so two
administrators who go at the same moment cannot both have seen the other.
"""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from openmoderator.accounts import invitations, keys, signals
from openmoderator.accounts.models import Membership, Role, SubteamMember, Team, User
from openmoderator.accounts.people import password_link
from openmoderator.errors import BadInput, NotAllowed, NotFound


class LastAdministrator(BadInput):
    """The team would be left without an administrator."""


def members(team: Team) -> list[Membership]:
    """Everybody of the team with their person, administrators first, then by address."""
    rows = Membership.objects.filter(team=team).select_related("user")
    return list(rows.order_by("role", "user__email"))


def change_role(team: Team, actor: User, user_id: int, role: str) -> Membership:
    """Give a member another role. Raises `NotFound`, `BadInput`, `LastAdministrator`."""
    if role not in Role.values:
        raise BadInput(_("Choose Administrator or Reviewer."))
    with transaction.atomic():
        row = _member(team, user_id)
        if row.role == role:
            return row
        _keep_one(team, row)
        row.role = role
        row.save(update_fields=["role"])
        if role != Role.ADMIN:
            keys.revoke_console_keys(team, row.user)
        signals.tell(team, actor, "person.role_changed", _person(row.user), {"role": role})
    return row


def remove(team: Team, actor: User, user_id: int) -> User:
    """Take somebody out of the team: what they hold goes back, what they decided stays.

    Raises `NotFound` and `LastAdministrator`.
    """
    with transaction.atomic():
        row = _member(team, user_id)
        _keep_one(team, row)
        _go(row)
        signals.tell(team, actor, "person.removed", _person(row.user))
    return row.user


def leave(team: Team, user: User) -> None:
    """Go of one's own will. Raises `NotFound` and `LastAdministrator`."""
    with transaction.atomic():
        row = _member(team, user.pk)
        _keep_one(team, row)
        _go(row)
        signals.tell(team, user, "person.left", _person(user))


def may_make_link(actor: User, person_id: int) -> bool:
    """Whether `actor` administers every team of the person, who belongs to one at least."""
    teams = set(Membership.objects.filter(user_id=person_id).values_list("team_id", flat=True))
    return bool(teams) and teams <= _administered(actor)


def link_to_set_password(team: Team, actor: User, user_id: int) -> str:
    """Path of a one-time page on which the member sets a new password.

    Raises `NotFound`, and `NotAllowed` where they belong to a team that `actor` does not
    administer: such a link opens all their teams.
    """
    with transaction.atomic():
        row = _member(team, user_id)
        if not may_make_link(actor, user_id):
            message = _("%(person)s also belongs to a team that you do not administer.")
            raise NotAllowed(message % {"person": row.user})
        signals.tell(team, actor, "person.link_made", _person(row.user))
    return password_link(row.user)


def linkable(actor: User, people: list[int]) -> set[int]:
    """Those of `people` for whom `actor` may make a link, in two queries."""
    mine = _administered(actor)
    others = Membership.objects.filter(user_id__in=people).exclude(team_id__in=mine)
    return set(people) - set(others.values_list("user_id", flat=True))


def _administered(user: User) -> set[int]:
    rows = Membership.objects.filter(user=user, role=Role.ADMIN)
    return set(rows.values_list("team_id", flat=True))


def _member(team: Team, user_id: int) -> Membership:
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    row = Membership.objects.select_related("user").filter(team=team, user_id=user_id).first()
    if row is None:
        raise NotFound(_("This person is no member of the team any more."))
    return row


def _keep_one(team: Team, row: Membership) -> None:
    others = Membership.objects.filter(team=team, role=Role.ADMIN).exclude(pk=row.pk)
    if row.role == Role.ADMIN and not others.exists():
        message = _("%(person)s is the last administrator. Make somebody else one first.")
        raise LastAdministrator(message % {"person": row.user})


def _go(row: Membership) -> None:
    keys.revoke_console_keys(row.team, row.user)
    invitations.cancel_for(row.team, row.user)
    SubteamMember.objects.filter(subteam__team=row.team, user=row.user).delete()
    signals.member_left.send(sender=Team, team=row.team, user=row.user)
    row.delete()


def _person(user: User) -> tuple[str, str]:
    return "person", str(user.pk)
