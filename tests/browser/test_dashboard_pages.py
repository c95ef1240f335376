"""Dashboard and report in a real browser: by keyboard, on a phone, without script."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, timedelta

import pytest
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import DecidedCount, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]
LONG = "Antidisestablishmentarianism Department for Exceedingly Long Names in Moderation 80c"


@pytest.fixture
def queues(team: Team, make_pictures: MakeReviews) -> None:
    """Three queues: one far over its target, one with an absurd name."""
    rows = make_pictures(6)
    team.target_minutes = 1_000_000
    team.save()
    for number, name in enumerate(("Lisbon", LONG)):
        subteam = create_subteam(team, name)
        subteam.target_minutes = 60
        subteam.save()
        came = database_now() - timedelta(minutes=50 + 100 * number)
        Review.objects.filter(pk=rows[number].pk).update(subteam=subteam, created_at=came)


@pytest.fixture
def figures(team: Team, anna: User, ben: User) -> None:
    """What two people finished in ten days."""
    today = database_now().astimezone(UTC).date()
    for number in range(10):
        for person in (anna, ben):
            for tag in ("", "a", "r"):
                DecidedCount.objects.create(
                    team=team,
                    day=today - timedelta(days=number),
                    user_id=person.pk,
                    type="Image",
                    tag=tag,
                    count=(number + 1) * person.pk % 97 + 1,
                )


def fits(page: Page) -> bool:
    """Whether nothing sticks out sideways."""
    script = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(page.evaluate(script))


def test_a_queue_is_found_and_opened_by_keyboard(
    open_page: OpenPage, anna: User, queues: None
) -> None:
    page = open_page(anna, "/")
    page.locator("#queue-name").focus()
    page.keyboard.type("lisb")
    page.keyboard.press("Enter")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator(".target")).to_contain_text("left")
    page.get_by_role("link", name="1 pending: open Lisbon, Image").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/image?subteam=*")


@pytest.mark.parametrize("path", ["/", "/completed?period=last30", "/my-day"])
def test_nothing_sticks_out_on_a_phone(
    open_page: OpenPage, anna: User, queues: None, figures: None, path: str
) -> None:
    decide_one(anna)
    page = open_page(anna, path, viewport={"width": 390, "height": 844})
    assert fits(page)


def decide_one(anna: User) -> None:
    review = Review.objects.filter(subteam=None).first()
    assert review is not None
    decide(review.team, anna, uuid.uuid4(), {review.pk: {"a": True}})


def test_a_date_that_is_typed_means_a_range_of_ones_own(
    open_page: OpenPage, anna: User, figures: None
) -> None:
    page = open_page(anna, "/completed")
    day = (database_now().astimezone(UTC) - timedelta(days=3)).date().isoformat()
    page.get_by_label("From").fill(day)
    expect(page.get_by_label("Dates")).to_have_value("custom")
    page.get_by_label("To").fill(day)
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url("**/completed?period=custom*")
    expect(page.get_by_label("Dates")).to_have_value("custom")


def test_every_chart_has_its_table_without_script(
    open_page: OpenPage, anna: User, team: Team, figures: None
) -> None:
    Membership.objects.filter(user=anna).update(role=Role.ADMIN)
    page = open_page(anna, "/completed", java_script_enabled=False)
    expect(page.locator("figure.chart")).to_have_count(4)
    for chart in page.locator("figure.chart").all():
        chart.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(chart.locator("table")).to_be_visible()
        expect(chart.get_by_role("link", name="CSV")).to_be_visible()
