"""`enhanced`: what one pass does not find, and candidates for each line."""

import pytest
import skimage.data
from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.ocr import OcrResult
from openmoderator.detect.image.picture import Picture

LINES = ("Seven silver boats", "crossed the quiet bay")


def read(image: Image.Image, enhanced: bool) -> OcrResult:
    picture = Picture(image, "png", "image/png")
    return image_detectors().ocr.read(picture, enhanced=enhanced)


def lettered(size: int, ink: int, paper: int) -> Image.Image:
    """LINES in one grey on another."""
    image = Image.new("RGB", (13 * size + 60, 5 * size + 60), (paper,) * 3)
    font = ImageFont.load_default(size=size)
    for row, line in enumerate(LINES):
        place = (size + 30, 30 + size * (0.5 + 2 * row))
        ImageDraw.Draw(image).text(place, line, (ink,) * 3, font)
    return image


FAINT = lettered(30, 126, 120)
FAINT_AND_TURNED = FAINT.rotate(90, expand=True)
FAINT_AND_SMALL = lettered(16, 128, 120)


@pytest.mark.parametrize("image", [FAINT, FAINT_AND_TURNED, FAINT_AND_SMALL])
def test_faint_lettering_that_one_pass_does_not_find_is_read(image: Image.Image) -> None:
    assert read(image, enhanced=False).lines == ()
    assert tuple(line.text for line in read(image, enhanced=True).lines) == LINES


@pytest.mark.parametrize("image", [FAINT, lettered(30, 0, 255), lettered(9, 0, 255)])
def test_every_line_has_at_least_one_candidate(image: Image.Image) -> None:
    result = read(image, enhanced=True)
    assert len(result.lines) == 2
    offered = {candidate.text for candidate in result.candidates}
    assert {line.text for line in result.lines} <= offered
    assert all(0.5 <= candidate.confidence <= 1 for candidate in result.candidates)


def test_what_is_hard_to_read_has_more_candidates_than_lines() -> None:
    result = read(lettered(6, 0, 255), enhanced=True)
    assert result.lines
    assert len(result.candidates) > len(result.lines)


def test_a_clear_picture_reads_the_same_with_and_without() -> None:
    image = lettered(30, 0, 255)
    plain, enhanced = read(image, enhanced=False), read(image, enhanced=True)
    assert enhanced.lines == plain.lines
    assert [candidate.text for candidate in enhanced.candidates] == list(LINES)


@pytest.mark.parametrize("name", ["camera", "coffee", "rocket"])
def test_further_looks_add_no_text_to_photographs(name: str) -> None:
    image = Image.fromarray(getattr(skimage.data, name)()).convert("RGB").resize((1280, 960))
    assert len(read(image, enhanced=True).lines) <= len(read(image, enhanced=False).lines)


def test_a_clear_line_beside_a_faint_one_is_read_no_worse_than_alone() -> None:
    image = lettered(30, 126, 120)
    font = ImageFont.load_default(size=34)
    ImageDraw.Draw(image).text((40, 165), "clear as day", "white", font)
    assert tuple(line.text for line in read(image, enhanced=True).lines) == (*LINES, "clear as day")
