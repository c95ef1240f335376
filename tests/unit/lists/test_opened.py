"""Open snapshots are shared, bounded, and opened once."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from openmoderator.lists.opened import Opened


class File:
    """Something that is open."""


def test_a_version_is_opened_once_however_many_threads_ask() -> None:
    opened: Opened[File] = Opened(4)
    made: list[File] = []
    barrier = threading.Barrier(8)

    def open_it() -> File:
        made.append(File())
        return made[-1]

    def ask(_number: int) -> File:
        barrier.wait(10)
        return opened.get(1, "a", open_it)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, range(8)))
    assert len(made) == 1
    assert set(found) == {made[0]}


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    opened: Opened[str] = Opened(4)
    assert opened.get(1, "a", lambda: "old") == "old"
    assert opened.get(1, "b", lambda: "new") == "new"
    assert (opened.last(1), len(opened)) == ("new", 1)


def test_what_cannot_be_opened_leaves_the_version_before() -> None:
    opened: Opened[str] = Opened(4)
    opened.get(1, "a", lambda: "old")

    def broken() -> str:
        raise OSError("away")

    with pytest.raises(OSError, match="away"):
        opened.get(1, "b", broken)
    assert opened.last(1) == "old"


def test_the_one_used_longest_ago_falls_out_and_is_closed_when_its_user_is_done() -> None:
    opened: Opened[File] = Opened(2)
    used = opened.get(1, "a", File)
    gone = weakref.ref(opened.get(2, "a", File))
    opened.get(1, "a", File)
    opened.get(3, "a", File)
    gc.collect()
    assert gone() is None
    assert opened.last(1) is used
    opened.get(4, "a", File)
    assert opened.last(1) is None
    assert isinstance(used, File)
