"""Finds the styles, scripts and drawings that lie beside the screens' views.

Serves four kinds of file and never templates or Python. The address carries a digest of all
of them, so that browsers may keep each for good and a module's relative imports stay within
one version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from django.templatetags.static import static

FOLDER = Path(__file__).resolve().parent
KINDS = frozenset({".css", ".js", ".svg", ".png"})


@cache
def asset_paths() -> frozenset[str]:
    """Paths of everything served, relative to the folder, with slashes."""
    return frozenset(
        path.relative_to(FOLDER).as_posix()
        for path in FOLDER.rglob("*")
        if path.suffix in KINDS and path.is_file()
    )


@cache
def version() -> str:
    """Twelve hex digits that change with any served byte."""
    digest = hashlib.sha256()
    for name in sorted(asset_paths()):
        digest.update(name.encode() + b"\0" + (FOLDER / name).read_bytes())
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """The URL of one file, such as ``frame/tokens.css``. Raises `KeyError` if there is none."""
    if name not in asset_paths():
        raise KeyError(name)
    return static(f"v/{version()}/{name}")


class ScreenStorage(FileSystemStorage):
    """The folder of the screens, read only, beneath a versioned prefix."""

    def __init__(self) -> None:
        super().__init__(location=FOLDER)
        self.prefix = f"v/{version()}"


class ScreenAssets(BaseFinder):
    """A staticfiles finder for the screens."""

    def __init__(self, *_args: object, **_kwargs: object) -> None:
        self.storage = ScreenStorage()

    def check(self, **_kwargs: Any) -> list[Any]:
        """Nothing here can be configured wrongly."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        """Where the file behind the versioned `path` lies; empty when it is not served."""
        name = path.removeprefix(f"{self.storage.prefix}/")
        if name == path or name not in asset_paths():
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, ScreenStorage]]:
        """Every served file, for servers that map them at start."""
        for name in sorted(asset_paths()):
            yield name, self.storage
