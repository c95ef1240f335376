"""Bulk import through COPY: a million entries in one transaction, counted against the limits.

The rows go to a temporary table first, and from there what is not in the list yet. The list's
row is locked meanwhile, so other changes of it wait; nothing is imported where any of it is
unusable or goes beyond the limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction

from openmoderator.accounts.models import Team
from openmoderator.lists.catalogue import locked
from openmoderator.lists.entries import changed, require_room
from openmoderator.lists.errors import UnusableEntry
from openmoderator.lists.exchange.values import SharedHash
from openmoderator.lists.languages import language_of
from openmoderator.lists.models import ImageList, TermList
from openmoderator.lists.terms import storable, usable_term

DIGITS: Final[Mapping[str, int]] = {"pdq": 64, "md5": 32, "sha256": 64}
_HEX: Final = re.compile(r"[0-9a-f]+")
_NUMBER: Final = re.compile(r"-?[0-9]{1,18}")
Told = Callable[[int], None]
STEP: Final = 10_000
"""Entries between two calls of `told`."""
_OPPOSITE: Final = {False: "NON_MALICIOUS", True: "MALICIOUS"}
"""What the other side says of entries that a list must not take, by whether it is negative."""

_TERMS_DRAFT: Final = """
CREATE TEMPORARY TABLE new_entries (number bigint GENERATED ALWAYS AS IDENTITY, text text)
ON COMMIT DROP
"""
_TERMS_INSERT: Final = """
INSERT INTO lists_term (term_list_id, language, text)
SELECT %s, %s, text FROM new_entries ORDER BY number ON CONFLICT DO NOTHING
"""
_HASHES_DRAFT: Final = """
CREATE TEMPORARY TABLE new_entries (
    number bigint GENERATED ALWAYS AS IDENTITY,
    kind text, hash bytea, tags bigint[], words text[], at timestamptz
) ON COMMIT DROP
"""
_HASHES_INSERT: Final = """
INSERT INTO lists_listedimage
    (image_list_id, kind, tags, shared_tags, label, pdq, md5, sha256, added_at)
SELECT %s, kind, tags, words, %s, CASE kind WHEN 'pdq' THEN hash END,
    CASE kind WHEN 'md5' THEN hash END, CASE kind WHEN 'sha256' THEN hash END,
    COALESCE(at, clock_timestamp())
FROM new_entries ORDER BY number ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Imported:
    """How many entries came, and how many of them were new to the list."""

    given: int
    added: int


def import_terms(
    team: Team, list_id: int, language: str, texts: Iterable[str], told: Told = lambda _done: None
) -> Imported:
    """Add terms in their order. Raises what `terms.add` raises, and then adds nothing."""
    code = language_of(language)
    with transaction.atomic():
        row = locked(TermList, team, list_id)
        rows = ((usable_term(text),) for text in texts)
        given = _copy(_TERMS_DRAFT, "COPY new_entries (text) FROM STDIN", rows, told)
        added = _insert(_TERMS_INSERT, [row.pk, code])
        _settle(row, added, {"language": code, "count": added}, code)
    return Imported(given, added)


def import_hashes(
    team: Team,
    list_id: int,
    entries: Iterable[SharedHash],
    label: str | None = None,
    told: Told = lambda _done: None,
) -> Imported:
    """Add hashes in their order. Tags that are whole numbers become tags of Match as well.

    What the other side calls harmless goes into a negative list only, and what it calls
    malicious into others only. Raises `ListNotFound`, `LimitReached` or `UnusableEntry`, and
    then adds nothing.
    """
    with transaction.atomic():
        row = locked(ImageList, team, list_id)
        target = "COPY new_entries (kind, hash, tags, words, at) FROM STDIN"
        fitting = (entry for entry in entries if entry.status != _OPPOSITE[row.negative])
        given = _copy(_HASHES_DRAFT, target, map(_hash_row, fitting), told)
        added = _insert(_HASHES_INSERT, [row.pk, label])
        _settle(row, added, {"count": added})
    return Imported(given, added)


def _settle(
    row: TermList | ImageList, added: int, detail: dict[str, object], language: str = ""
) -> None:
    """The limit judges what is new: entries that were there already cost nothing."""
    require_room(row, added)
    if added:
        changed(row, added, "imported", detail, language)


def _copy(draft: str, copy: str, rows: Iterable[tuple[Any, ...]], told: Told) -> int:
    given = 0
    with connection.cursor() as cursor:
        cursor.execute(draft)
        with cursor.copy(copy) as stream:
            for given, values in _numbered(rows):
                stream.write_row(values)
                if given % STEP == 0:
                    told(given)
    told(given)
    return given


def _numbered(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    return enumerate(rows, 1)


def _insert(statement: str, values: list[int | str | None]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        added: int = cursor.rowcount
        cursor.execute("DROP TABLE new_entries")
    return added


def _hash_row(entry: SharedHash) -> tuple[Any, ...]:
    digits = DIGITS.get(entry.kind)
    if len(entry.value) != digits or not _HEX.fullmatch(entry.value):
        message = f"'{entry.value[:80]}' is no {entry.kind[:20]} hash."
        raise UnusableEntry(message)
    numbers = [int(tag) for tag in entry.tags if _NUMBER.fullmatch(tag)]
    words = [storable(tag) for tag in entry.tags]
    return (entry.kind, bytes.fromhex(entry.value), numbers, words, entry.added_at)
