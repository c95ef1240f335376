"""The demo's own pictures: different from each other, repeatable, readable and harmless."""

from openmoderator.demo.pictures import quote_picture, sample_pictures
from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.decode import decode


def test_there_are_a_dozen_different_pictures_under_different_names() -> None:
    pictures = sample_pictures()
    assert len({name for name, _ in pictures}) == len({data for _, data in pictures}) == 12


def test_drawing_again_gives_the_same_bytes() -> None:
    assert quote_picture() == quote_picture()
    assert sample_pictures() == sample_pictures()


def test_every_picture_is_a_png_large_enough_for_the_api() -> None:
    for _, data in [("quote.png", quote_picture()), *sample_pictures()]:
        picture = decode(data)
        assert picture.media_type == "image/png"
        assert min(picture.width, picture.height) >= 128
        assert len(data) < 4 * 1024 * 1024


def test_no_picture_is_taken_for_adult_or_racy() -> None:
    for name, data in [("quote.png", quote_picture()), *sample_pictures()]:
        assert image_detectors().nudity.score(decode(data)).racy < 0.5, name
