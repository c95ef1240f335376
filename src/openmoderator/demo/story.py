"""The walk-through itself: a job, its review, both callbacks, and more to look at."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from tqdm import tqdm

from openmoderator.demo.client import Caller
from openmoderator.demo.folder import SAMPLES
from openmoderator.demo.pages import Reviewer
from openmoderator.demo.receiver import Receiver
from openmoderator.demo.server import Server
from openmoderator.errors import Unavailable

WAIT_SECONDS = 60


def _workflow(description: str, output: str, operator: str, value: str) -> dict[str, Any]:
    """A workflow that makes a review of a picture when one condition holds."""
    return {
        "Description": description,
        "Type": "Image",
        "Expression": {
            "Type": "Logic",
            "If": {
                "Type": "Condition",
                "ConnectorName": "moderator",
                "OutputName": output,
                "Operator": operator,
                "Value": value,
                "AlternateInput": None,
            },
            "Then": {
                "Type": "Actions",
                "Perform": [
                    {"Name": "createreview", "CallbackEndpoint": None, "Subteam": None, "Tags": []}
                ],
            },
            "Else": None,
        },
    }


OCR_WORKFLOW = _workflow("Pictures with text", "hasText", "eq", "true")
EVERY_PICTURE = _workflow("Scores every picture and has it reviewed", "adultScore", "ge", "0")
TEXTS = (
    "This crap phone broke after two days. Call me at 4255550111.",
    "Damn, that goal was good! Write to fan@site.test for the video.",
    "Who the hell wrote this? 1 Main Street, Redmond, WA 98052.",
    "c.r.a.p service, 255.255.255.255 never answered.",
)
Json = dict[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who takes part: the team with its key and secret, and the people with passwords."""

    team: str
    key: str
    webhook_secret: str
    admin: str
    reviewer: str
    admin_password: str
    reviewer_password: str


def assemble(server: Server) -> Cast:
    """Make the team and its people with the commands an operator would type."""
    team = server.command("team", "create", "Demo")
    people = {}
    for role in ("admin", "reviewer"):
        email = f"{role}@{team['team_id']}.example"
        people[role] = (email, secrets.token_urlsafe(12))
        server.command(
            *("user", "create", email, "--team", team["team_id"], "--role", role),
            "--password-stdin",
            secret=people[role][1],
        )
    return Cast(
        team=team["team_id"],
        key=team["key"],
        webhook_secret=team["webhook_secret"],
        admin=people["admin"][0],
        reviewer=people["reviewer"][0],
        admin_password=people["admin"][1],
        reviewer_password=people["reviewer"][1],
    )


def run_job(caller: Caller, receiver: Receiver) -> Json:
    """The documented walk-through: save the workflow, create the job, get it when it is done."""
    caller.put("workflows/OCR", OCR_WORKFLOW)
    query = {
        "ContentType": "Image",
        "ContentId": "sample6",
        "WorkflowName": "OCR",
        "CallBackEndpoint": receiver.url,
    }
    created = caller.post("jobs", query, {"ContentValue": f"{SAMPLES}sample6.png"})
    job_id = created["JobId"]
    _wait("The job runs", lambda: caller.get(f"jobs/{job_id}", quiet=True), "Posted results")
    job: Json = caller.get(f"jobs/{job_id}")
    if job["Status"] != "Complete" or not job["ReviewId"]:
        raise Unavailable(f"The job {job_id} ended as {job['Status']}; see its report above.")
    return job


def add_more(caller: Caller, receiver: Receiver, pictures: list[str]) -> None:
    """A dozen more pictures and some texts, so that there is something to look at."""
    caller.put("workflows/everything", EVERY_PICTURE, quiet=True)
    items = [("Image", "everything", address) for address in pictures]
    items += [("Text", "", text) for text in TEXTS]
    for number, (type_, workflow, value) in enumerate(tqdm(items, desc="Sending", leave=False)):
        query = {
            "ContentType": type_,
            "ContentId": value.rpartition("/")[2] if type_ == "Image" else f"text-{number}",
            "WorkflowName": workflow,
            "CallBackEndpoint": receiver.url,
        }
        caller.post("jobs", query, {"ContentValue": value}, quiet=True)


def decide(caller: Caller, reviewer: Reviewer, cast: Cast, job: Json) -> Json:
    """Decide the job's review through the real pages, and get it when the decision is final."""
    reviewer.sign_in("/sign-in", cast.reviewer, cast.reviewer_password)
    reviewer.press_next("/review/image", job["ReviewId"], switch_on="r")
    path = f"reviews/{job['ReviewId']}"
    _wait("The undo window runs", lambda: caller.get(path, quiet=True), "'Complete'")
    review: Json = caller.get(path)
    return review


def callbacks(receiver: Receiver, job: Json) -> list[Json]:
    """Both callbacks: the machine's verdict, then the person's."""
    found = [
        receiver.wait_for("JobId", job["Id"], "Job", WAIT_SECONDS),
        receiver.wait_for("ReviewId", job["ReviewId"], "Review", WAIT_SECONDS),
    ]
    if None in found:
        raise Unavailable("A callback did not arrive; see `openmoderator deliveries`.")
    return [body for body in found if body is not None]


def _wait(what: str, look: Any, until: str) -> None:
    end = time.monotonic() + WAIT_SECONDS
    with tqdm(desc=what, bar_format="{desc}: {elapsed}", leave=False) as bar:
        while until not in str(answer := look()):
            if time.monotonic() > end or "'Error'" in str(answer):
                raise Unavailable(f"{what}: gave up waiting. The last answer was {answer}.")
            bar.update()
            time.sleep(0.2)
