"""What a card says of its review."""

from __future__ import annotations

import pytest

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content
from openmoderator.reviews.models import Review
from openmoderator.web.review.cards import picture_state, scores
from openmoderator.web.scores import Score


def review(**fields: object) -> Review:
    """A review that is stored nowhere."""
    team = Team(public_id="team", adult_threshold=0.6)
    return Review(id="202611i" + "0" * 32, team=team, type="Image", **fields)


def test_scores_are_read_in_any_case_and_a_fixed_order() -> None:
    given = review(metadata=[["racyscore", "0.25"], ["adultScore", "0.9"]])
    assert scores(given) == (Score("adult", 0.9, 0.6), Score("racy", 0.25, 0.75))


def test_a_score_is_high_from_the_teams_own_threshold_on() -> None:
    (adult,) = scores(review(metadata=[["adultScore", "0.65"]]))
    assert adult.is_high


@pytest.mark.parametrize("nonsense", ["nan", "inf", "1.5", "-0.1", "high", ""])
def test_a_score_that_is_none_is_left_out(nonsense: str) -> None:
    assert scores(review(metadata=[["adultScore", nonsense]])) == ()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"stored": Content(object_name="x", media_type="image/png")}, "shown"),
        ({"stored": Content(object_name="x", media_type="image/tiff")}, "file"),
        ({"stored": Content(object_name="x", media_type="image/svg+xml")}, "file"),
        ({"source_url": "https://x.test", "content_problem": "404"}, "problem"),
        ({"source_url": "https://x.test"}, "fetching"),
        ({}, "gone"),
    ],
)
def test_the_picture_is_in_one_of_five_states(fields: dict[str, object], state: str) -> None:
    assert picture_state(review(**fields)) == state
