"""Deleting reviews for good: rows, drafts, decisions, notes, content and told callbacks.

The audit record keeps that it was done, and by whom. A callback that is still on its way is
delivered first and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Q

from openmoderator.accounts.models import Team, User
from openmoderator.callbacks.models import Delivery, Kind
from openmoderator.callbacks.models import State as DeliveryState
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.reviews.acting import admins_only, locked, note_act
from openmoderator.reviews.models import Decision, Purpose, Review

AT_ONCE = 500


def delete(team: Team, user: User, ids: Iterable[str]) -> list[str]:
    """Delete reviews of the team, whatever their state. Returns the ids deleted.

    Each 500 commit together. One whose decision is being made final at this moment is passed
    over. Raises `AdministratorsOnly`.
    """
    admins_only(team, user)
    return [pk for some in _batches(ids) for pk in _delete(team, user, some)]


def delete_by_content_id(team: Team, user: User, content_id: str) -> list[str]:
    """Delete every review of the team about what the caller knows as `content_id`."""
    rows = Review.objects.filter(team=team, content_id=content_id, purpose=Purpose.WORK)
    return delete(team, user, rows.values_list("pk", flat=True))


def _delete(team: Team, user: User, ids: list[str]) -> list[str]:
    with transaction.atomic():
        rows = {row.pk: row for row in locked(team, ids) if row.purpose == Purpose.WORK}
        busy = _being_made_final(rows)
        done = [pk for pk in rows if pk not in busy]
        Decision.objects.filter(review__in=done).update(corrects=None)
        _let_go(team, done, [rows[pk].stored_id for pk in done])
        Review.objects.filter(pk__in=done).delete()
        note_act(team, user, "review.deleted", done)
    return done


def _being_made_final(ids: Iterable[str]) -> set[str]:
    """Those with a decision, their own or of a second look, that somebody has in hand."""
    ids = list(ids)
    decisions = Decision.objects.filter(Q(review__in=ids) | Q(review__origin__in=ids))
    free = decisions.select_for_update(skip_locked=True, of=("self",))
    mine = set(free.values_list("pk", flat=True))
    found = decisions.values_list("pk", "review", "review__origin")
    return {origin or review for pk, review, origin in found if pk not in mine}


def _let_go(team: Team, ids: list[str], stored: list[object]) -> None:
    """Texts go now, pictures with the next housekeeping; so do callbacks that were told."""
    content = Content.objects.filter(team=team, pk__in=[pk for pk in stored if pk])
    content.update(expires_at=database_now(), text=None)
    told = Delivery.objects.filter(team=team, kind=Kind.REVIEW, subject_id__in=ids)
    told.exclude(state=DeliveryState.PENDING).delete()


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(list(ids))
    while some := list(islice(rest, AT_ONCE)):
        yield some
