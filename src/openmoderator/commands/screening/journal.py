"""How far a run got, kept beside its output, so that the next run goes on from there.

The output is written first, then the journal replaced: what stands in the output behind the
journal's mark was not counted and is cut off. No record is lost or written twice, wherever a
run ends.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from openmoderator.errors import BadInput


class OtherRun(BadInput):
    """The output belongs to another run: of other options, of another file, or a whole one."""


@dataclass(frozen=True)
class Mark:
    """`done` records of the input are counted for, in `size` bytes of the output."""

    done: int = 0
    bad: int = 0
    size: int = 0


class CannotWrite(BadInput):
    """The output cannot be made where it was asked for."""

    def __init__(self, out: Path, error: OSError) -> None:
        super().__init__(f"{out} cannot be written: {error.strerror}. Name another by --out.")


class Journal:
    """The output of one run and its mark. `key` tells runs apart that must not be mixed."""

    def __init__(self, out: Path, key: str) -> None:
        self._out = out
        self._key = key
        self._path = out.with_name(out.name + ".resume")

    def open(self) -> tuple[BinaryIO, Mark]:
        """The output, open behind the last counted record, and no other run's until it is closed.

        Raises `OtherRun`, and `CannotWrite` where the output cannot be opened.
        """
        mark = self._read()
        try:
            if mark is None:
                # An output without its mark would be taken for a whole one.
                self._write(Mark())
            file = self._out.open("r+b" if mark else "xb")
        except OSError as error:
            raise CannotWrite(self._out, error) from error
        self._take(file)
        mark = mark or Mark()
        file.truncate(mark.size)
        file.seek(mark.size)
        return file, mark

    def keep(self, file: BinaryIO, mark: Mark) -> None:
        """Count what was written to `file` so far."""
        file.flush()
        os.fsync(file.fileno())
        self._write(mark)

    def finish(self) -> None:
        """The output is whole."""
        self._path.unlink()

    def _take(self, file: BinaryIO) -> None:
        """Hold the output as long as it is open; the system lets go of it when a run is killed."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.close()
            message = f"{self._out} is being written by another run: wait for it, or end it."
            raise OtherRun(message) from error

    def _read(self) -> Mark | None:
        if not self._path.exists():
            if self._out.exists():
                message = f"{self._out} is there already: remove it, or name another by --out."
                raise OtherRun(message)
            return None
        if not self._out.exists():
            return None
        mark = self._own_mark()
        if mark is None or self._out.stat().st_size < mark.size:
            message = (
                f"{self._out} was begun with other options or another state of the file: "
                f"give the same ones, or remove it and {self._path.name}."
            )
            raise OtherRun(message)
        return mark

    def _own_mark(self) -> Mark | None:
        """What a run with the same key kept; None for another's, and for a damaged journal."""
        try:
            kept = json.loads(self._path.read_text())
            return Mark(**kept) if kept.pop("key") == self._key else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, mark: Mark) -> None:
        draft = self._path.with_name(self._path.name + ".part")
        draft.write_text(json.dumps(asdict(mark) | {"key": self._key}))
        draft.replace(self._path)


def run_key(path: Path, *parts: object) -> str:
    """A digest of the file's size and time of change and of whatever else decides the output."""
    facts = path.stat()
    told = repr((facts.st_size, facts.st_mtime_ns, *parts))
    return hashlib.sha256(told.encode()).hexdigest()
