"""`TextReader`: which engine reads a picture, how often it looks, and what comes out.

The models that come with rapidocr read Latin letters, Chinese and Japanese. Other languages are
read by Tesseract where it and their data are installed. Nothing is ever fetched.
"""

from openmoderator.detect.image.ocr.columns import ordered
from openmoderator.detect.image.ocr.enhanced import (
    Engine,
    all_readings,
    best_of,
    candidates,
    everything,
)
from openmoderator.detect.image.ocr.languages import needed_packs, ocr_code
from openmoderator.detect.image.ocr.passes import LinePasses
from openmoderator.detect.image.ocr.tesseract import TesseractPasses, find_tesseract
from openmoderator.detect.image.ocr.values import OcrResult
from openmoderator.detect.image.picture import Picture
from openmoderator.detect.image.turns import OCR_TURNS

__all__ = ["TextReader"]


class TextReader:
    """Loads its models when made; `read` may be called from many threads."""

    def __init__(self) -> None:
        self._passes = LinePasses()
        self._tesseract = find_tesseract()

    def read(
        self, picture: Picture, language: str | None = None, enhanced: bool = False
    ) -> OcrResult:
        """All text in the picture; "" and no lines where there is none (contract 3.3).

        `language` is any code of contract 15, English by default. `enhanced` looks about ten
        times, finds more, and gives candidates. Raises UnknownLanguage, LanguageNotReadable,
        and TesseractFailed where that engine is needed and does not answer in time.
        """
        code = ocr_code(language)
        engine = self._engine(code)
        with OCR_TURNS:
            if enhanced:
                readings = all_readings(engine, picture.pixels)
            else:
                readings = engine.read(picture.pixels, 1.0, everything)
        best = best_of(readings) if enhanced else readings
        lines = ordered(best, picture.width, picture.height)
        return OcrResult.of(lines, code, candidates(lines, readings) if enhanced else ())

    def readable(self) -> frozenset[str]:
        """What Tesseract's language data adds on this machine; empty without it."""
        return self._tesseract.packs if self._tesseract else frozenset()

    def _engine(self, code: str) -> Engine:
        packs = needed_packs(code, self.readable())
        if packs and self._tesseract:
            return TesseractPasses(self._tesseract, packs)
        return self._passes
