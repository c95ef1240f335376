"""Labelled pictures of a folder: reading the labels, and the network's view of each picture."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tqdm import tqdm

from openmoderator.errors import BadInput, OpenModeratorError

LABELS: Final = {
    "adult": (1, 3),
    "racy": (4,),
    "harmless": (0, 2),
    "drawing": (0,),
    "photograph": (2,),
}
"""For each label the classes of the network that are right (see `nudity.CLASSES`)."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A picture's file name, its label (a key of LABELS) and the source that it comes from."""

    name: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled picture with the network's probabilities, one tuple for each frame."""

    labelled: Labelled
    frames: tuple[tuple[float, ...], ...]

    @property
    def chooses(self) -> bool:
        """Whether it is in the half that chooses the settings; the other half measures them."""
        return hashlib.sha256(self.labelled.group.encode()).digest()[0] % 2 == 0


@dataclass(frozen=True, slots=True)
class Scored:
    """The pictures that were looked at, and those that could not be read, with the reason."""

    rows: tuple[Row, ...]
    unread: tuple[tuple[str, str], ...]


def read_labels(path: Path) -> tuple[Labelled, ...]:
    """The rows of the CSV. Raises `BadInput` with the line that cannot be used."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return tuple(_rows(csv.DictReader(file), path))
    except (UnicodeDecodeError, csv.Error) as error:
        message = f"{path} is not a CSV file in UTF-8: save it as one."
        raise BadInput(message) from error


def _rows(reader: csv.DictReader[str], path: Path) -> Iterator[Labelled]:
    if not {"file", "label"} <= set(reader.fieldnames or ()):
        message = f"{path} needs the columns file and label in its first line."
        raise BadInput(message)
    for row in reader:
        name, label = (row["file"] or "").strip(), (row["label"] or "").strip().lower()
        if not name or label not in LABELS:
            message = (
                f"{path}, line {reader.line_num}: the label '{label}' of '{name}' is none of"
                f" {', '.join(LABELS)}."
            )
            raise BadInput(message)
        yield Labelled(name, label, (row.get("group") or name).strip())


def score_pictures(
    folder: Path, labelled: Sequence[Labelled], model: Path | None, max_pixels: int
) -> Scored:
    """Every picture before the network, with a progress bar on stderr."""
    from openmoderator.detect.image.decode import DecodeLimits, decode
    from openmoderator.detect.image.nudity import NudityDetector

    detector, limits = NudityDetector(model), DecodeLimits(max_pixels=max_pixels)
    rows, unread = [], []
    for one in tqdm(labelled, desc="Pictures", unit="", disable=None):
        try:
            data = (folder / one.name).read_bytes()
            rows.append(Row(one, detector.raw(decode(data, limits))))
        except OSError as error:
            unread.append((one.name, f"It cannot be read: {error.strerror}."))
        except OpenModeratorError as error:
            unread.append((one.name, str(error)))
    return Scored(tuple(rows), tuple(unread))
