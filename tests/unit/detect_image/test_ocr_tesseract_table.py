"""Tesseract's table of words becomes lines."""

from openmoderator.detect.image.ocr.tesseract import lines_of

HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"


def table(*rows: str) -> str:
    return "\n".join("\t".join(row.split(" ", 11)) for row in (HEAD, *rows)) + "\n"


TWO_LINES = table(
    "1 1 0 0 0 0 0 0 640 480 -1 ",
    "4 1 1 1 1 0 20 20 200 30 -1 ",
    "5 1 1 1 1 1 20 20 90 30 96.5 Добрый",
    "5 1 1 1 1 2 120 22 100 30 90 день",
    "5 1 1 1 2 1 20 70 90 30 80 снова",
)


def test_words_of_a_line_are_joined_with_their_box_and_mean_confidence() -> None:
    first, second = lines_of(TWO_LINES, 1.0)
    assert (first.text, second.text) == ("Добрый день", "снова")
    assert first.box == (20, 20, 220, 52)
    assert abs(first.confidence - (0.965 * 6 + 0.9 * 4) / 10) < 1e-9


def test_boxes_are_in_pixels_of_the_picture_before_it_was_scaled() -> None:
    (first, _) = lines_of(TWO_LINES, 2.0)
    assert first.box == (10, 10, 110, 26)


def test_words_that_were_hardly_read_are_left_out() -> None:
    rows = ("5 1 1 1 1 1 0 0 9 9 49 nоise", "5 1 1 1 1 2 20 0 9 9 51 слово")
    assert [line.text for line in lines_of(table(*rows), 1.0)] == ["слово"]


def test_quotes_are_letters_like_others() -> None:
    row = '5 1 1 1 1 1 0 0 9 9 90 "слово'
    assert [line.text for line in lines_of(table(row), 1.0)] == ['"слово']


def test_a_picture_without_words_has_no_lines() -> None:
    assert list(lines_of(table("1 1 0 0 0 0 0 0 640 480 -1 "), 1.0)) == []


def test_a_line_whose_words_follow_each_other_upwards_runs_upwards() -> None:
    rows = ("5 1 1 1 1 1 20 300 30 90 90 первое", "5 1 1 1 1 2 20 200 30 80 90 слово")
    (line,) = lines_of(table(*rows), 1.0)
    start, end = line.corners[0], line.corners[1]
    assert (start[1], end[1]) == (390, 200)


def test_a_line_whose_words_follow_each_other_downwards_runs_downwards() -> None:
    rows = ("5 1 1 1 1 1 20 200 30 80 90 первое", "5 1 1 1 1 2 20 300 30 90 90 слово")
    (line,) = lines_of(table(*rows), 1.0)
    assert (line.corners[0][1], line.corners[1][1]) == (200, 390)
