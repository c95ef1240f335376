"""Golden items: their right answer is known, and copies of them are mixed into people's queues.

Owns making and retiring them, who is asked which, and whether the answer was right. Nobody is
asked the same twice, nobody is asked one of their own, and at most one card in five is golden.
"""

from __future__ import annotations

from datetime import datetime
from random import SystemRandom
from typing import Final
from uuid import uuid4

from django.db.models import Max, Q, QuerySet

from openmoderator.accounts.models import Team, User
from openmoderator.content.store import expire_after_days
from openmoderator.quality.answers import agree
from openmoderator.quality.copies import Copy, refer_again, store
from openmoderator.quality.models import GoldenAnswer, GoldenItem
from openmoderator.reviews import severity
from openmoderator.reviews.models import Decision, DecisionState, Purpose, Review, Skip, State
from openmoderator.reviews.queue import Queue

ONE_IN: Final = 5
"""Of so many cards at most one is golden, whatever share the team asks for."""

_chance = SystemRandom()


def mix_in(queue: Queue, user: User, count: int, now: datetime) -> int:
    """Put golden items among the next `count` cards of `user`; returns how many.

    Each card is golden with the team's probability. A copy takes its age and sender from a
    review that waits beside it.
    """
    percent = queue.team.golden_percent
    drawn = sum(_chance.random() * 100 < percent for _ in range(count))
    if not drawn:
        return 0
    seen = max(count, ONE_IN - 1)
    beside = list(_free(queue, now)[:seen].values_list("created_at", "created_by"))
    room = min(drawn, _most(queue.team, user, count), len(beside) // (ONE_IN - 1))
    items = _not_asked(queue, user)[: max(0, room - _still_waiting(queue, user))]
    # Their contents are locked one after another: everybody in the same order.
    chosen = sorted(items, key=lambda item: item.stored.object_name or "")
    return sum(_put(queue, user, item, *_chance.choice(beside)) for item in chosen)


def note_answer(decision: Decision, now: datetime) -> None:
    """Keep what a person answered to a copy, and whether it was right."""
    expire_after_days(decision.review.stored)
    row = GoldenAnswer.objects.select_related("golden").filter(review=decision.review_id).first()
    if row is None:
        return
    if row.user_id != decision.user_id:  # The copy was handed on to somebody else.
        if GoldenAnswer.objects.filter(golden=row.golden, user=decision.user).exists():
            row.delete()
            return
        row.user = decision.user
    row.decision, row.answered_at = decision, now
    row.right = agree(row.golden.tags, decision.tags)
    row.save(update_fields=["user", "decision", "answered_at", "right"])


def _put(queue: Queue, user: User, item: GoldenItem, at: datetime, sender: str) -> int:
    content = refer_again(item.stored)
    if content is None:
        return 0
    weight = severity.of(
        item.metadata,
        severity.thresholds(queue.team),
        severity.strongest_term(item.stored.text),
    )
    copy = Copy(
        team=queue.team,
        subteam=queue.subteam,
        type=queue.type,
        metadata=item.metadata,
        content_id=str(uuid4()),
        created_by=sender,
        created_at=at,
        purpose=Purpose.GOLDEN,
        assigned_to=user,
        score=weight.score,
        severity=weight.severity,
    )
    GoldenAnswer.objects.create(golden=item, user=user, review=store(copy, content))
    return 1


def _not_asked(queue: Queue, user: User) -> QuerySet[GoldenItem]:
    """In an order of chance. Who made an item knows its answer and is never asked."""
    items = GoldenItem.objects.filter(team=queue.team, type=queue.type, retired_at=None)
    asked = GoldenAnswer.objects.filter(user=user).values("golden")
    mine = items.exclude(pk__in=asked).exclude(created_by=user)
    return mine.select_related("stored").order_by("?")


def _most(team: Team, user: User, count: int) -> int:
    """One in five of the batch; of a smaller one, none until enough others lie between."""
    if count >= ONE_IN:
        return count // ONE_IN
    asked = GoldenAnswer.objects.filter(user=user, golden__team=team)
    last: datetime | None = asked.aggregate(last=Max("asked_at"))["last"]
    if last is None:
        return 1
    since = Decision.objects.filter(user=user, team=team, decided_at__gt=last)
    since = since.exclude(state=DecisionState.WITHDRAWN).exclude(review__purpose=Purpose.GOLDEN)
    others = since[: ONE_IN - 1].count()
    return int(others >= ONE_IN - 1)


def _still_waiting(queue: Queue, user: User) -> int:
    """Copies that the person was given before and has not answered; they come first."""
    copies = Review.objects.filter(
        team=queue.team,
        type=queue.type,
        subteam=queue.subteam,
        state=State.WAITING,
        purpose=Purpose.GOLDEN,
        assigned_to=user,
        claimed_by=None,
    )
    return copies.exclude(pk__in=Skip.objects.filter(user=user).values("review")).count()


def _free(queue: Queue, now: datetime) -> QuerySet[Review]:
    nobody_s = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return queue.waiting().filter(nobody_s, assigned_to__isnull=True)
