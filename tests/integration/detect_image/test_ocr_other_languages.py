"""Text in other languages, by the models and, where it is installed, by Tesseract for real."""

import os

import onnxruntime as ort  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.ocr import LanguageNotReadable, OcrResult, TextReader
from openmoderator.detect.image.ocr.languages import LETTERS
from openmoderator.detect.image.ocr.tesseract import Tesseract, TesseractFailed, find_tesseract
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.models.store import model_path


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    """Tesseract with Russian; without it these tests are left out, and fail where CI is true."""
    found = find_tesseract()
    if found is None or "rus" not in found.packs:
        leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        leave_out(
            "NO TESSERACT TESTS: install tesseract-ocr, tesseract-ocr-rus, tesseract-ocr-ell."
        )
    return found


@pytest.fixture(scope="module")
def wide_font() -> str:
    """A font with letters of many languages; without one as above."""
    for name in ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "arial.ttf"):
        try:
            ImageFont.truetype(name, 30)
        except OSError:
            continue
        return name
    leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    return leave_out("NO TESTS OF LANGUAGES: install fonts-dejavu-core.")


LINES = ("Добрый день", "погода хорошая")


def russian(font: str) -> Image.Image:
    image = Image.new("RGB", (520, 200), "white")
    for row, line in enumerate(LINES):
        place = (40, 40 + 60 * row)
        ImageDraw.Draw(image).text(place, line, "black", ImageFont.truetype(font, 32))
    return image


def read(image: Image.Image, language: str, enhanced: bool = False) -> OcrResult:
    picture = Picture(image, "png", "image/png")
    return image_detectors().ocr.read(picture, language, enhanced)


def test_the_recogniser_knows_every_letter_of_the_languages_that_it_is_said_to_read() -> None:
    session = ort.InferenceSession(str(model_path("ocr_recognition")))
    known = set(session.get_modelmeta().custom_metadata_map["character"].splitlines())
    missing = {code: set(letters) - known for code, letters in LETTERS.items()}
    assert not {code: letters for code, letters in missing.items() if letters}


def test_letters_with_marks_are_read_by_the_models(wide_font: str) -> None:
    text = "Größe café señor naïve Åse København"
    image = Image.new("RGB", (700, 120), "white")
    ImageDraw.Draw(image).text((20, 40), text, "black", ImageFont.truetype(wide_font, 32))
    assert read(image, "deu").text == f"{text} \r\n"


@pytest.mark.parametrize("language", ["rus", "ru", "RU-ru"])
def test_russian_is_read_by_tesseract(tesseract: Tesseract, wide_font: str, language: str) -> None:
    result = read(russian(wide_font), language)
    assert result.text == "".join(f"{line} \r\n" for line in LINES)
    assert result.language == "rus"
    (first, _) = result.lines
    assert 35 <= first.box[0] <= 45
    assert 0.5 <= first.confidence <= 1


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_enhanced_reads_a_turned_russian_page(
    tesseract: Tesseract, wide_font: str, degrees: int
) -> None:
    result = read(russian(wide_font).rotate(degrees, expand=True), "rus", enhanced=True)
    assert tuple(line.text for line in result.lines) == LINES
    assert {*LINES} <= {candidate.text for candidate in result.candidates}


def test_a_blank_picture_reads_as_nothing(tesseract: Tesseract) -> None:
    assert read(Image.new("RGB", (300, 200), "white"), "rus") == OcrResult("", (), "rus")


@pytest.mark.parametrize("size", [(1, 1), (1, 3_000), (3_000, 1)])
def test_odd_pictures_are_no_error(tesseract: Tesseract, size: tuple[int, int]) -> None:
    assert read(Image.new("RGB", size, "grey"), "rus").text == ""


def test_bytes_that_are_no_picture_are_said_to_have_failed(tesseract: Tesseract) -> None:
    with pytest.raises(TesseractFailed, match="without reading"):
        tesseract.table(b"no picture", ("rus",))


def test_a_language_that_nothing_here_reads_is_refused() -> None:
    with pytest.raises(LanguageNotReadable, match="tesseract-ocr-amh"):
        read(Image.new("RGB", (50, 50)), "amh")


def test_a_program_that_is_no_tesseract_adds_no_languages() -> None:
    assert Tesseract("/bin/false").packs == frozenset()
    assert Tesseract("/no/such/program").packs == frozenset()
    with pytest.raises(TesseractFailed, match="cannot be started"):
        Tesseract("/no/such/program").table(b"", ("rus",))


def test_without_tesseract_on_the_path_the_models_still_read_and_others_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    reader = TextReader()
    assert reader.readable() == frozenset()
    picture = Picture(Image.new("RGB", (60, 40), "white"), "png", "image/png")
    assert reader.read(picture, "fra") == OcrResult("", (), "fra")
    with pytest.raises(LanguageNotReadable, match="rus cannot be read"):
        reader.read(picture, "rus")
