"""Which free reviews a person is given next: one for each card, and with it what is like it.

Works on the waiting reviews of one queue inside the transaction of a claim. Free reviews are
locked without waiting: what somebody else is taking at this moment is passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from openmoderator.accounts.models import User
from openmoderator.reviews.models import Review, Skip

MOST_ALIKE: Final = 200
"""Reviews of one card at most, the shown one among them: what one press decides stays small
enough to be stored at once and looked through. What is beyond follows as a later card."""

WINDOWS: Final = (1, 4, 20)
"""How many rows are looked at for each card that is missing, in one query after the other:
where much is alike, the first rows make few cards. After the last, a page has fewer cards."""

Card = list[Review]
"""Reviews that are decided together; the first one is shown."""


def may_have(review: Review, user: User) -> bool:
    """Whether `review` may be shown to `user` at all, whoever holds it."""
    return review.not_for_id != user.pk and review.assigned_to_id in (None, user.pk)


def grouped(rows: Iterable[Review], alike: bool) -> list[Card]:
    """Rows as cards in the order of their first ones; not `alike`: each by itself."""
    cards: dict[str, Card] = {}
    for row in rows:
        cards.setdefault((alike and row.cluster) or row.pk, []).append(row)
    return list(cards.values())


def new_cards(
    waiting: QuerySet[Review], user: User, now: datetime, count: int, clusters: set[str] | None
) -> list[Review]:
    """Lock up to `count` free reviews: first what is assigned to `user`, then what is nobody's.

    `waiting` has the order of the queue. `clusters` holds those that the page has already; no
    two reviews of one are taken, and it is added to. None: what is alike is taken all the same.
    """
    found: list[Review] = []
    free = _free(waiting, user, now)
    for whose in (Q(assigned_to=user), Q(assigned_to__isnull=True)):
        for widened in WINDOWS:
            wanted = count - len(found)
            rows = (
                free.filter(whose).exclude(pk__in=_ids(found)).exclude(cluster__in=clusters or ())
            )
            batch = list(_lock(rows)[: wanted * widened]) if wanted else []
            found += batch if clusters is None else _of_different_clusters(batch, clusters, wanted)
            if len(found) == count or len(batch) < wanted * widened:
                break
    return found


def more_alike(
    waiting: QuerySet[Review], user: User, now: datetime, cards: Sequence[Card]
) -> list[Card]:
    """`cards` with the free reviews that are like them, each up to `MOST_ALIKE`; those locked."""
    shown = [card[0].pk for card in cards if card[0].cluster and len(card) < MOST_ALIKE]
    if not shown:
        return list(cards)
    free = _free(waiting, user, now).order_by()
    # The empty cluster is named so that PostgreSQL sees that its partial index will do.
    like_it = free.exclude(cluster="").filter(cluster=OuterRef("cluster"))
    found = Review.objects.filter(pk__in=shown).values_list(
        ArraySubquery(like_it.exclude(pk=OuterRef("pk")).values("pk")[: MOST_ALIKE - 1]),
        flat=True,
    )
    ids = [pk for of_one in found for pk in of_one]
    rows = list(_lock(free.filter(pk__in=ids).order_by("pk"))) if ids else []
    return [_with(card, rows) for card in cards]


def _with(card: Card, rows: Iterable[Review]) -> Card:
    cluster, ids = card[0].cluster, _ids(card)
    more = [row for row in rows if row.cluster == cluster and row.pk not in ids]
    return (card + more)[:MOST_ALIKE] if cluster else card


def _of_different_clusters(batch: Iterable[Review], clusters: set[str], most: int) -> list[Review]:
    """The first of each cluster not yet in `clusters`, which are added to it; `most` at most."""
    kept: list[Review] = []
    for row in batch:
        if len(kept) == most:
            break
        if row.cluster not in clusters:
            kept.append(row)
        if row.cluster:
            clusters.add(row.cluster)
    return kept


def _free(waiting: QuerySet[Review], user: User, now: datetime) -> QuerySet[Review]:
    """What `user` may be given: not held (by nobody, nor by a page of their own), not skipped."""
    skipped = Skip.objects.filter(review=OuterRef("pk"), user=user)
    return waiting.filter(
        Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
        ~Q(claimed_by=user),
        ~Q(not_for=user),
        Q(assigned_to__isnull=True) | Q(assigned_to=user),
        ~Exists(skipped),
    )


def _lock(rows: QuerySet[Review]) -> QuerySet[Review]:
    return rows.select_for_update(skip_locked=True, no_key=True)


def _ids(rows: Iterable[Review]) -> set[str]:
    return {row.pk for row in rows}
