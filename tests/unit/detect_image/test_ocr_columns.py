"""Pieces of text in any direction become lines in reading order."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.image.ocr.columns import direction, ordered
from openmoderator.detect.image.ocr.values import Corners, Piece, corners_of

SIDE = 1000


def turned(corners: Corners, degrees: float) -> Corners:
    """Turned clockwise about the middle of a picture of SIDE x SIDE pixels."""
    angle = math.radians(degrees)
    matrix = np.array(
        [(math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))], np.float32
    )
    return ((corners - SIDE / 2) @ matrix + SIDE / 2).astype(np.float32)


def page(degrees: float = 0.0) -> list[Piece]:
    """A headline over two columns of three lines, the picture turned clockwise."""
    boxes = {"headline": (250, 300, 750, 350)}
    for row in range(3):
        top = 400 + 50 * row
        boxes[f"left {row}"] = (250, top, 470, top + 30)
        boxes[f"right {row}"] = (530, top, 750, top + 30)
    return [Piece(text, 0.9, turned(corners_of(box), degrees)) for text, box in boxes.items()]


READ = ["headline", "left 0", "left 1", "left 2", "right 0", "right 1", "right 2"]


@pytest.mark.parametrize("degrees", [0, 7, -14, 30, 90, 180, 270])
def test_columns_are_read_in_order_however_the_picture_is_turned(degrees: float) -> None:
    lines = ordered(page(degrees), SIDE, SIDE)
    assert [line.text for line in lines] == READ


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_boxes_are_those_in_the_picture(degrees: float) -> None:
    (headline, *_) = ordered(page(degrees), SIDE, SIDE)
    corners = turned(corners_of((250, 300, 750, 350)), degrees)
    expected = (*corners.min(axis=0), *corners.max(axis=0))
    assert headline.box == tuple(round(float(value)) for value in expected)


def test_boxes_never_leave_the_picture() -> None:
    piece = Piece("wide", 0.9, corners_of((-10, -5, 220, 130)))
    (line,) = ordered([piece], 200, 100)
    assert line.box == (0, 0, 200, 100)


def test_long_lines_decide_the_direction_not_the_many_short_ones() -> None:
    long = Piece("a long line of text", 0.9, turned(corners_of((200, 490, 800, 520)), 10))
    short = [Piece("x", 0.9, corners_of((50 * n, 0, 50 * n + 25, 20))) for n in range(8)]
    assert abs(direction([long, *short]) - 10) < 1


def test_lines_that_are_nearly_level_are_taken_as_level() -> None:
    assert direction([Piece("text", 0.9, turned(corners_of((200, 490, 800, 520)), 1))]) == 0


def test_no_pieces_have_no_direction_and_no_lines() -> None:
    assert direction([]) == 0
    assert ordered([], 10, 10) == ()


@settings(deadline=None)
@given(st.floats(-180, 180))
def test_the_direction_of_a_turned_page_is_the_turn(degrees: float) -> None:
    off = (direction(page(degrees)) - degrees + 180) % 360 - 180
    assert abs(off) <= 1.6
