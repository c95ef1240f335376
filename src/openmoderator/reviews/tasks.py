"""Background tasks of reviews."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from procrastinate.contrib.django import app

from openmoderator.queueing import enqueue

FETCH: Final = "reviews.fetch_content"
FETCHES: Final = "fetches"


@app.task(queue=FETCHES, name=FETCH)
def fetch_content(review_id: str, failures: int = 0) -> None:
    """Fetch a review's picture; put itself back later when trying again can help."""
    # Not at the top: processes that only enqueue need no picture decoder.
    from openmoderator.reviews import fetching

    wait = fetching.fetch_content(review_id, failures)
    if wait is not None:
        defer_fetch(review_id, failures + 1, wait)


def defer_fetch(review_id: str, failures: int = 0, wait: timedelta | None = None) -> bool:
    """Enqueue the fetch inside the caller's transaction, at most once at a time."""
    lock = f"review-content:{review_id}"
    return enqueue(FETCH, FETCHES, lock, wait, review_id=review_id, failures=failures)
