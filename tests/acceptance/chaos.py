"""Who takes part in the test of durability: a caller, and reviewers at the pages.

Each acts in a thread of its own, writes down what it was answered, and never gives up because
of an error that a killed process explains. What comes of it is judged by the test.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass

import requests
from tests.acceptance.calling import TeamOnIt, Wire
from tests.acceptance.reviewing import Desk, Person, SignedOut
from tests.acceptance.running import Installation

PAUSE = 0.2


class Actor(threading.Thread):
    """A thread whose failure is kept for the test to see."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.failure: BaseException | None = None
        self.interruptions = 0

    def run(self) -> None:
        try:
            self.act()
        except BaseException as error:
            self.failure = error

    def act(self) -> None:
        """What the thread does."""
        raise AssertionError(f"{self.name} does nothing")

    def interrupted(self) -> None:
        """Somebody was killed while we asked: wait a moment."""
        self.interruptions += 1
        time.sleep(PAUSE)


@dataclass(frozen=True)
class Item:
    """One thing to moderate, and whether a person must see it."""

    kind: str
    workflow: str
    value: str
    review_due: bool


class Caller(Actor):
    """Posts jobs until every item was accepted once."""

    def __init__(self, wire: Wire, items: list[Item], callback: str, chance: random.Random) -> None:
        super().__init__("caller")
        self.accepted: dict[str, Item] = {}
        self._wire, self._items, self._callback, self._chance = wire, items, callback, chance

    def act(self) -> None:
        for number, item in enumerate(self._items):
            while (job_id := self._post(item, f"item-{number}")) is None:
                self.interrupted()
            assert job_id not in self.accepted
            self.accepted[job_id] = item
            time.sleep(self._chance.uniform(0, 0.15))

    def _post(self, item: Item, content_id: str) -> str | None:
        """The id of the accepted job, or None when no answer says that it was."""
        query = {
            "ContentType": item.kind,
            "ContentId": content_id,
            "WorkflowName": item.workflow,
            "CallBackEndpoint": self._callback,
        }
        try:
            answer = self._wire.call(
                "POST", "jobs", params=query, json={"ContentValue": item.value}
            )
        except requests.RequestException:
            return None
        if answer.status_code >= 500:
            return None
        assert answer.status_code == 200, answer.text
        return str(answer.json()["JobId"])


class Reviewer(Actor):
    """Decides whatever the pages show until told to stop."""

    def __init__(self, person: Person, chance: random.Random) -> None:
        super().__init__("reviewer")
        self.answered: dict[str, dict[str, bool]] = {}
        self.unanswered = 0
        self.stop = threading.Event()
        self._person, self._chance = person, chance

    def act(self) -> None:
        while not self.stop.is_set():
            for kind in ("text", "image"):
                try:
                    self._turn(kind)
                except SignedOut:
                    self._sign_in()
                except requests.RequestException:
                    self.interrupted()
            time.sleep(self._chance.uniform(0, 0.3))

    def _sign_in(self) -> None:
        try:
            self._person.sign_in()
        except (requests.RequestException, SignedOut):
            self.interrupted()

    def _turn(self, kind: str) -> None:
        desk = self._person.desk(kind)
        if desk.reviews:
            chosen = {pk: self._some(desk.tags[pk]) for pk in desk.reviews}
            self._answer(kind, desk, chosen)

    def _answer(self, kind: str, desk: Desk, chosen: dict[str, set[str]]) -> None:
        """Press Next; where no answer comes, press it again or leave it, as people do."""
        while not self.stop.is_set():
            try:
                self._person.press_next(kind, desk, chosen)
                self._note(desk, chosen)
                return
            except requests.RequestException:
                self.interrupted()
                if self._chance.random() < 0.5:
                    self.unanswered += 1
                    return

    def _note(self, desk: Desk, chosen: dict[str, set[str]]) -> None:
        for pk in desk.reviews:
            assert pk not in self.answered, f"{pk} was shown again after it was decided"
            self.answered[pk] = {code: code in chosen[pk] for code in desk.tags[pk]}

    def _some(self, codes: list[str]) -> set[str]:
        return {code for code in codes if self._chance.random() < 0.5}


def people(installation: Installation, team: TeamOnIt, count: int) -> list[Person]:
    """Reviewers of the team, signed in."""
    found = []
    for number in range(count):
        email = f"reviewer{number}@{team.id}.example"
        installation.make_person(email, team)
        person = Person(installation.base, email)
        person.sign_in()
        found.append(person)
    return found
