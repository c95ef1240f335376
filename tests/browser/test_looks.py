"""Every page in light and dark, at three widths: accessible, silent, light in weight.

Leaves a screenshot of each in ``build/screenshots`` for people to look at.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.utils import timezone
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.content.store import put_picture
from openmoderator.reviews.models import Review, State
from openmoderator.tags.tags import create_tag

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
WIDTHS = {1440: 900, 1024: 768, 390: 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TEXT = """Hello all,

you are a damn fool and the whole shit show can go to hell. Write to me at
max.mustermann@example.com or call (425) 555-0123 between nine and five; the office is at
1 Microsoft Way, Redmond, WA 98052 and the server answers at 10.2.3.4.

<script>alert("still only characters")</script> <b>not bold</b>

\tTabs and   spaces stay. So does \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd,
and \u202ereversed\u202c is unmasked.
"""
ABSURD = "Antidisestablishmentarianism Department for Exceedingly Long Names in Moderation 80c"


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page at every width in both themes, and hold axe against it."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(150)
            page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png")
            found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
            assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def grid(team: Team, make_pictures: MakeReviews) -> list[Review]:
    """Twenty pictures, more tags than two."""
    create_tag(team, "sc", "score")
    create_tag(team, "vi", "violence")
    return make_pictures(20)


def wait_for_pictures(page: Page) -> None:
    """All of them decoded."""
    page.evaluate("() => Promise.all([...document.images].map((image) => image.decode()))")


def test_the_grid_looks_right(open_page: OpenPage, anna: User, grid: list[Review]) -> None:
    page = open_page(anna, "/review/image")
    wait_for_pictures(page)
    shoot(page, "grid-12-soft")
    page.keyboard.press("b")
    page.keyboard.press("g")
    shoot(page, "grid-12")


@pytest.mark.parametrize("count", [1, 2, 4, 8, 16, 24, 48])
def test_every_stop_of_the_slider_looks_right(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, count: int
) -> None:
    make_pictures(count)
    page = open_page(anna, "/review/image")
    page.keyboard.press("b")
    page.keyboard.press("g")
    stops = [12, 16, 24, 48] if count > 12 else [12, 8, 4, 2, 1]
    for stop in stops[1 : stops.index(count) + 1]:
        page.keyboard.press("+" if count > 12 else "-")
        expect(page.locator("[data-stop]")).to_have_text(str(stop))
    wait_for_pictures(page)
    shoot(page, f"grid-{count}")


def test_the_text_page_looks_right(
    open_page: OpenPage, anna: User, make_texts: MakeReviews
) -> None:
    make_texts(TEXT, "second", "third")
    page = open_page(anna, "/review/text")
    shoot(page, "text")
    page.locator("mark").first.focus()
    page.screenshot(path=SHOTS / "text-mark.png")


def test_dialogs_look_right(open_page: OpenPage, anna: User, grid: list[Review]) -> None:
    page = open_page(anna, "/review/image")
    wait_for_pictures(page)
    page.keyboard.press("v")
    page.locator("#details[open]").wait_for()
    shoot(page, "details")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.locator("#keys[open]").wait_for()
    shoot(page, "keys")


def test_the_desk_after_next_looks_right(
    open_page: OpenPage, anna: User, team: Team, grid: list[Review]
) -> None:
    team.undo_seconds = 40
    team.save()
    page = open_page(anna, "/review/image")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    page.keyboard.press("b")
    page.keyboard.press("g")
    wait_for_pictures(page)
    shoot(page, "grid-undo")


def test_the_details_page_looks_right(open_page: OpenPage, anna: User, grid: list[Review]) -> None:
    shoot(open_page(anna, f"/review/item/{grid[0].pk}"), "details-page")


def test_the_dashboard_looks_right(
    open_page: OpenPage, anna: User, team: Team, grid: list[Review], make_texts: MakeReviews
) -> None:
    make_texts("one", "two")
    for name in ("Lisbon", ABSURD):
        subteam = create_subteam(team, name)
        Review.objects.filter(pk__in=[row.pk for row in grid[:3]]).update(subteam=subteam)
    Review.objects.filter(pk__in=[row.pk for row in grid[10:]]).update(
        state=State.COMPLETE, completed_at=timezone.now()
    )
    shoot(open_page(anna, "/"), "dashboard")


def test_a_new_team_looks_right(open_page: OpenPage, anna: User) -> None:
    page = open_page(anna, "/")
    shoot(page, "dashboard-new")
    page.goto("/review/image")
    shoot(page, "empty")


def test_pages_outside_look_right(open_page: OpenPage, team: Team) -> None:
    page = open_page(None, "/sign-in")
    shoot(page, "sign-in")
    page.fill("#id_login", "nobody@team.test")
    page.fill("#id_password", "wrong")
    page.click("text=Sign in >> nth=-1")
    shoot(page, "sign-in-failed")


def test_absurd_data_looks_right(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    team.name = ABSURD
    team.save()
    anna.display_name = ABSURD
    anna.save()
    for number in range(18):
        create_tag(team, f"{chr(98 + number // 3)}{chr(97 + number)}", ABSURD[:80])
    create_subteam(team, ABSURD)
    reviews = make_pictures(8)
    tiff = put_picture(team, b"II*\x00", "image/tiff")
    Review.objects.filter(pk=reviews[1].pk).update(stored=tiff)
    Review.objects.filter(pk=reviews[2].pk).update(
        stored=None, source_url="https://x.test/a", content_problem=f"404 of {ABSURD} " * 4
    )
    Review.objects.filter(pk=reviews[3].pk).update(stored=None, source_url="https://x.test/b")
    Review.objects.filter(pk=reviews[4].pk).update(stored=None)
    page = open_page(anna, "/review/image")
    wait_for_pictures(page)
    shoot(page, "absurd")
