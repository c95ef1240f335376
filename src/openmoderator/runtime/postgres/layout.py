"""Where the embedded PostgreSQL keeps what in the data folder, and the address it answers at.

Paths and names only: starts nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from openmoderator.runtime.folders import read_own

USER = DATABASE = "openmoderator"
SOCKET_NAME = ".s.PGSQL.5432"
DRAFT = "cluster.draft"
LONGEST_SOCKET_PATH = 107 if sys.platform == "linux" else 103
"""``sun_path`` of a socket address without its end mark."""


@dataclass(frozen=True)
class Layout:
    """Paths below one data folder."""

    data: Path

    @property
    def home(self) -> Path:
        """Folder that all others are in. Ours: where the server has an account of its own (as
        root), that one may pass (0711) but change nothing, else nobody else may (0700)."""
        return self.data / "postgres"

    @property
    def cluster(self) -> Path:
        """Folder (0700) of the server's account. Exists only whole: made beside and renamed."""
        return self.home / "cluster"

    def new_draft(self) -> Path:
        """A name for a cluster while initdb makes it; no two attempts share one."""
        return self.home / f"{DRAFT}-{secrets.token_hex(4)}"

    def old_drafts(self) -> list[Path]:
        """What attempts that were killed left behind; worthless."""
        return list(self.home.glob(f"{DRAFT}-*"))

    @property
    def password_file(self) -> Path:
        """The superuser's password, mode 0600, for the server's account."""
        return self.home / "password"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home / "server.log"

    @property
    def pid_file(self) -> Path:
        """PostgreSQL's own."""
        return self.cluster / "postmaster.pid"

    @property
    def socket_folder(self) -> Path:
        """In the home folder, or a short one elsewhere where that path does not fit."""
        folder = self.home / "socket"
        fits = len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
        plain = not re.search(r"[,\"'\\]", str(folder))
        return folder if fits and plain else self._short_folder()

    def _short_folder(self) -> Path:
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        private = runtime if os.geteuid() != 0 and len(runtime) < 60 else ""
        root = Path(private) if private and Path(private).is_dir() else Path(tempfile.gettempdir())
        return root / f"openmoderator-{name}"


def password(layout: Layout) -> str:
    """The superuser's password; made where there is none yet. The home folder must exist."""
    if not layout.password_file.exists():
        draft = layout.password_file.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        draft.rename(layout.password_file)
    return read_own(layout.password_file)


def address(secret: str, socket_folder: Path, database: str = DATABASE) -> str:
    """Connection URL for the socket in `socket_folder`."""
    who = f"{USER}:{quote(secret, safe='')}"
    return f"postgresql://{who}@/{database}?host={quote(str(socket_folder), safe='')}"
