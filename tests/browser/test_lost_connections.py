"""Slow networks, sessions that end and teams that are switched: no tag and no Next is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.reviews.models import Decision, Draft, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"
FIRST_TAG = "#desk .tag input >> nth=0"


def hold(page: Page, pattern: str) -> list[Route]:
    """Keep requests from the server; the list grows as the page sends them."""
    held: list[Route] = []
    page.route(pattern, lambda route: held.append(route))
    return held


@pytest.fixture
def refusals_expected(complaints: list[str]) -> Iterator[None]:
    """The console names every refused request; these tests want some."""
    yield
    complaints.clear()


def only_tags() -> dict[str, bool]:
    """The tags of the only decision."""
    return dict(Decision.objects.get().tags)


def sign_in_again(page: Page, link: str) -> None:
    """Follow the link in the message and sign in, in the tab that it opens."""
    with page.expect_popup() as opened:
        page.get_by_role("link", name=link).click()
    tab = opened.value
    tab.get_by_label("E-mail").fill("anna@team.test")
    tab.get_by_label("Password").fill("correct horse battery")
    tab.get_by_role("button", name="Sign in").click()
    expect(tab.get_by_role("heading", name="Dashboard")).to_be_visible()
    tab.close()


def test_a_second_key_never_takes_the_place_of_a_next_that_waits(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    team.undo_seconds = 600
    team.save()
    make_pictures(2, metadata=[])
    page = open_page(anna, DESK)
    page.locator("#stop").fill("0")
    expect(page.locator("[data-card]")).to_have_count(1)
    page.goto(DESK)
    expect(page.locator("[data-card]")).to_have_count(1)
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    hold(page, "**/draft")
    page.keyboard.press("1")
    page.keyboard.press("n")
    page.keyboard.press("p")
    page.locator(".undo").focus()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert [dict(row.tags)["a"] for row in Decision.objects.order_by("decided_at")] == [False, True]
    assert not Decision.objects.filter(state="withdrawn").exists()


def test_next_drops_the_drafts_that_wait_since_it_carries_their_tags(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    held = hold(page, "**/draft")
    for key in ("1", "2", "1", "2", "1", "n"):
        page.keyboard.press(key)
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    expect(page.locator(".note")).to_have_count(0)
    assert only_tags() == {"a": True, "r": False}
    assert len(held) == 1


def test_the_page_says_at_once_that_it_is_sending(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    page = open_page(anna, DESK)
    held = hold(page, "**/next")
    page.keyboard.press("n")
    expect(page.locator("#desk")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_text("Sending…")).to_be_visible()
    held[0].continue_()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")


def test_tags_and_next_outlive_a_session_that_ended(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, refusals_expected: None
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.locator(FIRST_TAG).click()
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("Your session ended")
    expect(page.locator(FIRST_TAG)).to_be_checked()
    sign_in_again(page, "Sign in in a new tab")
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert only_tags() == {"a": True, "r": False}


def test_a_tag_that_could_not_be_saved_is_reported(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, refusals_expected: None
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.context.set_offline(True)
    page.locator(FIRST_TAG).click()
    expect(page.locator(".note.bad")).to_contain_text("your last tags are not saved")
    page.context.set_offline(False)
    Session.objects.all().delete()
    page.locator(FIRST_TAG).click()
    expect(page.locator(".note.bad").last).to_contain_text("Your session ended")


def test_a_token_that_was_replaced_is_renewed_without_a_word(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, refusals_expected: None
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.context.clear_cookies(name="csrftoken")
    with page.expect_response(lambda answer: answer.status == 204):
        page.locator(FIRST_TAG).click()
    assert Draft.objects.get().tags == {"a": True, "r": False}
    page.context.clear_cookies(name="csrftoken")
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    expect(page.locator(".note")).to_have_count(0)
    assert only_tags() == {"a": True, "r": False}


def test_details_do_not_leave_the_page_when_the_session_ended(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, refusals_expected: None
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.wait_for_load_state("networkidle")
    Session.objects.all().delete()
    page.keyboard.press("v")
    expect(page.locator(".note.bad")).to_contain_text("Your session ended")
    expect(page).to_have_url(DESK)


def test_what_the_page_asks_by_itself_never_leads_away(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, refusals_expected: None
) -> None:
    make_pictures(1)
    Review.objects.update(stored=None, source_url="https://x.test/a.png")
    page = open_page(anna, DESK)
    Session.objects.all().delete()
    with page.expect_response("**/stage?**") as asked:
        pass
    assert asked.value.status == 401
    page.wait_for_timeout(300)
    expect(page).to_have_url(DESK)
    expect(page.locator("[data-card]")).to_have_count(1)


def test_next_counts_although_another_tab_turned_to_another_team(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    other = create_team("Other Team").team
    create_user(anna.email, other, "reviewer")
    make_pictures(2, metadata=[])
    page = open_page(anna, DESK)
    page.locator("#stop").fill("0")
    expect(page.locator("[data-card]")).to_have_count(1)
    tab = page.context.new_page()
    tab.goto("/")
    tab.locator("summary", has_text="Test Team").click()
    tab.get_by_role("button", name="Other Team").click()
    expect(tab.locator("summary", has_text="Other Team")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    expect(page.locator("[data-card]")).to_have_count(1)
    assert (Decision.objects.get().team, only_tags()["a"]) == (team, True)
    page.reload()
    expect(page.locator("[data-card]")).to_have_count(1)
