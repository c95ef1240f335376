"""One review as a card: its tag buttons, its machine scores, and how its content can be shown."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from openmoderator.accounts.models import User
from openmoderator.content.models import Content
from openmoderator.reviews import addresses
from openmoderator.reviews.buttons import buttons
from openmoderator.reviews.models import ContentType, Purpose, Review
from openmoderator.reviews.severity import thresholds
from openmoderator.reviews.tagging import TagChoice, TeamTag
from openmoderator.web.review.keymap import PLACES
from openmoderator.web.review.marking import Piece, marked
from openmoderator.web.review.marks import NONE, Marks
from openmoderator.web.review.own_terms import own_terms
from openmoderator.web.scores import Score

SCORES = {"adultscore": "adult", "racyscore": "racy"}
SHOWN_INLINE = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/avif"}
)
"""Pictures that every browser draws and that carry no script; others are handed out as files."""


@dataclass(frozen=True)
class Card:
    """What the templates show of a review; `number` is its place on the page from 1."""

    number: int
    review: Review
    tags: tuple[TagChoice, ...]
    marks: Marks = NONE

    @property
    def count(self) -> int:
        """How many items one answer settles."""
        return 1 + len(self.marks.alike)

    @property
    def place(self) -> str:
        """The letter that stands for its place while position keys are on."""
        return PLACES[self.number - 1 : self.number].upper()

    @property
    def alike(self) -> list[Card]:
        """The others that its answer settles, as cards that only show their content."""
        return [Card(number, row, ()) for number, row in enumerate(self.marks.alike, 1)]

    @property
    def has_sound(self) -> bool:
        """Whether its content can be heard."""
        stored = self.review.stored
        return stored is not None and stored.media_type.startswith(("audio/", "video/"))

    @property
    def assignee(self) -> User | None:
        """Who it was given to. A golden item is assigned only to keep it from others, and told
        so it would be known."""
        return None if self.review.purpose == Purpose.GOLDEN else self.review.assigned_to

    @property
    def is_tagged(self) -> bool:
        """Whether any tag is on."""
        return any(tag.on for tag in self.tags)

    @property
    def scores(self) -> tuple[Score, ...]:
        """Adult and racy, where the metadata has them."""
        return scores(self.review)

    @property
    def picture(self) -> str:
        """``shown``, ``file`` (no browser draws it), ``problem``, ``gone`` or ``fetching``."""
        return picture_state(self.review)

    @property
    def address(self) -> str:
        """Where the picture is served."""
        return addresses.path(self.review)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text cut for reading; empty for pictures and for text that has expired."""
        content = self.review.stored
        if self.review.type != ContentType.TEXT or content is None or content.text is None:
            return ()
        return marked(content.text, own_terms(self.review.metadata))

    @property
    def findings(self) -> dict[str, int]:
        """How many marked pieces there are of each kind."""
        kinds = [kind for piece in self.pieces for kind in piece.kinds]
        return {kind: kinds.count(kind) for kind in sorted(set(kinds))}


def card(
    number: int,
    review: Review,
    tags: tuple[TeamTag, ...],
    draft: Mapping[str, bool] | None,
    marks: Marks = NONE,
) -> Card:
    """The card of `review` with the person's draft on it."""
    return Card(number, review, buttons(review, tags, draft), marks)


def scores(review: Review) -> tuple[Score, ...]:
    """Known scores in a fixed order; values that are no number between 0 and 1 are left out."""
    limits = thresholds(review.team)
    given = {key.lower(): value for key, value in review.metadata}
    found = []
    for key, name in SCORES.items():
        try:
            value = float(given.get(key, ""))
        except ValueError:
            continue
        if math.isfinite(value) and 0 <= value <= 1:
            found.append(Score(name, value, getattr(limits, name)))
    return tuple(found)


def picture_state(review: Review) -> str:
    """See `Card.picture`."""
    content: Content | None = review.stored
    if content is not None and content.object_name:
        return "shown" if content.media_type in SHOWN_INLINE else "file"
    if review.content_problem:
        return "problem"
    return "fetching" if review.source_url else "gone"
