"""Which reviews look or read alike, so that one decision settles all of them.

A review gets its cluster when its content is known: at creation, when a fetched picture
arrives, and anew when it moves to another queue. Claims take everything of a cluster that
waits in the same queue along with the first of it. What an opinion or a golden review shows
never joins others: they have no cluster. Nothing here decides or moves a review.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db import connection, transaction

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record
from openmoderator.reviews.likeness import UNKNOWN, Likeness, of_stored
from openmoderator.reviews.models import ContentType, Purpose, Review, State
from openmoderator.reviews.neighbours import ALONE, bands, nearest_cluster

LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 11))"
FIELDS: Final = ("cluster", "pdq", "pdq_bands")


def settle(review: Review, likeness: Likeness) -> None:
    """Set the review's cluster and hash without storing them, inside the caller's transaction.

    A text or a flat picture has the cluster of its digest, which needs nobody's agreement. For
    a picture with a PDQ the nearest waiting one of its queue is looked for: first the team's
    lock is taken and kept until the transaction ends, so that of two that come at the same
    moment the second sees the first. Whoever settles locks the reviews and puts the content
    before; nothing here waits for a row.
    """
    if review.purpose != Purpose.WORK:
        return
    review.pdq, review.pdq_bands, review.cluster = None, None, likeness.digest
    if likeness.pdq is not None:
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [f"alike:{review.team_id}"])
        review.pdq, review.pdq_bands = likeness.pdq, bands(likeness.pdq)
        review.cluster = nearest_cluster(review, likeness.pdq) or review.pk


def place(review: Review, likeness: Likeness | None = None) -> None:
    """Give a stored review the cluster it has in the queue it is in now, and store it.

    The caller holds the row's lock. What is known of the content is used again; only a picture
    that was never looked at is read and decoded.
    """
    settle(review, likeness or _known(review))
    review.save(update_fields=list(FIELDS))


def members(
    team: Team, user: User, token: UUID, cards: Sequence[Review]
) -> dict[str, tuple[Review, ...]]:
    """For each of `cards`, by id, the others that the page `token` holds with it, oldest first.

    One query, however many cards there are.
    """
    found: dict[str, list[Review]] = {card.pk: [] for card in cards}
    by_cluster = {_group(card): card.pk for card in reversed(cards) if card.cluster}
    if team.group_alike and by_cluster:
        for row in _held_alike(team, user, token, {card.cluster for card in cards}):
            if row.pk not in found and _group(row) in by_cluster:
                found[by_cluster[_group(row)]].append(row)
    return {pk: tuple(rows) for pk, rows in found.items()}


def take_out(team: Team, user: User, review_id: str) -> bool:
    """Let a review that `user` holds stand for itself from now on; it stays with the person.

    False when the person does not hold it or it stands alone already.
    """
    with transaction.atomic():
        review = (
            Review.objects.select_for_update(no_key=True)
            .filter(team=team, pk=review_id, claimed_by=user, state=State.WAITING)
            .exclude(cluster="")
            .first()
        )
        if review is None or review.cluster == _alone(review):
            return False
        review.cluster = _alone(review)
        review.save(update_fields=["cluster"])
        record(team, user, "review.taken_out", ("review", review.pk))
    return True


def _alone(review: Review) -> str:
    """A cluster that nothing else can have or join."""
    return f"{ALONE}{review.pk}"


def _held_alike(team: Team, user: User, token: UUID, clusters: Iterable[str]) -> Iterable[Review]:
    return (
        Review.objects.select_related("stored", "subteam", "team")
        .filter(team=team, claimed_by=user, claim_token=token, state=State.WAITING)
        .filter(cluster__in=set(clusters) - {""})
        .order_by("created_at", "id")
    )


def _group(review: Review) -> tuple[str, int | None, str]:
    """What is on one card: same type, same queue, same cluster."""
    return (review.type, review.subteam_id, review.cluster)


def _known(review: Review) -> Likeness:
    """What was found out about the review's content before, or else what it shows now."""
    if review.pdq is not None:
        return Likeness(review.pk, bytes(review.pdq))
    seen = review.type == ContentType.IMAGE and review.cluster
    if seen and review.stored is not None and review.stored.object_name is not None:
        # Flat pictures: the object is named by the SHA-256 of its bytes.
        return Likeness(review.stored.object_name.rpartition("/")[2])
    return of_stored(review.stored) if review.stored is not None else UNKNOWN
