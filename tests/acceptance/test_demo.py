"""``openmoderator demo --once``: the main job, unattended, told as one JSON object."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from tests.acceptance.calling import Json
from tests.acceptance.running import COMMAND, free_port

from openmoderator.config import PREFIX

SECONDS = 240
TEXT = (
    "IF WE DID \r\nALL \r\nTHE THINGS \r\nWE ARE \r\nCAPABLE \r\nOF DOING, \r\nWE WOULD \r\n"
    "LITERALLY \r\nASTOUND \r\nOURSELVES \r\n"
)
Done = subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A path for the demo's data; nothing is there yet."""
    root = Path(tempfile.mkdtemp(prefix="om-demo-"))
    root.chmod(0o711)
    yield root / "data"
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="module")
def done(folder: Path) -> Done:
    """The demo, run to its end on an empty folder."""
    return run(folder)


@pytest.fixture(scope="module")
def told(done: Done) -> Json:
    """What it printed."""
    return json.loads(done.stdout)


def test_it_ends_well_and_leaves_its_folder_but_no_process(done: Done, folder: Path) -> None:
    assert done.returncode == 0, done.stderr[-2000:]
    assert (folder / "postgres").is_dir()
    assert processes_on(folder) == []


def test_standard_output_is_one_json_object_with_job_review_and_both_callbacks(told: Json) -> None:
    assert list(told) == ["job", "review", "callbacks"]
    assert [body["CallBackType"] for body in told["callbacks"]] == ["Job", "Review"]


def test_the_job_is_complete_with_the_text_of_the_picture_word_for_word(told: Json) -> None:
    job = told["job"]
    assert (job["Status"], job["WorkflowId"], job["Type"]) == ("Complete", "OCR", "Image")
    assert job["ResultMetaData"] == [
        {"Key": "hasText", "Value": "True"},
        {"Key": "ocrText", "Value": TEXT},
    ]


def test_the_report_has_exactly_the_recorded_lines_newest_first(told: Json) -> None:
    job = told["job"]
    assert [line["Msg"] for line in job["JobExecutionReport"]] == [
        f"Posted results to the Callbackendpoint: {job['CallBackEndpoint']}",
        "Job marked completed and job content has been removed",
        "Execution Complete",
        "Successfully got hasText response from Moderator",
        "Getting hasText from Moderator",
        "Starting Execution - Try 1",
    ]
    times = [line["Ts"] for line in job["JobExecutionReport"]]
    assert times == sorted(times, reverse=True)


def test_the_review_was_decided_by_a_person_and_both_callbacks_tell_of_it(told: Json) -> None:
    job, review = told["job"], told["review"]
    assert review["ReviewId"] == job["ReviewId"]
    assert review["Status"] == "Complete"
    tags = {"a": "False", "r": "True"}
    assert {tag["Key"]: tag["Value"] for tag in review["ReviewerResultTags"]} == tags
    of_job, of_review = told["callbacks"]
    assert of_job["Metadata"] == {"hastext": "True", "ocrtext": TEXT, "imagename": "sample6"}
    assert (of_job["JobId"], of_job["ReviewId"]) == (job["Id"], review["ReviewId"])
    assert of_review["ReviewId"] == review["ReviewId"]
    assert of_review["ReviewerResultTags"] == tags


def test_it_runs_again_on_the_same_folder(done: Done, told: Json, folder: Path) -> None:
    again = run(folder)
    assert again.returncode == 0, again.stderr[-2000:]
    assert json.loads(again.stdout)["job"]["Id"] != told["job"]["Id"]
    assert processes_on(folder) == []


def test_a_folder_that_no_demo_made_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("precious")
    refused = run(tmp_path)
    assert refused.returncode == 2
    assert str(tmp_path) in refused.stderr
    assert "Traceback" not in refused.stderr
    assert refused.stdout == ""
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def run(folder: Path) -> Done:
    """The demo to its end, as anybody would start it."""
    mine = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    mine.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(
        [*COMMAND, "demo", "--once", "--port", str(free_port()), "--data", str(folder)],
        env=mine,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def processes_on(folder: Path) -> list[str]:
    """Command lines of processes that name the folder in their arguments or environment."""
    found = []
    for process in psutil.process_iter():
        try:
            said = [*process.cmdline(), *process.environ().values()]
        except psutil.Error:
            continue
        if any(str(folder) in text for text in said):
            found.append(" ".join(process.cmdline()))
    return found
