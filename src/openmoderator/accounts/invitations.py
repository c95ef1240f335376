"""Invitations: somebody asked into a team by a link that works once.

The link is signed over a nonce in the row, so a new nonce voids older links, and it is only
good for the person with the invited address. Mailing it: `mail`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Invitation, Membership, Role, Team, User
from openmoderator.accounts.people import checked_email, new_user
from openmoderator.accounts.signals import tell
from openmoderator.errors import NotAllowed, NotFound

GOOD_FOR = timedelta(days=14)
SALT = "openmoderator.accounts.invitations"
MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Invited:
    """What became of a list of addresses: invitations, and a sentence for each that failed."""

    invitations: tuple[Invitation, ...]
    problems: tuple[str, ...]


def invite(team: Team, inviter: User, email: str, role: str) -> Invitation:
    """Ask somebody in; an invitation of theirs that ran out is renewed.

    Raises `BadField` for ``email`` (no address, a member, invited already) and ``role``.
    """
    email = checked_email(email)
    if role not in Role.values:
        raise BadField("role", _("Choose Administrator or Reviewer."))
    with transaction.atomic():
        Team.objects.select_for_update().get(pk=team.pk)
        if Membership.objects.filter(team=team, user__email=email).exists():
            raise BadField("email", _("%(address)s is a member already.") % {"address": email})
        row = _open(team).filter(email__iexact=email).first()
        if row is not None and not is_over(row):
            message = _("%(address)s is invited already; send it again in the list below.")
            raise BadField("email", message % {"address": email})
        row = row or Invitation(team=team, email=email)
        row.role, row.invited_by = role, inviter
        _renew(row)
        tell(team, inviter, "person.invited", ("invitation", str(row.pk)), {"role": role})
    return row


def invite_all(team: Team, inviter: User, addresses: str, role: str) -> Invited:
    """Ask in everybody in a list with commas, semicolons or line ends between the addresses."""
    parts = [part.strip() for part in addresses.replace(";", ",").replace("\n", ",").split(",")]
    wanted = list(dict.fromkeys(part.lower() for part in parts if part))
    made, problems = [], []
    for address in wanted[:MOST_AT_ONCE]:
        try:
            made.append(invite(team, inviter, address, role))
        except BadField as error:
            problems.append(str(error))
    if len(wanted) > MOST_AT_ONCE:
        problems.append(_("Only the first 50 addresses were taken. Send the others again."))
    return Invited(tuple(made), tuple(problems))


def pending(team: Team) -> list[Invitation]:
    """What was neither accepted nor cancelled, newest first, also what ran out."""
    return list(_open(team).select_related("invited_by").order_by("-created_at", "pk"))


def pending_for(email: str) -> list[Invitation]:
    """What somebody with that address may accept now, in any team."""
    rows = Invitation.objects.filter(
        email__iexact=email, accepted_at__isnull=True, cancelled_at__isnull=True
    ).select_related("team")
    return [row for row in rows if not is_over(row)]


def is_over(invitation: Invitation) -> bool:
    """Whether its fourteen days are over."""
    return timezone.now() > ends_at(invitation)


def ends_at(invitation: Invitation) -> datetime:
    """Until when its link works."""
    return invitation.created_at + GOOD_FOR


def link(invitation: Invitation) -> str:
    """Path of the page on which it is accepted; the same until it is renewed."""
    state = [str(invitation.pk), invitation.nonce]
    return reverse("join", kwargs={"token": signing.Signer(salt=SALT).sign_object(state)})


def find(token: str) -> Invitation | None:
    """The invitation that a link stands for while it can be accepted; None otherwise."""
    try:
        pk, nonce = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    rows = Invitation.objects.select_related("team", "invited_by")
    row = rows.filter(
        pk=pk, nonce=nonce, accepted_at__isnull=True, cancelled_at__isnull=True
    ).first()
    return None if row is None or is_over(row) else row


def again(team: Team, actor: User, pk: UUID) -> Invitation:
    """Renew it for another fourteen days; older links of it are void. Raises `NotFound`."""
    with transaction.atomic():
        row = _locked(team, pk)
        _renew(row)
        tell(team, actor, "person.invited_again", ("invitation", str(pk)))
    return row


def cancel(team: Team, actor: User, pk: UUID) -> Invitation:
    """Take it back; its link is void. Raises `NotFound`."""
    with transaction.atomic():
        row = _locked(team, pk)
        row.cancelled_at = timezone.now()
        row.save(update_fields=["cancelled_at"])
        tell(team, actor, "invitation.cancelled", ("invitation", str(pk)))
    return row


def cancel_for(team: Team, user: User) -> None:
    """Take back what still invites somebody who goes: no old link leads them in again."""
    _open(team).filter(email__iexact=user.email).update(cancelled_at=timezone.now())


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether `user` is the person it was written to."""
    return invitation.email.lower() == user.email.lower()


def accept(token: str, user: User) -> Membership:
    """Make `user` a member with the invited role. Raises `NotFound` for a link that is spent
    and `NotAllowed` where it is for somebody else."""
    with transaction.atomic():
        return _join(_taken(token), user)


def accept_as_new(token: str, name: str, password: str) -> Membership:
    """Make the account of the invited person, and them a member.

    Raises `NotFound` and `BadField` (``email``: they have an account; ``password``, ``name``).
    """
    with transaction.atomic():
        row = _taken(token)
        # Who invites sees the link as well, so opening it proves nothing of the address.
        return _join(row, new_user(row.email.lower(), password, name, verified=False))


def accept_all(user: User) -> int:
    """Join every team that waits for somebody whose address is proved otherwise."""
    with transaction.atomic():
        rows = pending_for(user.email)
        for row in rows:
            _join(Invitation.objects.select_for_update().get(pk=row.pk), user)
    return len(rows)


def _open(team: Team) -> QuerySet[Invitation]:
    return Invitation.objects.filter(team=team, accepted_at__isnull=True, cancelled_at__isnull=True)


def _locked(team: Team, pk: UUID) -> Invitation:
    row = _open(team).select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound(_("This invitation is accepted or cancelled already."))
    return row


def _taken(token: str) -> Invitation:
    """Lock the invitation, and look at it again under the lock."""
    seen = find(token)
    if seen is not None:
        Invitation.objects.select_for_update().filter(pk=seen.pk).first()
        seen = find(token)
    if seen is None:
        raise NotFound(_("This invitation is used up, cancelled or too old."))
    return seen


def _renew(row: Invitation) -> None:
    row.nonce = secrets.token_hex(16)
    row.sent_at = None
    row.save()
    row.created_at = timezone.now()
    row.save(update_fields=["created_at"])


def _join(row: Invitation, user: User) -> Membership:
    if not is_for(row, user):
        raise NotAllowed(_("This invitation is for somebody else."))
    if row.accepted_at is None:
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
    membership, is_new = Membership.objects.get_or_create(
        user=user, team=row.team, defaults={"role": row.role}
    )
    if is_new:
        tell(row.team, user, "person.joined", ("person", str(user.pk)), {"role": row.role})
    return membership
