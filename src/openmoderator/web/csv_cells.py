"""CSV for people's spreadsheets: no cell can start a formula, and rows leave as they come."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> str:
    """The text of a cell, with an apostrophe before what a spreadsheet would compute."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) and not _is_number(text) else text


def csv_response(
    name: str, header: Sequence[object], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A download called `name`.csv in UTF-8 with a mark that spreadsheets understand."""
    response = StreamingHttpResponse(lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def lines(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of the file, one at a time."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in chain([header], rows):
        yield writer.writerow([harmless(cell) for cell in row])


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
