"""Files of texts read record by record: JSON lines and CSV with a head. Never writes.

What cannot be read is a `BadRecord` with its line, and reading goes on behind it.
"""

from __future__ import annotations

import csv
import json
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, Final

from openmoderator.errors import BadInput

_LONGEST_CELL: Final = 64 * 1024 * 1024
_DEEPEST: Final = 200
"""Lists and objects inside each other; a record is handed to another process, and what is nested
some 500 deep cannot be."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record that begins in `line` (from 1): all of it, and the text to screen.

    `values` is an object of JSON, `cells` a row of CSV, whose columns may have one name; the
    other is empty.
    """

    line: int
    values: dict[str, Any]
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be screened, and why."""

    line: int
    reason: str


class UnreadableFile(BadInput):
    """The file as a whole cannot be read: its kind is not known, or it has no such column."""


class Source(ABC):
    """An open file of records; `columns` are those of its head, empty where it has none."""

    columns: tuple[str, ...] = ()

    def __init__(self, path: Path, field: str) -> None:
        self._file: BinaryIO = path.open("rb")
        self._field = field

    @property
    def position(self) -> int:
        """Bytes of the file that were read, what waits in buffers included."""
        return self._file.tell()

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    @abstractmethod
    def __iter__(self) -> Iterator[Record | BadRecord]:
        """The records in the order of the file; blank lines are none."""


class JsonLines(Source):
    """An object in each line, UTF-8."""

    def __iter__(self) -> Iterator[Record | BadRecord]:
        for number, line in enumerate(self._file, 1):
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if line.strip():
                yield self._read(number, line)

    def _read(self, number: int, line: bytes) -> Record | BadRecord:
        try:
            values = json.loads(line)
        except UnicodeDecodeError:
            return BadRecord(number, "it is not UTF-8")
        except (ValueError, RecursionError) as error:
            return BadRecord(number, f"it is no JSON ({error})")
        if not isinstance(values, dict):
            return BadRecord(number, "it is no JSON object")
        if _depth_is_over(_DEEPEST, values):
            return BadRecord(number, f"it is nested deeper than {_DEEPEST}")
        text = values.get(self._field)
        if not isinstance(text, str):
            return BadRecord(number, f"it has no text in '{self._field}'")
        return Record(number, values, text)


class Csv(Source):
    """A head with the names of the columns, then rows; UTF-8, parted by commas. Of columns of
    one name the first counts."""

    def __init__(self, path: Path, field: str) -> None:
        super().__init__(path, field)
        text = TextIOWrapper(self._file, encoding="utf-8-sig", errors="surrogateescape", newline="")
        csv.field_size_limit(_LONGEST_CELL)
        self._rows = csv.reader(text)
        self.columns = tuple(next(self._rows, ()))
        if field not in self.columns:
            self.close()
            known = ", ".join(self.columns) or "none"
            message = f"{path} has no column '{field}': name one by --field. There are: {known}."
            raise UnreadableFile(message)
        self._place = self.columns.index(field)

    def __iter__(self) -> Iterator[Record | BadRecord]:
        while True:
            line = self._rows.line_num + 1
            try:
                row = next(self._rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield BadRecord(line, f"it is no row of CSV ({error})")
                continue
            if row:
                yield self._read(line, row)

    def _read(self, line: int, row: list[str]) -> Record | BadRecord:
        if len(row) != len(self.columns):
            return BadRecord(line, f"it has {len(row)} cells, the head has {len(self.columns)}")
        if any("\udc80" <= letter <= "\udcff" for cell in row for letter in cell):
            return BadRecord(line, "it is not UTF-8")
        return Record(line, {}, row[self._place], tuple(row))


def _depth_is_over(limit: int, values: dict[str, Any]) -> bool:
    """Whether more than `limit` lists and objects stand inside each other."""
    level: list[Any] = [values]
    for _ in range(limit):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return bool(level)


SOURCES: Final[dict[str, type[Source]]] = {
    ".jsonl": JsonLines,
    ".ndjson": JsonLines,
    ".csv": Csv,
}


def open_source(path: Path, field: str) -> Source:
    """Open a file by its suffix. Raises `UnreadableFile`."""
    kind = SOURCES.get(path.suffix.lower())
    if kind is None:
        message = f"{path} is neither .jsonl nor .csv: name it by what it holds."
        raise UnreadableFile(message)
    return kind(path, field)
