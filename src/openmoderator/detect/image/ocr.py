"""Reads the text in a picture with rapidocr and the models that its wheel carries.

rapidocr would download a model that it does not find; here each model is given by the path of a
file that was checked, so nothing is ever fetched. It is kept from writing logs of its own.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from PIL import Image

from openmoderator.detect.image.lines import OcrLine, reading_lines
from openmoderator.detect.image.picture import Picture, Pixels
from openmoderator.detect.image.spaces import SpacedDecoder
from openmoderator.detect.image.turns import OCR_TURNS
from openmoderator.detect.models.store import model_path

__all__ = ["OcrLine", "OcrResult", "TextReader"]

# Text lines are found best when the short side has about 736 pixels, as the network was trained.
SHORT_SIDE: Final = 736
LONG_SIDE: Final = 2_000
LEAST_SIDE: Final = 32
MOST_GROWTH: Final = 3.0
CONFIDENCE: Final = 0.5
LINE_END: Final = " \r\n"


@dataclass(frozen=True, slots=True)
class OcrResult:
    """The lines in reading order, and the whole text: each line ended by space CR LF."""

    text: str
    lines: tuple[OcrLine, ...]


class TextReader:
    """Loads its models when made; `read` may be called from many threads."""

    def __init__(self) -> None:
        self._engine = _engine()

    def read(self, picture: Picture) -> OcrResult:
        """All text in the picture; "" and no lines where there is none (contract 3.3)."""
        pixels, scale = prepared(picture)
        with OCR_TURNS:
            found = self._engine(pixels)
        lines = reading_lines(_pieces(found, scale, picture))
        return OcrResult("".join(line.text + LINE_END for line in lines), lines)


def prepared(picture: Picture) -> tuple[Pixels, float]:
    """BGR pixels as rapidocr takes them, and their scale to the picture.

    Scaled so that the short side is SHORT_SIDE if it was less (up to MOST_GROWTH times) and the
    long side at most LONG_SIDE; what is thinner than LEAST_SIDE is filled up with its last row.
    """
    short, long = sorted((picture.width, picture.height))
    scale = min(max(1.0, min(SHORT_SIDE / short, MOST_GROWTH)), LONG_SIDE / long)
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    image = picture.image
    if size != image.size:
        image = image.resize(size, Image.Resampling.BICUBIC)
    missing = [max(0, LEAST_SIDE - side) for side in (image.height, image.width)]
    pixels = np.pad(np.asarray(image), ((0, missing[0]), (0, missing[1]), (0, 0)), mode="edge")
    return np.ascontiguousarray(pixels[:, :, ::-1]), scale


def _engine() -> Any:
    """rapidocr on one thread, without its own scaling (which has no bound) and its own log."""
    from rapidocr import RapidOCR  # takes a second to import: only where text is read

    engine: Any = RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.text_score": CONFIDENCE,
            "Global.use_preprocess_img": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": LONG_SIDE,
            "Det.model_path": str(model_path("ocr_detection")),
            "Cls.model_path": str(model_path("ocr_angle")),
            "Rec.model_path": str(model_path("ocr_recognition")),
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
    recogniser = engine._load_rec_model()
    recogniser.postprocess_op = SpacedDecoder(recogniser.postprocess_op)
    return engine


def _pieces(found: Any, scale: float, picture: Picture) -> list[OcrLine]:
    """The answer of rapidocr as values; where nothing was read, its lists are missing."""
    texts, boxes, scores = (getattr(found, key, None) for key in ("txts", "boxes", "scores"))
    if texts is None or boxes is None or scores is None:
        return []
    most = np.array([picture.width, picture.height])
    pieces = []
    for text, corners, score in zip(texts, boxes, scores, strict=True):
        points = np.clip(np.rint(np.asarray(corners) / scale), 0, most).astype(int)
        (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        clean = " ".join(str(text).split())
        if clean:
            pieces.append(OcrLine(clean, float(score), (left, top, right, bottom)))
    return pieces
