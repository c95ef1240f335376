"""What of a listed picture is found after which change, as the table of docs/match.md.

    python -m bench.match_changes

The packaged pictures of scikit-image are listed, with 200 small ones that only serve to be
mistaken for them. Each is changed in every way of the table and searched for. Plain PDQ, which
knows neither orientations nor parts, is the column beside ours.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import skimage.data
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from openmoderator.detect.image.hashes import (
    MAX_DISTANCE,
    MIN_QUALITY,
    HashEntry,
    HashMatch,
    HashSnapshot,
    build,
    fingerprint,
    query_of,
)
from openmoderator.detect.image.hashes.pdq import pdq_of
from openmoderator.detect.image.picture import Picture

Picture_ = Image.Image
Change = Callable[[Picture_], Picture_]
FOLDER = Path(skimage.data.__file__).parent
# The same scene or drawing a second time: it would be found for its twin, and rightly.
TWINS = ("motorcycle_right.png", "chessboard_RGB.png")
SMALL_SIDE = 96


def packaged() -> dict[str, Picture_]:
    """The pictures by name, transparency on white."""
    found = {}
    for path in sorted([*FOLDER.glob("*.png"), *FOLDER.glob("*.jpg")]):
        if path.name not in TWINS:
            with Image.open(path) as image:
                layer = image.convert("RGBA")
            white = Image.new("RGBA", layer.size, "white")
            found[path.stem] = Image.alpha_composite(white, layer).convert("RGB")
    return found


def small() -> list[Picture_]:
    """200 faces and pieces of pictures, 25 px, enlarged."""
    faces = (np.load(FOLDER / "lfw_subset.npy") * 255).astype(np.uint8)
    size = (SMALL_SIDE, SMALL_SIDE)
    return [
        Image.fromarray(one).convert("RGB").resize(size, Image.Resampling.BICUBIC) for one in faces
    ]


def scaled(factor: float, how: Image.Resampling = Image.Resampling.BICUBIC) -> Change:
    """Another size, the same shape."""
    return lambda image: image.resize(
        (max(8, round(image.width * factor)), max(8, round(image.height * factor))), how
    )


def jpeg(quality: int) -> Change:
    """Compressed again."""

    def change(image: Picture_) -> Picture_:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality)
        return Image.open(file).convert("RGB")

    return change


def brightness(factor: float) -> Change:
    """Darker or brighter."""
    return lambda image: ImageEnhance.Brightness(image).enhance(factor)


def contrast(factor: float) -> Change:
    """Less or more contrast."""
    return lambda image: ImageEnhance.Contrast(image).enhance(factor)


def noisy(deviation: float) -> Change:
    """Grain."""

    def change(image: Picture_) -> Picture_:
        grain = np.random.default_rng(1).normal(0, deviation, (image.height, image.width, 3))
        return Image.fromarray(np.clip(np.asarray(image) + grain, 0, 255).astype(np.uint8))

    return change


def cropped(left: float, top: float, right: float, bottom: float) -> Change:
    """Without these shares of the sides."""
    return lambda image: image.crop(
        (
            round(image.width * left),
            round(image.height * top),
            round(image.width * (1 - right)),
            round(image.height * (1 - bottom)),
        )
    )


def lettered(share: float) -> Change:
    """White letters with a black edge near the bottom, so high a part of the picture."""

    def change(image: Picture_) -> Picture_:
        copy = image.copy()
        font = ImageFont.load_default(max(8, image.height * share))
        place = (image.width * 0.05, image.height * (0.95 - share))
        ImageDraw.Draw(copy).text(
            place, "Sample text", "white", font, stroke_width=2, stroke_fill="black"
        )
        return copy

    return change


def framed(share: float, colour: str) -> Change:
    """A plain frame, so much of the width on each side."""

    def change(image: Picture_) -> Picture_:
        wide = round(image.width * share)
        frame = Image.new("RGB", (image.width + 2 * wide, image.height + 2 * wide), colour)
        frame.paste(image, (wide, wide))
        return frame

    return change


def squared(image: Picture_) -> Picture_:
    """The middle square."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def barred(image: Picture_) -> Picture_:
    """Black bars above and below, an eighth of the height each."""
    bar = image.height // 8
    frame = Image.new("RGB", (image.width, image.height + 2 * bar))
    frame.paste(image, (0, bar))
    return frame


def turned(how: Image.Transpose) -> Change:
    """Turned by a quarter or mirrored."""
    return lambda image: image.transpose(how)


def rotated(degrees: float) -> Change:
    """Turned a little; the corners become black."""
    return lambda image: image.rotate(degrees, Image.Resampling.BICUBIC)


def crops() -> Iterator[tuple[str, Change]]:
    """From all sides, and from one."""
    for percent in (2, 5, 8, 10, 13, 20, 30):
        half = percent / 200
        yield f"crop {percent} %, centred", cropped(half, half, half, half)
    for percent in (1, 2, 5, 7, 10, 20, 30):
        yield f"crop {percent} %, from the bottom", cropped(0, 0, 0, percent / 100)
        yield f"crop {percent} %, from the left", cropped(percent / 100, 0, 0, 0)
    yield "crop 5 %, from a corner", cropped(0.05, 0.05, 0, 0)
    yield "crop to the middle square", squared


def changes() -> Iterator[tuple[str, Change]]:
    """All rows of the table."""
    yield "none", lambda image: image.copy()
    for factor in (0.25, 0.5, 0.75, 2.0):
        yield f"size x {factor}", scaled(factor)
    yield "size 300 x 300", lambda image: image.resize((300, 300), Image.Resampling.BILINEAR)
    for quality in (90, 50, 20):
        yield f"JPEG quality {quality}", jpeg(quality)
    yield "grey", lambda image: image.convert("L").convert("RGB")
    for percent in (-40, -20, 20, 40):
        yield f"brightness {percent:+} %", brightness(1 + percent / 100)
    for percent in (-40, -20, 20, 40):
        yield f"contrast {percent:+} %", contrast(1 + percent / 100)
    yield (
        "blur, 1/256 of the width",
        lambda image: image.filter(ImageFilter.GaussianBlur(image.width / 256)),
    )
    for deviation in (10, 25):
        yield f"noise, deviation {deviation}", noisy(deviation)
    for name, how in (
        ("mirrored left to right", Image.Transpose.FLIP_LEFT_RIGHT),
        ("mirrored top to bottom", Image.Transpose.FLIP_TOP_BOTTOM),
        ("turned 90 degrees", Image.Transpose.ROTATE_90),
        ("turned 180 degrees", Image.Transpose.ROTATE_180),
        ("turned 270 degrees", Image.Transpose.ROTATE_270),
    ):
        yield name, turned(how)
    for degrees in (1, 2, 5):
        yield f"turned {degrees} degrees", rotated(degrees)
    yield from crops()
    yield "letters, 5 % of the height", lettered(0.05)
    yield "letters, 10 % of the height", lettered(0.10)
    yield "frame, 5 % white", framed(0.05, "white")
    yield "frame, 15 % black", framed(0.15, "black")
    yield "bars above and below", barred
    half, mirror = scaled(0.5), turned(Image.Transpose.FLIP_LEFT_RIGHT)
    yield "half size, mirrored, JPEG 50", lambda image: jpeg(50)(mirror(half(image)))


def searched(snapshot: HashSnapshot, image: Picture_) -> tuple[HashMatch, ...]:
    """What is like the picture; its file is nobody's."""
    return snapshot.match(query_of(Picture(image, "png", "image/png"), b"nobody's"))


def apart(one: Picture_, other: Picture_) -> int:
    """Bits between the plain hashes, as anybody computes them."""
    return (int.from_bytes(pdq_of(one).hash) ^ int.from_bytes(pdq_of(other).hash)).bit_count()


def row(
    name: str, change: Change, listed: list[Picture_], snapshot: HashSnapshot
) -> tuple[str, int]:
    """A line of the table, and how many wrong pictures were found."""
    plain, distances, wrong = list[int](), list[int](), 0
    for number, image in enumerate(listed):
        changed = change(image)
        plain.append(apart(image, changed))
        for match in searched(snapshot, changed):
            if match.content_id == number:
                distances.append(match.distance)
            else:
                wrong += 1
    known = sum(distance <= MAX_DISTANCE for distance in plain)
    ours = f"{len(distances)} of {len(listed)}"
    cells = (name, str(known), middle(plain), ours, middle(distances), str(wrong))
    return f"| {' | '.join(cells)} |", wrong


def middle(distances: list[int]) -> str:
    """Median and largest."""
    return f"{np.median(distances):.0f}, {max(distances)}" if distances else ""


def between_kinds(listed: list[Picture_]) -> str:
    """How far the hash that is searched for is from the one that others compute."""
    prints = [fingerprint(Picture(image, "png", "image/png"), b"") for image in listed]
    far = [
        (int.from_bytes(one.hashes[:32]) ^ int.from_bytes(one.reference or b"")).bit_count()
        for one in prints
    ]
    return f"From the hash in a picture's own size to ours: {middle(far)} bits (median, most)."


def main() -> None:
    """Print the table."""
    named = packaged()
    listed = [image for image in named.values() if pdq_of(image).quality >= MIN_QUALITY]
    others = small()
    prints = [fingerprint(Picture(one, "png", "image/png"), b"") for one in (*listed, *others)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hashes"
        build([HashEntry(number, one) for number, one in enumerate(prints)], path)
        snapshot = HashSnapshot.open(path)
        print(between_kinds(listed))
        print(f"{len(listed)} pictures, {len(others)} others, {snapshot.rows} hashes.\n")
        print("| Change | Plain PDQ | Bits | Found | Bits | Wrong |\n|---|---|---|---|---|---|")
        wrong = queries = 0
        for name, change in changes():
            line, mistaken = row(name, change, listed, snapshot)
            print(line, flush=True)
            wrong, queries = wrong + mistaken, queries + len(listed)
        among = sum(
            match.content_id != len(listed) + number
            for number, one in enumerate(others)
            for match in searched(snapshot, one)
        )
    print(f"\n{wrong} wrong matches in {queries} searches; {among} among the small ones.")


if __name__ == "__main__":
    main()
