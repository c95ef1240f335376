"""From an empty installation to the callback, as the old documents walk it: one real ``serve``, a
real receiver, a browser, and everything done as a person would."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.acceptance.calling import until
from tests.acceptance.receiving import Heard, receiver
from tests.conftest import Serve, Served

from openmoderator.samples.pictures import quote_picture

OpenTab = Callable[[str], Page]

PICTURES = "https://pictures.example/"
PASSWORD = "correct horse battery"
PATIENCE = 60_000
"""Milliseconds that a machine under load may take over a job."""
WORKFLOW = {
    "Description": "Asks a person about every picture that has words in it",
    "Type": "Image",
    "Expression": {
        "Type": "Logic",
        "If": {
            "Type": "Condition",
            "ConnectorName": "moderator",
            "OutputName": "hasText",
            "Operator": "eq",
            "Value": "true",
        },
        "Then": {"Type": "Actions", "Perform": [{"Name": "createreview"}]},
    },
}


@pytest.fixture
def served(serve: Serve, tmp_path: Path) -> Served:
    """An installation without anybody, which knows a folder of pictures and may call loopback."""
    (tmp_path / "quote.png").write_bytes(quote_picture())
    started = serve(URL_MAP=f"{PICTURES}={tmp_path}", ALLOW_PRIVATE_NETWORKS="127.0.0.0/8")
    started.wait("/readyz")
    return started


def told(served: Served, pattern: str) -> str:
    """What the log of the installation says at `pattern`, once it does."""
    until(lambda: bool(re.search(pattern, served.log.read_text())), pattern, 60)
    found = re.search(pattern, served.log.read_text())
    assert found is not None
    return found[1]


def sign_up(page: Page) -> str:
    """Fill the form of the first person by keyboard; the first key of the team."""
    page.get_by_label("Your name").focus()
    for words in ("Zoe", "zoe@team.test", PASSWORD, "Contoso"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Contoso is ready")).to_be_visible()
    return page.locator("#first-key").inner_text()


def go(page: Page, tab: str, place: str = "") -> None:
    """Open a tab of the header, then a place below it."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name=tab).click()
    if place:
        page.get_by_role("link", name=place, exact=True).click()


def turn_to(page: Page, operation: str) -> None:
    """Open an operation of the console from the list at its side."""
    page.locator("#operations").get_by_role("link", name=operation).first.click()
    expect(page.locator("#operation-name")).to_have_text(operation)


def send(page: Page) -> str:
    """Press Send; the body of the answer."""
    before = page.locator("[data-answer]").count()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("[data-answer]")).to_have_count(before + 1)
    expect(page.locator("[data-answer] [data-status]").first).to_have_text("200 OK")
    return page.locator("[data-answer] [data-body]").first.inner_text()


def follow(page: Page, link: str) -> None:
    """Press a link of the newest answer."""
    page.locator("[data-answer]").first.get_by_role("link", name=link).click()


def save_workflow(page: Page) -> None:
    """Workflow - Create Or Update with a workflow of one's own."""
    turn_to(page, "Workflow - Create Or Update")
    page.get_by_label("workflowName").fill("OCR")
    page.get_by_label("Text of the body").fill(json.dumps(WORKFLOW, indent=2))
    assert send(page) == "true"


def create_job(page: Page, content_id: str, callbacks: str) -> str:
    """Job - Create for the picture in the folder; the id of the job."""
    turn_to(page, "Job - Create")
    page.get_by_label("ContentId").fill(content_id)
    page.get_by_label("WorkflowName").fill("OCR")
    page.get_by_label("CallBackEndpoint").fill(callbacks)
    page.get_by_label("Text of the body").fill(f'{{"ContentValue": "{PICTURES}quote.png"}}')
    return str(json.loads(send(page))["JobId"])


def complete(page: Page, job: str) -> Any:
    """Job - Get, behind the link of the answer, sent again until the job is complete."""
    follow(page, "Job - Get")
    expect(page.get_by_label("JobId")).to_have_value(job)
    answer = json.loads(send(page))
    for _ in range(PATIENCE // 500):
        if answer["Status"] != "InProgress":
            break
        page.wait_for_timeout(500)
        answer = json.loads(send(page))
    assert answer["Status"] == "Complete"
    return answer


def decide(page: Page, review: str) -> None:
    """Open Review > Image, switch `r` on and press Next, by keyboard."""
    go(page, "Review")
    expect(page.locator("#desk input[name=item]")).to_have_value(review)
    expect(page.locator("[data-stage] > img")).to_be_visible()
    page.wait_for_load_state("load")
    page.keyboard.press("2")
    expect(page.get_by_role("checkbox", name="r:")).to_be_checked()
    page.keyboard.press("n")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()


def join(page: Page) -> None:
    """Accept the invitation that the page shows."""
    page.get_by_label("Your name").fill("Rui")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join the team").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()


def secret_of(page: Page) -> str:
    """What the receiver of callbacks checks signatures with, as the page shows it on demand."""
    go(page, "Workflows", "Callbacks")
    page.get_by_role("button", name="Show the secret").click()
    return page.locator("#secret ~ .copy code").inner_text()


def only(heard: Heard, kind: str, subject: str) -> Any:
    """The one callback of a kind about a job or review, once it came."""
    until(lambda: subject in heard.subjects(kind), f"a callback {kind} about {subject}", 60)
    (body,) = heard.bodies[kind, subject]
    return body


def test_from_the_first_token_to_the_callback_and_a_second_person(
    served: Served, open_tab: OpenTab
) -> None:
    zoe = open_tab(told(served, r"Sign up at (\S+) \(the token is"))
    assert len(sign_up(zoe)) > 30
    with receiver(secret_of(zoe)) as hears:
        go(zoe, "Admin", "API console")
        save_workflow(zoe)
        job = complete(zoe, create_job(zoe, "first", hears.url))
        assert {"Key": "hasText", "Value": "True"} in job["ResultMetaData"]
        assert only(hears.heard, "Job", job["Id"])["ReviewId"] == job["ReviewId"]
        follow(zoe, "Open the review")
        expect(zoe).to_have_url(f"{served.url}/review/item/{job['ReviewId']}")
        decide(zoe, job["ReviewId"])
        result = only(hears.heard, "Review", job["ReviewId"])
        assert result["ReviewerResultTags"] == {"a": "False", "r": "True"}
        assert hears.heard.unverified == 0
        see_the_result(zoe, job["ReviewId"])
        share_the_queue(zoe, open_tab, hears.url)


def see_the_result(page: Page, review: str) -> None:
    """Review - Get says that it is complete, and with which tags."""
    go(page, "Admin", "API console")
    turn_to(page, "Review - Get")
    page.get_by_label("reviewId").fill(review)
    answer = json.loads(send(page))
    assert answer["Status"] == "Complete"
    assert {"Key": "r", "Value": "True"} in answer["ReviewerResultTags"]


def share_the_queue(zoe: Page, open_tab: OpenTab, callbacks: str) -> None:
    """Zoe sends another picture and invites Rui, who takes it; her page says so and follows."""
    review = complete(zoe, create_job(zoe, "second", callbacks))["ReviewId"]
    go(zoe, "Admin", "Team")
    zoe.get_by_label("E-mail addresses").fill("rui@team.test")
    zoe.get_by_role("button", name="Invite", exact=True).click()
    rui = open_tab(zoe.locator("code[id^='link-']").inner_text())
    join(rui)
    for page in (zoe, rui):
        expect(page.locator("[data-badge=all]")).to_contain_text("1")
    go(rui, "Review")
    expect(rui.locator("#desk input[name=item]")).to_have_value(review)
    go(zoe, "Review")
    expect(zoe.get_by_text("Everything here is with somebody else")).to_be_visible()
    rui.wait_for_load_state("load")
    rui.keyboard.press("Enter")
    expect(rui.get_by_text("Nothing waits here")).to_be_visible()
    expect(zoe.get_by_text("Nothing waits here")).to_be_visible(timeout=3000)
