"""The table of tags by keyboard, by pointer and without script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.tags.models import Tag
from openmoderator.tags.tags import all_tags, create_tag

OpenPage = Callable[..., Page]


@pytest.fixture
def eva(anna: User, team: Team) -> User:
    """An administrator of a team with three tags."""
    Membership.objects.filter(user=anna).update(role=Role.ADMIN)
    create_tag(team, "sc", "score")
    return anna


def codes(team: Team) -> list[str]:
    return [tag.code for tag in all_tags(team)]


def save(page: Page) -> None:
    page.locator("#tags-save").click()
    expect(page.locator(".note.good")).to_have_text("The tags are saved.")


def test_arrow_keys_on_the_handle_move_a_tag(open_page: OpenPage, eva: User, team: Team) -> None:
    page = open_page(eva, "/admin/tags")
    expect(page.locator("#tags-save")).to_be_disabled()
    handle = page.get_by_role("button", name="Move sc with the arrow keys")
    handle.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#tags-said")).to_have_text("sc is now number 1.")
    expect(handle).to_be_focused()
    save(page)
    assert codes(team) == ["sc", "a", "r"]


def test_a_tag_is_dragged_to_its_place(open_page: OpenPage, eva: User, team: Team) -> None:
    page = open_page(eva, "/admin/tags")
    target = page.locator("tr[data-code=a]")
    page.locator("tr[data-code=sc] .tag-handle").drag_to(target, target_position={"x": 40, "y": 4})
    save(page)
    assert codes(team) == ["sc", "a", "r"]


def test_save_rests_until_something_is_different(open_page: OpenPage, eva: User) -> None:
    page = open_page(eva, "/admin/tags")
    button, name = page.locator("#tags-save"), page.get_by_label("Name of sc")
    expect(button).to_be_disabled()
    name.fill("other")
    expect(button).to_be_enabled()
    name.fill("score")
    expect(button).to_be_disabled()


def test_the_shape_of_a_colour_changes_with_it(open_page: OpenPage, eva: User) -> None:
    page = open_page(eva, "/admin/tags")
    mark = page.locator("tr[data-code=sc] .tag-mark path")
    usual = mark.get_attribute("d")
    page.get_by_label("Colour of sc").select_option("red")
    assert mark.get_attribute("d") != usual
    save(page)
    assert Tag.objects.get(code="sc").colour == "red"


def test_without_script_a_button_moves_and_everything_can_be_saved(
    open_page: OpenPage, eva: User, team: Team
) -> None:
    page = open_page(eva, "/admin/tags", java_script_enabled=False)
    page.get_by_label("Name of sc").fill("typed")
    page.get_by_role("button", name="Move sc up").click()
    expect(page.get_by_label("Name of sc")).to_have_value("typed")
    assert codes(team) == ["a", "sc", "r"]
    page.get_by_label("a is visible").uncheck()
    page.get_by_label("Name of sc").press("Enter")
    expect(page.locator(".note.good")).to_have_text("The tags are saved.")
    assert codes(team) == ["a", "sc", "r"]
    assert not Tag.objects.get(code="a", team=team).visible
