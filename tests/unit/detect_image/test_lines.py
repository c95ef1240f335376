"""Boxes of text become lines in reading order (contract 3.3)."""

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.image.lines import Box, OcrLine, reading_lines


def piece(text: str, box: Box, confidence: float = 0.9) -> OcrLine:
    """A recognised piece of text."""
    return OcrLine(text, confidence, box)


def texts(*pieces: OcrLine) -> list[str]:
    """What is read, line by line."""
    return [line.text for line in reading_lines(list(pieces))]


def test_no_boxes_are_no_lines() -> None:
    assert reading_lines([]) == ()


def test_lines_are_read_from_top_to_bottom() -> None:
    assert texts(piece("two", (0, 40, 90, 60)), piece("one", (0, 10, 90, 30))) == ["one", "two"]


def test_boxes_that_overlap_by_half_are_one_line_joined_by_a_blank() -> None:
    line = texts(piece("world", (105, 20, 200, 40)), piece("hello", (0, 10, 100, 30)))
    assert line == ["hello world"]


def test_boxes_that_overlap_by_less_than_half_are_two_lines() -> None:
    assert texts(piece("a", (0, 10, 100, 30)), piece("b", (105, 21, 200, 41))) == ["a", "b"]


def test_a_joined_line_has_the_box_around_its_pieces_and_the_mean_confidence() -> None:
    pieces = [piece("abc", (0, 10, 30, 30), 0.8), piece("d", (35, 12, 45, 34), 0.4)]
    (line,) = reading_lines(pieces)
    assert line.box == (0, 10, 45, 34)
    assert abs(line.confidence - 0.7) < 1e-9


def test_boxes_far_apart_at_one_height_are_columns() -> None:
    assert texts(piece("right", (300, 10, 400, 30)), piece("left", (0, 10, 100, 30))) == [
        "left",
        "right",
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = [piece(f"l{row}", (0, 10 + 25 * row, 200, 30 + 25 * row)) for row in range(3)]
    right = [piece(f"r{row}", (260, 10 + 25 * row, 460, 30 + 25 * row)) for row in range(3)]
    assert texts(*left, *right) == ["l0", "l1", "l2", "r0", "r1", "r2"]


def test_a_narrow_gap_between_columns_is_told_by_the_lines_that_start_right_of_it() -> None:
    left = [piece(f"l{row}", (0, 10 + 35 * row, 200, 40 + 35 * row)) for row in range(3)]
    right = [piece(f"r{row}", (235, 10 + 35 * row, 400, 40 + 35 * row)) for row in range(3)]
    assert texts(*left, *right) == ["l0", "l1", "l2", "r0", "r1", "r2"]


def test_a_gap_that_only_one_line_has_is_a_wide_blank() -> None:
    lines = [piece(f"line {row}", (0, 10 + 35 * row, 400, 40 + 35 * row)) for row in (0, 2)]
    parts = [piece("wide", (0, 45, 180, 75)), piece("blank", (220, 45, 400, 75))]
    assert texts(*lines, *parts) == ["line 0", "wide blank", "line 2"]


def test_a_headline_over_two_columns_comes_first_and_a_footer_last() -> None:
    left = [piece(f"l{row}", (0, 60 + 25 * row, 200, 80 + 25 * row)) for row in range(2)]
    right = [piece(f"r{row}", (260, 60 + 25 * row, 460, 80 + 25 * row)) for row in range(2)]
    headline, footer = piece("news", (0, 10, 460, 50)), piece("page 1", (0, 120, 460, 140))
    read = texts(footer, *right, headline, *left)
    assert read == ["news", "l0", "l1", "r0", "r1", "page 1"]


def test_columns_whose_first_lines_are_not_equally_high_begin_together() -> None:
    headline = piece("news", (37, 33, 631, 74))
    left = [piece(f"l{row}", (34, 119 + 31 * row, 286, 146 + 31 * row)) for row in range(3)]
    right = [piece(f"r{row}", (395, 117 + 31 * row, 678, 151 + 31 * row)) for row in range(3)]
    assert texts(*right, headline, *left) == ["news", "l0", "l1", "l2", "r0", "r1", "r2"]


def test_a_box_as_high_as_two_lines_does_not_glue_them_together() -> None:
    tall = piece("{", (0, 0, 12, 60))
    lines = texts(tall, piece("upper", (15, 2, 90, 26)), piece("lower", (15, 34, 90, 58)))
    assert lines == ["{ upper", "lower"]


BOXES = st.tuples(
    st.integers(0, 400), st.integers(0, 400), st.integers(1, 200), st.integers(1, 60)
).map(lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3]))


@given(st.lists(BOXES, max_size=25, unique=True))
def test_every_piece_is_read_exactly_once(boxes: list[Box]) -> None:
    pieces = [piece(f"t{index}", box) for index, box in enumerate(boxes)]
    words = [word for line in reading_lines(pieces) for word in line.text.split()]
    assert sorted(words) == sorted(f"t{index}" for index in range(len(boxes)))


@given(st.lists(BOXES, max_size=12, unique=True), st.randoms())
def test_the_order_of_the_boxes_does_not_matter(boxes: list[Box], random: object) -> None:
    pieces = [piece(f"t{index}", box) for index, box in enumerate(boxes)]
    shuffled = list(pieces)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reading_lines(shuffled) == reading_lines(pieces)
