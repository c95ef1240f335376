"""The data folder: made with narrow rights, and proved writable before anything starts.

Changes our own folder only; folders above it keep their rights whatever they are. What lies
where another account may write is opened without following links.
"""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from openmoderator.runtime.errors import StartRefused


def prepare_data(data: Path) -> Path:
    """Make `data` (0700) where it is missing and return its real path.

    Raises `StartRefused` where it cannot be made or written.
    """
    try:
        if not data.exists():
            _make_parents(data)
            data.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            return data.resolve(strict=True)
    except OSError as error:
        raise StartRefused(_refusal(data, error)) from error


def _make_parents(data: Path) -> None:
    """Folders above ours have the system's usual rights, whatever this process gives its own."""
    own = os.umask(0o022)
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
    finally:
        os.umask(own)


def _refusal(data: Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    advice = "name another with --data or OPENMODERATOR_DATA, or give this account the right"
    return f"The data folder {data} cannot be used: {reason}; {advice}."


def private_folder(path: Path, owner: tuple[int, int] | None = None, mode: int = 0o700) -> Path:
    """Make `path` with `mode`, given to the (uid, gid) `owner` when running as root.

    Raises `StartRefused` where something else, a link say, is in its place.
    """
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            if owner:
                os.fchown(folder, *owner)
            os.fchmod(folder, mode)
        finally:
            os.close(folder)
    except OSError as error:
        raise StartRefused(_in_the_way(path, error)) from error
    return path


def open_own(path: Path, flags: int) -> int:
    """Descriptor of a plain file with one name; made with mode 0600 where `flags` say so.

    Root must not be led elsewhere by links that another account left: those, and whatever is
    no file, raise `StartRefused`. A file that is missing raises `FileNotFoundError`.
    """
    try:
        descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StartRefused(_in_the_way(path, error)) from error
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
        os.close(descriptor)
        message = f"{path} is a link or no file: move it away."
        raise StartRefused(message)
    return descriptor


def read_own(path: Path, limit: int = 4096) -> str:
    """Up to `limit` bytes of text of a plain file. Raises as `open_own` does."""
    with os.fdopen(open_own(path, os.O_RDONLY), "rb") as file:
        return file.read(limit).decode(errors="replace")


def _in_the_way(path: Path, error: OSError) -> str:
    reason = (error.strerror or str(error)).lower()
    return (
        f"{path} cannot be used: {reason}; it must be no link, and belong to the account that "
        f"runs OpenModerator."
    )
