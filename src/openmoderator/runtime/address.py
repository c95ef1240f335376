"""The address that ``serve`` listens at, kept for commands that print links."""

from __future__ import annotations

from pathlib import Path

DEFAULT = "http://127.0.0.1:8080"
FILE = "address"


def keep(data: Path, address: str) -> None:
    """Remember `address` (without a slash at the end) in the data folder."""
    draft = data / f".{FILE}.draft"
    draft.write_text(address + "\n")
    draft.replace(data / FILE)


def last(data: Path) -> str:
    """The address of the newest ``serve`` on this data folder, else the default."""
    try:
        return (data / FILE).read_text().strip() or DEFAULT
    except (OSError, UnicodeDecodeError):
        return DEFAULT
