"""Writing the audit record."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry


def record(
    team: Team,
    actor: User | None,
    action: str,
    subject: tuple[str, str],
    detail: Mapping[str, object] | None = None,
) -> None:
    """Add one entry inside the caller's transaction. `subject` is (type, id)."""
    AuditEntry.objects.create(
        team=team,
        at=timezone.now(),
        actor=actor,
        action=action,
        subject_type=subject[0],
        subject_id=subject[1],
        detail=dict(detail or {}),
    )
