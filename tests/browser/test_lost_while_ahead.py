"""Networks, sessions and servers that go away while the desk keeps the next batch ready: the
pressed Next counts once, no tag is lost, and nobody sees what another has."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Decision, Draft, Review
from openmoderator.reviews.queue import Queue, claim, release_all

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"


@pytest.fixture(autouse=True)
def four_at_a_time(anna: User, team: Team) -> None:
    """Anna's desk has four cards; what she decides can be taken back for long."""
    anna.preferences = {"desk": {"count": 4}}
    anna.save()
    team.undo_seconds = 600
    team.save()


def open_ready(open_page: OpenPage, user: User) -> Page:
    """A desk that keeps the next batch ready."""
    page = open_page(user, DESK)
    expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
    return page


def shown(page: Page) -> list[str]:
    """Ids of the reviews on the page."""
    fields = page.locator("#desk [data-card] input[name=item]").all()
    return [field.get_attribute("value") or "" for field in fields]


def tag_first(page: Page) -> None:
    """Switch `a` on for the current card, and wait until the server has it."""
    with page.expect_response("**/draft"):
        page.keyboard.press("1")


def expect_at_rest(page: Page) -> None:
    """The last press has been answered."""
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")


def decided() -> dict[str, bool]:
    """Every decision's review, and whether `a` is on."""
    return {row.review_id: dict(row.tags)["a"] for row in Decision.objects.all()}


def swallow_answer(route: Route) -> None:
    """Let the server have the request, and lose its answer."""
    route.fetch()
    route.abort()


def test_a_next_whose_answer_was_lost_counts_once_when_it_is_pressed_again(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, complaints: list[str]
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    tag_first(page)
    page.route("**/next", swallow_answer)
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached")
    assert shown(page) == reviews[:4]
    assert decided() == {pk: pk == reviews[0] for pk in reviews[:4]}
    page.unroute("**/next")
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect_at_rest(page)
    assert shown(page) == reviews[4:8]
    assert decided() == dict.fromkeys(reviews[:4], False)
    assert Decision.objects.count() == 4
    complaints.clear()


def test_what_waited_ahead_is_shown_after_the_network_is_back_and_nobody_else_had_it(
    open_page: OpenPage,
    anna: User,
    ben: User,
    team: Team,
    make_pictures: MakeReviews,
    complaints: list[str],
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached")
    taken = [review.pk for review in claim(Queue(team, "Image"), ben, 4, uuid.uuid4())]
    assert taken == reviews[8:12]
    page.context.set_offline(False)
    page.keyboard.press("n")
    expect_at_rest(page)
    assert shown(page) == reviews[4:8]
    assert set(decided()) == set(reviews[:4])
    complaints.clear()


def test_a_batch_kept_ready_that_went_to_another_is_put_away_after_next(
    open_page: OpenPage, anna: User, ben: User, team: Team, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    tag_first(page)
    release_all(team, anna)
    taken = [review.pk for review in claim(Queue(team, "Image"), ben, 6, uuid.uuid4())]
    assert taken == reviews[:6]
    page.keyboard.press("n")
    expect(page.locator(".note", has_text=reviews[0])).to_contain_text("Ben has it")
    expect_at_rest(page)
    assert shown(page) == reviews[6:10]
    assert not Decision.objects.exists()
    assert Draft.objects.get(review=reviews[0]).tags == {"a": True, "r": False}


def test_a_batch_of_which_one_item_went_away_is_put_away_after_next(
    open_page: OpenPage, anna: User, ben: User, team: Team, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    Review.objects.filter(pk=reviews[5]).update(
        claimed_by=None, claimed_until=None, claim_token=None, claimed_at=None
    )
    claim(Queue(team, "Image"), ben, 1, uuid.uuid4())
    page.keyboard.press("n")
    expect_at_rest(page)
    assert shown(page) == [reviews[4], *reviews[6:9]]
    assert set(decided()) == set(reviews[:4])


def test_next_after_the_session_ended_goes_on_with_the_batch_that_was_ready(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, complaints: list[str]
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    tag_first(page)
    Session.objects.all().delete()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("1")
    expect(page.locator(".note.bad")).to_contain_text("Your session ended")
    sign_in_again(page)
    page.keyboard.press("n")
    expect_at_rest(page)
    assert shown(page) == reviews[4:8]
    assert decided() == {pk: pk in reviews[:2] for pk in reviews[:4]}
    complaints.clear()


def sign_in_again(page: Page) -> None:
    """Follow the link of the message and sign in, in the tab that it opens."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    tab.get_by_label("E-mail").fill("anna@team.test")
    tab.get_by_label("Password").fill("correct horse battery")
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Dashboard")).to_be_visible()
    tab.close()
