"""The detectors of a process: loaded once, safe among threads, unmoved by odd pictures."""

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from PIL import Image

from openmoderator.detect.detectors import ImageDetectors, image_detectors
from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.picture import Picture

SIZES = [(1, 1), (2, 2), (1, 30_000), (30_000, 1), (31, 33), (3, 2_000), (2_000, 3), (5_000, 20)]


@pytest.mark.parametrize("size", SIZES)
def test_pictures_of_any_shape_are_looked_at(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    picture, detectors = Picture.of(noise), image_detectors()
    scores = detectors.nudity.score(picture)
    assert 0 <= scores.adult <= scores.racy <= 1
    for face in detectors.faces.detect(picture):
        assert 0 <= face.left < face.right <= size[0]
        assert 0 <= face.top < face.bottom <= size[1]
    assert all(line.text for line in detectors.ocr.read(picture).lines)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_one_pixel_of_any_mode_goes_through_every_detector(mode: str) -> None:
    buffer = io.BytesIO()
    Image.new(mode, (1, 1)).save(buffer, "PNG")
    picture, detectors = decode(buffer.getvalue()), image_detectors()
    detectors.nudity.score(picture)
    assert detectors.faces.detect(picture) == ()
    assert detectors.ocr.read(picture).text == ""


def test_the_process_has_one_set_of_detectors() -> None:
    assert image_detectors() is image_detectors()


def test_many_threads_get_one_and_the_same_loaded_detector() -> None:
    detectors = ImageDetectors()
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: detectors.nudity, range(16)))
    assert len({id(detector) for detector in loaded}) == 1


def test_threads_at_once_get_the_answers_of_one_after_the_other() -> None:
    rng = np.random.default_rng(4)
    pictures = [
        Picture.of(rng.integers(0, 256, (80 + 10 * i, 120, 3), dtype=np.uint8)) for i in range(12)
    ]
    nudity = image_detectors().nudity
    alone = [nudity.score(picture) for picture in pictures]
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(nudity.score, pictures)) == alone


def test_warming_loads_every_model() -> None:
    detectors = ImageDetectors()
    detectors.warm()
    assert {"_nudity", "_faces", "_ocr"} <= set(vars(detectors))
