"""Workflows in a browser: the way to a mistake, the live report, the looks."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.db import connections
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.workflows import store

OpenPage = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def adam(team: Team) -> User:
    """An administrator."""
    return create_user("adam@team.test", team, "admin", "correct horse battery", "Adam").user


def accessible(page: Page) -> None:
    """Hold axe against the page in both themes."""
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.wait_for_timeout(200)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()


def test_a_mistake_is_where_the_cursor_stands_and_mending_it_saves(
    open_page: OpenPage, adam: User, team: Team, complaints: list[str]
) -> None:
    page = open_page(adam, "/workflows/edit/default")
    accessible(page)
    box = page.get_by_label("Expression, as JSON")
    text = box.input_value()
    box.fill(text.replace('"eq"', '"like"'))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("If › Operator")
    expect(box).to_be_focused()
    assert box.evaluate("(box) => box.value.slice(box.selectionStart).startsWith('\"like\"')")
    accessible(page)
    (told,) = complaints
    assert "400 (Bad Request)" in told
    complaints.clear()
    box.fill(text.replace('"eq"', '"ne"'))
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved as version 2.")
    assert store.find(team, "default").expression["If"]["Operator"] == "ne"


def test_the_report_of_an_executed_job_comes_in_by_itself(
    open_page: OpenPage, adam: User, team: Team
) -> None:
    page = open_page(adam, "/workflows/execute/default-text")
    page.get_by_label("Text", exact=True).fill("what a crap day")
    page.get_by_role("button", name="Execute").click()
    expect(page.get_by_text("The job waits for a worker.")).to_be_visible()
    in_the_background(lambda: run(Job.objects.get(team=team).pk))
    expect(page.get_by_text("Starting Execution - Try 1")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("link", name="Open the review")).to_be_visible(timeout=20_000)
    accessible(page)
    page.get_by_role("link", name=re.compile("^execute-")).click()
    expect(page.get_by_text("default-text, version 1")).to_be_visible()
    accessible(page)


def in_the_background(act: Callable[[], None]) -> None:
    """As a worker would, beside the page."""

    def work() -> None:
        act()
        connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.parametrize("path", ["/workflows", "/workflows/jobs", "/workflows/callbacks"])
def test_the_lists_are_for_everybody(open_page: OpenPage, adam: User, path: str) -> None:
    page = open_page(adam, path, viewport={"width": 390, "height": 844})
    accessible(page)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
