"""A program that calls the Review API of its team over plain HTTP, and waits for what it did."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import requests

Json = Any
T = TypeVar("T")


class NeverHappened(AssertionError):
    """What was waited for did not come about."""


@dataclass(frozen=True)
class TeamOnIt:
    """A team made on the command line: its id, first API key and webhook secret."""

    id: str
    key: str
    secret: str


def direct() -> requests.Session:
    """A session that knows no proxy."""
    session = requests.Session()
    session.trust_env = False
    return session


class Wire:
    """The Review API of one team over plain HTTP."""

    def __init__(self, base: str, team: TeamOnIt) -> None:
        self.address = f"{base}/contentmoderator/review/v1.0/teams/{team.id}"
        self.session = direct()
        self.session.headers["Ocp-Apim-Subscription-Key"] = team.key

    def call(self, method: str, path: str, **given: Any) -> requests.Response:
        """One request below the team's address."""
        return self.session.request(method, f"{self.address}/{path}", timeout=30, **given)

    def create_job(self, kind: str, content_id: str, value: str, **query: str) -> str:
        """The id of a new job."""
        asked = {"ContentType": kind, "ContentId": content_id, **query}
        answer = self.call("POST", "jobs", params=asked, json={"ContentValue": value})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["JobId"])

    def job(self, job_id: str) -> Json:
        """Job Get."""
        return self.call("GET", f"jobs/{job_id}").json()

    def ended(self, job_id: str, seconds: float = 60) -> Json:
        """Job Get once it is no longer in progress."""
        until(lambda: self.job(job_id)["Status"] != "InProgress", f"end of {job_id}", seconds)
        return self.job(job_id)

    def review(self, review_id: str) -> Json:
        """Review Get."""
        return self.call("GET", f"reviews/{review_id}").json()


def until(look: Callable[[], T], what: str, seconds: float = 60) -> T:
    """Look again and again until the answer is true; that answer. Raises `NeverHappened`."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise NeverHappened(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.1)
    return found
