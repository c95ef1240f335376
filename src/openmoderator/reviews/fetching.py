"""Fetching the picture of a review that was made with a URL (contract 7.2).

A URL that stays dead leaves the review in the queue with the reason shown.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from openmoderator.content.store import put_picture
from openmoderator.detect.image.decode import DecodeLimits, Picture, decode
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from
from openmoderator.errors import OpenModeratorError
from openmoderator.reviews.models import Review

BACK_OFF = (timedelta(seconds=5), timedelta(seconds=60), timedelta(minutes=10))


def fetch_content(review_id: str, failures: int) -> timedelta | None:
    """Fetch and store the picture once; a second run changes nothing.

    Returns the wait before another try, or None when there is nothing more to do.
    """
    review = Review.objects.select_related("team").filter(pk=review_id).first()
    if review is None or review.stored is not None:
        return None
    try:
        data, picture = fetch_picture(review.source_url)
    except OpenModeratorError as error:
        wait = BACK_OFF[failures] if error.retryable and failures < len(BACK_OFF) else None
        Review.objects.filter(pk=review_id, stored=None).update(content_problem=str(error))
        return wait
    with transaction.atomic():
        locked = Review.objects.select_for_update().get(pk=review_id)
        if locked.stored is None:
            locked.stored = put_picture(
                review.team, data, picture.media_type, picture.width, picture.height
            )
            locked.content_problem = ""
            locked.save(update_fields=["stored", "content_problem"])
    return None


def fetch_picture(url: str) -> tuple[bytes, Picture]:
    """Bytes of a picture behind `url`, decoded once to know that it is one."""
    config = settings.OPENMODERATOR
    policy = policy_from(config.allow_private_networks, config.url_map)
    body = fetch(url, policy).body
    return body, decode(body, DecodeLimits(max_pixels=config.max_pixels))
