"""What reading a picture gives: pieces of text with their corners, and the result made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from openmoderator.detect.image.lines import Box, OcrLine

LINE_END: Final = " \r\n"

Corners = npt.NDArray[np.float32]
"""Shape (4, 2), x and y in pixels of the picture, clockwise from where the reading starts."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that may stand in the picture, and how sure that is, 0..1."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class OcrResult:
    """The lines in reading order, and the whole text: each line ended by space CR LF.

    `language` (ISO 639-3) is the one that it was read as. `candidates` follow the order of the
    lines, at least one for each; there are none unless they were asked for.
    """

    text: str
    lines: tuple[OcrLine, ...]
    language: str = "eng"
    candidates: tuple[Candidate, ...] = ()

    @classmethod
    def of(
        cls, lines: tuple[OcrLine, ...], language: str, candidates: Iterable[Candidate] = ()
    ) -> "OcrResult":
        """The result with its text put together."""
        text = "".join(line.text + LINE_END for line in lines)
        return cls(text, lines, language, tuple(candidates))


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Text in one box that one engine read in one go, with its confidence 0..1."""

    text: str
    confidence: float
    corners: Corners

    @property
    def box(self) -> Box:
        """The upright box around the corners, in whole pixels."""
        return around(self.corners)


def around(corners: Corners) -> Box:
    """Left, top, right, bottom of the upright box around the points."""
    left, top = corners.min(axis=0)
    right, bottom = corners.max(axis=0)
    return round(float(left)), round(float(top)), round(float(right)), round(float(bottom))


def corners_of(box: Box) -> Corners:
    """An upright box as corners."""
    left, top, right, bottom = box
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32)


def sides(corners: Corners) -> tuple[float, float]:
    """Length along the reading direction and height across it, in pixels."""
    length = max(_distance(corners, 0, 1), _distance(corners, 3, 2))
    return length, max(_distance(corners, 0, 3), _distance(corners, 1, 2))


def _distance(corners: Corners, one: int, other: int) -> float:
    return float(np.linalg.norm(corners[one] - corners[other]))
