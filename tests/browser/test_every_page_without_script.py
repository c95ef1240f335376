"""Every page with script switched off: it is there, nothing on it waits for script, each form can
be sent, and the main act of five pages is done."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests.browser.screens import SCREENS
from tests.browser.worlds import World, make_world

from openmoderator.accounts.models import Subteam, User
from openmoderator.lists.models import Term
from openmoderator.reviews.models import Decision, DecisionState, Review
from openmoderator.tags.tags import all_tags

OpenPage = Callable[..., Page]

FOR_SCRIPT = """() => [...document.querySelectorAll('.scripted')]
  .filter((one) => one.checkVisibility())
  .map((one) => `shown for script: ${one.outerHTML.slice(0, 120)}`)"""
CANNOT_BE_SENT = """() => {
  const shown = (one) => one.checkVisibility() && one.type !== 'hidden'
    && !one.classList.contains('sr');
  return [...document.forms]
    .filter((form) => [...form.elements].some((one) => one.matches('input, select, textarea')
      && shown(one)))
    .filter((form) => ![...form.elements].some((one) =>
      ['submit', 'image'].includes(one.type) && shown(one)))
    .map((form) => `cannot be sent: ${form.outerHTML.slice(0, 120)}`);
}"""


@pytest.fixture
def world(transactional_db: None) -> World:
    """A team with something of everything."""
    return make_world()


def opened(open_page: OpenPage, user: User | None, path: str) -> Page:
    """The page in a browser that runs no script of pages."""
    return open_page(user, path, java_script_enabled=False)


def test_every_page_is_there_and_shows_only_what_works(open_page: OpenPage, world: World) -> None:
    people: dict[str, User | None] = {**world.people, "stranger": None}
    pages = {
        role: opened(open_page, people[role], "/help" if people[role] else "/sign-in")
        for role in sorted({screen.role for screen in SCREENS})
    }
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        page = pages[screen.role]
        answer = page.goto(screen.path.format_map(world.places))
        assert answer is not None
        assert answer.status == 200, f"{screen.name}: {answer.status}"
        found[screen.name] = [*page.evaluate(FOR_SCRIPT), *page.evaluate(CANNOT_BE_SENT)]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_what_is_in_limbo_is_submitted(open_page: OpenPage, world: World) -> None:
    page = opened(open_page, world.people["reviewer"], "/review/limbo")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Submit now").click()
    expect(page.locator(".note.good")).to_be_visible()
    waits = Decision.objects.filter(state=DecisionState.PENDING, final_at__gt=timezone.now())
    assert not waits.exists()


def test_reviews_are_moved_together(open_page: OpenPage, world: World) -> None:
    night = Subteam.objects.get(name="Night shift")
    before = Review.objects.filter(subteam=night).count()
    page = opened(open_page, world.people["admin"], "/admin/reviews")
    page.goto("/admin/reviews?state=waiting&type=Text")
    for box in page.locator("tbody").get_by_role("checkbox").all()[:2]:
        box.check()
    page.locator("summary", has_text=re.compile("^Move$")).click()
    page.get_by_label("To the queue").select_option("Night shift")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator(".note.good")).to_be_visible()
    assert Review.objects.filter(subteam=night).count() == before + 2


def test_tags_are_put_in_another_order(open_page: OpenPage, world: World) -> None:
    before = [tag.code for tag in all_tags(world.team)]
    page = opened(open_page, world.people["admin"], "/admin/tags")
    page.get_by_role("button", name=re.compile("down", re.I)).first.click()
    after = [tag.code for tag in all_tags(world.team)]
    assert after == [before[1], before[0], *before[2:]]


def test_terms_are_added_and_published(open_page: OpenPage, world: World) -> None:
    path = f"/lists/terms/{world.places['term_list']}"
    page = opened(open_page, world.people["admin"], path)
    page.get_by_label("Terms, one a line").fill("hooli\npied piper")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("cell", name="hooli")).to_be_visible()
    assert Term.objects.filter(text="pied piper").exists()
    page.get_by_role("button", name="Refresh").click()
    expect(page.get_by_text("not published")).to_have_count(0)


def test_a_text_is_tried(open_page: OpenPage, world: World) -> None:
    page = opened(open_page, world.people["reviewer"], "/try/text")
    page.get_by_label("Text", exact=True).fill("You are a damn fool.")
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("mark").first).to_be_visible()
