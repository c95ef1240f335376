"""Next and Prev: a decision is stored at once and can be taken back until it is final.

Step 4 of "the way of one item": a later Next never shortens an earlier window; a Next that
comes after its lease was lost counts unless somebody else holds or decided the review, and
is then kept as a draft. Reviews are locked in the order of their ids, here and in the queue.
Whoever holds a review never waits for its decision: the clock takes them the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.acting import UNCLAIMED
from openmoderator.reviews.buttons import buttons, team_tags
from openmoderator.reviews.limbo import keep_all, undo_window, withdraw
from openmoderator.reviews.models import Decision, DecisionState, Draft, Review, State
from openmoderator.reviews.queue import is_held_by_other
from openmoderator.reviews.signals import decided
from openmoderator.reviews.tagging import TeamTag

__all__ = (
    "Answered",
    "Answers",
    "Outcome",
    "decide",
    "take_back",
    "undo_seconds_left",
    "undo_window",
)

Answers = Mapping[str, Mapping[str, bool]]


class Outcome(Enum):
    """What became of one answer."""

    STORED = "stored"
    KEPT_AS_DRAFT = "kept as draft"
    NOT_COUNTED = "not counted"
    """Sent again with other tags when the answer sent first was final."""
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answered:
    """The outcome for one review; `holder` names who has or decided it otherwise."""

    review_id: str
    outcome: Outcome
    holder: str = ""


def decide(
    team: Team, user: User, batch: UUID, answers: Answers, now: datetime | None = None
) -> list[Answered]:
    """Store one answer for each review; the same `batch` sent again only corrects its tags.

    A correction counts until the decision is final and never moves `final_at`. `answers`
    gives, for each review id, the tags that are on or off; a tag not named is off.
    """
    with transaction.atomic():
        now = now or database_now()
        locked = Review.objects.select_for_update(of=("self",), no_key=True)
        locked = locked.select_related("claimed_by", "assigned_to", "held_by")
        rows = {row.pk: row for row in locked.filter(team=team, pk__in=answers).order_by("pk")}
        late = _correct(team, user, batch, rows, answers)
        fresh = {pk: row for pk, row in rows.items() if pk not in late}
        holders = _other_holders(list(fresh.values()), user, now)
        free = [row for pk, row in fresh.items() if pk not in holders]
        _store(team, user, batch, free, answers, now)
        _keep_as_drafts(team, user, [rows[pk] for pk in holders], answers)
        if free:
            decided.send(sender=Team, team=team, user=user, reviews=free, now=now)
    return [_answered(pk, pk in rows, holders.get(pk), late.get(pk, False)) for pk in answers]


def take_back(team: Team, user: User, type_: str, now: datetime | None = None) -> list[str]:
    """Undo the latest batch of `user` that is not final; its choices come back as drafts.

    Returns the ids of the reviews, now held by the person again; empty when too late.
    """
    with transaction.atomic():
        open_ = Decision.objects.filter(
            team=team,
            user=user,
            type=type_,
            state=DecisionState.PENDING,
            final_at__gt=now or database_now(),
        )
        latest = open_.order_by("-decided_at").first()
        if latest is None:
            return []
        rows = open_.filter(batch=latest.batch).select_for_update(of=("self",)).order_by("review")
        locked = list(rows)
        # By the clock once they are locked: somebody may have submitted them meanwhile.
        now = now or database_now()
        batch = [row for row in locked if row.final_at > now]
        withdraw(team, user, batch, now)
    return [decision.review_id for decision in batch]


def undo_seconds_left(team: Team, user: User, type_: str, now: datetime | None = None) -> float:
    """Seconds for which Prev still works; 0 when there is nothing to take back."""
    now = now or database_now()
    latest = (
        Decision.objects.filter(
            team=team, user=user, type=type_, state=DecisionState.PENDING, final_at__gt=now
        )
        .order_by("-decided_at")
        .values_list("final_at", flat=True)
        .first()
    )
    return 0.0 if latest is None else (latest - now).total_seconds()


def _store(
    team: Team, user: User, batch: UUID, rows: list[Review], answers: Answers, now: datetime
) -> None:
    """Store one decision for each row, which nobody else holds, in a few statements."""
    tags = team_tags(team)
    final_at = now + undo_window(team)
    corrected = _reversed([row.pk for row in rows if row.reopened_at is not None])
    made = [
        Decision(
            review=row,
            team=team,
            user=user,
            type=row.type,
            batch=batch,
            tags=_given(row, tags, answers[row.pk]),
            corrects=corrected.get(row.pk),
            opened_at=row.claimed_at if row.claimed_by_id == user.pk else None,
            decided_at=now,
            final_at=final_at,
        )
        for row in rows
    ]
    Decision.objects.bulk_create(made, batch_size=2_000)
    ids = [row.pk for row in rows]
    Review.objects.filter(pk__in=ids).update(
        state=State.DECIDED, carried_tags=None, modified_at=now, **UNCLAIMED
    )
    Draft.objects.filter(review__in=ids, user=user).delete()


def _keep_as_drafts(team: Team, user: User, rows: Sequence[Review], answers: Answers) -> None:
    """Keep answers that did not count, off ones too: they must be able to switch a preset off."""
    tags = team_tags(team) if rows else ()
    keep_all(
        [Draft(review=row, user=user, tags=_chosen(row, tags, answers[row.pk])) for row in rows]
    )


def _reversed(ids: list[str]) -> dict[str, Decision]:
    """The decision that each of these reviews was reopened from, the latest one."""
    if not ids:
        return {}
    rows = Decision.objects.filter(review__in=ids, state=DecisionState.REVERSED)
    return {row.review_id: row for row in rows.order_by("decided_at")}


def _correct(
    team: Team, user: User, batch: UUID, rows: Mapping[str, Review], answers: Answers
) -> dict[str, bool]:
    """Bring what `batch` decided already up to date with `answers`.

    Returns, for each such review, whether that came too late: the decision was final, or
    somebody is making it so at this moment.
    """
    sent = Decision.objects.filter(batch=batch, user=user, review__in=rows).exclude(
        state=DecisionState.WITHDRAWN
    )
    late: dict[str, bool] = dict.fromkeys(sent.values_list("review", flat=True), False)
    if not late:
        return late
    tags = team_tags(team)
    open_ = sent.filter(state=DecisionState.PENDING).select_for_update(skip_locked=True)
    pending = {decision.pk for decision in open_}
    changed = []
    for decision in sent:
        review = rows[decision.review_id]
        given = _given(review, tags, answers[review.pk])
        if _on(given) == _on(decision.tags):
            continue
        late[review.pk] = decision.pk not in pending
        if decision.pk in pending:
            decision.tags = given
            changed.append(decision)
    Decision.objects.bulk_update(changed, ["tags"], batch_size=1_000)
    return late


def _given(
    review: Review, tags: Sequence[TeamTag], on: Mapping[str, bool]
) -> list[list[str | bool]]:
    """The review's buttons as [code, bool] pairs."""
    return [[code, is_on] for code, is_on in _chosen(review, tags, on).items()]


def _chosen(review: Review, tags: Sequence[TeamTag], on: Mapping[str, bool]) -> dict[str, bool]:
    """Each of the review's buttons, on or off."""
    return {button.code: on.get(button.code, False) for button in buttons(review, tags)}


def _on(tags: Iterable[Sequence[str | bool]]) -> set[str | bool]:
    return {code for code, on in tags if on}


def _answered(review_id: str, known: bool, holder: str | None, late: bool) -> Answered:
    if not known:
        return Answered(review_id, Outcome.UNKNOWN)
    if late:
        return Answered(review_id, Outcome.NOT_COUNTED)
    if holder is not None:
        return Answered(review_id, Outcome.KEPT_AS_DRAFT, holder)
    return Answered(review_id, Outcome.STORED)


def _other_holders(rows: list[Review], user: User, now: datetime) -> dict[str, str]:
    """Who keeps `user` from deciding, by review id: the holder, the assignee, who decided."""
    settled = [row.pk for row in rows if row.state in (State.DECIDED, State.COMPLETE)]
    live = Decision.objects.filter(review__in=settled).select_related("user") if settled else ()
    deciders = {
        row.review_id: str(row.user)
        for row in live
        if row.state in (DecisionState.PENDING, DecisionState.FINAL)
    }
    found = {row.pk: _in_the_way(row, user, deciders, now) for row in rows}
    return {pk: holder for pk, holder in found.items() if holder is not None}


def _in_the_way(row: Review, user: User, deciders: Mapping[str, str], now: datetime) -> str | None:
    somebody = _("somebody else")
    if row.state == State.HELD:
        return str(row.held_by or somebody)
    if row.state != State.WAITING:
        return deciders.get(row.pk, somebody)
    if row.not_for_id == user.pk:
        return somebody
    if row.assigned_to_id not in (None, user.pk):
        return str(row.assigned_to)
    return str(row.claimed_by) if is_held_by_other(row, user, now) else None
