"""Which terms of a spelled-out run count: `f u c k y o u` yes, `c l a s s i c` no.

A run has no spaces to tell words by; a term in it counts only where terms and a few small
words fill the run from its first letter to its last.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np

from openmoderator.detect.text.automaton import Hit
from openmoderator.detect.text.reading import SpelledOut
from openmoderator.detect.text.spellings import Spelling

_SMALL: Final = """
a i u r you ur your me my he she it is are am the this that off up of on in to so what we they
all no not go and or who his her him them be an oh hey just some
"""
SMALL_WORDS: Final = tuple(Spelling(word, word, 0) for word in _SMALL.split())


def covering(spelled: SpelledOut, hits: Iterable[Hit]) -> Iterator[Hit]:
    """Yield the hits that lie on some row of hits from the start of a run to its end, gapless."""
    by_run: dict[int, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_run[int(np.searchsorted(spelled.ends, hit.start))].append(hit)
    for run, inside in by_run.items():
        if any(hit.spelling.severity for hit in inside):
            yield from _covering(inside, int(spelled.starts[run]), int(spelled.ends[run]))


def _covering(hits: list[Hit], start: int, end: int) -> list[Hit]:
    reached = {start}
    forward = []
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.start in reached:
            reached.add(hit.end)
            forward.append(hit)
    leads_out = {end}
    kept = []
    for hit in sorted(forward, key=lambda hit: hit.end, reverse=True):
        if hit.end in leads_out:
            leads_out.add(hit.start)
            kept.append(hit)
    return kept
