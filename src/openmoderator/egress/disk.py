"""Serves URLs with a mapped prefix from a folder, so that known URLs need no network.

Only regular files whose real path lies inside the folder; never a listing.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from openmoderator.egress.errors import EgressRefused, shown

UrlMap = tuple[tuple[str, Path], ...]


def mapped_file(url: str, url_map: UrlMap) -> Path | None:
    """The file that serves this URL, or None when no prefix matches; the longest one wins.

    Raises `EgressRefused` when a prefix matches and no file inside its folder does.
    """
    address = _address(url)
    matches = [(prefix, folder) for prefix, folder in url_map if _covers(prefix, address)]
    if not matches:
        return None
    prefix, folder = max(matches, key=lambda match: len(match[0]))
    rest = unquote(address[len(_address(prefix)) :]).lstrip("/")
    return _inside(folder, rest, url)


def read_file(path: Path, max_bytes: int, url: str) -> bytes:
    """The file's bytes; raises `EgressRefused` when they are more than `max_bytes`."""
    with path.open("rb") as file:
        body = file.read(max_bytes + 1)
    if len(body) > max_bytes:
        message = f"{shown(url)}: the file is larger than {max_bytes} bytes"
        raise EgressRefused(message)
    return body


def _address(url: str) -> str:
    """Scheme and host in lower case, path as it is; no query, no fragment."""
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path}"


def _covers(prefix: str, address: str) -> bool:
    known = _address(prefix)
    return address == known or address.startswith(known if known.endswith("/") else known + "/")


def _inside(folder: Path, rest: str, url: str) -> Path:
    try:
        root = folder.resolve()
        path = (root / rest).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    except (OSError, ValueError, RuntimeError):
        pass  # a NUL byte, a name too long, a loop of links: none of them names a file
    message = f"{shown(url)}: there is no such file in the mapped folder"
    raise EgressRefused(message)
