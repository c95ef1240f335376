"""The picture of a review that was made with an address (contract 7.2)."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from PIL import Image
from procrastinate.contrib.django.models import ProcrastinateJob

from openmoderator.accounts.models import Team
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.fetching import BACK_OFF, fetch_content
from openmoderator.reviews.models import ContentType, Review, State
from openmoderator.reviews.sweeper import sweep

pytestmark = pytest.mark.django_db
AT_ONCE = timedelta(seconds=-1)


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, url_map=(("https://pictures.test/", tmp_path),)
    )
    out = io.BytesIO()
    Image.new("RGB", (200, 150), "teal").save(out, "PNG")
    (tmp_path / "one.png").write_bytes(out.getvalue())
    (tmp_path / "page.png").write_bytes(b"<html></html>")
    return tmp_path


def review_of(team: Team, url: str) -> Review:
    return create_review(
        team, NewReview(ContentType.IMAGE, "1", source_url=url), None, team.public_id
    )


def fetched(review: Review, failures: int = 0) -> timedelta | None:
    wait = fetch_content(review.pk, failures)
    review.refresh_from_db()
    return wait


@pytest.mark.usefixtures("folder")
def test_the_picture_is_stored_with_its_size(team: Team) -> None:
    review = review_of(team, "https://pictures.test/one.png")
    assert fetched(review) is None
    assert review.stored is not None
    assert (review.stored.media_type, review.stored.width) == ("image/png", 200)


@pytest.mark.usefixtures("folder")
def test_fetching_twice_stores_once(team: Team) -> None:
    review = review_of(team, "https://pictures.test/one.png")
    fetched(review)
    first = review.stored_id
    fetched(review)
    assert review.stored_id == first


@pytest.mark.usefixtures("folder")
def test_what_is_no_picture_leaves_the_review_waiting_with_the_reason(team: Team) -> None:
    review = review_of(team, "https://pictures.test/page.png")
    assert fetched(review) is None
    assert review.state == State.WAITING
    assert "picture" in review.content_problem


def test_what_may_pass_is_tried_again_and_then_said(team: Team, settings: LazySettings) -> None:
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, allow_private_networks=("127.0.0.0/8",)
    )
    review = review_of(team, "http://127.0.0.1:9/x.png")
    waits = [fetched(review, failures) for failures in range(len(BACK_OFF) + 1)]
    assert waits == [*BACK_OFF, None]
    assert review.content_problem


def test_something_unexpected_is_tried_again_too(team: Team, folder: Path) -> None:
    (folder / "loop").symlink_to(folder / "loop")
    review = review_of(team, "https://pictures.test/one.png")
    (folder / "one.png").unlink()
    (folder / "one.png").mkdir()
    wait = fetched(review, len(BACK_OFF))
    assert wait is None
    assert review.content_problem


@pytest.mark.usefixtures("folder")
def test_a_picture_that_comes_after_the_decision_is_not_kept_for_ever(team: Team) -> None:
    review = review_of(team, "https://pictures.test/one.png")
    Review.objects.filter(pk=review.pk).update(state=State.COMPLETE)
    fetched(review)
    assert review.stored is not None
    assert review.stored.expires_at is not None


def test_a_fetch_that_lost_its_task_is_enqueued_again(team: Team) -> None:
    review = review_of(team, "https://pictures.test/one.png")
    assert sweep(AT_ONCE) == 0
    ProcrastinateJob.objects.all().delete()
    assert sweep(AT_ONCE) == 1
    assert ProcrastinateJob.objects.get().args["review_id"] == review.pk


def test_a_review_whose_problem_is_known_is_left_alone(team: Team) -> None:
    review = review_of(team, "https://pictures.test/one.png")
    ProcrastinateJob.objects.all().delete()
    Review.objects.filter(pk=review.pk).update(content_problem="gone")
    assert sweep(AT_ONCE) == 0
