"""Of several readings of one place the best stays."""

from openmoderator.detect.image.lines import OcrLine
from openmoderator.detect.image.ocr.enhanced import best_of, candidates
from openmoderator.detect.image.ocr.merging import confidence, merged, same_place
from openmoderator.detect.image.ocr.values import Candidate, Piece, corners_of


def piece(text: str, confidence: float, left: int = 0, right: int = 100) -> Piece:
    return Piece(text, confidence, corners_of((left, 0, right, 20)))


def texts(pieces: list[Piece]) -> list[str]:
    return sorted(piece.text for piece in pieces)


def test_readings_of_different_places_all_stay() -> None:
    assert texts(merged([piece("a", 0.9)], [piece("b", 0.6, 200, 300)])) == ["a", "b"]


def test_the_surer_reading_of_a_place_stays() -> None:
    assert texts(merged([piece("hcllo", 0.6)], [piece("hello", 0.8)])) == ["hello"]
    assert texts(merged([piece("hello", 0.8)], [piece("hcllo", 0.6)])) == ["hello"]


def test_of_two_sure_readings_the_one_that_says_more_stays() -> None:
    whole, part = piece("hello world", 0.93), piece("world", 0.99, 60, 100)
    assert texts(merged([part], [whole])) == ["hello world"]
    assert texts(merged([whole], [part])) == ["hello world"]


def test_one_unsure_box_gives_way_to_the_lines_found_in_it() -> None:
    two = [piece("left", 0.95, 0, 45), piece("right", 0.95, 55, 100)]
    assert texts(merged([piece("l e  r", 0.5)], two)) == ["left", "right"]


def test_boxes_that_only_touch_are_different_places() -> None:
    assert not same_place(piece("a", 0.9, 0, 50), piece("b", 0.9, 50, 100))
    assert not same_place(piece("a", 0.9, 0, 50), piece("b", 0.9, 40, 100))
    assert same_place(piece("a", 0.9, 0, 50), piece("b", 0.9, 20, 100))


def test_confidence_is_the_mean_over_the_characters() -> None:
    assert abs(confidence([piece("abc", 0.8), piece("d", 0.4)]) - 0.7) < 1e-9
    assert confidence([]) == 0


def test_every_line_is_a_candidate_followed_by_the_other_readings_of_its_place() -> None:
    readings = [piece("hello", 0.8), piece("hcllo", 0.6), piece("hello", 0.7), piece("he11o", 0.7)]
    line = OcrLine("hello", 0.8, (0, 0, 100, 20))
    other = OcrLine("elsewhere", 0.9, (0, 50, 100, 70))
    assert list(candidates([line, other], readings)) == [
        Candidate("hello", 0.8),
        Candidate("he11o", 0.7),
        Candidate("hcllo", 0.6),
        Candidate("elsewhere", 0.9),
    ]


def test_the_best_of_all_readings_does_not_depend_on_their_order() -> None:
    readings = [piece("hcllo", 0.6), piece("hello", 0.8), piece("far", 0.7, 300, 350)]
    assert texts(best_of(readings)) == texts(best_of(readings[::-1])) == ["far", "hello"]
