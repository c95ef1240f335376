"""Two worker processes on one database: they share the work, and neither repeats the other's."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from subprocess import Popen

import psutil
import pytest
from tests.acceptance.calling import Json, NeverHappened, TeamOnIt, Wire, until
from tests.acceptance.picturing import PictureServer, pictures
from tests.acceptance.receiving import Receiver, receiver
from tests.acceptance.running import LOOPBACK, Installation, installation

from openmoderator.demo.pictures import quote_picture

OCR = {
    "Type": "Image",
    "Expression": {
        "Type": "Condition",
        "ConnectorName": "moderator",
        "OutputName": "hasText",
        "Operator": "eq",
        "Value": "true",
    },
}
BOTH = 2


@pytest.fixture
def served() -> Iterator[Installation]:
    """``serve`` without a worker; each worker that is started runs one job at a time."""
    with installation("--no-work", JOB_THREADS="1", **LOOPBACK) as made:
        yield made


@pytest.fixture
def team(served: Installation) -> TeamOnIt:
    """The team whose jobs run."""
    return served.make_team("Two Workers")


@pytest.fixture
def wire(served: Installation, team: TeamOnIt) -> Wire:
    """Its API, with an OCR workflow."""
    made = Wire(served.base, team)
    assert made.call("PUT", "workflows/ocr", json=OCR).status_code == 200
    return made


def test_two_workers_share_the_jobs_and_none_makes_two_reviews(
    served: Installation, wire: Wire
) -> None:
    workers = [served.run_beside("work"), served.run_beside("work")]
    until(lambda: len(beating(served)) == BOTH, "two workers", 120)
    meeting = threading.Barrier(BOTH)
    with pictures(quote_picture(), before=lambda: meeting.wait(60)) as server:
        ids = [
            wire.create_job("Image", str(n), server.url, WorkflowName="ocr")
            for n in range(4 * BOTH)
        ]
        ids += [wire.create_job("Text", str(n), "crap") for n in range(40)]
        jobs = [wire.ended(job_id, 120) for job_id in ids]
    assert {job["Status"] for job in jobs} == {"Complete"}
    assert not meeting.broken, "one worker had to do another's job"
    assert served.rows("SELECT DISTINCT tries FROM jobs_job") == [(1,)]
    reviews = "SELECT count(*), count(DISTINCT job_id) FROM reviews_review"
    assert served.rows(reviews) == [(len(ids), len(ids))]
    assert all(worker.poll() is None for worker in workers)


def test_a_paused_worker_that_comes_back_after_its_rescue_changes_nothing_and_works_on(
    served: Installation, team: TeamOnIt, wire: Wire
) -> None:
    first = served.run_beside("work")
    served.wait_until_ready()
    with receiver(team.secret) as told:
        job_id, paused = pause_in_a_job(first, wire, told)
        second = served.run_beside("work")
        job = wire.ended(job_id, 120)
        assert "Starting Execution - Try 2" in messages(job)
        until(lambda: "Posted results" in str(wire.job(job_id)), "the Job callback")
        before = everything(served, wire, told, job_id)
        paused.send_signal(signal.SIGCONT)
        until(lambda: "job.stale_run" in served.log.read_text(), "the end of the first run")
        assert everything(served, wire, told, job_id) == before
    second.terminate()
    second.wait(30)
    assert wire.ended(wire.create_job("Text", "after", "crap"))["Status"] == "Complete"


def pause_in_a_job(work: Popen[bytes], wire: Wire, told: Receiver) -> tuple[str, psutil.Process]:
    """Stop the worker after it has fetched its picture and before its job is done."""
    process = worker_of(work)
    for _ in range(5):
        fetched = threading.Event()
        with pictures(quote_picture(), after=fetched.set) as server:
            job_id = a_job(wire, server, told)
            assert fetched.wait(60)
            process.send_signal(signal.SIGSTOP)
        if wire.job(job_id)["Status"] == "InProgress":
            return job_id, process
        process.send_signal(signal.SIGCONT)
    raise NeverHappened("the worker was never caught in the middle of a job")


def a_job(wire: Wire, server: PictureServer, told: Receiver) -> str:
    """A picture by address; the second run must find it too, so it is answered from memory."""
    return wire.create_job(
        "Image", "paused", server.url, WorkflowName="ocr", CallBackEndpoint=told.url
    )


def worker_of(work: Popen[bytes]) -> psutil.Process:
    """The one child of ``work``."""
    children = psutil.Process(work.pid).children()
    assert len(children) == 1
    return children[0]


def beating(served: Installation) -> list[tuple[int]]:
    """Workers that have their models loaded."""
    return served.rows("SELECT pid FROM runtime_workerheartbeat WHERE models_loaded")


def messages(job: Json) -> list[str]:
    """The report's lines."""
    return [line["Msg"] for line in job["JobExecutionReport"]]


def everything(served: Installation, wire: Wire, told: Receiver, job_id: str) -> Json:
    """All that could have been done twice."""
    return (
        wire.job(job_id),
        served.rows("SELECT * FROM jobs_job WHERE id = %s", job_id),
        served.rows("SELECT * FROM reviews_review ORDER BY id"),
        served.rows("SELECT * FROM callbacks_delivery ORDER BY id"),
        told.heard.count,
    )
