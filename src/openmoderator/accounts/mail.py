"""Mails of this room: the texts of templates, sent over one connection each time.

A mail that cannot be sent is logged without its address and never stops what it is about.
Knows nothing of pages: whoever calls gives the addresses of links.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from smtplib import SMTPException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation

from openmoderator.accounts.invitations import ends_at
from openmoderator.accounts.models import Invitation, User

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Letter:
    """One mail: to whom, in which language (empty: the installation's), from which template.

    ``<template>_subject.txt`` and ``<template>.txt`` are rendered with `context`.
    """

    to: str
    language: str
    template: str
    context: dict[str, object]

    def message(self) -> EmailMessage:
        """The mail as it is sent."""
        with translation.override(self.language or settings.LANGUAGE_CODE):
            subject = render_to_string(f"{self.template}_subject.txt", self.context)
            body = render_to_string(f"{self.template}.txt", self.context)
        return EmailMessage(" ".join(subject.split()), body, to=[self.to])


def send(letters: Iterable[Letter]) -> list[bool]:
    """Send them in order; says for each whether the server took it. Never raises."""
    waiting = list(letters)
    if not settings.MAILS or not waiting:
        return [False] * len(waiting)
    connection = get_connection()
    try:
        connection.open()
        return [_sent(letter, connection) for letter in waiting]
    except (OSError, SMTPException) as error:
        log.warning("mail.no_server", error=type(error).__name__)
        return [False] * len(waiting)
    finally:
        _close(connection)


def send_invitations(invitations: Iterable[tuple[Invitation, str]], inviter: User) -> list[bool]:
    """Mail each invitation its link (a whole address), in the language of the inviter."""
    rows = list(invitations)
    letters = [
        Letter(
            row.email,
            inviter.language or translation.get_language() or "",
            "accounts/invitation",
            {"inviter": inviter, "team": row.team, "link": link, "until": ends_at(row)},
        )
        for row, link in rows
    ]
    results = send(letters)
    for (row, _link), was_sent in zip(rows, results, strict=True):
        if was_sent:
            row.sent_at = timezone.now()
            row.save(update_fields=["sent_at"])
    return results


def _sent(letter: Letter, connection: BaseEmailBackend) -> bool:
    message = letter.message()
    message.connection = connection
    try:
        return bool(message.send())
    except (OSError, SMTPException) as error:
        log.warning("mail.failed", error=type(error).__name__, template=letter.template)
        return False


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, SMTPException):
        log.info("mail.connection_lost")
