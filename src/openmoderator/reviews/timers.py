"""What happens by the clock: undo windows and holds end, leases run out. Called every second."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from openmoderator.audit.record import record
from openmoderator.callbacks.deliveries import enqueue
from openmoderator.callbacks.models import Delivery, Kind
from openmoderator.callbacks.payloads import ReviewResult, review_body
from openmoderator.clock import database_now
from openmoderator.content.store import expire_after_days
from openmoderator.identifiers import modified_on
from openmoderator.reviews import holding, queue, tally
from openmoderator.reviews.models import Decision, DecisionState, Purpose, State
from openmoderator.reviews.signals import finalised

log = structlog.get_logger(__name__)
AT_ONCE = 200


def finalise_due(now: datetime | None = None) -> int:
    """Make final every decision whose window has ended. Returns how many that were.

    Each commits alone with its audit row and its callback's delivery. One that cannot be
    made final is logged, one that somebody else holds is left to them; neither holds up
    the others.
    """
    now = now or database_now()
    passed_over: list[UUID] = []
    done = 0
    for _ in range(AT_ONCE):
        decision_id = _next_due(now, passed_over)
        if decision_id is None:
            break
        try:
            made_final = finalise(decision_id, now)
        except Exception:
            made_final = 0
            log.exception("decision.not_final", decision=str(decision_id))
        if not made_final:
            passed_over.append(decision_id)
        done += made_final
    return done


def release_expired() -> int:
    """Give back reviews whose lease ran out and those whose hold has ended."""
    return queue.release_expired() + holding.release_due()


def finalise(decision_id: UUID, now: datetime) -> int:
    """Make one decision final; 0 when somebody else did or took it back meanwhile."""
    with transaction.atomic():
        decision = (
            Decision.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("review__team", "review__stored", "user")
            .filter(pk=decision_id, state=DecisionState.PENDING, final_at__lte=now)
            .first()
        )
        if decision is None:
            return 0
        _complete(decision, now)
    return 1


def _next_due(now: datetime, passed_over: list[UUID]) -> UUID | None:
    return (
        Decision.objects.filter(state=DecisionState.PENDING, final_at__lte=now)
        .exclude(pk__in=passed_over)
        .order_by("final_at")
        .values_list("pk", flat=True)
        .first()
    )


def _complete(decision: Decision, now: datetime) -> None:
    review = decision.review
    decision.state = DecisionState.FINAL
    decision.save(update_fields=["state"])
    review.state = State.COMPLETE
    review.result_tags = decision.tags
    review.completed_at = review.modified_at = now
    review.completed_by = decision.user
    review.save(
        update_fields=["state", "result_tags", "completed_at", "completed_by", "modified_at"]
    )
    record(
        review.team, decision.user, "review.decided", ("review", review.pk), {"tags": decision.tags}
    )
    if review.purpose == Purpose.WORK:
        expire_after_days(review.stored)
        tally.count(decision)
        _call_back(decision)
    finalised.send(sender=Decision, decision=decision)


def _call_back(decision: Decision) -> None:
    """Store the Review callback; a correction's is the next in order and names the one before."""
    review = decision.review
    if not review.callback_endpoint:
        return
    earlier = Delivery.objects.filter(kind=Kind.REVIEW, subject_id=review.pk).order_by("-sequence")
    before = earlier.first() if decision.corrects_id else None
    enqueue(
        team=review.team,
        kind=Kind.REVIEW,
        subject_id=review.pk,
        url=review.callback_endpoint,
        body=review_body(_result(decision, before.message_id if before else "")),
        sequence=before.sequence + 1 if before else 1,
    )


def _result(decision: Decision, corrects: str) -> ReviewResult:
    review = decision.review
    return ReviewResult(
        review_id=review.pk,
        modified_on=modified_on(decision.decided_at),
        modified_by=str(decision.user),
        content_id=review.content_id,
        content_type=review.type,
        metadata=tuple((key, value) for key, value in review.metadata),
        result_tags=tuple((code, bool(on)) for code, on in decision.tags),
        from_job=bool(review.job_id),
        corrects=corrects,
    )
