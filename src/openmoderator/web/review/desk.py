"""The desk: the batch a person holds, with everything the page says about it and its queue."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from openmoderator.accounts.models import Subteam, User
from openmoderator.reviews.buttons import team_tags
from openmoderator.reviews.counts import MyPace, my_pace
from openmoderator.reviews.decide import Answered, undo_seconds_left, undo_window
from openmoderator.reviews.drafts import drafts_of
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.queue import Queue, claim, waiting_count
from openmoderator.web.review.cards import Card, card
from openmoderator.web.review.options import STOPS, Options


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
class Desk:
    """One page load: its own claim token and its own batch, so a repeated Next is harmless."""

    queue: Queue
    options: Options
    subteams: Sequence[Subteam]
    cards: Sequence[Card]
    left: int
    pace: MyPace
    undo: Undo
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
    def done_part(self) -> int:
        """Percent of my day's queue that is done."""
        whole = self.pace.today + self.left
        return round(100 * self.pace.today / whole) if whole else 100


def set_up(
    queue: Queue,
    user: User,
    options: Options,
    *,
    first: Collection[str] = (),
    lost: Sequence[Answered] = (),
    notice: str = "",
) -> Desk:
    """Claim a batch for a new page and read what it shows.

    `first` names a batch that was taken back: the page shows that batch and nothing else.
    """
    token = uuid.uuid4()
    wanted = options.count if queue.type == ContentType.IMAGE else 1
    reviews = claim(queue, user, len(first) or wanted, token, first=first)
    return Desk(
        queue=queue,
        options=options,
        subteams=list(queue.team.subteams.order_by("name")),
        cards=_cards(queue, user, reviews, options),
        left=waiting_count(queue),
        pace=my_pace(queue.team, user, queue.type),
        undo=_undo(queue, user),
        lost=lost,
        notice=notice,
        token=token,
    )


def _cards(queue: Queue, user: User, reviews: list[Review], options: Options) -> list[Card]:
    tags = team_tags(queue.team)
    drafts = drafts_of(user, [review.pk for review in reviews])
    cards = [card(0, review, tags, drafts.get(review.pk)) for review in reviews]
    if options.sort and queue.type == ContentType.IMAGE:
        cards.sort(key=lambda card: card.is_tagged != (options.sort == "tagged"))
    return [Card(number, card.review, card.tags) for number, card in enumerate(cards, 1)]


def _undo(queue: Queue, user: User) -> Undo:
    left = undo_seconds_left(queue.team, user, queue.type)
    return Undo(left, undo_window(queue.team).total_seconds())
