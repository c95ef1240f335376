"""What this room does when reviews tell of something.

A fault here must never undo a decision or empty a queue: it is logged, and what it was about
to store is left out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from openmoderator.accounts.models import User
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.quality import golden, opinions
from openmoderator.reviews.models import Decision, Purpose, Review
from openmoderator.reviews.queue import Queue

log = structlog.get_logger(__name__)


def follow_decision(*, decision: Decision, **_signal: Any) -> None:
    """Ask for a second opinion, or keep the answer to one or to a golden item."""
    purpose = decision.review.purpose
    if purpose == Purpose.WORK and not decision.review.team.second_opinion_percent:
        return
    acts = {
        Purpose.WORK.value: opinions.ask,
        Purpose.OPINION.value: opinions.note_answer,
        Purpose.GOLDEN.value: golden.note_answer,
    }
    try:
        with transaction.atomic():
            acts[purpose](decision, database_now())
    except Exception:
        log.exception("quality.not_followed", decision=str(decision.pk))


def mix_in(*, queue: Queue, user: User, count: int, now: datetime, **_signal: Any) -> None:
    """Put golden items among what the person is about to be given."""
    if not queue.team.golden_percent:
        return
    try:
        with transaction.atomic():
            golden.mix_in(queue, user, count, now)
    except Exception:
        log.exception("quality.not_mixed_in", team=queue.team.public_id)


def let_content_go(*, instance: Review, **_signal: Any) -> None:
    """The content of a copy that is deleted: a text now, a picture with the housekeeping."""
    if instance.purpose != Purpose.WORK and instance.stored_id:
        Content.objects.filter(pk=instance.stored_id).update(expires_at=database_now(), text=None)
