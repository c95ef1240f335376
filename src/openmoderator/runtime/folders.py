"""The data folder: made with narrow rights, and proved writable before anything starts.

Changes our own folder only; folders above it keep their rights whatever they are.
"""

from __future__ import annotations

import os
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


def private_folder(path: Path, owner: tuple[int, int] | None = None) -> Path:
    """Make `path` with mode 0700, given to the (uid, gid) `owner` when running as root."""
    path.mkdir(mode=0o700, exist_ok=True)
    if owner:
        os.chown(path, *owner, follow_symlinks=False)
    path.chmod(0o700)
    return path
