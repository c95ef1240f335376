"""Manage Reviews, Limbo, Held and the history in a browser: ticking, acting, looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.decide import decide
from openmoderator.reviews.holding import hold
from openmoderator.reviews.models import Review, State
from openmoderator.reviews.notes import add_note

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator."""
    return create_user("lead@team.test", team, "admin", "correct horse battery", "Lea").user


def look(page: Page, name: str) -> None:
    """Keep pictures of the page in both themes, wide and narrow, and hold axe against it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for theme, width in (("light", 1440), ("dark", 390)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})


def test_reviews_are_ticked_with_shift_and_moved_by_keyboard(
    open_page: OpenPage, team: Team, lead: User, make_pictures: MakeReviews
) -> None:
    rows = make_pictures(6)
    create_subteam(team, "Second line")
    page = open_page(lead, "/admin/reviews")
    look(page, "manage")
    ticks = page.locator("[data-tick]")
    ticks.nth(1).click()
    ticks.nth(3).click(modifiers=["Shift"])
    expect(page.locator("[data-ticked]")).to_have_text("3")
    summary = page.locator("summary", has_text="Move")
    summary.focus()
    page.keyboard.press("Enter")
    look(page, "manage-move")
    queue = page.get_by_label("To the queue")
    queue.select_option("Second line")
    queue.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("3 reviews: done.")).to_be_visible()
    moved = set(Review.objects.exclude(subteam=None).values_list("pk", flat=True))
    assert moved == {row.pk for row in rows[2:5]}


def test_a_review_is_deleted_after_its_number_was_typed(
    open_page: OpenPage, lead: User, make_texts: MakeReviews
) -> None:
    make_texts("first", "second")
    page = open_page(lead, "/admin/reviews")
    page.get_by_label("Select this page").check()
    page.get_by_role("button", name="Delete…").click()
    look(page, "manage-delete")
    page.get_by_label("Type 2 to delete that many").fill("2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("No review matches")).to_be_visible()
    assert not Review.objects.exists()


def test_limbo_counts_down_and_gives_back(
    open_page: OpenPage, team: Team, lead: User, make_texts: MakeReviews
) -> None:
    team.undo_seconds = 600
    team.save()
    rows = make_texts("first", "second")
    decide(team, lead, uuid4(), {row.pk: {"a": True} for row in rows})
    page = open_page(lead, "/review/limbo")
    look(page, "limbo")
    left = int(page.locator("[data-seconds-left]").first.inner_text())
    expect(page.locator("[data-seconds-left]").first).not_to_have_text(str(left))
    page.locator("[data-tick]").first.check()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("1 review waits again")).to_be_visible()
    assert Review.objects.filter(state=State.WAITING).count() == 1


def test_held_and_history_look_right_and_a_hold_is_released(
    open_page: OpenPage, team: Team, anna: User, make_pictures: MakeReviews
) -> None:
    rows = make_pictures(2)
    hold(team, anna, [row.pk for row in rows], 30)
    add_note(team, anna, rows[0].pk, "Ask the lawyers.\nThey answer by noon.")
    page = open_page(anna, "/review/held")
    look(page, "held")
    page.get_by_label(f"Select {rows[0].pk}").check()
    page.get_by_role("button", name="Release").click()
    expect(page.get_by_text("1 review waits again.")).to_be_visible()
    page.goto(f"/review/item/{rows[0].pk}/history")
    look(page, "review-history")
    expect(page.get_by_text("Released from hold")).to_be_visible()
