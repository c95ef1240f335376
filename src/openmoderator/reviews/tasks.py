"""Background tasks of reviews."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from openmoderator.queueing import enqueue


@app.task(queue="fetches", name="reviews.fetch_content")
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
    return enqueue(fetch_content, lock, wait, review_id=review_id, failures=failures)
