"""The whole work with script switched off: slower, but it works."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Decision, Draft, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"


def test_a_grid_is_decided_and_taken_back(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    team.undo_seconds = 600
    team.save()
    make_pictures(2, metadata=[])
    page = open_page(anna, DESK, java_script_enabled=False)
    page.get_by_role("checkbox", name="r: isracy").first.check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert Decision.objects.count() == 2
    page.get_by_role("button", name="Prev").click()
    expect(page.get_by_role("checkbox", name="r: isracy").first).to_be_checked()


def test_enter_in_a_box_means_next(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK, java_script_enabled=False)
    page.get_by_role("checkbox", name="a: isadult").press("Enter")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert Decision.objects.count() == 1


def test_cards_on_screen_are_chosen_from_a_list_and_tags_stay(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(3, metadata=[])
    page = open_page(anna, DESK, java_script_enabled=False)
    page.get_by_role("checkbox", name="a: isadult").first.check()
    page.get_by_role("combobox", name="Cards on screen").select_option("2")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("[data-card]")).to_have_count(2)
    expect(page.get_by_role("checkbox", name="a: isadult").first).to_be_checked()


def test_details_are_a_page_that_keeps_tags(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK, java_script_enabled=False)
    page.get_by_role("link", name="View details").click()
    page.get_by_role("checkbox", name="a: isadult").check()
    page.get_by_role("button", name="Keep these tags and go back").click()
    expect(page.get_by_role("checkbox", name="a: isadult")).to_be_checked()
    assert Draft.objects.get().tags == {"a": True, "r": False}


def test_what_needs_script_is_not_shown(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, make_texts: MakeReviews
) -> None:
    make_pictures(1)
    make_texts("some words")
    page = open_page(anna, DESK, java_script_enabled=False)
    expect(page.locator("#stop")).to_be_hidden()
    expect(page.locator("[data-open=keys]")).to_be_hidden()
    expect(page.locator("[data-clear]")).to_be_hidden()
    page.goto("/review/text")
    expect(page.locator("[data-clear]")).to_be_hidden()
