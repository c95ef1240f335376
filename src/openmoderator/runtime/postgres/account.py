"""The system account the embedded PostgreSQL runs as when we are root.

PostgreSQL refuses to run as root. Elsewhere it runs as whoever runs us, and nothing here acts.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from openmoderator.runtime.errors import StartRefused

NAME = "openmoderator"


@dataclass(frozen=True)
class Account:
    """A system account by name and numbers."""

    name: str
    uid: int
    gid: int

    @property
    def ids(self) -> tuple[int, int]:
        """(uid, gid), as chown and `child.spawn` take it."""
        return self.uid, self.gid

    def run(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """Run `command` as this account with no other groups, from the root folder."""
        return subprocess.run(
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=[],
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )

    def can_run(self, program: Path) -> bool:
        """Whether this account reaches `program` and everything it loads."""
        try:
            return self.run(str(program), "--version").returncode == 0
        except OSError:
            return False

    def can_enter(self, folder: Path) -> bool:
        """Whether this account may pass through `folder`."""
        return self.run("/bin/sh", "-c", 'test -x "$1"', "sh", str(folder)).returncode == 0


def database_account(cluster: Path) -> Account | None:
    """The account for the database: none unless we are root; made when it is missing.

    A database that is there already (a data folder that came from elsewhere) stays with the
    account that owns its folder `cluster`.
    """
    if os.geteuid() != 0:
        return None
    if cluster.is_dir() and (owner := cluster.lstat()).st_uid != 0:
        return Account(_name_of(owner.st_uid), owner.st_uid, owner.st_gid)
    return _find() or _make()


def require_entry(account: Account, data: Path) -> None:
    """Raise `StartRefused` when a folder above `data` keeps the account out."""
    for folder in reversed(data.parents):
        if not account.can_enter(folder):
            message = (
                f"The database runs as the account {account.name}, which may not enter {folder}: "
                f"choose a data folder outside of it, like /var/lib/openmoderator, "
                f"or run `chmod o+x {folder}`."
            )
            raise StartRefused(message)


def open_to(account: Account, data: Path) -> None:
    """Let the account pass through the data folder (0711), and no more: it is root's."""
    folder = os.open(data, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    if os.fstat(folder).st_uid == account.uid:
        os.fchown(folder, 0, 0)
    os.fchmod(folder, 0o711)
    os.close(folder)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _find() -> Account | None:
    try:
        found = pwd.getpwnam(NAME)
    except KeyError:
        return None
    if found.pw_uid == 0:
        message = f"The account {NAME} is root under another name: the database cannot run as it."
        raise StartRefused(message)
    return Account(NAME, found.pw_uid, found.pw_gid)


def _make() -> Account:
    for command in _ways_to_make():
        if shutil.which(command[0]):
            subprocess.run(command, check=False, capture_output=True)
            if made := _find():
                return made
    message = (
        f"The database cannot run as root, and a system account could not be made: make one "
        f"called {NAME}, or run OpenModerator as a normal account."
    )
    raise StartRefused(message)


def _ways_to_make() -> tuple[tuple[str, ...], ...]:
    """Debian, Red Hat and most others; then BusyBox."""
    shell = "/usr/sbin/nologin" if Path("/usr/sbin/nologin").exists() else "/bin/false"
    common = ("--system", "--user-group", "--no-create-home", "--home-dir", "/", "--shell", shell)
    return ("useradd", *common, NAME), ("adduser", "-S", "-D", "-H", "-s", shell, NAME)
