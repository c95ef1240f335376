"""Deciding a grid in the browser: by keyboard, with Prev, with lost claims."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from openmoderator.accounts.models import User
from openmoderator.reviews.models import Decision, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]


def test_a_grid_is_decided_by_keyboard_alone(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(3, metadata=[])
    page = open_page(anna, "/review/image")
    expect(page.locator("[data-card]")).to_have_count(3)
    page.keyboard.press("1")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("2")
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    given = {row.review_id: dict(row.tags) for row in Decision.objects.all()}
    assert [given[review.pk] for review in reviews] == [
        {"a": True, "r": False},
        {"a": False, "r": True},
        {"a": False, "r": False},
    ]
