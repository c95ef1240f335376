"""Fetching the picture of a review that was made with a URL (contract 7.2).

A URL that stays dead leaves the review in the queue with the reason shown.
"""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction

from openmoderator.content.store import expire_after_days, put_picture
from openmoderator.detect.image.decode import DecodeLimits, Picture, decode
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from
from openmoderator.errors import OpenModeratorError
from openmoderator.reviews.alike import FIELDS, settle
from openmoderator.reviews.likeness import Likeness, of_picture
from openmoderator.reviews.models import Review, State

log = structlog.get_logger(__name__)

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
    except Exception as error:
        return _failed(review_id, failures, error)
    _keep(review_id, data, picture, of_picture(picture, data))
    return None


def _failed(review_id: str, failures: int, error: Exception) -> timedelta | None:
    """The wait before another try, or None once the reason stands on the review."""
    expected = isinstance(error, OpenModeratorError)
    if not expected:
        log.exception("review.fetch_broke", review=review_id)
    may_pass = error.retryable if isinstance(error, OpenModeratorError) else True
    if may_pass and failures < len(BACK_OFF):
        return BACK_OFF[failures]
    problem = str(error) if expected else "The picture could not be stored: an internal error."
    Review.objects.filter(pk=review_id, stored=None).update(content_problem=problem)
    return None


@transaction.atomic
def _keep(review_id: str, data: bytes, picture: Picture, likeness: Likeness) -> None:
    review = Review.objects.select_for_update(no_key=True).select_related("team").get(pk=review_id)
    if review.stored is not None:
        return
    review.stored = put_picture(
        review.team, data, picture.media_type, picture.width, picture.height
    )
    if review.state == State.COMPLETE:
        # Decided before its picture came: it is kept as long as any other, not for ever.
        expire_after_days(review.stored)
    else:
        settle(review, likeness)
    review.save(update_fields=["stored", *FIELDS])


def fetch_picture(url: str) -> tuple[bytes, Picture]:
    """Bytes of a picture behind `url`, decoded once to know that it is one."""
    config = settings.OPENMODERATOR
    policy = policy_from(config.allow_private_networks, config.url_map)
    body = fetch(url, policy).body
    return body, decode(body, DecodeLimits(max_pixels=config.max_pixels))
