"""A tab that was left open over night: what went back is told, new items come, nothing is lost."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import Decision, Draft, Review
from openmoderator.reviews.queue import Queue, claim, release, release_expired

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"
NIGHT = "09:00:00"
SOON = 3000
"""Milliseconds within which an open page hears of what others do (issue 5, section 3)."""


@pytest.fixture(autouse=True)
def four_at_a_time(anna: User) -> None:
    """Anna's desk has four cards."""
    anna.preferences = {"desk": {"count": 4}}
    anna.save()


def evening(open_page: OpenPage, user: User) -> Page:
    """A desk whose clock can be turned on."""
    page = open_page(user, "/")
    page.clock.install()
    page.goto(DESK)
    page.wait_for_load_state("networkidle")
    return page


def tag_first(page: Page) -> None:
    """Switch `a` on for the current card, and wait until the server has it."""
    with page.expect_response("**/draft"):
        page.keyboard.press("1")


def pass_night(page: Page) -> None:
    """Nine hours without a sign of life: every claim goes back, and the page's timers ran."""
    Review.objects.filter(claimed_by__isnull=False).update(
        claimed_until=database_now() - timedelta(hours=8)
    )
    release_expired()
    page.clock.fast_forward(NIGHT)


def sign_in_elsewhere(page: Page) -> None:
    """Sign out and in again in another tab: a new session, and a new token against forgery."""
    tab = page.context.new_page()
    tab.goto("/")
    tab.locator("summary", has_text="Anna").click()
    tab.get_by_role("button", name="Sign out").click()
    tab.goto("/sign-in")
    tab.get_by_label("E-mail").fill("anna@team.test")
    tab.get_by_label("Password").fill("correct horse battery")
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Dashboard")).to_be_visible()
    tab.close()


def shown(page: Page) -> list[str]:
    """Ids of the reviews on the page."""
    fields = page.locator("#desk [data-card] input[name=item]").all()
    return [field.get_attribute("value") or "" for field in fields]


def expect_first(page: Page, review: Review) -> None:
    """The first card is that review's."""
    expect(page.locator("#desk [data-card] input[name=item]").first).to_have_value(review.pk)


def test_next_in_the_morning_tells_what_others_took_and_loses_no_tag(
    open_page: OpenPage, anna: User, ben: User, team: Team, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(20, metadata=[])
    page = evening(open_page, anna)
    expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
    tag_first(page)
    pass_night(page)
    taken = claim(Queue(team, "Image"), ben, 2, uuid.uuid4())
    assert taken == reviews[:2]
    expect(page.locator(".note", has_text="Your tags are kept")).to_be_visible()
    expect(page.locator("#desk .tag input").first).to_be_checked()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    with page.expect_response(re.compile("image\\?in_team")):
        page.keyboard.press("n")
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    for review in taken:
        note = page.locator(".note", has_text=review.pk)
        expect(note).to_contain_text("Ben has it. Your tags are kept as a draft.")
    expect_first(page, reviews[4])
    assert shown(page) == [review.pk for review in reviews[4:8]]
    assert {row.review_id for row in Decision.objects.all()} == {r.pk for r in reviews[2:4]}
    kept = {row.review_id: row.tags for row in Draft.objects.filter(user=anna)}
    assert kept == {
        reviews[0].pk: {"a": True, "r": False},
        reviews[1].pk: {"a": False, "r": True},
    }
    assert set(Review.objects.filter(pk__in=shown(page)).values_list("claimed_by", flat=True)) == {
        anna.pk
    }


def test_next_counts_in_the_morning_although_session_and_token_are_new(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, complaints: list[str]
) -> None:
    reviews = make_pictures(20, metadata=[])
    page = evening(open_page, anna)
    tag_first(page)
    sign_in_elsewhere(page)
    pass_night(page)
    page.keyboard.press("n")
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    expect_first(page, reviews[4])
    assert {row.review_id: dict(row.tags)["a"] for row in Decision.objects.all()} == {
        review.pk: review == reviews[0] for review in reviews[:4]
    }
    # The browser names what was refused meanwhile, to a page without session or with an old token.
    assert {re.sub(r"\D", "", said) for said in complaints} <= {"401", "403"}
    complaints.clear()


def test_an_empty_desk_fills_in_the_morning_as_soon_as_something_comes(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    page = evening(open_page, anna)
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    pass_night(page)
    reviews = make_pictures(2)
    expect(page.locator("#desk [data-card]")).to_have_count(2, timeout=SOON)
    assert shown(page) == [review.pk for review in reviews]


def test_what_others_have_is_heard_of_in_the_morning(
    open_page: OpenPage, anna: User, ben: User, team: Team, make_pictures: MakeReviews
) -> None:
    make_pictures(20)
    page = evening(open_page, anna)
    pass_night(page)
    token = uuid.uuid4()
    claim(Queue(team, "Image"), ben, 2, token)
    expect(page.locator("[data-others]")).to_have_text("1 other here", timeout=SOON)
    release(team, ben, token)
    expect(page.locator("[data-others]")).to_be_hidden(timeout=SOON)
    make_pictures(3)
    expect(page.locator("[data-badge=image]").first).to_contain_text("23", timeout=SOON)
