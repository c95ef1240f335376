"""A server that is killed under an open page: the page recovers, and Next counts once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from tests.acceptance.calling import TeamOnIt, Wire, until
from tests.acceptance.running import LOOPBACK, PASSWORD, Installation, children_of, installation

from openmoderator.samples.pictures import sample_pictures

OpenTab = Callable[[str], Page]

PICTURES = "https://pictures.example/"


@pytest.fixture
def installed(tmp_path: Path) -> Iterator[Installation]:
    """A real ``serve`` that knows a folder of drawn pictures."""
    for name, data in sample_pictures():
        (tmp_path / name).write_bytes(data)
    with installation(URL_MAP=f"{PICTURES}={tmp_path}", **LOOPBACK) as made:
        yield made


@pytest.fixture
def team(installed: Installation) -> TeamOnIt:
    """A team with Anna, for whom twelve pictures wait."""
    made = installed.make_team("Test Team")
    installed.make_person("anna@team.test", made)
    reviews = [
        {"Type": "Image", "ContentId": name, "Content": PICTURES + name, "Metadata": []}
        for name, _ in sample_pictures()
    ]
    assert Wire(installed.base, made).call("POST", "reviews", json=reviews).status_code == 200
    return made


def open_desk(open_tab: OpenTab, installed: Installation) -> Page:
    """Anna's desk with four cards that are on screen and four that are kept ready."""
    page = open_tab(f"{installed.base}/sign-in?next=/review/image")
    page.get_by_label("E-mail").fill("anna@team.test")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-card]")).not_to_have_count(0)
    page.wait_for_load_state("load")
    page.locator("#stop").fill("2")
    expect(page.locator("[data-card]")).to_have_count(4)
    expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
    return page


def kill_web(installed: Installation) -> None:
    """``kill -9`` for every process that serves pages; the supervisor starts new ones."""
    (web,) = [
        child
        for child in children_of(installed.supervisor.pid)
        if "openmoderator.runtime.web" in " ".join(child.cmdline())
        and child.ppid() == installed.supervisor.pid
    ]
    for process in [*web.children(recursive=True), web]:
        process.send_signal(signal.SIGKILL)
    web.wait()


def shown(page: Page) -> list[str]:
    """Ids of the reviews on the page."""
    fields = page.locator("#desk [data-card] input[name=item]").all()
    return [field.get_attribute("value") or "" for field in fields]


def expect_at_rest(page: Page) -> None:
    """The last press has been answered, and without a complaint."""
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true", timeout=30_000)
    expect(page.locator(".note")).to_have_count(0)


def decided(installed: Installation) -> list[str]:
    """The review of every decision that stands, in the order of their ids."""
    query = "SELECT review_id FROM reviews_decision WHERE state <> 'withdrawn' ORDER BY review_id"
    return [pk for (pk,) in installed.rows(query)]


def test_a_next_whose_server_was_killed_counts_once(
    installed: Installation, team: TeamOnIt, open_tab: OpenTab, complaints: list[str]
) -> None:
    page = open_desk(open_tab, installed)
    first = shown(page)
    with page.expect_response("**/draft"):
        page.keyboard.press("2")
    page.route("**/next", lambda route: answered_by_the_dead(route, installed))
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached", timeout=30_000)
    assert shown(page) == first
    assert decided(installed) == sorted(first)
    page.unroute("**/next")
    until(installed.is_alive, "alive again")
    page.keyboard.press("n")
    expect_at_rest(page)
    assert len(set(shown(page)) - set(first)) == 4
    assert decided(installed) == sorted(first)
    wire = Wire(installed.base, team)
    result = until(lambda: wire.review(first[0])["ReviewerResultTags"], "a result")
    assert {"Key": "r", "Value": "True"} in result
    complaints.clear()


def answered_by_the_dead(route: Route, installed: Installation) -> None:
    """Let the server store the answers, and kill it before the page hears of it."""
    route.fetch()
    kill_web(installed)
    route.abort()


def test_a_next_that_the_killed_server_never_got_is_pressed_again_and_counts(
    installed: Installation, team: TeamOnIt, open_tab: OpenTab, complaints: list[str]
) -> None:
    page = open_desk(open_tab, installed)
    first = shown(page)
    with page.expect_response("**/draft"):
        page.keyboard.press("1")
    kill_web(installed)
    page.route("**/next", lambda route: route.abort())
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached")
    assert shown(page) == first
    expect(page.locator("#desk .tag input").first).to_be_checked()
    page.unroute("**/next")
    until(installed.is_alive, "alive again")
    page.keyboard.press("n")
    expect_at_rest(page)
    assert decided(installed) == sorted(first)
    complaints.clear()
