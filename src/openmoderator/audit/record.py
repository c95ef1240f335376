"""Writing the audit record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import connection, transaction
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


def record_all(
    team: Team,
    actor: User | None,
    action: str,
    subjects: Iterable[tuple[str, str]],
    detail: Mapping[str, object] | None = None,
) -> None:
    """Add one entry for each subject, as `record` does, in a few statements."""
    at = timezone.now()
    AuditEntry.objects.bulk_create(
        (
            AuditEntry(
                team=team,
                at=at,
                actor=actor,
                action=action,
                subject_type=kind,
                subject_id=subject_id,
                detail=dict(detail or {}),
            )
            for kind, subject_id in subjects
        ),
        batch_size=2_000,
    )


@contextmanager
def erasing() -> Iterator[None]:
    """A transaction in which the record may be removed, for the erasure of a person or team."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL openmoderator.erasing = 'on'")
        yield
