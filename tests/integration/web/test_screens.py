"""Who may do what on the screens; what the pages promise beyond their looks."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.callbacks.models import Delivery
from openmoderator.reviews.counts import queue_counts, totals
from openmoderator.reviews.models import DecidedCount, Decision, Draft, Review

MakePicture = Callable[..., Review]
PAGES = ["/", "/review/image", "/review/text", "/counts"]
POSTS = [
    f"/review/image/{action}" for action in ("next", "back", "view", "draft", "extend", "release")
]


def form(review: Review, **more: str) -> dict[str, str]:
    """What the desk would send for one review."""
    given = {"token": str(uuid.uuid4()), "batch": str(uuid.uuid4()), "item": review.pk}
    return given | {f"of.{review.pk}": "a r"} | more


@pytest.mark.parametrize("path", PAGES)
def test_strangers_are_led_to_the_sign_in_page(db: None, path: str) -> None:
    response = Client().get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("path", POSTS)
def test_strangers_cannot_post(db: None, path: str) -> None:
    response = Client().post(path)
    assert response["Location"] == "/sign-in?next=/review/image"


@pytest.mark.parametrize("path", POSTS)
def test_posts_need_the_token_against_forgery(anna: User, path: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)
    assert client.post(path).status_code == 403


@pytest.mark.parametrize("path", POSTS)
def test_a_post_with_nonsense_is_a_bad_request_or_harmless(as_anna: Client, path: str) -> None:
    response = as_anna.post(path, {"token": "x", "batch": "y", "item": ["none"] * 3})
    assert response.status_code in (302, 400, 409)


def test_reviews_of_another_team_do_not_exist(
    as_anna: Client, other_team: Team, make_picture: MakePicture
) -> None:
    theirs = make_picture(other_team)
    assert as_anna.get(f"/review/item/{theirs.pk}").status_code == 404
    assert as_anna.get(f"/review/item/{theirs.pk}/stage").status_code == 404
    as_anna.post("/review/image/next", form(theirs))
    as_anna.post("/review/image/draft", form(theirs))
    assert not Decision.objects.exists()
    assert not Draft.objects.exists()


def test_a_subteam_of_another_team_does_not_exist(as_anna: Client, other_team: Team) -> None:
    subteam = create_subteam(other_team, "Lisbon")
    assert as_anna.get(f"/review/image?subteam={subteam.pk}").status_code == 404


def test_a_team_that_is_not_mine_cannot_be_chosen(as_anna: Client, other_team: Team) -> None:
    assert as_anna.post("/team", {"team": other_team.public_id}).status_code == 404


def test_the_chosen_team_is_the_one_that_is_shown(
    as_anna: Client, anna: User, other_team: Team
) -> None:
    create_user(anna.email, other_team, "reviewer")
    as_anna.post("/team", {"team": other_team.public_id})
    assert "Other Team" in as_anna.get("/").content.decode()


def test_somebody_without_a_team_is_told_so(db: None) -> None:
    client = Client()
    client.force_login(User.objects.create_user("alone@team.test"))
    response = client.get("/")
    assert response.status_code == 403
    assert "You belong to no team" in response.content.decode()


def test_sending_the_same_batch_twice_decides_once(
    as_anna: Client, team: Team, make_picture: MakePicture
) -> None:
    sent = form(make_picture(team))
    assert as_anna.post("/review/image/next", sent).status_code == 302
    assert as_anna.post("/review/image/next", sent).status_code == 302
    assert Decision.objects.count() == 1


def test_badges_are_sent_again_only_when_they_changed(
    as_anna: Client, team: Team, make_picture: MakePicture
) -> None:
    first = as_anna.get("/counts")
    assert first.json()["all"] == {"number": 0, "text": "0"}
    again = as_anna.get("/counts", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    make_picture(team)
    changed = as_anna.get("/counts", headers={"If-None-Match": first["ETag"]})
    assert changed.json()["image"] == {"number": 1, "text": "1"}


def test_a_next_address_on_another_host_is_not_followed(as_anna: Client) -> None:
    response = as_anna.post("/theme", {"theme": "dark", "next": "https://evil.test/"})
    assert response["Location"] == "/"


def test_pages_of_people_are_not_cached(as_anna: Client) -> None:
    assert as_anna.get("/review/image")["Cache-Control"] == "no-store"


def test_scripts_in_the_page_are_refused_by_policy(as_anna: Client) -> None:
    policy = as_anna.get("/review/image")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_unknown_addresses_show_the_page_of_the_house(as_anna: Client) -> None:
    response = as_anna.get("/nowhere")
    assert response.status_code == 404
    assert "There is nothing here" in response.content.decode()


def test_counts_are_by_queue_and_type_and_add_up(
    team: Team, other_team: Team, make_picture: MakePicture
) -> None:
    subteam = create_subteam(team, "Lisbon")
    make_picture(other_team)
    reviews = [make_picture(team) for _ in range(3)]
    Review.objects.filter(pk=reviews[0].pk).update(subteam=subteam)
    Review.objects.filter(pk=reviews[1].pk).update(state="complete")
    DecidedCount.objects.create(team=team, day=date(2026, 3, 5), type="Image", count=1)
    queues = queue_counts(team)
    assert [(queue.subteam, queue.types[0].pending) for queue in queues] == [
        (None, 1),
        (subteam, 1),
    ]
    image, text = totals(queues)
    assert (image.pending, image.completed, image.total, text.total) == (2, 1, 3, 0)


def test_a_new_team_is_shown_the_request_to_send(as_anna: Client, team: Team) -> None:
    page = as_anna.get("/").content.decode()
    path = f"/contentmoderator/review/v1.0/teams/{team.public_id}/reviews"
    assert f"http://testserver{path}" in page


def test_the_first_steps_go_away_when_all_are_done(
    as_anna: Client, ben: User, team: Team, make_picture: MakePicture
) -> None:
    review = make_picture(team)
    assert "First steps" in as_anna.get("/").content.decode()
    Review.objects.filter(pk=review.pk).update(state="complete")
    DecidedCount.objects.create(team=team, day=date(2026, 3, 5), type="Image", count=1)
    Delivery.objects.create(team=team, kind="Review", subject_id=review.pk, url="", body="{}")
    assert "First steps" not in as_anna.get("/").content.decode()
