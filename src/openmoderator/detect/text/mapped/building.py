"""Makes the arrays of a snapshot from terms, a slice of them at a time.

Memory is that of the terms themselves and 12 bytes for each key. The order in which terms come
does not matter: they are sorted.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.alphabets import Alphabet
from openmoderator.detect.text.folded import SPACE, Codes, Places, codes_of
from openmoderator.detect.text.mapped.hashing import Hashed, Hashes
from openmoderator.detect.text.mapped.keys import Key, keys_of
from openmoderator.detect.text.mapped.layout import Arrays, Facts
from openmoderator.detect.text.mapped.windows import (
    ANYWHERE,
    EXACT,
    HEAD_LETTERS,
    HEAD_WORDS,
    RAW,
    ROW_HEADS,
    STRETCH_HEADS,
    WORDS,
)
from openmoderator.detect.text.reading import collapse

SLICE: Final = 20_000
BITS_A_KEY: Final = 32
_NEWLINE: Final = 10
_Item = TypeVar("_Item", np.uint32, np.uint64)
_COLLAPSED: Final = frozenset((WORDS, ANYWHERE))


@dataclass
class _Gathered:
    """What has been made of the slices so far."""

    hashes: list[Hashes] = field(default_factory=list)
    owners: list[NDArray[np.uint32]] = field(default_factory=list)
    heads: list[Hashes] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    lengths: dict[int, set[int]] = field(
        default_factory=lambda: {kind: set() for kind in (WORDS, ANYWHERE, EXACT, RAW)}
    )


def arrays_of(
    alphabet: Alphabet, terms: Iterable[str], progress: Callable[[int], None] | None
) -> tuple[Facts, Arrays]:
    """Return what `layout.write` writes. `progress` is told how many terms are done."""
    ordered = sorted({term for term in terms if term})
    gathered = _Gathered()
    for first in range(0, len(ordered), SLICE):
        _gather(gathered, alphabet, ordered[first : first + SLICE], first)
        if progress is not None:
            progress(min(first + SLICE, len(ordered)))
    hashes, owners = _joined(gathered.hashes, np.uint64), _joined(gathered.owners, np.uint32)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    heads = np.unique(_joined(gathered.heads, np.uint64))
    arrays: Arrays = {
        "hashes": hashes,
        "owners": owners,
        "heads": heads,
        "filter": bits_of(np.concatenate((hashes, heads))),
        **_blob(ordered),
    }
    return _facts(len(ordered), alphabet, gathered), arrays


def bits_of(hashes: Hashes) -> NDArray[np.uint8]:
    """Return a bit field in which the leading bits of each hash are set; at least one byte."""
    size = max(8, 1 << (len(hashes) * BITS_A_KEY - 1).bit_length())
    places = hashes >> np.uint64(64 - size.bit_length() + 1)
    flags = np.zeros(size, np.bool_)
    flags[places] = True
    return np.packbits(flags, bitorder="little")


def _gather(gathered: _Gathered, alphabet: Alphabet, terms: Sequence[str], first: int) -> None:
    keys = [(key, first + at) for at, term in enumerate(terms) for key in keys_of(alphabet, term)]
    for kind in (WORDS, ANYWHERE, EXACT, RAW):
        chosen = [(key, owner) for key, owner in keys if key.kind == kind]
        if chosen:
            _gather_kind(gathered, alphabet, kind, chosen)


def _gather_kind(
    gathered: _Gathered, alphabet: Alphabet, kind: int, keys: Sequence[tuple[Key, int]]
) -> None:
    codes = codes_of("\n".join(key.text for key, _ in keys))
    if kind in _COLLAPSED:
        codes, _ = collapse(alphabet, codes)
    ends = np.append(np.flatnonzero(codes == _NEWLINE), len(codes))
    starts = np.append(0, ends[:-1] + 1)
    hashed = Hashed(codes)
    gathered.hashes.append(_hashes(hashed, starts, ends, kind))
    gathered.owners.append(np.array([owner for _, owner in keys], np.uint32))
    if kind == WORDS:
        starts, ends = _phrases_apart(gathered, codes, hashed, starts, ends)
    lengths = ends - starts
    gathered.lengths[kind].update(np.unique(lengths).tolist())
    longer = starts[lengths >= HEAD_LETTERS]
    ends = longer + HEAD_LETTERS
    gathered.heads.append(_hashes(hashed, longer, ends, kind + STRETCH_HEADS))


def _phrases_apart(
    gathered: _Gathered, codes: Codes, hashed: Hashed, starts: Places, ends: Places
) -> tuple[Places, Places]:
    """Note the phrases, and return the places of the single words."""
    spaces = np.flatnonzero(codes == SPACE)
    before = np.searchsorted(spaces, starts)
    counts = np.searchsorted(spaces, ends) - before + 1
    gathered.words.update(np.unique(counts).tolist())
    long = counts > HEAD_WORDS
    heads = spaces[before[long] + HEAD_WORDS - 1]
    gathered.heads.append(_hashes(hashed, starts[long], heads, WORDS + ROW_HEADS))
    return starts[counts == 1], ends[counts == 1]


def _hashes(hashed: Hashed, starts: Places, ends: Places, salt: int) -> Hashes:
    return hashed.of(starts, ends, np.full(len(starts), salt))


def _blob(terms: Sequence[str]) -> Arrays:
    written = [term.encode("utf-8", "surrogatepass") for term in terms]
    ends = np.cumsum(np.fromiter(map(len, written), np.uint64, len(written)), dtype=np.uint64)
    offsets = np.concatenate((np.zeros(1, np.uint64), ends))
    return {"offsets": offsets, "terms": np.frombuffer(b"".join(written), np.uint8)}


def _joined(parts: Sequence[NDArray[_Item]], dtype: type[_Item]) -> NDArray[_Item]:
    return np.concatenate(parts) if parts else np.zeros(0, dtype)


def _facts(count: int, alphabet: Alphabet, gathered: _Gathered) -> Facts:
    lengths = gathered.lengths
    return Facts(
        count,
        alphabet.name,
        tuple(sorted(gathered.words)),
        *(tuple(sorted(lengths[kind])) for kind in (WORDS, ANYWHERE, EXACT, RAW)),
    )
