"""The snapshots that this process has open: the most recently used ones, shared by its threads.

Opening maps a file. One that falls out is closed when its last user lets go of it, which is
when nothing refers to it any more. Knows no files and no rows.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")
_STRIPES: Final = 16


@dataclass(frozen=True)
class _Entry(Generic[T]):
    version: str
    value: T


class Opened(Generic[T]):
    """At most `most` open values, each in the newest version that was asked for."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: OrderedDict[int, _Entry[T]] = OrderedDict()
        self._guard = threading.Lock()
        self._opening = [threading.Lock() for _ in range(_STRIPES)]

    def get(self, key: int, version: str, open_it: Callable[[], T]) -> T:
        """The value of that version; opened once, however many threads ask together.

        What `open_it` raises is raised, and the version that was there before stays.
        """
        found = self._look(key, version)
        if found is None:
            with self._opening[key % _STRIPES]:
                found = self._look(key, version) or self._keep(key, _Entry(version, open_it()))
        return found.value

    def last(self, key: int) -> T | None:
        """What is open for the key, whatever version it is."""
        with self._guard:
            entry = self._entries.get(key)
        return None if entry is None else entry.value

    def __len__(self) -> int:
        return len(self._entries)

    def _look(self, key: int, version: str) -> _Entry[T] | None:
        with self._guard:
            entry = self._entries.get(key)
            if entry is None or entry.version != version:
                return None
            self._entries.move_to_end(key)
            return entry

    def _keep(self, key: int, entry: _Entry[T]) -> _Entry[T]:
        with self._guard:
            self._entries[key] = entry
            self._entries.move_to_end(key)
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)
        return entry
