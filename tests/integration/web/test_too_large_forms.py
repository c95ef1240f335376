"""Forms that are larger than the server takes: a page says so, whoever sends them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from openmoderator.reviews.models import Review
from openmoderator.runtime.chunked import REFUSED

pytestmark = pytest.mark.django_db


def test_a_person_reads_how_much_may_be_sent_at_once(as_anna: Client) -> None:
    answer = as_anna.post("/try/image", {}, **{REFUSED: 10_485_760})  # type: ignore[arg-type]
    assert answer.status_code == 413
    page = answer.content.decode().replace("\xa0", " ")
    assert "One form can carry 10.0 MB with all its files" in page


def test_no_view_sees_a_form_whose_body_was_refused(
    as_anna: Client, make_reviews: Callable[[int], list[Review]]
) -> None:
    (review,) = make_reviews(1)
    path = f"/review/item/{review.pk}/history"
    assert as_anna.post(path, {"text": "a note"}, **{REFUSED: 1}).status_code == 413  # type: ignore[arg-type]
    assert not review.notes.exists()
