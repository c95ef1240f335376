"""The walk of the old console: Job - Create, copy the id, Job - Get, open Review > Image."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.reviews.models import Review
from openmoderator.samples.pictures import quote_picture

OpenPage = Callable[..., Page]


@pytest.fixture
def vera(team: Team) -> User:
    """An administrator."""
    return create_user("vera@team.test", team, "admin", "correct horse battery", "Vera").user


def answers(page: Page) -> list[str]:
    """The answers on the page, the newest first."""
    return page.locator("[data-answer] [data-body]").all_inner_texts()


def send(page: Page) -> None:
    """Press Send and wait for its answer."""
    before = len(answers(page))
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-answer]")).to_have_count(before + 1)


def turn_to(page: Page, name: str) -> None:
    """Open an operation from the side."""
    page.locator("#operations").get_by_role("link", name=name, exact=False).first.click()
    expect(page.locator("#operation-name")).to_have_text(name)


def test_the_old_walk_from_the_console_to_the_review(
    open_page: OpenPage, vera: User, team: Team
) -> None:
    page = open_page(vera, "/admin/console")
    turn_to(page, "Workflow - Create Or Update")
    page.get_by_label("workflowName").fill("OCR")
    send(page)
    assert answers(page) == ["true"]

    turn_to(page, "Job - Create")
    expect(page.get_by_label("teamName")).to_have_value(team.public_id)
    page.get_by_label("ContentId").fill("cyclists")
    page.get_by_label("WorkflowName").fill("OCR")
    picture = FilePayload(name="quote.png", mimeType="image/png", buffer=quote_picture())
    page.get_by_label("A file instead").set_input_files(picture)
    expect(page.locator("#composed")).to_contain_text("(the bytes of quote.png)")
    expect(page.locator("#composed-url")).to_contain_text("ContentId=cyclists&WorkflowName=OCR")
    send(page)
    job = Job.objects.get()
    assert f'"JobId": "{job.pk}"' in answers(page)[0]

    page.locator("[data-answer]").first.get_by_role("link", name="Job - Get").click()
    expect(page.get_by_label("JobId")).to_have_value(job.pk)
    send(page)
    assert '"Status": "InProgress"' in answers(page)[0]
    run(job.pk)
    send(page)
    review = Review.objects.get()
    assert f'"ReviewId": "{review.pk}"' in answers(page)[0]
    assert len(answers(page)) == 4, "the answers stayed while the operations changed"

    page.locator("[data-answer]").first.get_by_role("link", name="Open the review").click()
    expect(page).to_have_url(f"/review/item/{review.pk}")
    page.goto("/review/image")
    expect(page.locator("main img").first).to_be_visible()


def test_an_id_is_copied_and_the_answer_shows_status_headers_and_time(
    open_page: OpenPage, vera: User
) -> None:
    page = open_page(vera, "/admin/console", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("ContentType").select_option("Text")
    page.get_by_label("Text of the body").fill('{"ContentValue": "hello"}')
    send(page)
    answer = page.locator("[data-answer]")
    expect(answer.locator("[data-status]")).to_have_text("200 OK")
    expect(answer.locator("[data-time]")).to_contain_text("ms")
    answer.get_by_text("Headers").click()
    expect(answer.locator("[data-headers]")).to_contain_text("content-type: application/json")
    answer.get_by_role("button", name="Copy id").click()
    assert page.evaluate("navigator.clipboard.readText()") == Job.objects.get().pk


def test_the_python_that_is_shown_gives_the_answer_that_is_shown(
    open_page: OpenPage, vera: User, tmp_path: Path
) -> None:
    page = open_page(vera, "/admin/console/get_workflows")
    send(page)
    page.get_by_text("Show my key").check()
    page.locator("[data-fold=python] summary").click()
    code = page.locator("#code-python")
    expect(code).not_to_contain_text("KEY")
    program = tmp_path / "shown.py"
    program.write_text(code.inner_text())
    # A proxy of the machine has no business with this server.
    around = {**os.environ, "NO_PROXY": "*"}
    ran = subprocess.run([sys.executable, str(program)], env=around, capture_output=True, text=True)
    status, _, body = ran.stdout.partition("\n")
    assert status == "200", ran.stderr
    squeezed = "".join(answers(page)[0].split())
    assert "".join(body.split()) == squeezed
