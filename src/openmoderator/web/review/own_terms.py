"""Terms of the team's own lists that a workflow found in a text, read from its metadata.

Pure. The metadata keeps them as contract 4.1 has them: JSON with Term, Index (UTF-16 units) and
ListId, where 0 is the built-in list. Callers may send anything there: what has not that shape
is passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

KEYS = frozenset({"matchterms", "text.matchterms"})
BUILT_IN = "0"


@dataclass(frozen=True)
class OwnTerm:
    """A term, the UTF-16 offset where it was found, and the id of its list."""

    term: str
    index: int
    list_id: str

    def place(self, text: str) -> tuple[int, int]:
        """Start and end in code points of `text`; the whole written word, if longer."""
        start = len(text.encode("utf-16-le")[: 2 * self.index].decode("utf-16-le", "replace"))
        end = min(len(text), start + len(self.term))
        while start < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        return start, end


def own_terms(metadata: Iterable[Sequence[str]]) -> tuple[OwnTerm, ...]:
    """The terms of own lists in the order of the metadata."""
    given = {key.lower(): value for key, value in metadata}
    found = [found for key in sorted(KEYS & given.keys()) for found in _listed(given[key])]
    return tuple(dict.fromkeys(found))


def _listed(text: str) -> list[OwnTerm]:
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):
        return []
    rows = rows if isinstance(rows, list) else []
    return [term for row in rows if isinstance(row, dict) and (term := _term(row)) is not None]


def _term(row: dict[str, object]) -> OwnTerm | None:
    lowered = {str(key).lower(): value for key, value in row.items()}
    term, index = lowered.get("term"), lowered.get("index")
    list_id = str(lowered.get("listid") or BUILT_IN)
    if not isinstance(term, str) or not isinstance(index, int) or list_id == BUILT_IN:
        return None
    return OwnTerm(term, index, list_id) if term and index >= 0 else None
