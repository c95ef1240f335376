"""A list from nothing to a found term, by hand and by keyboard; a large one as it is built."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.lists import catalogue, terms
from openmoderator.lists.building import build
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import Snapshot, TermList
from openmoderator.lists.refresh import request_refresh
from openmoderator.samples.pictures import quote_picture

OpenPage = Callable[..., Page]


@pytest.fixture
def vera(team: Team) -> User:
    """An administrator."""
    return create_user("vera@team.test", team, "admin", "correct horse battery", "Vera").user


def test_a_term_list_is_made_filled_published_and_asked(open_page: OpenPage, vera: User) -> None:
    page = open_page(vera, "/lists/terms")
    page.get_by_label("Name").fill("Scams")
    page.keyboard.press("Enter")
    page.get_by_label("Terms, one a line").fill("moonshot\nquick money")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#state")).to_contain_text("not published")
    page.get_by_role("button", name="Refresh").click()
    expect(page.locator("#state")).to_contain_text("2 entries in force")
    page.get_by_label("A text").fill("Quick MONEY for everybody")
    page.get_by_role("button", name="Test").click()
    expect(page.locator("mark.own")).to_contain_text("Quick MONEY")
    page.get_by_label("moonshot").check()
    page.get_by_role("button", name="Remove the selected").click()
    expect(page.locator("#state")).to_contain_text("1 change not published")


def test_a_picture_is_recognised_again(open_page: OpenPage, vera: User) -> None:
    picture = FilePayload(name="quote.png", mimeType="image/png", buffer=quote_picture())
    page = open_page(vera, "/lists/images")
    page.get_by_label("Name").fill("Known")
    page.get_by_role("button", name="Create list").click()
    page.get_by_label("Pictures").set_input_files(picture)
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Refresh").click()
    page.get_by_label("A picture").set_input_files(picture)
    page.get_by_role("button", name="Test").click()
    expect(page.locator(".tested")).to_contain_text("the very same file")


def test_the_page_follows_a_build_without_being_loaded_again(
    open_page: OpenPage, vera: User, team: Team
) -> None:
    row = catalogue.create(TermList, team, ListFields("Scams"))
    terms.add(team, row.pk, "eng", "one")
    snapshot = request_refresh(TermList, team, row.pk, "eng")
    Snapshot.objects.filter(pk=snapshot.pk).update(progress=20_000, total=100_000)
    page = open_page(vera, f"/lists/terms/{row.pk}")
    expect(page.locator("#state")).to_contain_text("20,000 of 100,000 entries")
    Snapshot.objects.filter(pk=snapshot.pk).update(progress=60_000)
    expect(page.locator("#state")).to_contain_text("60,000 of 100,000 entries")
    build(snapshot.pk)
    expect(page.locator("#state")).to_contain_text("1 entry in force")
    expect(page.locator("#state-said")).to_have_text("Published.")
