"""Invitations as pages handle them: mailed where that can be, and with their whole address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from openmoderator.accounts import invitations
from openmoderator.accounts.mail import send_invitations
from openmoderator.accounts.models import Invitation, Team, User


@dataclass(frozen=True)
class ShownInvitation:
    """A pending invitation with the link to copy, until when it works, and whether that is over."""

    row: Invitation
    link: str
    until: datetime
    is_over: bool

    @property
    def key(self) -> str:
        """Id of the link on a page."""
        return f"link-{self.row.pk}"


def absolute(request: HttpRequest, path: str) -> str:
    """The whole address of a path: the public one where it is set."""
    public: str | None = settings.OPENMODERATOR.public_url
    return public.rstrip("/") + path if public else request.build_absolute_uri(path)


def shown(request: HttpRequest, rows: Sequence[Invitation]) -> list[ShownInvitation]:
    """Invitations as a table shows them."""
    return [
        ShownInvitation(
            row,
            absolute(request, invitations.link(row)),
            invitations.ends_at(row),
            invitations.is_over(row),
        )
        for row in rows
    ]


def deliver(request: HttpRequest, rows: Sequence[Invitation], inviter: User) -> list[str]:
    """Mail invitations where a mail server is set; a sentence for each that it did not take."""
    if not settings.MAILS:
        return []
    addressed = [(row, absolute(request, invitations.link(row))) for row in rows]
    # Nobody makes this server write to strangers without end; links can still be copied.
    is_few = not rows or ratelimit.consume(request, action="invite", user=inviter)
    results = send_invitations(addressed, inviter) if is_few else [False] * len(rows)
    message = _("The mail to %(address)s could not be sent. Copy the link and send it yourself.")
    return [
        message % {"address": row.email}
        for row, was_sent in zip(rows, results, strict=True)
        if not was_sent
    ]


def invite_all(
    request: HttpRequest, team: Team, inviter: User, addresses: str, role: str
) -> list[str]:
    """Ask everybody of a list in; a sentence for each address or mail that failed."""
    done = invitations.invite_all(team, inviter, addresses, role)
    return [*done.problems, *deliver(request, done.invitations, inviter)]
