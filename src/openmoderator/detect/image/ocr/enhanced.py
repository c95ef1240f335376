"""`enhanced=true`: several views of a picture, the best reading of each place, and the others.

What one view read surely is not read again in the next, so a clear picture costs the looks only.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from openmoderator.detect.image.lines import OcrLine
from openmoderator.detect.image.ocr.merging import SURE, merged, same_place, worth
from openmoderator.detect.image.ocr.values import Candidate, Corners, Piece
from openmoderator.detect.image.ocr.views import View, views
from openmoderator.detect.image.picture import Pixels

# What only another view shows must be read better than what the picture shows as it is, and be
# more than one character repeated: wheels, eyes and fences are read as rows of one letter or digit.
FOUND_IN_VIEW: Final = 0.9
DIFFERENT_CHARACTERS: Final = 2


class Wanted(Protocol):
    """Whether a box, in pixels of what is looked at, has still to be read."""

    def __call__(self, corners: Corners, /) -> bool: ...


class Engine(Protocol):
    """What reads all text of one view; see `LinePasses.read`."""

    def read(self, pixels: Pixels, growth: float, wanted: Wanted) -> list[Piece]: ...


def everything(_corners: Corners) -> bool:
    """Every box is wanted."""
    return True


def all_readings(engine: Engine, pixels: Pixels) -> list[Piece]:
    """What the engine reads in the picture itself and in every further view, place by place."""
    readings = engine.read(pixels, 1.0, everything)
    for view in views(pixels):
        readings += _in_view(engine, view, readings)
    return readings


def best_of(readings: Sequence[Piece]) -> list[Piece]:
    """The best reading of each place."""
    return merged([], sorted(readings, key=lambda piece: worth([piece]), reverse=True))


def candidates(lines: Sequence[OcrLine], readings: Sequence[Piece]) -> Iterator[Candidate]:
    """Each line, followed by what else was read in its place; the surest first."""
    for line in lines:
        yield Candidate(line.text, line.confidence)
        others = {
            piece.text: Candidate(piece.text, piece.confidence)
            for piece in sorted(readings, key=lambda piece: piece.confidence)
            if _inside(piece, line) and piece.text not in line.text
        }
        yield from sorted(others.values(), key=lambda one: -one.confidence)


def _in_view(engine: Engine, view: View, known: Sequence[Piece]) -> list[Piece]:
    """What the view adds, with its corners in the picture."""
    sure = [piece for piece in known if piece.confidence >= SURE]

    def wanted(corners: Corners) -> bool:
        box = Piece("", 0.0, view.in_picture(corners))
        return not any(same_place(box, piece) for piece in sure)

    found = engine.read(view.pixels, view.growth, wanted)
    placed = [
        Piece(piece.text, piece.confidence, view.in_picture(piece.corners)) for piece in found
    ]
    return [
        piece
        for piece in placed
        if not _over(piece, sure) and (_over(piece, known) or _believed(piece))
    ]


def _over(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether one of the others stands in the place of the piece."""
    return any(same_place(piece, one) for one in others)


def _believed(piece: Piece) -> bool:
    """Whether the piece counts although the picture as it is does not show it."""
    return piece.confidence >= FOUND_IN_VIEW and len(set(piece.text)) >= DIFFERENT_CHARACTERS


def _inside(piece: Piece, line: OcrLine) -> bool:
    """Whether the middle of the piece lies in the box of the line."""
    left, top, right, bottom = piece.box
    across, down = (left + right) / 2, (top + bottom) / 2
    return line.box[0] <= across <= line.box[2] and line.box[1] <= down <= line.box[3]
