"""What was found in a text as a line of the output: JSON as it is, or cells of CSV.

Places count code points of the text. A cell never begins like a formula of a spreadsheet.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from io import StringIO
from typing import Any, Final

from openmoderator.commands.screening.records import Record
from openmoderator.detect.text.screened import Screened, ScreenOptions

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_FOUND: Final = ("language", "terms", "places", "severity")
_SCORES: Final = ("sexual", "suggestive", "offensive")


def json_lines(found: Iterable[tuple[Record, Screened]]) -> bytes:
    """Each record with what was found under `screened`, a line each."""
    return b"".join(_json_line(record, screened) for record, screened in found)


def _json_line(record: Record, screened: Screened) -> bytes:
    values = record.values | {"screened": as_values(screened)}
    try:
        return json.dumps(values, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(values).encode() + b"\n"


def as_values(screened: Screened) -> dict[str, Any]:
    """What was found as JSON has it; without what was not asked for."""
    values: dict[str, Any] = {
        "language": screened.language,
        "terms": [
            {
                "term": term.term,
                "start": term.original_index,
                "length": term.length,
                "severity": term.severity,
                "list_id": term.list_id,
            }
            for term in screened.terms
        ],
    }
    if screened.autocorrected is not None:
        values["autocorrected"] = screened.autocorrected
    if screened.pii is not None:
        values["pii"] = {kind: found for kind, found in asdict(screened.pii).items() if found}
    if screened.classification is not None:
        values["classification"] = asdict(screened.classification)
    return values


def csv_columns(options: ScreenOptions) -> tuple[str, ...]:
    """The columns that are added to those of the file."""
    added = list(_FOUND)
    if options.autocorrect:
        added.append("autocorrected")
    if options.pii:
        added.append("pii")
    if options.classify:
        added += _SCORES
    return tuple(added)


def csv_head(columns: Sequence[str], options: ScreenOptions) -> bytes:
    """The first line of the output."""
    return _csv([[*columns, *csv_columns(options)]])


def csv_rows(found: Iterable[tuple[Record, Screened]], options: ScreenOptions) -> bytes:
    """Each row with the columns that are added."""
    return _csv([*record.cells, *_cells(screened, options)] for record, screened in found)


def _cells(screened: Screened, options: ScreenOptions) -> list[str]:
    terms = screened.terms
    cells = [
        screened.language,
        "; ".join(term.term for term in terms),
        "; ".join(f"{term.original_index}:{term.length}" for term in terms),
        str(max((term.severity for term in terms), default="")),
    ]
    if options.autocorrect:
        cells.append(screened.autocorrected or "")
    if options.pii:
        cells.append(_personal_data(screened))
    if options.classify:
        scores = screened.classification
        cells += (f"{getattr(scores, name):.4f}" if scores else "" for name in _SCORES)
    return cells


def _personal_data(screened: Screened) -> str:
    found = asdict(screened.pii) if screened.pii else {}
    return "; ".join(f"{kind}: {one['text']}" for kind, some in found.items() for one in some)


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    written = StringIO(newline="")
    csv.writer(written).writerows(map(_safe, row) for row in rows)
    return written.getvalue().encode(errors="replace")


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
