"""Which terms of a spelled-out run count: `f u c k y o u` yes, `c l a s s i c` no.

A run has no spaces to tell words by; a term in it counts only where terms and a few small
words fill the run from its first letter to its last.
"""

from collections.abc import Iterable
from typing import Final

from openmoderator.detect.text.automaton import Hit
from openmoderator.detect.text.spellings import Spelling

_SMALL: Final = """
a i u r you ur your me my he she it is are am the this that off up of on in to so what we they
all no not go and or who his her him them be an oh hey just some
"""
SMALL_WORDS: Final = tuple(Spelling(word, word, 0) for word in _SMALL.split())


def covering(hits: Iterable[Hit], length: int) -> list[Hit]:
    """Return the hits that lie on some row of hits from 0 to `length`, gapless."""
    ordered = sorted(hits, key=lambda hit: hit.start)
    reached = {0}
    forward = []
    for hit in ordered:
        if hit.start in reached:
            reached.add(hit.end)
            forward.append(hit)
    leads_out = {length}
    kept = []
    for hit in sorted(forward, key=lambda hit: hit.end, reverse=True):
        if hit.end in leads_out:
            leads_out.add(hit.start)
            kept.append(hit)
    return kept
