"""What a card says beyond its review: items alike, notes, and how it was decided before.

One query for each kind, however many cards there are. Nothing here tells a review that is
looked at for quality from any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openmoderator.reviews.models import Decision, DecisionState, Note, Review
from openmoderator.reviews.notes import notes_of


@dataclass(frozen=True)
class Marks:
    """`notes` are oldest first; `earlier` are the tags that were on before it was reopened."""

    alike: tuple[Review, ...] = ()
    notes: tuple[Note, ...] = ()
    earlier: tuple[str, ...] | None = None

    @property
    def latest_note(self) -> str:
        """The newest note; empty without any."""
        return self.notes[-1].text if self.notes else ""


NONE = Marks()


def marks_of(
    rows: Sequence[Review], alike: Mapping[str, Sequence[Review]] | None = None
) -> dict[str, Marks]:
    """The marks of each review by its id; `alike` gives the others that one answer settles."""
    if not rows:
        return {}
    notes = notes_of(row.pk for row in rows)
    alike = alike or {}
    earlier = _earlier(rows)
    return {
        row.pk: Marks(
            tuple(alike.get(row.pk, ())), tuple(notes.get(row.pk, ())), earlier.get(row.pk)
        )
        for row in rows
    }


def _earlier(rows: Sequence[Review]) -> dict[str, tuple[str, ...]]:
    """The tags left on by the decision that was reversed last, for reviews reopened since."""
    reopened = [row.pk for row in rows if row.reopened_at is not None]
    if not reopened:
        return {}
    reversed_ = Decision.objects.filter(review__in=reopened, state=DecisionState.REVERSED)
    return {
        row.review_id: tuple(code for code, on in row.tags if on)
        for row in reversed_.order_by("decided_at")
    }
