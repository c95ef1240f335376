"""Pages that outlive their session, their team in the session or their token against forgery."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.reviews.models import Decision, Draft, Review
from openmoderator.reviews.queue import Queue, claim

MakePicture = Callable[..., Review]
SCRIPT = {"HX-Request": "true"}
FROM_SCRIPT = ["/counts", "/fresh-token", "/review/image", "/review/item/x", "/review/item/x/stage"]


def form(review: Review, **more: str) -> dict[str, str]:
    """What the desk of the review's team would send."""
    given = {"token": str(uuid.uuid4()), "batch": str(uuid.uuid4()), "item": review.pk}
    return given | {f"of.{review.pk}": "a r", "in_team": review.team.public_id} | more


@pytest.fixture
def turned_away(as_anna: Client, anna: User, other_team: Team) -> Client:
    """Anna's browser after she turned to the other team in a second tab."""
    create_user(anna.email, other_team, "reviewer")
    as_anna.post("/team", {"team": other_team.public_id})
    return as_anna


@pytest.mark.parametrize("path", FROM_SCRIPT)
def test_a_script_without_a_session_is_told_and_never_led_away(db: None, path: str) -> None:
    response = Client().get(path, headers=SCRIPT)
    assert response.status_code == 401
    assert "HX-Redirect" not in response


@pytest.mark.parametrize("action", ["next", "back", "view", "draft", "extend", "release"])
def test_a_press_after_the_session_ended_is_refused_to_the_script(db: None, action: str) -> None:
    response = Client().post(f"/review/text/{action}", headers=SCRIPT)
    assert response.status_code == 401


def test_without_script_signing_in_leads_back_to_the_same_queue(
    team: Team, make_picture: MakePicture
) -> None:
    response = Client().post("/review/image/next?subteam=3", form(make_picture(team)))
    back = f"/review/image%3Fsubteam%3D3%26in_team%3D{team.public_id}"
    assert response["Location"] == f"/sign-in?next={back}"


def test_a_fresh_token_lets_a_page_go_on_whose_own_was_replaced(
    anna: User, team: Team, make_picture: MakePicture
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    sent = form(make_picture(team))
    assert client.post("/review/image/next", sent).status_code == 403
    token = client.get("/fresh-token", headers=SCRIPT).json()["token"]
    sent["csrfmiddlewaretoken"] = token
    assert client.post("/review/image/next", sent).status_code == 302
    assert Decision.objects.count() == 1


def test_next_counts_in_the_team_of_the_page(
    turned_away: Client, team: Team, make_picture: MakePicture
) -> None:
    review, waiting = make_picture(team), make_picture(team)
    response = turned_away.post("/review/image/next", form(review), headers=SCRIPT)
    assert Decision.objects.get().team == team
    assert waiting.pk in response.content.decode()
    assert response["HX-Replace-Url"] == f"/review/image?in_team={team.public_id}"


def test_without_script_next_leads_on_in_the_team_of_the_page(
    turned_away: Client, team: Team, make_picture: MakePicture
) -> None:
    review, waiting = make_picture(team), make_picture(team)
    response = turned_away.post("/review/image/next", form(review), follow=True)
    assert waiting.pk in response.content.decode()


def test_drafts_and_details_are_those_of_the_team_of_the_page(
    turned_away: Client, team: Team, make_picture: MakePicture
) -> None:
    review = make_picture(team)
    query = f"?in_team={team.public_id}"
    assert turned_away.get(f"/review/item/{review.pk}{query}").status_code == 200
    assert turned_away.post("/review/image/draft", form(review)).status_code == 204
    assert Draft.objects.get().review == review


def test_prev_takes_back_in_the_team_of_the_page(
    turned_away: Client, team: Team, make_picture: MakePicture
) -> None:
    sent = form(make_picture(team))
    turned_away.post("/review/image/next", sent)
    turned_away.post("/review/image/back", sent)
    assert Decision.objects.get().state == "withdrawn"


@pytest.mark.parametrize("action", ["next", "back", "view", "draft", "extend", "release"])
def test_a_page_that_names_a_team_that_is_not_mine_gets_nothing(
    as_anna: Client, other_team: Team, make_picture: MakePicture, action: str
) -> None:
    sent = form(make_picture(other_team))
    assert as_anna.post(f"/review/image/{action}", sent).status_code == 404
    assert not Decision.objects.exists()


@pytest.mark.parametrize("headers", [SCRIPT, {}])
def test_an_answer_for_an_item_that_is_not_there_is_reported(
    as_anna: Client, other_team: Team, make_picture: MakePicture, headers: dict[str, str]
) -> None:
    theirs = make_picture(other_team)
    sent = form(theirs)
    del sent["in_team"]
    page = as_anna.post("/review/image/next", sent, headers=headers, follow=True)
    assert f"{theirs.pk}</b> was not sent: Test Team has no such item" in page.content.decode()


@pytest.mark.parametrize("headers", [SCRIPT, {}])
def test_a_correction_that_came_too_late_is_reported(
    as_anna: Client, team: Team, make_picture: MakePicture, headers: dict[str, str]
) -> None:
    review = make_picture(team)
    sent = form(review)
    as_anna.post("/review/image/next", sent)
    Decision.objects.update(state="final")
    sent[f"on.{review.pk}"] = "r"
    page = as_anna.post("/review/image/next", sent, headers=headers, follow=True)
    assert f"{review.pk}</b> was final already" in page.content.decode()


def test_turning_to_another_team_gives_back_what_was_held(
    as_anna: Client, anna: User, team: Team, other_team: Team, make_picture: MakePicture
) -> None:
    create_user(anna.email, other_team, "reviewer")
    make_picture(team)
    claim(Queue(team, "Image"), anna, 1, uuid4())
    as_anna.post("/team", {"team": team.public_id})
    assert Review.objects.filter(claimed_by=anna).count() == 1
    as_anna.post("/team", {"team": other_team.public_id})
    assert not Review.objects.filter(claimed_by=anna).exists()


def test_signing_out_gives_back_what_was_held_in_every_team(
    as_anna: Client,
    anna: User,
    ben: User,
    team: Team,
    other_team: Team,
    make_picture: MakePicture,
) -> None:
    create_user(anna.email, other_team, "reviewer")
    for place, holder in ((team, anna), (other_team, anna), (team, ben)):
        make_picture(place)
        claim(Queue(place, "Image"), holder, 1, uuid4())
    as_anna.post("/sign-out")
    assert [row.claimed_by for row in Review.objects.filter(claimed_by__isnull=False)] == [ben]
