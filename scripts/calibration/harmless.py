"""Harmless pictures with labels: photographs from a test package, and drawings of our own.

    python -m scripts.calibration.harmless FOLDER

writes them as JPEG files with a labels.csv, for `openmoderator evaluate images`. The same
pictures come out each time. Nothing in them is adult or racy.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import skimage.data
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from scripts.calibration.drawings import DRAWINGS

PHOTOGRAPHS: Final = (
    "astronaut.png",
    "brick.png",
    "camera.png",
    "cell.png",
    "chelsea.png",
    "clock_motion.png",
    "coffee.png",
    "coins.png",
    "grass.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "moon.png",
    "motorcycle_left.png",
    "motorcycle_right.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
)
VARIANTS: Final = 30
DRAWN: Final = 45
SIDE: Final = 400


def photographs() -> Iterator[tuple[str, Image.Image]]:
    """Each photograph whole and in VARIANTS - 1 cuttings, turned, tinted, blurred."""
    folder = Path(skimage.data.__file__).parent
    for name in PHOTOGRAPHS:
        chance = random.Random(name)
        whole = Image.open(folder / name).convert("RGB")
        yield f"{Path(name).stem}-0", whole
        for number in range(1, VARIANTS):
            yield f"{Path(name).stem}-{number}", _variant(whole, chance)


def drawings() -> Iterator[tuple[str, Image.Image]]:
    """DRAWN pictures of each kind."""
    for draw in DRAWINGS:
        for number in range(DRAWN):
            chance = random.Random(f"{draw.__name__} {number}")
            yield f"{draw.__name__}-{number}", draw(chance, SIDE)


def _variant(whole: Image.Image, chance: random.Random) -> Image.Image:
    share = chance.uniform(0.5, 1.0)
    width, height = (max(64, int(side * share)) for side in whole.size)
    left, top = (
        chance.randint(0, max(0, side - cut))
        for side, cut in zip(whole.size, (width, height), strict=True)
    )
    picture = whole.crop(
        (left, top, min(whole.width, left + width), min(whole.height, top + height))
    )
    if chance.random() < 0.5:
        picture = ImageOps.mirror(picture)
    picture = ImageEnhance.Brightness(picture).enhance(chance.uniform(0.75, 1.25))
    picture = ImageEnhance.Color(picture).enhance(chance.choice((0.0, 0.6, 1.0, 1.0, 1.3)))
    if chance.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 3)))
    return picture


def write(folder: Path) -> int:
    """All of them into `folder`; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = []
    for label, pictures in (("photograph", photographs()), ("drawing", drawings())):
        for name, picture in pictures:
            picture.save(folder / f"{name}.jpg", quality=90)
            rows.append(
                (f"{name}.jpg", label, name.partition("-")[0] if label == "photograph" else name)
            )
    with (folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("file", "label", "group"))
        writer.writerows(rows)
    return len(rows)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "pictures")
