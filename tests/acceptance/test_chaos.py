"""``kill -9`` of everything, again and again, while jobs run and people decide.

The seed is printed; ``CHAOS_SEED`` repeats its plan (moments still differ from run to run).
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.acceptance.calling import TeamOnIt, Wire, until
from tests.acceptance.chaos import Actor, Caller, Item, Reviewer, people
from tests.acceptance.killing import Killer
from tests.acceptance.receiving import Receiver, receiver
from tests.acceptance.running import LOOPBACK, Installation, installation

from openmoderator.demo.pictures import quote_picture, sample_pictures

JOBS = 200
WITH_TEXT = ("quote.png", "opening-hours.png", "street-sign.png")
PICTURES = "https://pictures.example/of/"
REPORT = Path(__file__).parents[2] / "build" / "chaos.txt"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Installation]:
    """An installation of this test's own, with pictures behind a mapped address."""
    for name, data in (*sample_pictures(), ("quote.png", quote_picture())):
        (tmp_path / name).write_bytes(data)
    with installation(URL_MAP=f"{PICTURES}={tmp_path}", **LOOPBACK) as made:
        yield made


def test_nothing_that_was_answered_is_lost_whatever_is_killed(
    served: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    seed = int(os.environ.get("CHAOS_SEED") or random.SystemRandom().randrange(10**6))
    team = served.make_team("Chaos")
    wire = Wire(served.base, team)
    save_workflows(wire)
    with receiver(team.secret) as told, capsys.disabled():
        sys.stdout.write(f"\nchaos: seed {seed}\n")
        story = Story(served, team, wire, told, seed)
        try:
            story.play()
            story.settle()
        finally:
            story.end()
            sys.stdout.write(story.write_log())
        report = "\n".join(story.report()) + "\n"
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(report)
        sys.stdout.write(report)
        story.judge()


class Story:
    """The run: who acts, what is waited for, and what must be true at the end."""

    def __init__(
        self, served: Installation, team: TeamOnIt, wire: Wire, told: Receiver, seed: int
    ) -> None:
        chance = random.Random(seed)
        self.seed = seed
        self.served, self.wire, self.heard = served, wire, told.heard
        self.caller = Caller(wire, items(chance), told.url, random.Random(chance.random()))
        self.reviewers = [
            Reviewer(person, random.Random(chance.random())) for person in people(served, team, 2)
        ]
        self.killer = Killer(served, random.Random(chance.random()))
        self.since = time.monotonic()
        self.seconds: dict[str, float] = {}

    @property
    def actors(self) -> list[Actor]:
        return [self.caller, self.killer, *self.reviewers]

    def play(self) -> None:
        """Until the last job is accepted and the last process killed."""
        for actor in self.actors:
            actor.start()
        for actor in (self.caller, self.killer):
            actor.join(240)
            self.check_failures()
            assert not actor.is_alive(), f"the {actor.name} did not come to an end"
        self.note("accepted and killed")

    def settle(self) -> None:
        """Until machines, people and callbacks are through."""
        self.served.wait_until_ready()
        self.wait("every job ended", "SELECT count(*) FROM jobs_job WHERE status = 'InProgress'")
        self.wait(
            "every review complete", "SELECT count(*) FROM reviews_review WHERE state <> 'complete'"
        )
        self.wait(
            "every callback delivered",
            "SELECT count(*) FROM callbacks_delivery WHERE state <> 'delivered'",
        )

    def wait(self, what: str, left: str) -> None:
        """Until the query of what is left gives 0."""

        def none_left() -> bool:
            self.check_failures()
            return self.served.rows(left) == [(0,)]

        until(none_left, what, 150)
        self.note(what)

    def end(self) -> None:
        """Send the reviewers home."""
        for reviewer in self.reviewers:
            reviewer.stop.set()
        for reviewer in self.reviewers:
            reviewer.join(60)

    def check_failures(self) -> None:
        for actor in self.actors:
            if actor.failure is not None:
                raise actor.failure

    def note(self, what: str) -> None:
        self.seconds[what] = time.monotonic() - self.since

    def judge(self) -> None:
        """Everything that was promised."""
        self.check_failures()
        self.judge_jobs()
        self.judge_decisions()
        self.judge_callbacks()

    def judge_jobs(self) -> None:
        """Accepted jobs are complete, each with one review where due, and no other is stuck."""
        assert len(self.caller.accepted) == JOBS
        reviews = Counter(job for (job,) in self.served.rows("SELECT job_id FROM reviews_review"))
        for job_id, item in self.caller.accepted.items():
            job = self.wire.job(job_id)
            assert job["Status"] == "Complete", job
            assert bool(job["ReviewId"]) is item.review_due, job
            assert reviews[job_id] == int(item.review_due), job
        assert self.served.rows("SELECT DISTINCT status FROM jobs_job") == [("Complete",)]

    def judge_decisions(self) -> None:
        """What the server answered with a redirect is there, with its tags, once."""
        both = set(self.reviewers[0].answered) & set(self.reviewers[1].answered)
        assert not both, "two people decided the same review"
        for reviewer in self.reviewers:
            for review_id, tags in reviewer.answered.items():
                review = self.wire.review(review_id)
                assert review["Status"] == "Complete", review
                result = {tag["Key"]: tag["Value"] for tag in review["ReviewerResultTags"]}
                assert result == {code: str(on) for code, on in tags.items()}
        unlike = "SELECT count(*) FROM reviews_review r WHERE 1 <> (SELECT count(*) FROM "
        finals = "reviews_decision d WHERE d.review_id = r.id AND d.state = 'final')"
        audited = "audit_auditentry a WHERE a.subject_id = r.id AND a.action = 'review.decided')"
        assert self.served.rows(unlike + finals) == [(0,)]
        assert self.served.rows(unlike + audited) == [(0,)]

    def judge_callbacks(self) -> None:
        """Every subject was told of, signed, always with the same id."""
        heard = self.heard
        assert heard.unverified == 0
        jobs = {job for (job,) in self.served.rows("SELECT id FROM jobs_job")}
        reviews = {review for (review,) in self.served.rows("SELECT id FROM reviews_review")}
        assert heard.subjects("Job") == jobs
        assert heard.subjects("Review") == reviews
        assert {len(ids) for ids in heard.message_ids.values()} == {1}
        for bodies in heard.bodies.values():
            assert all(body == bodies[0] for body in bodies), "a callback changed on its way"

    def write_log(self) -> str:
        """Keep the server's own words beside the report; what was killed when, for the eye."""
        REPORT.parent.mkdir(exist_ok=True)
        if self.served.log.exists():
            shutil.copy(self.served.log, REPORT.with_name("chaos-serve.log"))
        killed = (f"{kill.at:.0f} s {kill.target}" for kill in self.killer.kills)
        return f"killed: {', '.join(killed)}\n"

    def report(self) -> list[str]:
        """The counts, for people."""
        kills = Counter(kill.target for kill in self.killer.kills)
        rows = self.served.rows
        tries = rows("SELECT tries, count(*) FROM jobs_job GROUP BY 1 ORDER BY 1")
        stored = rows("SELECT count(*) FROM jobs_job")[0][0]
        decided = rows("SELECT count(*) FROM reviews_decision WHERE state = 'final'")[0][0]
        answered = sum(len(reviewer.answered) for reviewer in self.reviewers)
        subjects = len(self.heard.message_ids)
        return [
            f"seed                      {self.seed}",
            f"kill -9                   {len(self.killer.kills)}: "
            + ", ".join(f"{name} {count}" for name, count in sorted(kills.items())),
            f"jobs accepted             {len(self.caller.accepted)} (stored {stored}; the answer "
            f"to {stored - len(self.caller.accepted)} was lost)",
            f"calls cut off             jobs {self.caller.interruptions}, "
            f"pages {sum(reviewer.interruptions for reviewer in self.reviewers)}",
            "runs a job                "
            + ", ".join(f"{count} jobs in {number}" for number, count in tries),
            f"decisions answered        {answered} (final {decided}; "
            f"{sum(reviewer.unanswered for reviewer in self.reviewers)} Next left unanswered)",
            f"callbacks                 {subjects} subjects, {self.heard.count} arrived, "
            f"{self.heard.count - subjects} of them again",
            *(f"{what:<25} after {seconds:.0f} s" for what, seconds in self.seconds.items()),
        ]


def items(chance: random.Random) -> list[Item]:
    """140 texts, half of them rude, 36 pictures for OCR, 24 for the nudity model; mixed."""
    rude = [Item("Text", "", f"crap number {number}", review_due=True) for number in range(70)]
    nice = [Item("Text", "", f"hello number {number}", review_due=False) for number in range(70)]
    ocr = [Item("Image", "ocr", f"{PICTURES}{name}", review_due=True) for name in WITH_TEXT] * 12
    nudity = [Item("Image", "harmless", f"{PICTURES}misty-forest.png", review_due=True)] * 24
    mixed = [*rude, *nice, *ocr, *nudity]
    assert len(mixed) == JOBS
    chance.shuffle(mixed)
    return mixed


def save_workflows(wire: Wire) -> None:
    """One that needs OCR, one that needs the nudity model; texts take the default."""
    for name, output, value in (("ocr", "hasText", "true"), ("harmless", "isAdult", "false")):
        condition = {
            "Type": "Condition",
            "ConnectorName": "moderator",
            "OutputName": output,
            "Operator": "eq",
            "Value": value,
        }
        body = {"Description": name, "Type": "Image", "Expression": condition}
        assert wire.call("PUT", f"workflows/{name}", json=body).status_code == 200
