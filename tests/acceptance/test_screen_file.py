"""``openmoderator screen`` as a process: results, kills, resuming, lists of a team."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest
from tests.acceptance.calling import direct
from tests.acceptance.running import installation

SCREEN = (sys.executable, "-m", "openmoderator", "screen")
RECORDS = 10_000
"""Enough for some seconds of work, so that a run can be killed more than once."""
SENTENCES = (
    "What a crap day, write to name@site.test.",
    "Der Zug nach Bern fährt heute später ab.",
    "She said 🙂 nothing about b@stards.",
    "Plain words about the garden and the weather.",
)


def write_records(path: Path, count: int) -> None:
    """Numbered records, some of them bad."""
    with path.open("w") as file:
        for number in range(count):
            line = json.dumps({"number": number, "text": SENTENCES[number % len(SENTENCES)] * 8})
            file.write(f"{line if number % 97 else line[:-3]}\n")


def run(env: Mapping[str, str], *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*SCREEN, *map(str, arguments)],
        env=dict(env),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def numbers_in(out: Path) -> list[int]:
    return [json.loads(line)["number"] for line in out.read_text().splitlines()]


def kept(out: Path) -> int:
    """Bytes of the output that the run's mark, kept once a second, vouches for."""
    mark = out.with_name(f"{out.name}.resume")
    return int(json.loads(mark.read_text())["size"]) if mark.exists() else 0


def kill_when_it_has_kept_more(started: subprocess.Popen[bytes], out: Path, before: int) -> None:
    """``kill -9`` in the middle; every process below it ends as well."""
    while kept(out) <= before:
        assert started.poll() is None
        time.sleep(0.01)
    family = psutil.Process(started.pid).children(recursive=True)
    started.kill()
    started.wait()
    _, alive = psutil.wait_procs(family, timeout=30)
    assert not alive


def test_each_record_comes_back_with_what_was_found(
    tmp_path: Path, clean_env: Mapping[str, str], data_folder: Path
) -> None:
    path = tmp_path / "texts.jsonl"
    path.write_text('{"text": "a crap 425 555 0111"}\nnot json\n{"text": "héllo", "id": 7}\n')
    done = run(clean_env, path, "--pii", "--language", "en", "--data", data_folder)
    assert done.returncode == 0, done.stderr
    assert "Line 2 is left out: it is no JSON" in done.stderr
    assert "3 records, 1 left out" in done.stderr
    first, second = map(json.loads, (tmp_path / "texts.screened.jsonl").read_text().splitlines())
    assert first["screened"]["terms"][0]["term"] == "crap"
    assert first["screened"]["pii"]["phones"][0]["text"] == "425 555 0111"
    assert second == {
        "text": "héllo",
        "id": 7,
        "screened": {"language": "eng", "terms": [], "pii": {}},
    }
    assert not data_folder.exists()
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "texts.jsonl",
        "texts.screened.jsonl",
    ]


def test_csv_comes_back_as_csv_without_formulas(
    tmp_path: Path, clean_env: Mapping[str, str]
) -> None:
    path, out = tmp_path / "texts.csv", tmp_path / "out.csv"
    path.write_text('id,body\n=1,"crap, crap"\n2,nice\n')
    done = run(clean_env, path, "--column", "body", "--out", out, "--language", "eng")
    assert done.returncode == 0, done.stderr
    with out.open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["id", "body", "language", "terms", "places", "severity"],
        ["'=1", "crap, crap", "eng", "crap; crap", "0:4; 6:4", "1"],
        ["2", "nice", "eng", "", "", ""],
    ]


def test_a_killed_run_goes_on_and_no_record_is_lost_or_twice(
    tmp_path: Path, clean_env: Mapping[str, str]
) -> None:
    path, out, whole = (tmp_path / name for name in ("in.jsonl", "out.jsonl", "whole.jsonl"))
    write_records(path, RECORDS)
    for _ in range(2):
        before = kept(out)
        started = subprocess.Popen(
            [*SCREEN, str(path), "--out", str(out)], env=dict(clean_env), stderr=subprocess.DEVNULL
        )
        kill_when_it_has_kept_more(started, out, before)
        with out.open("ab") as torn:
            torn.write(b'{"number": 99')
    assert len(out.read_bytes().splitlines()) < RECORDS * 0.9
    again = run(clean_env, path, "--out", out)
    assert again.returncode == 0, again.stderr
    assert "by an earlier run" in again.stderr
    assert numbers_in(out) == [number for number in range(RECORDS) if number % 97]
    assert run(clean_env, path, "--out", whole).returncode == 0
    assert out.read_bytes() == whole.read_bytes()


def test_a_whole_output_and_another_runs_are_left_alone(
    tmp_path: Path, clean_env: Mapping[str, str]
) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "in.screened.jsonl"
    write_records(path, 5)
    assert run(clean_env, path).returncode == 0
    written = out.read_bytes()
    again = run(clean_env, path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert out.read_bytes() == written


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--language", "klingon"), "'klingon' is not known"),
        (("--list", "3"), "--list needs the --team"),
        (("--out", "x.csv"), "--out has to end with .jsonl"),
        (("--field", "body"), "1 left out"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    tmp_path: Path, clean_env: Mapping[str, str], arguments: tuple[str, ...], said: str
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "x"}\n')
    done = run(clean_env, path, *arguments)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_classifier_that_is_not_there_is_named(
    tmp_path: Path, clean_env: Mapping[str, str]
) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text('{"text": "you are stupid"}\n')
    folder = {"OPENMODERATOR_CATEGORY_MODEL": str(tmp_path / "none")}
    done = run({**clean_env, **folder}, path, "--classify")
    assert done.returncode == 2
    assert "there is no such folder" in done.stderr
    assert "Traceback" not in done.stderr
    own = run(clean_env, path, "--classify")
    assert own.returncode == 0, own.stderr
    record = json.loads((tmp_path / "in.screened.jsonl").read_text())
    assert record["screened"]["classification"]["offensive"] > 0.5


def test_the_lists_of_a_team_are_looked_up() -> None:
    with installation() as made:
        team = made.make_team("Blue")
        session = direct()
        session.headers["Ocp-Apim-Subscription-Key"] = team.key
        lists = f"{made.base}/contentmoderator/lists/v1.0/termlists"
        own = session.post(lists, json={"Name": "fruit"}, timeout=30).json()["Id"]
        for path in ("terms/banana?language=eng", "refreshindex?language=eng"):
            assert session.post(f"{lists}/{own}/{path}", timeout=60).ok
        file = made.root / "in.jsonl"
        file.write_text('{"text": "a banana, what crap"}\n')
        asked = ("--team", team.id, "--list", str(own), "--data", made.data)
        done = run(made.environment(), file, *asked)
        assert done.returncode == 0, done.stderr
        (line,) = (made.root / "in.screened.jsonl").read_text().splitlines()
        found = [(term["term"], term["list_id"]) for term in json.loads(line)["screened"]["terms"]]
        assert found == [("banana", own), ("crap", 0)]
