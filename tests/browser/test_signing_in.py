"""Signing in and out, one-time links, the theme."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from openmoderator.accounts.links import sign_in_link
from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user, password_link

OpenPage = Callable[..., Page]


def sign_in(page: Page, email: str, password: str) -> None:
    """Fill in the form and send it."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def test_a_password_opens_the_page_that_was_asked_for(open_page: OpenPage, anna: User) -> None:
    page = open_page(None, "/review/text")
    sign_in(page, "anna@team.test", "correct horse battery")
    expect(page).to_have_url("/review/text")


def test_a_wrong_password_says_so_and_keeps_the_address(open_page: OpenPage, anna: User) -> None:
    page = open_page(None, "/sign-in")
    sign_in(page, "anna@team.test", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("not correct")
    expect(page.get_by_label("E-mail")).to_have_value("anna@team.test")


def test_guessing_is_slowed_down(open_page: OpenPage, anna: User) -> None:
    page = open_page(None, "/sign-in")
    for _ in range(6):
        sign_in(page, "anna@team.test", "wrong")
    expect(page.get_by_role("alert")).to_contain_text("Too many failed")
    sign_in(page, "anna@team.test", "correct horse battery")
    expect(page.get_by_role("alert")).to_contain_text("Too many failed")


def test_a_link_signs_in_once(open_page: OpenPage, anna: User, complaints: list[str]) -> None:
    link = sign_in_link(anna)
    page = open_page(None, link)
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    other = open_page(None, link)
    expect(other.get_by_role("heading")).to_have_text("This link is used up")
    complaints.clear()


def test_a_new_member_sets_a_password_by_link(open_page: OpenPage, team: Team) -> None:
    user = create_user("new@team.test", team, "reviewer").user
    page = open_page(None, password_link(user))
    page.get_by_label("New password").fill("staple battery horse")
    page.get_by_label("The same once more").fill("staple battery horse")
    page.get_by_role("button", name="Set password").click()
    page.goto("/")
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_signing_out_ends_it(open_page: OpenPage, anna: User) -> None:
    page = open_page(anna, "/")
    page.locator("summary", has_text="Anna").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_theme_is_kept_with_the_person(open_page: OpenPage, anna: User) -> None:
    page = open_page(anna, "/", java_script_enabled=False)
    page.locator("summary", has_text="Anna").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    again = open_page(anna, "/")
    expect(again.locator("html")).to_have_attribute("data-theme", "dark")
