"""One pass over a picture: a first look at all of it, closer ones where that was not enough.

A line that was read with little confidence is cut out with some of its surroundings, found anew
in the cut and read again; areas with detail as fine as small print in which nothing was found
are looked at in full size. What was read better stays. The number of closer looks is bounded,
and so is the time.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from openmoderator.detect.image.lines import Box
from openmoderator.detect.image.ocr import looks
from openmoderator.detect.image.ocr.cuts import Sheet, back_from_cut, flipped, grown
from openmoderator.detect.image.ocr.enhanced import Wanted
from openmoderator.detect.image.ocr.finder import LineFinder
from openmoderator.detect.image.ocr.merging import CONFIDENCE, SURE, merged, worth
from openmoderator.detect.image.ocr.recogniser import LineRecogniser
from openmoderator.detect.image.ocr.values import Corners, Piece, around, sides
from openmoderator.detect.image.picture import Pixels

# What only a closer look found must be read better: it looks at much that is no text.
FOUND_CLOSER: Final = 0.8
MOST_CLOSER: Final = 40
CLOSE_MARGIN: Final = 12


class LinePasses:
    """Finder and recogniser together; may be used from many threads."""

    def __init__(self) -> None:
        self._finder = LineFinder()
        self._recogniser = LineRecogniser()

    def read(self, pixels: Pixels, growth: float, wanted: Wanted) -> list[Piece]:
        """All text of one pass, in no order, each with at least CONFIDENCE.

        The first look is `growth` times as large as usual; of the boxes that it finds only the
        wanted ones are read.
        """
        height, width = pixels.shape[:2]
        usual = looks.first_scale(width, height)
        scale = looks.bounded(usual * growth, width, height, looks.MOST_PIXELS)
        sheet = Sheet(pixels)
        found = [box.corners for box in self._finder.find(pixels, scale)]
        new = [box for box in found if wanted(box)]
        pieces = self._closer(sheet, self._pieces(sheet, new))
        if scale < 1:
            seen = [around(box) for box in found if not wanted(box)]
            seen += [piece.box for piece in pieces if piece.confidence >= SURE]
            areas = looks.fine_looks(looks.fine_areas(pixels, seen), scale)
            pieces = merged(pieces, self._fine(sheet, areas, wanted))
        return [piece for piece in pieces if piece.text and piece.confidence >= CONFIDENCE]

    def _pieces(self, sheet: Sheet, boxes: Sequence[Corners]) -> list[Piece]:
        """The boxes read, and the unsure ones read from the other end as well."""
        cuts = [sheet.cut(corners) for corners in boxes]
        readings = self._recogniser.read(cuts)
        pieces = [
            Piece(reading.text, reading.confidence, corners)
            for reading, corners in zip(readings, boxes, strict=True)
        ]
        heads = [
            index
            for index, piece in enumerate(pieces)
            if piece.confidence < SURE and not self._recogniser.stands_upright(cuts[index])
        ]
        turned = [np.ascontiguousarray(cuts[index][::-1, ::-1]) for index in heads]
        for index, reading in zip(heads, self._recogniser.read(turned), strict=True):
            if reading.confidence > pieces[index].confidence:
                corners = flipped(pieces[index].corners)
                pieces[index] = Piece(reading.text, reading.confidence, corners)
        return pieces

    def _closer(self, sheet: Sheet, pieces: Sequence[Piece]) -> list[Piece]:
        """The pieces, the unsure ones replaced where a closer look read them better."""
        unsure = sorted(pieces, key=lambda piece: -piece.confidence)
        unsure = [piece for piece in unsure if piece.confidence < SURE]
        kept = [piece for piece in pieces if piece.confidence >= SURE]
        for count, piece in enumerate(unsure):
            closer = self._close_up(sheet, piece.corners) if count < MOST_CLOSER else []
            kept = merged(kept, closer if worth(closer) > worth([piece]) else [piece])
        return kept

    def _close_up(self, sheet: Sheet, corners: Corners) -> list[Piece]:
        """What is found and read well in the cut around the corners."""
        wider = grown(corners, CLOSE_MARGIN + sides(corners)[1] / 8)
        cut = sheet.cut(wider)
        scale = looks.closer_scale(cut.shape[1], cut.shape[0])
        found = self._finder.find(cut, scale)
        boxes = [back_from_cut(box.corners, wider, cut) for box in found]
        return _well_read(self._pieces(sheet, boxes))

    def _fine(
        self, sheet: Sheet, areas: Sequence[tuple[Box, float]], wanted: Wanted
    ) -> list[Piece]:
        """Small print in the areas, each looked at by its scale."""
        boxes: list[Corners] = []
        for (left, top, right, bottom), scale in areas:
            window = np.ascontiguousarray(sheet.pixels[top:bottom, left:right])
            corner = np.array((left, top), np.float32)
            boxes += [box.corners + corner for box in self._finder.find(window, scale)]
        return _well_read(self._pieces(sheet, [box for box in boxes if wanted(box)]))


def _well_read(pieces: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in pieces if piece.confidence >= FOUND_CLOSER]
