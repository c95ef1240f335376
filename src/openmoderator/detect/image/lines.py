"""From boxes of recognised text to lines in reading order (contract 3.3). Pure geometry."""

from dataclasses import dataclass
from typing import Final

# Pieces further apart than this, in heights of the smaller one, stand in different columns.
COLUMN_GAP: Final = 1.5
# Lines further apart than this, in heights of the smaller one, belong to different blocks.
BLOCK_GAP: Final = 1.5
# A gap of this many heights parts columns too where this many lines nearby start right of it.
GUTTER: Final = 0.6
ALIGNED_LINES: Final = 2
NEARBY: Final = 5.0

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OcrLine:
    """Recognised text, its confidence 0..1, and its box: left, top, right, bottom in pixels."""

    text: str
    confidence: float
    box: Box


def reading_lines(pieces: list[OcrLine]) -> tuple[OcrLine, ...]:
    """The pieces joined to lines, block by block, each block from top to bottom."""
    blocks = _blocks(_rows(pieces))
    return tuple(line for block in _ordered(blocks) for line in block)


def _overlap(low: int, high: int, other_low: int, other_high: int) -> float:
    """The shared length as a part of the shorter one, 0..1."""
    shared = min(high, other_high) - max(low, other_low)
    return max(0, shared) / max(1, min(high - low, other_high - other_low))


def _beside(one: Box, other: Box) -> float:
    """How much the two overlap vertically."""
    return _overlap(one[1], one[3], other[1], other[3])


def _above(one: Box, other: Box) -> float:
    """How much the two overlap horizontally."""
    return _overlap(one[0], one[2], other[0], other[2])


def _height(box: Box) -> int:
    return max(1, box[3] - box[1])


def _rows(pieces: list[OcrLine]) -> list[OcrLine]:
    """Pieces of one row of one column joined by a blank, from left to right."""
    rows: list[list[OcrLine]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.box[0], piece.box[1], piece.text)):
        row = next((row for row in rows if _joins(row[-1].box, piece.box, pieces)), None)
        if row is None:
            rows.append([piece])
        else:
            row.append(piece)
    return [_joined(row) for row in rows]


def _joins(last: Box, piece: Box, pieces: list[OcrLine]) -> bool:
    """Whether the piece goes on where the last one of a row ends, in the same column."""
    return _continues(last, piece) and not _gutter(last, piece, pieces)


def _gutter(last: Box, piece: Box, pieces: list[OcrLine]) -> bool:
    """Whether the gap between the two parts columns: lines nearby start right of it as well.

    More of them than cross it, so that a headline over both columns does not hide it.
    """
    height = min(_height(last), _height(piece))
    if piece[0] - last[2] < GUTTER * height:
        return False
    middle = (last[2] + piece[0]) / 2
    near = [one.box for one in pieces if 0 < abs(one.box[1] - piece[1]) <= NEARBY * height]
    aligned = sum(abs(box[0] - piece[0]) <= height / 2 for box in near)
    crossing = sum(box[0] < middle < box[2] for box in near)
    return aligned >= ALIGNED_LINES and aligned > crossing


def _continues(last: Box, piece: Box) -> bool:
    """Whether the piece goes on where the last one of a row ends."""
    near = piece[0] - last[2] <= COLUMN_GAP * min(_height(last), _height(piece))
    return near and _beside(last, piece) >= 0.5 and _above(last, piece) < 0.5


def _joined(row: list[OcrLine]) -> OcrLine:
    """One line; its confidence is the mean over the characters."""
    characters = sum(len(piece.text) for piece in row)
    total = sum(piece.confidence * len(piece.text) for piece in row)
    text = " ".join(piece.text for piece in row)
    return OcrLine(text, total / max(1, characters), _outline(row))


def _blocks(rows: list[OcrLine]) -> list[list[OcrLine]]:
    """Chains of lines that follow each other; a line over two columns ends the chain."""
    rows = sorted(rows, key=lambda row: (row.box[1], row.box[0], row.text))
    below = [_following(rows, index) for index in range(len(rows))]
    parents: dict[int, list[int]] = {}
    for index, following in enumerate(below):
        for child in following:
            parents.setdefault(child, []).append(index)
    next_of = {
        index: children[0]
        for index, children in enumerate(below)
        if len(children) == 1 and parents[children[0]] == [index]
    }
    starts = [index for index in range(len(rows)) if index not in next_of.values()]
    return [_chain(rows, start, next_of) for start in starts]


def _chain(rows: list[OcrLine], start: int, next_of: dict[int, int]) -> list[OcrLine]:
    """The lines from `start` on."""
    chain, index = [rows[start]], start
    while index in next_of:
        index = next_of[index]
        chain.append(rows[index])
    return chain


def _following(rows: list[OcrLine], index: int) -> list[int]:
    """The lines right below the line: overlapping it, with nothing between, one of them close.

    What stands beside a close one counts as well: columns under a headline begin together,
    although their first letters are not equally high.
    """
    box = rows[index].box
    under: list[int] = []
    for other in range(index + 1, len(rows)):
        lower = rows[other].box
        below = _above(box, lower) > 0 and _beside(box, lower) < 0.5
        if below and not any(_above(rows[seen].box, lower) > 0 for seen in under):
            under.append(other)
    close = [rows[other].box for other in under if _close(box, rows[other].box)]
    return [other for other in under if any(_beside(rows[other].box, one) >= 0.5 for one in close)]


def _close(box: Box, lower: Box) -> bool:
    return lower[1] - box[3] <= BLOCK_GAP * min(_height(box), _height(lower))


def _ordered(blocks: list[list[OcrLine]]) -> list[list[OcrLine]]:
    """A block comes after all that lie above it or, at the same height, left of it."""
    waiting = sorted(blocks, key=lambda block: (block[0].box[1], block[0].box[0]))
    outlines = {id(block): _outline(block) for block in waiting}
    ordered: list[list[OcrLine]] = []
    while waiting:
        chosen = next((block for block in waiting if _free(block, waiting, outlines)), waiting[0])
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _outline(pieces: list[OcrLine]) -> Box:
    """The box around all pieces."""
    boxes = [piece.box for piece in pieces]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return left, top, max(box[2] for box in boxes), max(box[3] for box in boxes)


def _free(block: list[OcrLine], waiting: list[list[OcrLine]], outlines: dict[int, Box]) -> bool:
    """Whether no other waiting block has to be read before this one."""
    box = outlines[id(block)]
    return not any(_before(outlines[id(other)], box) for other in waiting if other is not block)


def _before(one: Box, other: Box) -> bool:
    """Whether `one` is read first: above in the same column, or left at the same height."""
    if _above(one, other) > 0:
        return one[1] < other[1]
    return _beside(one, other) > 0 and one[0] < other[0]
