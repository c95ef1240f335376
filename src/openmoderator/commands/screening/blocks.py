"""Records gathered into blocks, the unit that a process screens and the journal counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from openmoderator.commands.screening.records import BadRecord, Record, Source

_RECORDS: Final = 64
_CHARACTERS: Final = 64 * 1024
"""What a block has at most of either; it has at least one record."""


@dataclass(frozen=True, slots=True)
class Block:
    """Some records, and the state of reading behind the last of them.

    `done` counts all records of the file up to there, bad ones included; `position` its bytes.
    """

    records: tuple[Record, ...]
    done: int
    bad: int
    position: int


def blocks(
    source: Source, done: int, bad: int, tell: Callable[[BadRecord], None]
) -> Iterator[Block]:
    """The records behind the first `done`; `tell` hears of each bad one.

    The last block may be empty: it counts the bad records at the end of the file.
    """
    gathered: list[Record] = []
    characters = 0
    for item in islice(source, done, None):
        done += 1
        if isinstance(item, BadRecord):
            bad += 1
            tell(item)
            continue
        gathered.append(item)
        characters += len(item.text)
        if len(gathered) >= _RECORDS or characters >= _CHARACTERS:
            yield Block(tuple(gathered), done, bad, source.position)
            gathered, characters = [], 0
    yield Block(tuple(gathered), done, bad, source.position)
