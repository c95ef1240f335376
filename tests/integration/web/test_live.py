"""Open pages hear of what changes, and asking costs nearly nothing while nothing does."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Review
from openmoderator.reviews.queue import Queue, claim, release
from openmoderator.web.live import fingerprint
from openmoderator.web.live.others import others
from openmoderator.web.live.pulse import token

MakeReviews = Callable[..., list[Review]]


@pytest.fixture(autouse=True)
def always_asked_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be a second old."""
    monkeypatch.setattr(fingerprint, "FRESH_SECONDS", 0.0)


def pulse(team: Team, known: str = "") -> tuple[int, str]:
    """Status and ETag of one question of a browser that nobody is signed in with."""
    headers = {"If-None-Match": known} if known else {}
    answer = Client().get("/live/pulse", {"of": token(team)}, headers=headers)
    return answer.status_code, answer.headers["ETag"]


def test_a_page_is_told_nothing_while_nothing_changes(team: Team) -> None:
    status, etag = pulse(team)
    assert status == 204
    assert pulse(team, etag) == (304, etag)


def test_a_page_is_told_of_a_new_review(team: Team, make_reviews: MakeReviews) -> None:
    _, etag = pulse(team)
    make_reviews()
    status, newer = pulse(team, etag)
    assert (status, newer != etag) == (204, True)


def test_a_page_is_told_of_claims_decisions_and_what_is_given_back(
    team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review, _other) = make_reviews(2)
    page = uuid.uuid4()
    seen = [pulse(team)[1]]
    claim(Queue(team, "Text"), anna, 2, page)
    seen.append(pulse(team)[1])
    decide(team, anna, uuid.uuid4(), {review.pk: {"a": True}})
    seen.append(pulse(team)[1])
    release(team, anna, page)
    seen.append(pulse(team)[1])
    assert len(set(seen)) == 4


def test_a_page_is_not_told_of_another_team(
    team: Team, other_team: Team, make_reviews: MakeReviews
) -> None:
    _, etag = pulse(other_team)
    make_reviews()
    assert pulse(other_team, etag)[0] == 304


def test_a_question_without_a_pages_token_is_refused(team: Team) -> None:
    assert Client().get("/live/pulse", {"of": str(team.pk)}).status_code == 404
    assert Client().get("/live/pulse").status_code == 404


def test_many_questions_within_a_second_ask_the_database_once(
    team: Team, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
) -> None:
    monkeypatch.setattr(fingerprint, "FRESH_SECONDS", 1000.0)
    pulse(team)
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        for _ in range(20):
            pulse(team)


def test_counts_say_who_else_is_at_work(
    team: Team, anna: User, ben: User, as_anna: Client, make_reviews: MakeReviews
) -> None:
    make_reviews(3)
    claim(Queue(team, "Text"), ben, 2, uuid.uuid4())
    claim(Queue(team, "Text"), anna, 1, uuid.uuid4())
    assert others(team, anna)["text"] == {"people": 1, "items": 2}
    assert as_anna.get("/counts").json()["others"]["text"] == {"people": 1, "items": 2}
