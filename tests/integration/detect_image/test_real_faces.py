"""Faces on public-domain photographs that come with a test package (docs/faces.md)."""

from pathlib import Path

import pytest
import skimage.data
from PIL import Image

from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.faces import Face
from openmoderator.detect.image.picture import Picture

FOLDER = Path(skimage.data.__file__).parent
WITHOUT_FACES = (
    "brick.png",
    "cell.png",
    "chelsea.png",
    "coffee.png",
    "coins.png",
    "gravel.png",
    "hubble_deep_field.jpg",
    "ihc.png",
    "moon.png",
    "motorcycle_left.png",
    "page.png",
    "retina.jpg",
    "rocket.jpg",
)
FACE = (182, 58, 270, 178)
"""Where the astronaut's face is in her portrait, by eye."""


def opened(name: str) -> Image.Image:
    return Image.open(FOLDER / name).convert("RGB")


def found(image: Image.Image) -> tuple[Face, ...]:
    return image_detectors().faces.detect(Picture(image, "png", "image/png"))


def shared(face: Face, box: tuple[float, float, float, float]) -> float:
    """Shared area by joint area."""
    width = min(face.right, box[2]) - max(face.left, box[0])
    height = min(face.bottom, box[3]) - max(face.top, box[1])
    both = max(0, width) * max(0, height)
    area = (face.right - face.left) * (face.bottom - face.top)
    return both / (area + (box[2] - box[0]) * (box[3] - box[1]) - both)


def crowd(rows: int, side: int) -> Image.Image:
    """`rows` times `rows` portraits in a square picture."""
    step = side // rows
    portrait = opened("astronaut.png").crop((150, 0, 300, 220))
    portrait = portrait.resize((int(step * 0.6), int(step * 0.88)))
    picture = Image.new("RGB", (side, side), (90, 120, 90))
    for row in range(rows):
        for column in range(rows):
            picture.paste(portrait, (column * step, row * step))
    return picture


@pytest.mark.parametrize("side", [512, 256, 128])
def test_a_portrait_has_one_face_at_its_place(side: int) -> None:
    (face,) = found(opened("astronaut.png").resize((side, side)))
    assert shared(face, tuple(edge * side / 512 for edge in FACE)) > 0.6  # type: ignore[arg-type]


@pytest.mark.parametrize("angle", [10, 20, 30, 45, 60, 90, 180, 270])
def test_a_turned_portrait_has_one_face(angle: int) -> None:
    assert len(found(opened("astronaut.png").rotate(angle, expand=True))) == 1


def test_the_man_with_the_camera_has_one_face() -> None:
    assert len(found(opened("camera.png"))) == 1


@pytest.mark.parametrize("name", WITHOUT_FACES)
def test_a_photograph_without_people_has_no_face(name: str) -> None:
    assert found(opened(name)) == ()


def test_every_face_of_a_crowd_is_found() -> None:
    assert len(found(crowd(8, 2000))) == 64


def test_faces_that_are_lost_at_first_sight_are_found_at_the_second() -> None:
    assert len(found(crowd(16, 2400))) == 256
    assert len(found(crowd(30, 3000))) > 600
