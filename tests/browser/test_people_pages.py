"""Signing up, inviting, the team's page, the account page and a provider, in a browser."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests
from allauth.mfa.totp.internal.auth import hotp_value
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from tests.conftest import free_port

from openmoderator.accounts import invitations
from openmoderator.accounts.first_token import first_token
from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam

OpenPage = Callable[..., Page]

PASSWORD = "correct horse battery"
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ABSURD = "Antidisestablishmentarianism Department for Exceedingly Long Names in Moderation 80c"


@pytest.fixture
def boss(team: Team) -> User:
    return create_user("boss@team.test", team, "admin", PASSWORD, "Boss").user


def look(page: Page, name: str) -> None:
    """Pictures at two widths in both themes, without a complaint of axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for theme, width in (("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(150)
        page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
        too_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(too_wide)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()


def test_the_first_person_signs_up_with_the_keyboard_and_the_id_follows_the_name(
    open_page: OpenPage, settings: LazySettings
) -> None:
    page = open_page(None, f"/sign-up?token={first_token(settings.SECRET_KEY)}")
    look(page, "sign-up")
    page.get_by_label("Your name").focus()
    for words in ("Zoe", "\tzoe@team.test", f"\t{PASSWORD} x", "\tÉquipe à Lyon 7"):
        if words.startswith("\t"):
            page.keyboard.press("Tab")
        page.keyboard.type(words.strip("\t"))
    expect(page.get_by_label("Team id")).to_have_value("equipealyon7")
    page.get_by_label("Invite others").fill("ana@team.test, ben@team.test")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Équipe à Lyon 7 is ready")).to_be_visible()
    look(page, "team-made")
    page.get_by_role("link", name="Go to the dashboard").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def test_an_invited_person_joins_and_an_administrator_sees_them(
    open_page: OpenPage, boss: User
) -> None:
    page = open_page(boss, "/admin/team")
    page.get_by_label("E-mail addresses").fill("new@team.test")
    page.get_by_role("button", name="Invite", exact=True).click()
    link = page.locator("code[id^='link-']").inner_text()
    guest = open_page(None, link)
    look(guest, "join")
    guest.get_by_label("Your name").fill("New Person")
    guest.get_by_label("Password").fill("staple battery horse")
    guest.get_by_role("button", name="Join the team").click()
    expect(guest.get_by_role("heading", name="Dashboard")).to_be_visible()
    page.reload()
    expect(page.get_by_role("rowheader", name="New Person")).to_be_visible()


def test_the_team_page_looks_right_with_absurd_names(
    open_page: OpenPage, boss: User, team: Team, anna: User
) -> None:
    User.objects.filter(pk=anna.pk).update(display_name=ABSURD)
    create_subteam(team, ABSURD)
    create_subteam(team, "Lisbon")
    invitations.invite(team, boss, f"{'x' * 60}@team.test", "reviewer")
    page = open_page(boss, "/admin/team")
    look(page, "team")
    page.goto("/admin/team/delete")
    look(page, "team-delete")


def test_a_subteam_gets_a_member_without_script(
    open_page: OpenPage, boss: User, anna: User
) -> None:
    page = open_page(boss, "/admin/team", java_script_enabled=False)
    page.get_by_label("New subteam").fill("Lisbon")
    page.get_by_role("button", name="Add subteam").click()
    page.get_by_label("Add a member").select_option(str(anna.pk))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("button", name="Take out Anna")).to_be_visible()
    assert [row.user for row in Subteam.objects.get().members.all()] == [anna]


def test_the_second_factor_is_switched_on_and_asked_for(open_page: OpenPage, anna: User) -> None:
    page = open_page(None, "/account/second-factor/on")
    sign_in(page, anna)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("svg.qr")).to_be_visible()
    look(page, "second-factor-on")
    secret = page.locator("#secret").inner_text().replace(" ", "")
    page.get_by_label("Authenticator code").fill(code_for(secret))
    page.get_by_role("button", name="Switch on").click()
    codes = page.locator(".codes li").all_inner_texts()
    assert len(codes) == 10
    look(page, "recovery-codes")
    again = open_page(None, "/account")
    sign_in(again, anna)
    expect(again.get_by_role("heading", name="Second factor")).to_be_visible()
    look(again, "second-factor")
    again.get_by_label("Code").fill(codes[0])
    again.get_by_role("button", name="Sign in").click()
    expect(again.get_by_role("heading", name="Your account")).to_be_visible()
    look(again, "account")


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[str]:
    """A provider that knows Anna, and an installation that knows it."""
    port = free_port()
    claims = json.dumps({"sub": "anna", "email": "anna@team.test", "email_verified": True})
    line = [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), "--user-claims", claims]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    chosen = replace(
        settings.OPENMODERATOR,
        openid_issuer=issuer,
        openid_client_id="openmoderator",
        openid_client_secret="a secret of the tests",
        openid_name="Company",
    )
    settings.OPENMODERATOR = chosen
    settings.SOCIALACCOUNT_PROVIDERS = chosen.openid_providers()
    try:
        wait_for(issuer)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            requests.get(url, timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"{url} does not answer")


def test_a_provider_signs_in_under_the_strict_policy(
    open_page: OpenPage, anna: User, provider: str, complaints: list[str]
) -> None:
    page = open_page(None, "/account")
    # The provider's own page asks for a style from elsewhere and for an icon it has not.
    page.context.route(lambda url: "//127.0.0.1:" not in url, lambda route: route.abort())
    look(page, "sign-in-provider")
    page.get_by_role("button", name="Sign in with Company").click()
    page.get_by_role("button", name="anna", exact=True).click()
    complaints[:] = [said for said in complaints if "Failed to load" not in said]
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.get_by_text("You sign in as anna@team.test.")).to_be_visible()


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def code_for(secret: str) -> str:
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"
