"""The lists of what can still be taken back and of what is held."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import SubteamMember, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.decide import decide
from openmoderator.reviews.holding import hold
from openmoderator.reviews.models import Decision, DecisionState, Review, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_lead(team: Team) -> Client:
    """A browser in which an administrator is signed in."""
    client = Client()
    user = create_user("lead@team.test", team, "admin", "correct horse battery").user
    client.force_login(user)
    return client


@pytest.fixture
def in_limbo(team: Team, anna: User, ben: User, make_reviews: MakeReviews) -> list[Decision]:
    """A decision of Anna's and one of Ben's, with ten minutes to take them back."""
    team.undo_seconds = 600
    team.save()
    mine, theirs = make_reviews(2)
    decide(team, anna, uuid4(), {mine.pk: {"a": True}})
    decide(team, ben, uuid4(), {theirs.pk: {"r": True}})
    return [Decision.objects.get(user=anna), Decision.objects.get(user=ben)]


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_person_sees_their_own_limbo_and_an_administrator_everybodys(
    as_anna: Client, as_lead: Client, in_limbo: list[Decision]
) -> None:
    mine, theirs = in_limbo
    for path in ("/review/limbo", "/review/limbo?everybody=1"):
        assert mine.review_id in page(as_anna, path)
        assert theirs.review_id not in page(as_anna, path)
    everybody = page(as_lead, "/review/limbo?everybody=1")
    assert mine.review_id in everybody
    assert theirs.review_id in everybody


def test_ticked_decisions_are_taken_back(as_anna: Client, in_limbo: list[Decision]) -> None:
    ids = [str(decision.pk) for decision in in_limbo]
    response = as_anna.post("/review/limbo/act", {"act": "back", "id": ids}, follow=True)
    said = response.content.decode()
    assert "1 review waits again" in said
    assert "1 was too late" in said
    states = list(Decision.objects.order_by("user_id").values_list("state", flat=True))
    assert states == [DecisionState.WITHDRAWN, DecisionState.PENDING]


def test_ticked_decisions_are_submitted_at_once(as_anna: Client, in_limbo: list[Decision]) -> None:
    mine = in_limbo[0]
    as_anna.post("/review/limbo/act", {"act": "submit", "id": str(mine.pk)})
    before = mine.final_at
    mine.refresh_from_db()
    assert mine.final_at < before


def test_limbo_takes_nonsense_without_a_crash(as_anna: Client) -> None:
    for form in ({}, {"act": "back", "id": "x"}, {"act": "x", "id": str(uuid4())}):
        assert as_anna.post("/review/limbo/act", form).status_code == 302
    for after in ("x", "2026-01-01~x", f"2026-01-01T00:00:00~{uuid4()}", f"x~{uuid4()}"):
        assert as_anna.get("/review/limbo", {"after": after}).status_code == 200


def test_only_administrators_set_the_window(as_anna: Client, as_lead: Client, team: Team) -> None:
    assert as_anna.post("/review/limbo/window", {"seconds": "9"}).status_code == 403
    assert as_lead.post("/review/limbo/window", {"seconds": "90"}).status_code == 302
    team.refresh_from_db()
    assert team.undo_seconds == 90


@pytest.mark.parametrize("seconds", ["", "-1", "soon", "3601", "9" * 40])
def test_a_window_that_is_no_window_is_shown_again(as_lead: Client, seconds: str) -> None:
    response = as_lead.post("/review/limbo/window", {"seconds": seconds})
    assert response.status_code == 422
    assert 'id="seconds-wrong"' in response.content.decode()


def test_held_reviews_are_released_or_given_another_time(
    as_anna: Client, team: Team, ben: User, make_reviews: MakeReviews
) -> None:
    first, second = make_reviews(2)
    hold(team, ben, [first.pk, second.pk], 5)
    before = Review.objects.get(pk=second.pk).held_until
    assert first.pk in page(as_anna, "/review/held")
    as_anna.post("/review/held/act", {"act": "release", "id": first.pk})
    as_anna.post("/review/held/act", {"act": "hold", "minutes": "60", "id": second.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.state == State.WAITING
    assert second.held_until is not None
    assert before is not None
    assert second.held_until > before


def test_a_hold_time_that_is_none_is_shown_again_with_the_ticks(
    as_anna: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    hold(team, anna, [review.pk])
    response = as_anna.post("/review/held/act", {"act": "hold", "minutes": "long", "id": review.pk})
    assert response.status_code == 422
    assert " checked data-tick" in response.content.decode()
    assert 'value="long"' in response.content.decode()


def test_what_is_held_in_a_closed_subteam_is_shown_to_its_members_only(
    as_anna: Client, as_lead: Client, team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    subteam = create_subteam(team, "Closed")
    SubteamMember.objects.create(subteam=subteam, user=ben)
    Review.objects.update(subteam=subteam)
    hold(team, ben, [review.pk])
    assert review.pk not in page(as_anna, "/review/held")
    assert review.pk in page(as_lead, "/review/held")
    as_anna.post("/review/held/act", {"act": "release", "id": review.pk})
    assert Review.objects.get().state == State.HELD


def test_held_goes_on_after_fifty(
    as_anna: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(53)
    hold(team, anna, [row.pk for row in rows])
    first = page(as_anna, "/review/held")
    last = max(row.pk for row in rows if f'value="{row.pk}"' in first)
    rest = page(as_anna, f"/review/held?after={last}")
    assert (first.count('name="id"'), rest.count('name="id"')) == (50, 3)
