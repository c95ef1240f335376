"""Text that one small look does not show: small print, turned pages, long and odd pictures."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.ocr import OcrResult
from openmoderator.detect.image.picture import Picture

LINES = ("Seven silver boats", "crossed the quiet bay", "before the morning rain")


def read(image: Image.Image, *, language: str | None = None, enhanced: bool = False) -> OcrResult:
    picture = Picture(image, "png", "image/png")
    return image_detectors().ocr.read(picture, language, enhanced)


def texts(result: OcrResult) -> tuple[str, ...]:
    return tuple(line.text for line in result.lines)


def card(
    size: int = 30, ink: str | tuple[int, int, int] = "black", paper: object = "white"
) -> Image.Image:
    """LINES on plain paper."""
    image = Image.new("RGB", (14 * size, 8 * size), paper)  # type: ignore[arg-type]
    font = ImageFont.load_default(size=size)
    for row, line in enumerate(LINES):
        place = (size, size * (1 + 2 * row))
        ImageDraw.Draw(image).text(place, line, ink, font)
    return image


def photograph(width: int, height: int) -> Image.Image:
    """A gradient with grain."""
    base = np.linspace((20, 40, 90), (150, 90, 110), height)[:, None, :]
    grain = np.random.default_rng(5).normal(0, 8, (height, width, 3))
    return Image.fromarray(np.clip(base + grain, 0, 255).astype(np.uint8))


def test_a_line_of_12_pixels_is_found_in_a_picture_of_2000() -> None:
    image = photograph(2000, 1400)
    font = ImageFont.load_default(size=12)
    ImageDraw.Draw(image).text((1500, 1203), "for staff use only", "white", font)
    assert read(image).text == "for staff use only \r\n"


def test_a_line_of_12_pixels_is_found_beside_a_large_headline() -> None:
    image = photograph(2000, 1400)
    for top, size, text in ((300, 160, "BIG SALE"), (1203, 12, "while stocks last")):
        font = ImageFont.load_default(size=size)
        ImageDraw.Draw(image).text((500, top), text, "white", font)
    assert read(image).text == "BIG SALE \r\nwhile stocks last \r\n"


def test_small_print_on_a_strip_of_another_colour_is_read() -> None:
    image = photograph(1920, 1280)
    image.paste("white", (700, 600, 1140, 638))
    font = ImageFont.load_default(size=13)
    ImageDraw.Draw(image).text((712, 606), "seven boats crossed the quiet bay", "black", font)
    assert read(image).text == "seven boats crossed the quiet bay \r\n"


def test_a_large_scan_full_of_small_print_is_read() -> None:
    image = Image.new("RGB", (3000, 2400), "white")
    font = ImageFont.load_default(size=16)
    rows = [
        "seven silver boats",
        "before the rain",
        "quiet morning",
        "wooden bridge",
        "old harbour",
    ]
    for row, text in enumerate(rows):
        ImageDraw.Draw(image).text((200, 200 + 400 * row), text, "black", font)
    assert texts(read(image)) == tuple(rows)


def test_a_screenshot_many_times_as_high_as_wide_is_read_to_its_end() -> None:
    image = Image.new("RGB", (600, 9000), "white")
    font = ImageFont.load_default(size=22)
    for top, word in ((100, "beginning"), (4500, "middle"), (8800, "the end")):
        ImageDraw.Draw(image).text((60, top), word, "black", font)
    assert texts(read(image)) == ("beginning", "middle", "the end")


@pytest.mark.parametrize("degrees", [-15, -5, 5, 15, 90, 180, 270])
def test_a_turned_page_is_read_in_the_order_of_its_lines(degrees: int) -> None:
    image = card().rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    assert texts(read(image)) == LINES


def test_a_headline_over_three_columns_is_read_column_by_column() -> None:
    image = Image.new("RGB", (1080, 360), "white")
    draw = ImageDraw.Draw(image)
    draw.text((40, 30), "News of the day in three columns", "black", ImageFont.load_default(44))
    for column in range(3):
        for row in range(3):
            place = (40 + 350 * column, 120 + 50 * row)
            text = f"line {row + 1} of column {column + 1}"
            draw.text(place, text, "black", ImageFont.load_default(26))
    expected = [f"line {row} of column {column}" for column in (1, 2, 3) for row in (1, 2, 3)]
    assert texts(read(image)) == ("News of the day in three columns", *expected)


def test_a_plain_read_has_no_candidates_and_is_english_unless_asked() -> None:
    result = read(card())
    assert (result.candidates, result.language) == ((), "eng")
    assert read(card(), language="de-AT").language == "deu"


@pytest.mark.parametrize("enhanced", [False, True])
@pytest.mark.parametrize("size", [(1, 1), (1, 30_000), (30_000, 1), (700, 500), (3, 5_000)])
def test_blank_pictures_of_any_shape_read_as_nothing(size: tuple[int, int], enhanced: bool) -> None:
    assert read(Image.new("RGB", size, "#7a8a9a"), enhanced=enhanced) == OcrResult("", ())


def test_noise_is_no_error_and_holds_no_words() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (400, 600, 3), dtype=np.uint8)
    assert not [
        line for line in image_detectors().ocr.read(Picture.of(noise)).lines if len(line.text) > 3
    ]
