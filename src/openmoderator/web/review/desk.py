"""The desk: the batch a person holds, with everything the page says about it and its queue."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from openmoderator.accounts.models import Membership, Subteam, User
from openmoderator.accounts.subteams import subteams_of
from openmoderator.reviews.alike import members
from openmoderator.reviews.buttons import team_tags
from openmoderator.reviews.counts import MyPace, my_pace
from openmoderator.reviews.decide import Answered, undo_seconds_left, undo_window
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.queue import (
    Queue,
    claim,
    claim_ahead,
    lease,
    release_all,
    severe_held,
    waiting_count,
)
from openmoderator.reviews.tagging import TeamTag
from openmoderator.web.review.cards import Card, card
from openmoderator.web.review.marks import marks_of
from openmoderator.web.review.options import STOPS, Options
from openmoderator.wellbeing.limits import Limits, state

ORDERS = {
    "tagged": lambda card: not card.is_tagged,
    "untagged": lambda card: card.is_tagged,
    "score": lambda card: -card.review.score,
    "age": lambda card: card.review.created_at,
}
WIDE = 3
"""A batch is kept ready only while that many times as much waits: the rest is for others."""


@dataclass(frozen=True)
class Undo:
    """How long the latest batch can still be taken back, in seconds, and of how many."""

    left: float
    total: float

    @property
    def milliseconds(self) -> int:
        """For the script that draws the ring."""
        return round(self.left * 1000)

    @property
    def whole(self) -> int:
        """For people: never 0 while it still works."""
        return max(1, round(self.left)) if self.left > 0 else 0

    @property
    def gone(self) -> float:
        """The part of the ring that has run out, 0 to 1."""
        return round(1 - min(1.0, self.left / self.total), 4) if self.total else 1.0


@dataclass(frozen=True)
class Standing:
    """What the bar at the bottom says: how the queue and the person stand."""

    left: int
    pace: MyPace
    undo: Undo
    limits: Limits
    lease: int
    """Seconds for which what was claimed now is held."""

    @property
    def done_part(self) -> int:
        """Percent of my day's queue that is done."""
        whole = self.pace.today + self.left
        return round(100 * self.pace.today / whole) if whole else 100

    @property
    def lease_minutes(self) -> int:
        """For people."""
        return max(1, self.lease // 60)


@dataclass(frozen=True)
class Desk:
    """One page load: its own claim token and its own batch, so a repeated Next is harmless."""

    queue: Queue
    options: Options
    subteams: Sequence[Subteam]
    tags: Sequence[TeamTag]
    cards: Sequence[Card]
    standing: Standing
    lost: Sequence[Answered] = ()
    notice: str = ""
    token: uuid.UUID = field(default_factory=uuid.uuid4)
    batch: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def tagged(self) -> int:
        """Cards with any tag on."""
        return sum(card.is_tagged for card in self.cards)

    @property
    def untagged(self) -> int:
        """Cards with none."""
        return len(self.cards) - self.tagged

    @property
    def layout(self) -> int:
        """The smallest stop that holds what there is: few cards get much room."""
        return next(stop for stop in STOPS if stop >= len(self.cards)) if self.cards else 1

    @property
    def stops(self) -> tuple[int, ...]:
        """For the list that stands in for the slider without script."""
        return STOPS

    @property
    def may_look_ahead(self) -> bool:
        """Whether the page should keep a batch ready: there is one, and enough for others."""
        return bool(self.cards) and self.standing.left >= WIDE * self.wanted

    @property
    def wanted(self) -> int:
        """Cards that a batch has if the queue has as many."""
        return _wanted(self.queue, self.options)

    @property
    def has_sound(self) -> bool:
        """Whether there is anything to mute."""
        return any(card.has_sound for card in self.cards)


def set_up(
    queue: Queue,
    member: Membership,
    options: Options,
    *,
    first: Collection[str] = (),
    lost: Sequence[Answered] = (),
    notice: str = "",
) -> Desk:
    """Claim a batch for a new page and read what it shows.

    `first` names a batch that was taken back: the page shows that batch and nothing else. Who
    has reached the limit of the day gets no more, and what they hold goes back.
    """
    user, token = member.user, uuid.uuid4()
    limits = state(queue.team, user)
    if limits.reached and not first:
        release_all(queue.team, user)
        reviews: list[Review] = []
    else:
        reviews = claim(queue, user, len(first) or _wanted(queue, options), token, first=first)
    return _desk(queue, member, options, reviews, token, limits, lost, notice)


def set_up_ahead(queue: Queue, member: Membership, options: Options) -> Desk | None:
    """The batch after the one on screen, held under a token of its own; None without one, and
    where deciding what the person holds may reach the limit of the day: it would be seen."""
    limits = state(queue.team, member.user)
    left = limits.severe_left
    if left is not None and severe_held(queue.team, member.user) >= left:
        return None
    token = uuid.uuid4()
    reviews = claim_ahead(queue, member.user, _wanted(queue, options), token)
    return _desk(queue, member, options, reviews, token, limits) if reviews else None


def standing(queue: Queue, user: User, limits: Limits | None = None) -> Standing:
    """How the queue and the person stand now."""
    left = undo_seconds_left(queue.team, user, queue.type)
    return Standing(
        left=waiting_count(queue),
        pace=my_pace(queue.team, user, queue.type),
        undo=Undo(left, undo_window(queue.team).total_seconds()),
        limits=limits or state(queue.team, user),
        lease=round(lease(queue.team).total_seconds()),
    )


def _desk(
    queue: Queue,
    member: Membership,
    options: Options,
    reviews: list[Review],
    token: uuid.UUID,
    limits: Limits,
    lost: Sequence[Answered] = (),
    notice: str = "",
) -> Desk:
    tags = team_tags(queue.team)
    return Desk(
        queue=queue,
        options=options,
        subteams=subteams_of(member),
        tags=tags,
        cards=_cards(queue, member.user, reviews, options, tags, token),
        standing=standing(queue, member.user, limits),
        lost=lost,
        notice=notice,
        token=token,
    )


def _cards(
    queue: Queue,
    user: User,
    reviews: list[Review],
    options: Options,
    tags: tuple[TeamTag, ...],
    token: uuid.UUID,
) -> list[Card]:
    drafts = drafts_of(user, [review.pk for review in reviews])
    marks = marks_of(reviews, members(queue.team, user, token, reviews))
    cards = [card(0, row, tags, drafts.get(row.pk), marks[row.pk]) for row in reviews]
    if options.sort and queue.type == ContentType.IMAGE:
        cards.sort(key=ORDERS[options.sort])
    return [
        Card(number, each.review, each.tags, each.marks) for number, each in enumerate(cards, 1)
    ]


def _wanted(queue: Queue, options: Options) -> int:
    return options.count if queue.type == ContentType.IMAGE else 1
