"""The data folder of the demonstration, and the pictures that stand for addresses in it."""

from __future__ import annotations

from pathlib import Path

from openmoderator.demo.pictures import quote_picture, sample_pictures
from openmoderator.errors import BadInput

MARKER = "made-by-the-demo"
SAMPLES = "https://moderatorsampleimages.blob.core.windows.net/samples/"
"""Prefix of the address in the documented walk-through; served from the folder instead."""


class NotADemoFolder(BadInput):
    """The folder holds something that no demonstration made."""


def claim(data: Path) -> None:
    """Make `data` a demonstration's folder. Raises `NotADemoFolder` if it is something else's."""
    if data.exists() and any(data.iterdir()) and not (data / MARKER).exists():
        raise NotADemoFolder(
            f"{data} is not empty and was not made by the demonstration. "
            "Name an empty folder with --data."
        )
    data.mkdir(parents=True, exist_ok=True)
    (data / MARKER).touch()


def draw_samples(data: Path) -> list[str]:
    """Draw the pictures into the folder; returns the addresses of all but the documented one."""
    folder = data / "samples"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "sample6.png").write_bytes(quote_picture())
    addresses = []
    for name, picture in sample_pictures():
        (folder / name).write_bytes(picture)
        addresses.append(f"{SAMPLES}{name}")
    return addresses
