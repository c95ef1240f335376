"""What other rooms hear from this one. Sent inside the transaction of the act."""

from __future__ import annotations

from collections.abc import Mapping

from django.dispatch import Signal

from openmoderator.accounts.models import Team, User

team_created = Signal()
"""Sent with ``team`` inside the transaction that stores it, so rooms add their defaults."""

acted = Signal()
"""Sent with ``team``, ``actor``, ``action``, ``subject`` and ``detail``: the audit room
records it."""

member_left = Signal()
"""Sent with ``team`` and ``user`` when somebody is no member any more: what they hold goes
back."""

subteam_going = Signal()
"""Sent with ``team`` and ``subteam`` before it is deleted: what waits in it moves."""


def tell(
    team: Team,
    actor: User | None,
    action: str,
    subject: tuple[str, str],
    detail: Mapping[str, object] | None = None,
) -> None:
    """Say that somebody (None: a command) did something to a thing of `team`: (type, id)."""
    acted.send(
        sender=Team, team=team, actor=actor, action=action, subject=subject, detail=detail or {}
    )
