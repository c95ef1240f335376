"""The files of snapshots: objects in storage named by hash, and the copies of this machine.

A copy is there whole or not at all; its checksum is verified when it is fetched, and when a
process opens it. Knows no rows but which object names are in use.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from openmoderator.content.objects import objects
from openmoderator.lists.errors import ObjectDamaged

FOLDER: Final = "list-snapshots"
"""In storage. No team can have this name, and its files are no pictures to be swept away."""
DRAFT: Final = ".part-"
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class Stored:
    """A snapshot's file: its name in storage, checksum in hex and size in bytes."""

    name: str
    sha256: str
    size: int


def cache_folder() -> Path:
    """Where this machine keeps its copies; made where it is missing."""
    folder: Path = settings.OPENMODERATOR.data / "cache" / "lists"
    for path in (folder.parent, folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


@contextmanager
def draft() -> Iterator[Path]:
    """A path for a file to be built at, on the disk of the copies; nothing stays there."""
    folder = Path(tempfile.mkdtemp(prefix=DRAFT, dir=cache_folder()))
    try:
        yield folder / "snapshot"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def describe(built: Path) -> Stored:
    """Name, checksum and size of a file that was built."""
    sha256 = _checksum(built)
    return Stored(f"{FOLDER}/{sha256}", sha256, built.stat().st_size)


def put(built: Path, stored: Stored) -> None:
    """Write the object, whole or not at all, also over one that is damaged."""
    target = Path(objects().path(stored.name))
    objects().make_folders(target.parent)
    _copy(built, target)


def adopt(built: Path, stored: Stored) -> None:
    """Make the file that was built the copy of this machine; it moves."""
    built.replace(cache_folder() / stored.sha256)


def copy_of(stored: Stored) -> Path:
    """The copy of this machine, fetched where it is missing or damaged.

    Reads all of it once to verify its checksum. Raises `ObjectDamaged` where the object in
    storage is missing or not the one that was published.
    """
    copy = cache_folder() / stored.sha256
    try:
        if copy.stat().st_size == stored.size and _checksum(copy) == stored.sha256:
            return copy
    except FileNotFoundError:
        pass
    _fetch(stored, copy)
    return copy


def forget_copy(stored: Stored) -> None:
    """Remove the copy of this machine; processes that have it open keep it."""
    (cache_folder() / stored.sha256).unlink(missing_ok=True)


def _fetch(stored: Stored, copy: Path) -> None:
    try:
        _copy(Path(objects().path(stored.name)), copy, stored.sha256)
    except FileNotFoundError as error:
        message = f"The stored file {stored.name} of a list is missing."
        raise ObjectDamaged(message) from error


def _copy(source: Path, target: Path, sha256: str | None = None) -> None:
    """Copy by way of a draft that takes the target's place; verify the checksum on the way."""
    digest = hashlib.sha256()
    with source.open("rb") as reading:
        descriptor, part = tempfile.mkstemp(prefix=DRAFT, dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as writing:
                while chunk := reading.read(_CHUNK):
                    digest.update(chunk)
                    writing.write(chunk)
                writing.flush()
                os.fsync(writing.fileno())
            _require(sha256, digest.hexdigest(), source)
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise


def _require(wanted: str | None, found: str, source: Path) -> None:
    if wanted not in (None, found):
        message = f"The stored file {source.name} of a list is damaged."
        raise ObjectDamaged(message)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
