"""Notes: what people write about a review for the others of the team.

What somebody is typing is kept too, for them alone, until it is a note or empty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from django.db import transaction

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.clock import database_now
from openmoderator.reviews.errors import BadNote, ReviewNotFound
from openmoderator.reviews.models import Note, NoteDraft, Review

LONGEST: Final = 4_000


def add_note(team: Team, user: User, review_id: str, text: str) -> Note:
    """Store a note of 1 to 4,000 characters. Raises `BadNote` and `ReviewNotFound`."""
    text = checked(text)
    with transaction.atomic():
        if not Review.objects.filter(team=team, pk=review_id).exists():
            message = f"The team has no review with the id '{review_id}'."
            raise ReviewNotFound(message)
        note = Note.objects.create(review_id=review_id, user=user, text=text, at=database_now())
        NoteDraft.objects.filter(review=review_id, user=user).delete()
        record(team, user, "review.noted", ("review", review_id))
    return note


def keep_typed(user: User, review: Review, text: str) -> None:
    """Keep what `user` is typing, cut to the longest note; what is a note already, or blank, is
    not kept."""
    text = text.replace("\0", "").replace("\r\n", "\n")[:LONGEST]
    is_said = Note.objects.filter(review=review, user=user, text=text.strip()).exists()
    if text.strip() and not is_said:
        NoteDraft.objects.update_or_create(review=review, user=user, defaults={"text": text})
    else:
        NoteDraft.objects.filter(review=review, user=user).delete()


def typed_by(user: User, review: Review) -> str:
    """What `user` was typing; empty where nothing waits."""
    kept = NoteDraft.objects.filter(review=review, user=user).values_list("text", flat=True)
    return kept.first() or ""


def notes_of(ids: Iterable[str]) -> dict[str, list[Note]]:
    """The notes of each review that has any, oldest first, with their writers."""
    found: dict[str, list[Note]] = defaultdict(list)
    for note in Note.objects.filter(review__in=list(ids)).select_related("user"):
        found[note.review_id].append(note)
    return dict(found)


def checked(text: str) -> str:
    """The text as it is stored: without space around it and without null characters."""
    text = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not 1 <= len(text) <= LONGEST:
        message = f"A note has 1 to {LONGEST:,} characters; this one has {len(text):,}."
        raise BadNote(message)
    return text
