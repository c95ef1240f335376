"""What this room does when reviews tell of something.

A fault here must never delay a callback or empty a queue: it is logged, and what it was about
to store is left out. Only an answer to one of our own copies is made final again until it is
kept: nothing outside waits for that.
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
    if purpose == Purpose.OPINION:
        opinions.note_answer(decision, database_now())
    elif purpose == Purpose.GOLDEN:
        golden.note_answer(decision, database_now())
    elif decision.review.team.second_opinion_percent:
        _ask(decision)


def _ask(decision: Decision) -> None:
    try:
        with transaction.atomic():
            opinions.ask(decision, database_now())
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
