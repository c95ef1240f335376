"""Lettered pictures of our own making whose text is known: the sets of `bench.ocr`.

Drawn with Pillow from seeded words, in the fonts of this machine (DejaVu and Liberation where
Debian's packages are installed, else Pillow's own alone) over the photographs that come inside
scikit-image. The same machine draws the same pictures every time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont
Samples = Iterator["Sample"]

FOLDERS = (Path("/usr/share/fonts/truetype"), Path("/usr/share/fonts"))
FACES = (
    "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSerif", "DejaVuSerif-Bold",
    "DejaVuSansMono", "DejaVuSansCondensed", "LiberationSans-Regular", "LiberationSans-Bold",
    "LiberationSerif-Regular", "LiberationSerif-Italic", "LiberationMono-Regular",
    "LiberationSansNarrow-Regular",
)  # fmt: skip
WORDS_TEXT = (
    "about after again answer apple autumn baker basket before better bridge bright brown candle "
    "carpet castle change chair cherry clever cloud coffee corner cotton country dinner doctor "
    "door dragon early earth engine evening every family farmer feather field finger flower "
    "forest fresh friend garden gentle giant glass golden grape green guitar hammer harbour "
    "heavy honey horse house island jacket journey jungle kettle kitchen ladder lemon letter "
    "library little market meadow minute mirror morning mountain music needle never night ocean "
    "orange paper parrot pencil people picture planet pocket quick quiet rabbit rain river road "
    "school season seven shadow silver simple sister spring stone story summer sunny table "
    "thunder ticket tiger travel under valley velvet village violin window winter wooden yellow"
)
WORDS = WORDS_TEXT.split()
EXTRAS = ("12", "7:45", "2026", "(new)", "No. 38", "50%", "and", "of", "in", "a", "to", "the")
PHOTOGRAPHS = ("chelsea", "coffee", "rocket", "gravel", "brick", "grass", "moon", "camera")


@dataclass(frozen=True)
class Sample:
    """A picture and the lines it shows, in reading order."""

    image: Image.Image
    lines: tuple[str, ...]


@cache
def font_path(face: str) -> str | None:
    """Where the font lies; None if it is not installed."""
    for folder in FOLDERS:
        for path in sorted(folder.rglob(f"{face}.ttf")):
            return str(path)
    return None


@cache
def font(face: str | None, size: int) -> Font:
    """The font, or Pillow's own where it is missing or None."""
    path = font_path(face) if face else None
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size=size)


@cache
def faces() -> tuple[str | None, ...]:
    """The fonts to draw with; None is Pillow's own."""
    return (None, *(face for face in FACES if font_path(face)))


@cache
def photograph(name: str) -> Image.Image:
    """One of scikit-image's pictures, RGB."""
    pixels = np.asarray(getattr(skimage.data, name)())
    return Image.fromarray(pixels).convert("RGB")


def background(index: int, width: int, height: int) -> Image.Image:
    """A photograph that fills the size."""
    image = photograph(PHOTOGRAPHS[index % len(PHOTOGRAPHS)])
    scale = max(width / image.width, height / image.height)
    size = (max(width, round(image.width * scale)), max(height, round(image.height * scale)))
    return image.resize(size, Image.Resampling.BICUBIC).crop((0, 0, width, height))


def line(rng: np.random.Generator, width: float, drawn: Font) -> str:
    """Words that fit into the width in pixels; one in six is a number, a sign or a short one."""
    text = ""
    while True:
        pool = EXTRAS if rng.random() < 1 / 6 else WORDS
        word = pool[int(rng.integers(len(pool)))]
        longer = f"{text} {word.capitalize() if not text else word}".strip()
        if text and drawn.getlength(longer) > width:
            return text
        text = longer


def column(
    image: Image.Image, rng: np.random.Generator, box: tuple[int, int, int, int], face: str | None,
    size: int, ink: str | tuple[int, int, int] = "black", outline: str | None = None,
) -> tuple[str, ...]:  # fmt: skip
    """Fill the box with lines of text and say which."""
    draw, drawn = ImageDraw.Draw(image), font(face, size)
    stroke = max(1, size // 14) if outline else 0
    lines = []
    for top in range(box[1], box[3] - round(1.3 * size), round(1.45 * size)):
        text = line(rng, box[2] - box[0], drawn)
        draw.text((box[0], top), text, ink, drawn, stroke_width=stroke, stroke_fill=outline)
        lines.append(text)
    return tuple(lines)


def written(text: str, face: str) -> Sample:
    """One line of 32 pixels, black on white."""
    drawn = font(face, 32)
    image = Image.new("RGB", (round(drawn.getlength(text)) + 60, 100), "white")
    ImageDraw.Draw(image).text((30, 30), text, "black", drawn)
    return Sample(image, (text,))


def card(seed: int, face: str | None, size: int, width: int = 0, count: int = 5) -> Sample:
    """A few black lines on white, margins of twice the size."""
    rng = np.random.default_rng(seed)
    width = width or max(320, 20 * size)
    image = Image.new("RGB", (width, round(size * (4 + 1.45 * count))), "white")
    box = (2 * size, 2 * size, width - 2 * size, image.height - 2 * size + size // 3)
    return Sample(image, column(image, rng, box, face, size))


def fonts() -> Samples:
    for index, face in enumerate(faces()):
        yield card(index, face, 26)


def sized(size: int) -> Samples:
    for index, face in enumerate(faces()[:6]):
        yield card(100 + index, face, size)


def small_in_large() -> Samples:
    """One line of 13 to 18 pixels somewhere in a photograph of 1920 x 1280."""
    for index, size in enumerate((13, 14, 15, 16, 17, 18)):
        rng = np.random.default_rng(200 + index)
        image = background(index, 1920, 1280)
        left, top = int(rng.integers(40, 1300)), int(rng.integers(40, 1200))
        image.paste("white", (left, top, left + 440, top + 2 * size + 12))
        drawn = (left + 12, top + 6, left + 430, top + 6 + round(1.5 * size))
        yield Sample(image, column(image, rng, drawn, faces()[index % len(faces())], size))


def turned(*degrees: float) -> Samples:
    for index, angle in enumerate(degrees):
        card_ = card(300 + index, faces()[index % len(faces())], 28)
        image = card_.image.rotate(angle, Image.Resampling.BICUBIC, True, fillcolor="white")
        yield Sample(image, card_.lines)


def perspective() -> Samples:
    """The card seen from one side: one edge shrinks by a fifth to a third."""
    for index, shrink in enumerate((0.2, 0.25, 0.3, 0.2, 0.25, 0.3)):
        card_ = card(400 + index, faces()[index % len(faces())], 32)
        width, height = card_.image.size
        squeeze = shrink / 2 * height
        here = [(0, 0), (width, 0), (width, height), (0, height)]
        there = [(0, 0), (width, squeeze), (width, height - squeeze), (0, height)]
        if index % 2:
            there = [(width - x, y) for x, y in (there[1], there[0], there[3], there[2])]
        data = _projection(there, here)
        image = card_.image.transform(
            (width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC,
            fillcolor="white",
        )  # fmt: skip
        yield Sample(image, card_.lines)


def _projection(
    seen: Sequence[tuple[float, float]], drawn: Sequence[tuple[float, float]]
) -> tuple[float, ...]:
    """Pillow's eight numbers that fetch the drawn points for the seen ones."""
    rows, right = [], []
    for (x, y), (u, v) in zip(seen, drawn, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return tuple(np.linalg.solve(np.array(rows, float), np.array(right, float)).tolist())


def jpeg() -> Samples:
    for index, face in enumerate(faces()[:6]):
        card_ = card(500 + index, face, 22)
        buffer = io.BytesIO()
        card_.image.save(buffer, "JPEG", quality=40)
        yield Sample(Image.open(buffer).convert("RGB"), card_.lines)


def low_contrast(step: int = 24) -> Samples:
    """Ink that differs from its paper by `step` of 255, darker or lighter, with faint grain."""
    for index, ground in enumerate((60, 90, 120, 150, 180, 210)):
        rng = np.random.default_rng(600 + index)
        image = Image.new("RGB", (640, 300), (ground,) * 3)
        ink = (ground + (step if index % 2 else -step),) * 3
        lines = column(image, rng, (40, 40, 600, 270), faces()[index % len(faces())], 30, ink)
        grain = rng.normal(0, 2, (300, 640, 1))
        pixels = np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8)
        yield Sample(Image.fromarray(pixels), lines)


def outlined(width: int, height: int, size: int, count: int = 8) -> Samples:
    """White lines with a black outline on photographs."""
    for index in range(count):
        rng = np.random.default_rng(700 + index + width)
        image = background(index, width, height)
        left, rows = width // 12, 3 + index % 3
        top = round(height * 0.2)
        box = (left, top, width - left, top + round(rows * 1.45 * size))
        face = faces()[index % len(faces())]
        yield Sample(image, column(image, rng, box, face, size, "white", "black"))


def columns(count: int) -> Samples:
    """A headline across, and columns under it."""
    for index, face in enumerate(faces()[:4]):
        rng = np.random.default_rng(800 + 10 * count + index)
        image = Image.new("RGB", (count * 360 + 40, 560), "white")
        lines = column(image, rng, (40, 30, image.width - 40, 90), face, 40)
        for step in range(count):
            left = 40 + 360 * step
            lines += column(image, rng, (left, 120, left + 300, 540), face, 22)
        yield Sample(image, lines)


def pages(size: int = 20) -> Samples:
    """Dense pages of 1240 x 1754, one column."""
    for index, face in enumerate(faces()[:3]):
        rng = np.random.default_rng(900 + index)
        image = Image.new("RGB", (1240, 1754), "white")
        yield Sample(image, column(image, rng, (80, 80, 1160, 1700), face, size))


def wordless() -> Samples:
    """Photographs that nobody has written on."""
    for index in range(len(PHOTOGRAPHS)):
        yield Sample(background(index, 1280, 960), ())


SETS: dict[str, Callable[[], Samples]] = {
    "fonts, 26 px": fonts,
    "10 px": lambda: sized(10),
    "12 px": lambda: sized(12),
    "16 px": lambda: sized(16),
    "24 px": lambda: sized(24),
    "40 px": lambda: sized(40),
    "60 px": lambda: sized(60),
    "13 to 18 px in 1920 x 1280": small_in_large,
    "turned by 5, 10, 15 either way": lambda: turned(-15, -10, -5, 5, 10, 15),
    "turned by 90 or 270": lambda: turned(90, 270, 90, 270),
    "turned by 180": lambda: turned(180, 180, 180, 180),
    "perspective": perspective,
    "JPEG 40, 22 px": jpeg,
    "contrast 24 of 255": low_contrast,
    "contrast 8 of 255": lambda: low_contrast(8),
    "contrast 5 of 255": lambda: low_contrast(5),
    "white outlined, photograph 640 x 480": lambda: outlined(640, 480, 36),
    "white outlined, photograph 1280 x 960": lambda: outlined(1280, 960, 60),
    "white outlined, photograph 1920 x 1280": lambda: outlined(1920, 1280, 44),
    "two columns and a headline": lambda: columns(2),
    "three columns and a headline": lambda: columns(3),
    "dense page 1240 x 1754, 20 px": pages,
    "photographs without text": wordless,
}
