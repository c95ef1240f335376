"""Try in a browser: files chosen and taken out, the counter, results with boxes, and the looks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Review
from openmoderator.samples.pictures import sample_picture

OpenPage = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Six pictures and a text on the disk."""
    made = []
    for number in range(6):
        path = tmp_path / f"picture-{number}.png"
        path.write_bytes(sample_picture("street-sign.png" if number == 0 else "shapes.png"))
        made.append(str(path))
    note = tmp_path / "note.txt"
    note.write_text("no picture")
    return [*made, str(note)]


def accessible(page: Page) -> None:
    """Hold axe against the page in both themes."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(200)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()


def test_chosen_files_are_listed_taken_out_and_sent_to_review(
    open_page: OpenPage, anna: User, team: Team, files: list[str]
) -> None:
    page = open_page(anna, "/try/image")
    page.get_by_label("Pictures").set_input_files(files[:6])
    rows = page.locator("[data-chosen] tbody tr")
    expect(rows).to_have_count(6)
    expect(page.locator("[data-says]")).to_have_text(re.compile("At most 5 files"))
    for number in (5, 4, 3, 2):
        page.get_by_role("button", name=f"Remove: picture-{number}.png").click()
    expect(rows).to_have_count(2)
    expect(page.locator("[data-says]")).to_have_text("")
    accessible(page)
    page.get_by_role("button", name="Look at them").click()
    expect(page.locator("svg rect.box.line").first).to_be_attached()
    expect(page.get_by_text("MAPLE STREET")).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="Send all to review").click()
    expect(page.get_by_role("status").first).to_contain_text("2 items were sent to review.")
    assert Review.objects.filter(team=team, created_by="Anna").count() == 2
    page.get_by_role("link", name="Open the queue").click()
    expect(page).to_have_url(re.compile("/review/[iI]mage"))


def test_boxes_lie_over_what_they_frame(open_page: OpenPage, anna: User) -> None:
    page = open_page(anna, "/try/image")
    page.get_by_role("button", name="street-sign.png").click()
    picture = page.locator("figure.over img")
    expect(picture).to_be_visible()
    page.evaluate("() => Promise.all([...document.images].map((image) => image.decode()))")
    outer, inner = picture.bounding_box(), page.locator("rect.box.line").first.bounding_box()
    assert outer is not None
    assert inner is not None
    left, right = (inner["x"] - outer["x"]) / outer["width"], inner["width"] / outer["width"]
    assert 0.1 < left < 0.35  # The sign stands from 90 to 550 of 640 pixels.
    assert 0.4 < right < 0.8


def test_the_counter_counts_down_and_the_sample_fills_in(open_page: OpenPage, anna: User) -> None:
    page = open_page(anna, "/try/text")
    left = page.locator("[data-left] b")
    expect(left).to_have_text("1,024")
    page.get_by_label("Text", exact=True).fill("abc😀")
    expect(left).to_have_text("1,020")
    page.get_by_role("link", name="Fill in a sample").click()
    expect(page.get_by_label("Text", exact=True)).to_have_value(re.compile("coop@henhouse"))
    accessible(page)
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("mark.pii").first).to_be_visible()
    accessible(page)


def test_without_script_files_and_sample_work_as_well(
    open_page: OpenPage, anna: User, team: Team, files: list[str]
) -> None:
    page = open_page(anna, "/try/image", java_script_enabled=False)
    page.get_by_label("Pictures").set_input_files([files[1], files[6]])
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_role("alert")).to_contain_text("note.txt: It is no picture")
    page.get_by_role("button", name="Send to review").click()
    expect(page.get_by_role("status")).to_contain_text("1 item was sent to review.")
    page.goto("/try/text")
    page.get_by_role("link", name="Fill in a sample").click()
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("mark.term").first).to_be_visible()
