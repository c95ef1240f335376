"""Hash lists in the forms of Meta's ThreatExchange: CSV and JSON, read and written.

CSV with the column names of its site, or without a heading as its open-source tools keep it
(hash, id, time, tags). JSON as its API answers, descriptors or updates, in pages or line by line.
Entries that were deleted or are of other kinds than PDQ, MD5 and SHA-256 are passed over.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any, Final, TextIO

from openmoderator.lists.exchange import documents
from openmoderator.lists.exchange.descriptors import INNOCENT, UNKNOWN, VALUE, shared_hash
from openmoderator.lists.exchange.values import (
    KINDS,
    HashKind,
    OnError,
    SharedHash,
    UnreadableHash,
    report,
)

__all__ = [
    "KINDS",
    "HashKind",
    "SharedHash",
    "UnreadableHash",
    "read_csv",
    "read_json",
    "write_csv",
    "write_json",
]

COLUMNS: Final = (
    "td_raw_indicator",
    "td_indicator_type",
    "td_status",
    "td_subjective_tags",
    "td_creation_time",
)
# Columns of the form without a heading.
BARE: Final = ("indicator", "id", "added_on", "tags")
TYPE_OF: Final[dict[HashKind, str]] = {
    "pdq": "HASH_PDQ",
    "md5": "HASH_MD5",
    "sha256": "HASH_SHA256",
}
# A spreadsheet would take a cell that begins so for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Placed = tuple[int, object]


def read_csv(
    text: TextIO,
    *,
    kind: HashKind | None = None,
    innocent: bool = False,
    on_error: OnError | None = None,
) -> Iterator[SharedHash]:
    """The hashes of a CSV file in their order; open it with ``newline=""``.

    Without a heading the number of digits tells the kind: 64 are PDQ unless `kind` is sha256.
    Hashes that their owners call NON_MALICIOUS are passed over unless `innocent` asks for them.
    An entry that cannot be used raises UnreadableHash with its line; with `on_error` that is
    told of it instead and reading goes on.
    """
    yield from _shared(_csv_entries(text, on_error), kind, innocent, on_error)


def read_json(
    text: TextIO,
    *,
    kind: HashKind | None = None,
    innocent: bool = False,
    on_error: OnError | None = None,
) -> Iterator[SharedHash]:
    """The hashes of JSON text in their order; the text is read into memory as a whole.

    `kind` is for entries that do not name their type, the rest as for `read_csv`.
    """
    try:
        whole = text.read().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise UnreadableHash(1, "the file is not in UTF-8.") from error
    yield from _shared(documents.entries(whole, on_error), kind, innocent, on_error)


def write_csv(entries: Iterable[SharedHash], text: TextIO) -> None:
    """With the column names of the site. Tags are joined by semicolons."""
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        status, tags = entry.status or UNKNOWN, ";".join(entry.tags)
        moment = entry.added_at.isoformat() if entry.added_at else ""
        writer.writerow(
            (entry.value, TYPE_OF[entry.kind], _guarded(status), _guarded(tags), moment)
        )


def write_json(entries: Iterable[SharedHash], text: TextIO) -> None:
    """One page of descriptors as the API answers, an entry on each line."""
    text.write('{"data": [')
    for number, entry in enumerate(entries):
        text.write(",\n" if number else "\n")
        text.write(json.dumps(_descriptor(entry), ensure_ascii=False))
    text.write("\n]}\n")


def _shared(
    entries: Iterator[Placed], kind: HashKind | None, innocent: bool, on_error: OnError | None
) -> Iterator[SharedHash]:
    """What can be used of the entries."""
    for line, fields in entries:
        try:
            if not isinstance(fields, dict):
                raise UnreadableHash(line, "the entry is no object.")
            found = shared_hash(fields, line, kind)
        except UnreadableHash as error:
            report(error, on_error)
            continue
        if found is not None and (innocent or found.status != INNOCENT):
            yield found


def _csv_entries(text: TextIO, on_error: OnError | None) -> Iterator[Placed]:
    """Each row as fields by the names of its heading, or by those of the bare form."""
    names: tuple[str, ...] | None = None
    for line, row in _rows(text, on_error):
        if names is None:
            heading = tuple(cell.strip().removeprefix("\ufeff").lower() for cell in row)
            names = heading if set(VALUE) & set(heading) else BARE
            if names is heading:
                continue
        fields = dict(zip(names, map(_unguarded, row), strict=False))
        if names is BARE:
            fields["tags"] = fields.get("tags", "").replace(" ", ";")
        yield line, fields


def _rows(text: TextIO, on_error: OnError | None) -> Iterator[tuple[int, list[str]]]:
    """The rows that have a cell with something in it, with the lines they end on."""
    reader = csv.reader(text)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report(UnreadableHash(reader.line_num, f"this is no CSV ({error})."), on_error)
            continue
        except UnicodeDecodeError as error:
            raise UnreadableHash(reader.line_num + 1, "the file is not in UTF-8.") from error
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def _descriptor(entry: SharedHash) -> dict[str, Any]:
    """The fields of a descriptor."""
    fields: dict[str, Any] = {
        "raw_indicator": entry.value,
        "type": TYPE_OF[entry.kind],
        "status": entry.status or UNKNOWN,
        "tags": {"data": [{"text": tag} for tag in entry.tags]},
    }
    if entry.added_at is not None:
        fields["added_on"] = entry.added_at.isoformat()
    return fields


def _guarded(cell: str) -> str:
    """Quoted where a spreadsheet would compute it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguarded(cell: str) -> str:
    """What `_guarded` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA) else cell
