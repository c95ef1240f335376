"""One run over one file: blocks out to the processes, lines back into the output, progress kept."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from openmoderator.commands.screening.blocks import blocks
from openmoderator.commands.screening.journal import Journal, Mark, run_key
from openmoderator.commands.screening.records import BadRecord, Source, open_source
from openmoderator.commands.screening.results import csv_head
from openmoderator.commands.screening.workers import Plan, screened_blocks

_KEEP_EVERY: Final = 1.0
"""Seconds of work that a run may have to do again."""


@dataclass(frozen=True)
class Summary:
    """What this run did; `before` records were done by the run that it went on from."""

    records: int
    bad: int
    before: int
    characters: int
    seconds: float


def screen_file(path: Path, out: Path, field: str, plan: Plan, processes: int) -> Summary:
    """Screen every record of `path` into `out`, or what an ended run has left to do.

    Bad records are told on standard error. Raises `UnreadableFile`, `OtherRun`, `WorkersEnded`.
    """
    with closing(open_source(path, field)) as source:
        lists = [(one.list_id, one.language, one.path.name) for one in plan.lists]
        journal = Journal(out, run_key(path, field, plan.options, lists, plan.category_model))
        with tqdm(total=path.stat().st_size, unit="B", unit_scale=True, disable=None) as bar:
            return _work(source, journal, plan, processes, bar)


def _work(source: Source, journal: Journal, plan: Plan, processes: int, bar: tqdm[Any]) -> Summary:
    started = kept = time.monotonic()
    characters = 0
    file, before = journal.open()
    mark = before
    with file:
        if plan.as_csv and not before.size:
            file.write(csv_head(source.columns, plan.options))
        waiting = blocks(source, before.done, before.bad, _tell)
        for block, lines in screened_blocks(waiting, plan, processes):
            file.write(lines)
            mark = Mark(block.done, block.bad, file.tell())
            if time.monotonic() - kept >= _KEEP_EVERY:
                journal.keep(file, mark)
                kept = time.monotonic()
            characters += sum(len(record.text) for record in block.records)
            bar.update(block.position - bar.n)
    journal.finish()
    seconds = time.monotonic() - started
    return Summary(mark.done, mark.bad, before.done, characters, seconds)


def _tell(record: BadRecord) -> None:
    tqdm.write(f"Line {record.line} is left out: {record.reason}.", file=sys.stderr)
