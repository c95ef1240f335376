"""The folder that stored pictures live in: a file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Django's folder storage whose writes survive a kill or a full disk.

    Readable by its own account alone: the data folder around it may be passed through by
    the account of the database.
    """

    def __init__(self, location: str) -> None:
        super().__init__(
            location=location, directory_permissions_mode=0o700, file_permissions_mode=0o600
        )

    def put(self, name: str, data: bytes) -> None:
        """Write `data` under exactly that name; what was half there before is replaced."""
        target = Path(self.path(name))
        self.make_folders(target.parent)
        descriptor, part = tempfile.mkstemp(prefix=".part-", dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise

    def holds(self, name: str, size: int) -> bool:
        """Whether a file of that name and size in bytes is there."""
        return self.exists(name) and self.size(name) == size

    def make_folders(self, folder: Path) -> None:
        """Make `folder` and those above it within the storage, closed to other accounts."""
        root = Path(self.location)
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in [*reversed(folder.relative_to(root).parents), folder.relative_to(root)]:
            (root / part).mkdir(mode=0o700, exist_ok=True)
