"""Not for me: a person passes items or the whole batch on, and nobody asks why.

Skipped reviews stay in the queue for the others. What was toggled on them stays as drafts.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from openmoderator.accounts.models import Team, User
from openmoderator.audit.record import record, record_all
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review, Skip, State
from openmoderator.reviews.queue import release_all

UNCLAIMED = {"claimed_by": None, "claimed_until": None, "claim_token": None, "claimed_at": None}


def skip(team: Team, user: User, ids: Iterable[str]) -> list[str]:
    """Do not show waiting reviews to `user` again, and give back what the person holds of them.

    What the person holds and is like one of them goes with it; what was assigned to the person
    is anybody's again. Returns the ids of what is skipped; other ids are passed over.
    """
    with transaction.atomic():
        rows = _locked(team, user, list(ids))
        now = database_now()
        skips = (Skip(review=row, user=user, at=now) for row in rows)
        Skip.objects.bulk_create(skips, ignore_conflicts=True)
        skipped = [row.pk for row in rows]
        mine = Review.objects.filter(pk__in=skipped)
        mine.filter(claimed_by=user).update(**UNCLAIMED)
        mine.filter(assigned_to=user).update(assigned_to=None)
        record_all(team, user, "review.skipped", [("review", pk) for pk in skipped])
    return skipped


def unskip(team: Team, user: User, ids: Iterable[str] | None = None) -> int:
    """Show `user` skipped reviews of the team again: those of `ids`, or all. Returns how many."""
    skips = Skip.objects.filter(user=user, review__team=team)
    if ids is not None:
        skips = skips.filter(review__in=list(ids))
    with transaction.atomic():
        shown = list(skips.select_for_update(of=("self",)).values_list("review", flat=True))
        skips.filter(review__in=shown).delete()
        record_all(team, user, "review.unskipped", [("review", pk) for pk in shown])
    return len(shown)


def hand_on(team: Team, user: User) -> int:
    """Give everything that `user` holds or is assigned in the team back to the others.

    Returns how many reviews the person held. Drafts stay; nothing is skipped.
    """
    with transaction.atomic():
        given_back = release_all(team, user)
        assigned = Review.objects.filter(team=team, assigned_to=user, state=State.WAITING)
        ids = list(
            assigned.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
        )
        Review.objects.filter(pk__in=ids).update(assigned_to=None)
        detail = {"held": given_back, "assigned": len(ids)}
        record(team, user, "queue.handed_on", ("user", str(user.pk)), detail)
    return given_back


def _locked(team: Team, user: User, ids: list[str]) -> list[Review]:
    """The waiting reviews of `ids` and what `user` holds that is like them, locked by id."""
    waiting = Review.objects.filter(team=team, state=State.WAITING)
    chosen = Q(pk__in=ids)
    if team.group_alike:
        held = waiting.filter(pk__in=ids, claimed_by=user).exclude(cluster="")
        chosen |= Q(claimed_by=user, cluster__in=set(held.values_list("cluster", flat=True)))
    return list(waiting.filter(chosen).select_for_update(no_key=True).order_by("pk"))
