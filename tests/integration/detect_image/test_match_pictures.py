"""Copies of packaged pictures are found after the changes that people make, others are not."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import skimage.data
from PIL import Image, ImageEnhance

from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.hashes import (
    Fingerprint,
    HashEntry,
    HashMatch,
    HashSnapshot,
    build,
    fingerprint,
    query_of,
)
from openmoderator.detect.image.hashes.pdq import pdq_of
from openmoderator.detect.image.hashes.windows import PARTS
from openmoderator.detect.image.picture import Picture

FOLDER = Path(skimage.data.__file__).parent
NAMES = ("astronaut", "camera", "chelsea", "coffee", "coins", "ihc", "motorcycle_left", "page")
T = Image.Transpose


def packaged(name: str) -> Image.Image:
    """A picture of the package."""
    with Image.open(FOLDER / f"{name}.png") as image:
        return image.convert("RGB")


def picture(image: Image.Image) -> Picture:
    """As the detectors take it."""
    return Picture(image, "png", "image/png")


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> HashSnapshot:
    """All of them, by their places in NAMES; the bytes of a file are its name."""
    path = tmp_path_factory.mktemp("listed") / "hashes"
    build(
        [
            HashEntry(place, fingerprint(picture(packaged(name)), name.encode()))
            for place, name in enumerate(NAMES)
        ],
        path,
        bands_from=1,
    )
    return HashSnapshot.open(path)


def found(listed: HashSnapshot, image: Image.Image) -> tuple[HashMatch, ...]:
    """What the picture matches; its bytes are unknown."""
    return listed.match(query_of(picture(image), b"unknown"))


def again(image: Image.Image, quality: int) -> Image.Image:
    """Through JPEG."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality)
    return decode(file.getvalue()).image


def cut(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """A part, in shares of the sides."""
    width, height = image.size
    return image.crop(
        (round(left * width), round(top * height), round(right * width), round(bottom * height))
    )


def framed(image: Image.Image) -> Image.Image:
    """With a plain edge of a tenth."""
    width, height = image.width // 10, image.height // 10
    frame = Image.new("RGB", (image.width + 2 * width, image.height + 2 * height), "#203040")
    frame.paste(image, (width, height))
    return frame


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "nothing": lambda image: image,
    "half the size": lambda image: image.resize((image.width // 2, image.height // 2)),
    "squeezed": lambda image: image.resize((300, 300)),
    "twice the size": lambda image: image.resize((image.width * 2, image.height * 2)),
    "JPEG 50": lambda image: again(image, 50),
    "grey": lambda image: image.convert("L").convert("RGB"),
    "darker": lambda image: ImageEnhance.Brightness(image).enhance(0.6),
    "mirrored": lambda image: image.transpose(T.FLIP_LEFT_RIGHT),
    "upside down": lambda image: image.transpose(T.FLIP_TOP_BOTTOM),
    "turned left": lambda image: image.transpose(T.ROTATE_90),
    "turned around": lambda image: image.transpose(T.ROTATE_180),
    "turned right": lambda image: image.transpose(T.ROTATE_270),
    "middle 95 %": lambda image: cut(image, 0.025, 0.025, 0.975, 0.975),
    "middle 80 %": lambda image: cut(image, 0.1, 0.1, 0.9, 0.9),
    "without the lowest tenth": lambda image: cut(image, 0, 0, 1, 0.9),
    "without the left fifth": lambda image: cut(image, 0.2, 0, 1, 1),
    "cut, mirrored and small": lambda image: (
        cut(image, 0.05, 0.05, 0.95, 0.95).transpose(T.FLIP_LEFT_RIGHT).resize((200, 200))
    ),
    "in a frame": framed,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_is_found_and_nothing_else(listed: HashSnapshot, change: str) -> None:
    for place, name in enumerate(NAMES):
        matches = found(listed, CHANGES[change](packaged(name)))
        assert [match.content_id for match in matches] == [place], name


@pytest.mark.parametrize(
    ("change", "view"),
    [
        ("mirrored", "mirrored left to right"),
        ("upside down", "mirrored top to bottom"),
        ("turned left", "turned right"),
        ("turned around", "turned around"),
        ("turned right", "turned left"),
    ],
)
def test_a_match_says_how_the_asked_picture_is_turned_to_be_the_listed_one(
    listed: HashSnapshot, change: str, view: str
) -> None:
    (match,) = found(listed, CHANGES[change](packaged("coffee")))
    assert match.view == view
    assert match.distance <= 2
    assert match.score == 1 - (match.distance + 1) / 64


def test_only_the_whole_upright_picture_has_score_one(listed: HashSnapshot) -> None:
    scores = {
        name: found(listed, change(packaged("chelsea")))[0].score
        for name, change in CHANGES.items()
    }
    assert scores["nothing"] == 1.0
    assert all(scores[name] < 1 for name in CHANGES if "middle" in name or "turned" in name)
    assert scores["middle 95 %"] < 1
    assert scores["in a frame"] < 1


def test_the_same_bytes_are_an_exact_match(listed: HashSnapshot) -> None:
    (match,) = listed.match(query_of(picture(packaged("coins")), b"coins"))
    assert (match.content_id, match.exact, match.score) == (NAMES.index("coins"), True, 1.0)


def test_what_is_found_in_a_part_names_the_part(listed: HashSnapshot) -> None:
    (match,) = found(listed, cut(packaged("astronaut"), 0.05, 0.05, 0.95, 0.95))
    assert match.part == "centre without 10%"


def test_pictures_that_were_not_listed_are_not_found(listed: HashSnapshot) -> None:
    for name in ("brick", "grass", "gravel", "moon", "text", "horse", "logo", "color"):
        assert found(listed, packaged(name)) == (), name


def test_plain_pictures_do_not_all_match_each_other(tmp_path: Path) -> None:
    plain = [Image.new("RGB", (300, 200), colour) for colour in ("white", "black", "#7799bb")]
    entries = [
        HashEntry(place, fingerprint(picture(image), bytes([place])))
        for place, image in enumerate(plain)
    ]
    build(entries, tmp_path / "plain")
    snapshot = HashSnapshot.open(tmp_path / "plain")
    assert found(snapshot, plain[0]) == ()
    (match,) = snapshot.match(query_of(picture(plain[1]), bytes([1])))
    assert (match.content_id, match.exact) == (1, True)


def test_a_listed_picture_is_found_in_a_frame_that_only_the_listed_one_has(tmp_path: Path) -> None:
    entry = HashEntry(1, fingerprint(picture(framed(packaged("coffee"))), b"framed"))
    build([entry], tmp_path / "framed")
    (match,) = found(HashSnapshot.open(tmp_path / "framed"), packaged("coffee"))
    assert match.part == "inside its frame"


def test_a_fingerprint_knows_all_parts_and_the_hash_that_others_compute() -> None:
    image = packaged("coffee")
    made = fingerprint(picture(image), b"bytes")
    assert len(made.qualities) == len(PARTS)
    assert made.pdq == made.reference == pdq_of(image).hash
    assert made.md5 == hashlib.md5(b"bytes", usedforsecurity=False).digest()
    assert made.sha256 == hashlib.sha256(b"bytes").digest()


@pytest.mark.parametrize("size", [(1, 1), (4, 300), (5, 5), (30, 2000), (2500, 3)])
def test_pictures_of_any_shape_have_a_fingerprint_and_a_query(size: tuple[int, int]) -> None:
    grain = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    odd = Picture.of(grain)
    assert len(fingerprint(odd, b"x").qualities) == len(PARTS)
    assert len(query_of(odd, b"x").md5) == 16


def test_a_hash_from_elsewhere_is_found_by_the_picture_it_was_made_of(tmp_path: Path) -> None:
    image = packaged("motorcycle_left")
    entry = HashEntry(4, Fingerprint.of_pdq(pdq_of(image).hash))
    build([entry], tmp_path / "imported")
    (match,) = found(HashSnapshot.open(tmp_path / "imported"), image)
    assert (match.content_id, match.distance, match.score) == (4, 0, 1.0)
