"""Reading text with the bundled models: exact words, line ends, places, and no network."""

import subprocess
import sys

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from openmoderator.demo.pictures import QUOTE, quote_picture
from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.ocr import OcrResult
from openmoderator.detect.image.picture import Picture


def read(image: Image.Image) -> OcrResult:
    """What the process-wide reader reads."""
    return image_detectors().ocr.read(Picture(image, "png", "image/png"))


def photo_like(width: int, height: int) -> Image.Image:
    """A dark gradient with grain."""
    base = np.linspace((20, 40, 90), (150, 90, 110), height)[:, None, :]
    grain = np.random.default_rng(5).normal(0, 10, (height, width, 3))
    return Image.fromarray(np.clip(base + grain, 0, 255).astype(np.uint8))


def written(image: Image.Image, x: int, y: int, text: str, size: int = 32) -> Image.Image:
    ImageDraw.Draw(image).text((x, y), text, "white", ImageFont.load_default(size=size))
    return image


def test_the_quote_of_the_demo_is_read_word_for_word_line_by_line() -> None:
    result = image_detectors().ocr.read(decode(quote_picture()))
    assert tuple(line.text for line in result.lines) == QUOTE
    assert result.text == "".join(f"{line} \r\n" for line in QUOTE)


@pytest.mark.parametrize("size", [30, 44, 60])
def test_the_quote_is_read_at_other_sizes_over_another_background(size: int) -> None:
    image = photo_like(720, len(QUOTE) * size * 3 // 2 + 60)
    for row, line in enumerate(QUOTE):
        written(image, 60, 30 + row * size * 3 // 2, line, size)
    assert tuple(line.text for line in read(image).lines) == QUOTE


def test_spaces_between_close_letters_are_kept() -> None:
    image = written(photo_like(400, 120), 30, 40, "WE WOULD", 40)
    assert read(image).text == "WE WOULD \r\n"


def test_a_picture_without_text_reads_as_nothing() -> None:
    assert read(photo_like(400, 300)) == OcrResult("", ())


def test_each_line_carries_its_box_and_confidence() -> None:
    (line,) = read(written(photo_like(600, 300), 200, 120, "HELLO", 40)).lines
    left, top, right, bottom = line.box
    assert 180 <= left <= 205
    assert 300 <= right <= 345
    assert 105 <= top < 140 < bottom <= 180
    assert 0.5 <= line.confidence <= 1.0


def test_boxes_of_a_large_picture_are_in_its_own_pixels() -> None:
    (line,) = read(written(photo_like(4000, 1200), 3000, 500, "LARGE", 160)).lines
    assert 2900 <= line.box[0] <= 3020
    assert line.box[2] <= 3600


def test_two_columns_are_read_one_after_the_other() -> None:
    image = photo_like(900, 220)
    for row, (left, right) in enumerate((("first", "third"), ("second", "fourth"))):
        written(written(image, 40, 50 + 60 * row, left), 560, 50 + 60 * row, right)
    assert read(image).text == "first \r\nsecond \r\nthird \r\nfourth \r\n"


def test_text_that_stands_on_its_head_is_read() -> None:
    assert read(written(photo_like(420, 120), 40, 40, "UPSIDE DOWN").rotate(180)).text == (
        "UPSIDE DOWN \r\n"
    )


def test_no_detector_opens_a_connection_or_writes_a_word() -> None:
    code = (
        "import sys\n"
        "def watch(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo', 'socket.sendto'):\n"
        "        raise SystemExit(f'network: {event} {args}')\n"
        "sys.addaudithook(watch)\n"
        "from openmoderator.detect.detectors import image_detectors\n"
        "image_detectors().warm()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
