"""Places of a text, and whether others touch them: the time of a question grows with the
logarithm of their number.

Knows no finding; code points in, yes or no out.
"""

from bisect import bisect_right
from collections.abc import Iterable


class Covered:
    """The code points inside any of some spans (start and end, start < end, in any order)."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the code points from `start` to before `end` is covered."""
        place = bisect_right(self._ends, start)
        return place < len(self._starts) and self._starts[place] < end
