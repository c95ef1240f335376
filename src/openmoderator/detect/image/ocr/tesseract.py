"""The optional second engine: the program `tesseract`, where it is on the PATH with its data.

Runs it as a process of its own under limits of time and memory, without a shell; the picture goes
in as PNG, a table comes out. OpenModerator neither installs it nor needs it.
"""

import contextlib
import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from PIL import Image

from openmoderator.detect.image.ocr.cuts import flipped, reading_way
from openmoderator.detect.image.ocr.enhanced import Wanted
from openmoderator.detect.image.ocr.merging import CONFIDENCE
from openmoderator.detect.image.ocr.values import Piece, corners_of
from openmoderator.detect.image.picture import Pixels
from openmoderator.errors import Unavailable

PROGRAM: Final = "tesseract"
SECONDS: Final = 40
MEMORY: Final = 2 * 1024**3
LIST_SECONDS: Final = 10
# It reads letters best when they are some 30 pixels high; more pixels only take time.
LONG_SIDE: Final = 1_600
MOST_GROWTH: Final = 2.0
MOST_LONG_SIDE: Final = 3_200
# Language data that tells direction and formulas, not words.
NO_LANGUAGES: Final = frozenset({"osd", "equ", "snum"})
WORD: Final = "5"


class TesseractFailed(Unavailable):
    """Tesseract did not answer in time or not at all; the picture may be too much for it."""

    code = "OcrEngineFailed"


@dataclass(frozen=True)
class Tesseract:
    """The program at `path`."""

    path: str

    @cached_property
    def packs(self) -> frozenset[str]:
        """The language data that is installed, asked for once; none if it does not answer."""
        try:
            run = subprocess.run(
                [self.path, "--list-langs"],
                capture_output=True,
                timeout=LIST_SECONDS,
                check=True,
                stdin=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError):
            return frozenset()
        lines = run.stdout.decode("utf-8", "replace").splitlines()[1:]
        return frozenset(line.strip() for line in lines if line.strip()) - NO_LANGUAGES

    def table(self, png: bytes, packs: Sequence[str]) -> str:
        """What it read, as its table of words. Raises TesseractFailed."""
        command = [self.path, "stdin", "stdout", "-l", "+".join(packs), "--psm", "3", "tsv"]
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except OSError as error:
            raise TesseractFailed(f"{self.path} cannot be started: {error.strerror}.") from error
        with process:
            _limit_memory(process.pid)
            try:
                out, _ = process.communicate(png, timeout=SECONDS)
            except subprocess.TimeoutExpired as error:
                process.kill()
                message = f"Tesseract did not read the picture within {SECONDS} s."
                raise TesseractFailed(message) from error
        if process.returncode != 0:
            message = f"Tesseract ended with code {process.returncode} without reading the picture."
            raise TesseractFailed(message)
        return out.decode("utf-8", "replace")


def find_tesseract() -> Tesseract | None:
    """The program on the PATH, if there is one."""
    path = shutil.which(PROGRAM)
    return Tesseract(path) if path else None


@dataclass(frozen=True)
class TesseractPasses:
    """Tesseract with some language data, as an engine that reads one view of a picture."""

    program: Tesseract
    packs: tuple[str, ...]

    def read(self, pixels: Pixels, growth: float, wanted: Wanted) -> list[Piece]:
        """All lines in the pixels, in no order, each with at least CONFIDENCE."""
        image = Image.fromarray(pixels)
        long = max(image.size)
        scale = min(MOST_GROWTH, max(1.0, LONG_SIDE / long)) * growth
        scale = min(scale, MOST_LONG_SIDE / long)
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        buffer = io.BytesIO()
        image.resize(size, Image.Resampling.BICUBIC).save(buffer, "PNG", compress_level=1)
        found = lines_of(self.program.table(buffer.getvalue(), self.packs), scale)
        return [piece for piece in found if wanted(piece.corners)]


@dataclass(frozen=True)
class _Word:
    text: str
    confidence: float
    box: tuple[float, float, float, float]


def lines_of(table: str, scale: float) -> Iterator[Piece]:
    """The lines of Tesseract's table of words, in pixels of a picture that was scaled by `scale`.

    Words of less than CONFIDENCE are left out.
    """
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = _word(row, scale)
        if word is not None:
            place = tuple(row[key] for key in ("page_num", "block_num", "par_num", "line_num"))
            lines.setdefault(place, []).append(word)
    for words in lines.values():
        yield _line(words)


def _word(row: dict[str, str], scale: float) -> _Word | None:
    """The word of a row; None for rows of blocks and lines, and for what was hardly read."""
    text = " ".join((row.get("text") or "").split())
    if row.get("level") != WORD or not text:
        return None
    confidence = float(row["conf"]) / 100
    if confidence < CONFIDENCE:
        return None
    left, top, width, height = (
        float(row[key]) / scale for key in ("left", "top", "width", "height")
    )
    return _Word(text, confidence, (left, top, left + width, top + height))


def _line(words: Sequence[_Word]) -> Piece:
    """The words as one piece, which runs as they follow each other."""
    characters = sum(len(word.text) for word in words)
    total = sum(word.confidence * len(word.text) for word in words)
    boxes = np.array([word.box for word in words], np.float32)
    (left, top), (right, bottom) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    corners = reading_way(corners_of((round(left), round(top), round(right), round(bottom))))
    upwards = bottom - top >= 1.5 * (right - left) and boxes[0, 1] > boxes[-1, 1]
    text = " ".join(word.text for word in words)
    return Piece(text, total / characters, flipped(corners) if upwards else corners)


def _limit_memory(pid: int) -> None:
    """Bound the address space of the process, where the system lets us; it may have ended."""
    if sys.platform == "linux":
        import resource

        with contextlib.suppress(ProcessLookupError, PermissionError):
            resource.prlimit(pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
