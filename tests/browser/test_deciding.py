"""Deciding in the browser: by keyboard, with Prev, with claims that are kept apart and lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import Decision, Draft, Review, State
from openmoderator.reviews.timers import finalise_due

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"


def shown(page: Page) -> list[str]:
    """Ids of the reviews on the page."""
    fields = page.locator("#desk [data-card] input[name=item]").all()
    return [field.get_attribute("value") or "" for field in fields]


def tag(page: Page, review: Review, code: str) -> str:
    """A selector of one tag's box on the desk."""
    return f"#desk input[name='on.{review.pk}'][value='{code}']"


def widen(team: Team, seconds: int) -> None:
    """Set the team's undo window."""
    team.undo_seconds = seconds
    team.save()


def test_a_grid_is_decided_by_keyboard_alone(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(3, metadata=[])
    page = open_page(anna, DESK)
    expect(page.locator("[data-card]")).to_have_count(3)
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("2")
    page.keyboard.press("c")
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    given = {row.review_id: dict(row.tags) for row in Decision.objects.all()}
    assert [given[review.pk] for review in reviews] == [
        {"a": True, "r": False},
        {"a": False, "r": True},
        {"a": False, "r": False},
    ]


def test_tags_start_as_the_metadata_says(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    (review,) = make_pictures(1, metadata=[("a", "false"), ("isRacy", "True")])
    page = open_page(anna, DESK)
    expect(page.locator(tag(page, review, "a"))).not_to_be_checked()
    expect(page.locator(tag(page, review, "r"))).to_be_checked()


def test_prev_brings_the_batch_back_with_its_choices(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    widen(team, 600)
    reviews = make_pictures(2, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    page.keyboard.press("p")
    expect(page.locator(tag(page, reviews[0], "r"))).to_be_checked()
    assert shown(page) == [review.pk for review in reviews]
    assert not Decision.objects.exclude(state="withdrawn").exists()


@pytest.mark.parametrize("script", [True, False])
def test_prev_shows_the_batch_that_was_taken_back_although_older_items_came_meanwhile(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews, script: bool
) -> None:
    widen(team, 600)
    older, newer = make_pictures(2, metadata=[])
    Review.objects.filter(pk=older.pk).update(state=State.DECIDED)
    page = open_page(anna, DESK, java_script_enabled=script)
    assert shown(page) == [newer.pk]
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    Review.objects.filter(pk=older.pk).update(state=State.WAITING)
    page.reload()
    expect(page.locator("#desk input[name=item]")).to_have_value(older.pk)
    page.get_by_role("button", name="Prev").click()
    expect(page.locator("#desk input[name=item]")).to_have_value(newer.pk)
    assert shown(page) == [newer.pk]
    assert list(Review.objects.filter(claimed_by=anna)) == [newer]


def test_prev_is_over_when_the_window_is(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    widen(team, 600)
    make_pictures(1)
    page = open_page(anna, DESK)
    page.clock.install()
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    page.clock.fast_forward(590_000)
    expect(page.locator(".undo")).to_be_enabled()
    page.clock.fast_forward(11_000)
    expect(page.locator(".undo")).to_be_disabled()


def test_a_decision_becomes_final_although_the_tab_was_closed(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    (review,) = make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    page.close()
    assert finalise_due(database_now() + timedelta(minutes=1)) == 1
    review.refresh_from_db()
    assert review.state == State.COMPLETE
    assert dict(review.result_tags) == {"a": True, "r": False}


def test_two_browsers_never_show_the_same_item(
    open_page: OpenPage, anna: User, ben: User, make_pictures: MakeReviews
) -> None:
    make_pictures(30)
    hers, his = open_page(anna, DESK), open_page(ben, DESK)
    seen: list[str] = []
    for page in (hers, his):
        seen += shown(page)
        page.keyboard.press("n")
        expect(page.locator(".undo")).to_be_enabled()
        seen += shown(page)
    assert len(seen) == len(set(seen)) == 30


def test_an_answer_that_came_too_late_is_kept_and_says_who_has_the_item(
    open_page: OpenPage, anna: User, ben: User, make_pictures: MakeReviews
) -> None:
    (review,) = make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("1")
    Review.objects.update(claimed_by=ben, claimed_until=timezone.now() + timedelta(minutes=5))
    page.keyboard.press("n")
    expect(page.locator(".note")).to_contain_text(f"{review.pk} was not sent: Ben has it.")
    assert not Decision.objects.exists()
    assert Draft.objects.get(user=anna).tags == {"a": True, "r": False}


def test_a_closed_page_gives_its_items_back(
    open_page: OpenPage, anna: User, ben: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(2)
    page = open_page(anna, DESK)
    assert len(shown(page)) == 2
    page.goto("/")
    for _ in range(100):
        if not Review.objects.filter(claimed_by=anna).exists():
            break
        page.wait_for_timeout(50)
    assert shown(open_page(ben, DESK)) == [review.pk for review in reviews]


def test_a_reload_keeps_the_items_and_the_tags(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(2, metadata=[])
    page = open_page(anna, DESK)
    with page.expect_response("**/review/image/draft"):
        page.locator(tag(page, reviews[1], "r")).click()
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(page.locator(tag(page, reviews[1], "r"))).to_be_checked()
    assert Review.objects.filter(claimed_by=anna).count() == 2


def test_an_empty_page_fills_by_itself(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    page = open_page(anna, DESK)
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    make_pictures(1)
    expect(page.locator("[data-card]")).to_have_count(1, timeout=15_000)
    expect(page.locator("[data-badge=all]")).to_have_attribute("data-count", "1")


def test_next_can_be_pressed_again_after_the_server_was_out_of_reach(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, complaints: list[str]
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("2")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached")
    page.context.set_offline(False)
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    assert dict(Decision.objects.get().tags) == {"a": False, "r": True}
    complaints.clear()
