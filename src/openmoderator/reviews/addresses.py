"""Addresses under which a review's picture is served, signed and good for a day."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.urls import reverse

from openmoderator.reviews.models import Review

SALT = "openmoderator.reviews.addresses"
GOOD_FOR = timedelta(hours=24)


def path(review: Review) -> str:
    """Where signed-in members of the team find the picture."""
    return reverse("review-content", kwargs={"team": review.team.public_id, "review_id": review.pk})


def signed_path(review: Review) -> str:
    """The same, with a signature that lets any holder fetch it for 24 hours."""
    return (
        f"{path(review)}?sig={signing.TimestampSigner(salt=SALT).sign(review.pk).partition(':')[2]}"
    )


def is_signed(review_id: str, signature: str) -> bool:
    """Whether `signature` was given for that review within the last 24 hours."""
    try:
        signing.TimestampSigner(salt=SALT).unsign(f"{review_id}:{signature}", max_age=GOOD_FOR)
    except signing.BadSignature:
        return False
    return True
