"""Mails to the members of a subteam when too much waits in it, or for too long.

At most one an hour for a subteam, and none where no mail server is set. A subteam without
members of its own has nobody to tell.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from openmoderator.accounts.mail import Letter, send
from openmoderator.accounts.models import Subteam
from openmoderator.clock import database_now
from openmoderator.reviews.models import Purpose, Review, State

QUIET = timedelta(hours=1)
MOST_COUNTED = 10_000
"""Where the figure in a mail stops."""


def tell_subteams(now: datetime | None = None) -> int:
    """Mail the members of every subteam that is due. Returns how many subteams that were."""
    if not settings.MAILS:
        return 0
    now = now or database_now()
    return sum(_tell(subteam, now) for subteam in _listening(now) if _is_due(subteam, now))


def _listening(now: datetime) -> QuerySet[Subteam]:
    """Subteams with members and a limit that were not told of within the hour."""
    has_limit = Q(notify_at__isnull=False) | Q(target_minutes__isnull=False)
    is_quiet = Q(notified_at__isnull=True) | Q(notified_at__lte=now - QUIET)
    rows = Subteam.objects.filter(has_limit, is_quiet, members__isnull=False).distinct()
    return rows.select_related("team")


def _waiting(subteam: Subteam) -> QuerySet[Review]:
    return Review.objects.filter(
        team=subteam.team, subteam=subteam, state=State.WAITING, purpose=Purpose.WORK
    )


def _is_due(subteam: Subteam, now: datetime) -> bool:
    waiting = _waiting(subteam).order_by()
    if subteam.notify_at and waiting[subteam.notify_at - 1 : subteam.notify_at].exists():
        return True
    if subteam.target_minutes is None:
        return False
    return waiting.filter(created_at__lte=now - timedelta(minutes=subteam.target_minutes)).exists()


def _tell(subteam: Subteam, now: datetime) -> bool:
    """False when another worker tells them at this moment."""
    mine = Subteam.objects.filter(pk=subteam.pk, notified_at=subteam.notified_at)
    if not mine.update(notified_at=now):
        return False
    count = _waiting(subteam).order_by()[:MOST_COUNTED].count()
    oldest = _waiting(subteam).order_by("created_at").values_list("created_at", flat=True).first()
    minutes = int((now - oldest).total_seconds() // 60) if oldest else 0
    context = {
        "team": subteam.team,
        "subteam": subteam,
        "count": count,
        "minutes": minutes,
        "target": subteam.target_minutes,
        "address": settings.OPENMODERATOR.public_url or "",
    }
    people = [row.user for row in subteam.members.select_related("user").order_by("pk")]
    send(
        Letter(person.email, person.language, "reviews/queue_notice", context)
        for person in people
        if person.is_active
    )
    return True
