"""Reversal: an administrator reopens a completed review, and what is decided then corrects it.

The decision that was final becomes `reversed`; the next one names it in `corrects`, and its
callback is a second delivery that names the first (see `timers`). Nothing outside is told
before that.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Concat

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.reviews.acting import UNCLAIMED, admins_only, locked, note_act
from openmoderator.reviews.models import Decision, DecisionState, Purpose, Review, State
from openmoderator.reviews.neighbours import ALONE


def reopen(
    team: Team,
    user: User,
    ids: Iterable[str],
    why: str = "",
    to: User | None = None,
    now: datetime | None = None,
) -> list[str]:
    """Let completed reviews wait for a new decision, assigned to `to` or to nobody.

    The result stands until then. Passed over is what is not complete or was completed more
    than `team.reopen_hours` ago. Returns the ids reopened. Raises `AdministratorsOnly`.
    """
    admins_only(team, user)
    with transaction.atomic():
        now = now or database_now()
        since = now - timedelta(hours=team.reopen_hours)
        rows = {row.pk: row for row in locked(team, ids, State.COMPLETE) if _may(row, since)}
        final = Decision.objects.filter(review__in=rows, state=DecisionState.FINAL)
        # What somebody else has in hand is left to them: a review's holder never waits here.
        final = final.select_for_update(skip_locked=True, of=("self",))
        decisions = list(final.order_by("review"))
        Decision.objects.filter(pk__in=[row.pk for row in decisions]).update(
            state=DecisionState.REVERSED
        )
        done = [row.review_id for row in decisions]
        Review.objects.filter(pk__in=done).update(
            state=State.WAITING,
            reopened_at=now,
            modified_at=now,
            assigned_to=to,
            # Opened again for itself, it is not decided together with what looks like it.
            cluster=Concat(Value(ALONE), "id"),
            **UNCLAIMED,
        )
        _keep_content([rows[pk] for pk in done], now)
        note_act(team, user, "review.reopened", done, {"why": why.strip()[:1_000]})
    return done


def without_content(team: Team, ids: Iterable[str]) -> list[str]:
    """Those of `ids` whose picture or text is no longer kept."""
    gone = Review.objects.filter(team=team, pk__in=list(ids), stored=None, source_url="")
    return list(gone.order_by("pk").values_list("pk", flat=True))


def _may(row: Review, since: datetime) -> bool:
    return (
        row.purpose == Purpose.WORK and row.completed_at is not None and row.completed_at >= since
    )


def _keep_content(rows: list[Review], now: datetime) -> None:
    """Keep what has not run out yet until it is decided again."""
    ids = [row.stored_id for row in rows if row.stored_id]
    Content.objects.filter(pk__in=ids, expires_at__gt=now).update(expires_at=None)
