"""Processes that screen blocks of records side by side and give them back in order.

Each process opens lists and models for itself, and ends when the one that made it is gone.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from openmoderator.commands.screening.blocks import Block
from openmoderator.commands.screening.records import Record
from openmoderator.commands.screening.results import csv_rows, json_lines
from openmoderator.detect.text.categories import load_category_model
from openmoderator.detect.text.screen import ScreenOptions, screen_many
from openmoderator.detect.text.snapshot import TermSnapshot
from openmoderator.errors import OpenModeratorError
from openmoderator.runtime.child import die_with_parent


class WorkersEnded(OpenModeratorError):
    """A process was ended from outside, most often for want of memory."""

    retryable = True

    def __init__(self) -> None:
        super().__init__(
            "A process that screened was ended from outside. Run the same command again to go on; "
            "with --processes 1 it needs less memory."
        )


@dataclass(frozen=True)
class ListFile:
    """The snapshot of a team's list, as a file of this machine."""

    path: Path
    list_id: int
    language: str


@dataclass(frozen=True)
class Plan:
    """What every process does with every record."""

    options: ScreenOptions
    lists: tuple[ListFile, ...] = ()
    as_csv: bool = False
    category_model: Path | None = None
    """Folder of a classifier that takes the place of the packaged one; it was loaded once, so
    that what is wrong with it was told before any process began."""


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def screened_blocks(
    blocks: Iterable[Block], plan: Plan, processes: int
) -> Iterator[tuple[Block, bytes]]:
    """Each block with its lines of output, in the order of the blocks.

    At most two blocks a process are on their way. Raises `WorkersEnded`.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, _prepare, (plan, os.getpid()))
    waiting: deque[tuple[Block, Future[bytes]]] = deque()
    try:
        for block in blocks:
            waiting.append((block, pool.submit(_screen, block.records)))
            if len(waiting) > processes * 2:
                yield _first(waiting)
        while waiting:
            yield _first(waiting)
    except BrokenProcessPool as error:
        raise WorkersEnded from error
    finally:
        pool.shutdown(cancel_futures=True)


def _first(waiting: deque[tuple[Block, Future[bytes]]]) -> tuple[Block, bytes]:
    block, future = waiting.popleft()
    return block, future.result()


class _Screener:
    """What one process keeps between blocks."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lists = tuple(
            TermSnapshot.open(one.path, one.list_id, one.language) for one in plan.lists
        )

    def lines(self, records: tuple[Record, ...]) -> bytes:
        texts = [record.text for record in records]
        found = screen_many(texts, self._plan.options, self._lists)
        pairs = zip(records, found, strict=True)
        return csv_rows(pairs, self._plan.options) if self._plan.as_csv else json_lines(pairs)


_screeners: list[_Screener] = []
"""The one of this process, put there before its first block."""


def _prepare(plan: Plan, parent: int) -> None:
    die_with_parent(parent)
    if plan.options.classify and plan.category_model:
        load_category_model(plan.category_model)
    _screeners.append(_Screener(plan))


def _screen(records: tuple[Record, ...]) -> bytes:
    return _screeners[0].lines(records)
