"""Second opinions: a share of final decisions is looked at again by somebody else, blind.

Owns who is asked about what, and whether the two agree. Never delays or changes the first
answer: its callback goes out as if nobody looked again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db.models import Q
from django.utils.crypto import salted_hmac

from openmoderator.accounts.models import Membership, Role, SubteamMember
from openmoderator.content.store import expire_after_days
from openmoderator.quality.answers import agree
from openmoderator.quality.copies import Copy, refer_again, store
from openmoderator.quality.models import SecondOpinion
from openmoderator.reviews.models import Decision, Purpose, Review

SALT: Final = "openmoderator.quality.opinions"


def is_chosen(review_id: str, percent: int) -> bool:
    """Whether a review is among the `percent` of 100 that are looked at again.

    The same answer every time, and nobody without the secret key can foresee it.
    """
    digest = salted_hmac(SALT, review_id, algorithm="sha256").digest()
    return int.from_bytes(digest[:8], "big") * 100 < percent << 64


def ask(decision: Decision, now: datetime) -> SecondOpinion | None:
    """Put the item of a first final decision before somebody else, where it is chosen.

    None when it is not chosen, no longer kept, or nobody else could answer. Inside the
    caller's transaction.
    """
    review = decision.review
    if decision.corrects_id or not is_chosen(review.pk, review.team.second_opinion_percent):
        return None
    if SecondOpinion.objects.filter(first=decision).exists() or not _others(review, decision):
        return None
    content = refer_again(review.stored)
    if content is None:
        return None
    shadow = store(_copy(review, decision, now), content)
    return SecondOpinion.objects.create(team=review.team, first=decision, review=shadow)


def note_answer(decision: Decision, now: datetime) -> None:
    """Keep what the second person answered and whether both agree."""
    expire_after_days(decision.review.stored)
    row = SecondOpinion.objects.select_related("first").filter(review=decision.review_id).first()
    if row is None:
        return
    row.second, row.answered_at = decision, now
    row.agrees = agree(row.first.tags, decision.tags)
    row.save(update_fields=["second", "answered_at", "agrees"])


def _others(review: Review, decision: Decision) -> bool:
    """Whether anybody else may open the review's queue (see `accounts.subteams`)."""
    members = Membership.objects.filter(team=review.team_id, user__is_active=True)
    closed = SubteamMember.objects.filter(subteam=review.subteam_id)
    if review.subteam_id and closed.exists():
        members = members.filter(Q(role=Role.ADMIN) | Q(user__in=closed.values("user")))
    return members.exclude(user=decision.user_id).exists()


def _copy(review: Review, decision: Decision, now: datetime) -> Copy:
    return Copy(
        team=review.team,
        subteam=review.subteam,
        type=review.type,
        metadata=review.metadata,
        content_id=review.content_id,
        created_by=review.created_by,
        created_at=now,
        purpose=Purpose.OPINION,
        source_url=review.source_url,
        origin=review,
        not_for=decision.user,
        score=review.score,
        severity=review.severity,
    )
