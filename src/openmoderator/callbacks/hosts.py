"""How many posts this process has under way to each receiver. In memory only."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

PER_HOST: Final = 4


class HostSlots:
    """Slots per receiver; safe to use from many threads."""

    def __init__(self, per_host: int = PER_HOST) -> None:
        self._per_host = per_host
        self._lock = threading.Lock()
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def slot(self, host: str) -> Iterator[bool]:
        """Hold a slot while inside; False means that all of them are taken. Never waits."""
        taken = self._take(host)
        try:
            yield taken
        finally:
            if taken:
                self._give_back(host)

    def _take(self, host: str) -> bool:
        with self._lock:
            if self._under_way[host] >= self._per_host:
                return False
            self._under_way[host] += 1
            return True

    def _give_back(self, host: str) -> None:
        with self._lock:
            self._under_way[host] -= 1
            if not self._under_way[host]:
                del self._under_way[host]
