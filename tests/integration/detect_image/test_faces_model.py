"""CenterFace as committed finds a drawn face where it is, whatever the picture's size.

No portrait of a real person is kept in the repository: the face is drawn and shaded. This proves
place, scale, order and channels, not how many real faces are found (docs/models.md).
"""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from openmoderator.detect.image.faces import Face, FaceDetector
from openmoderator.detect.image.picture import Picture

# What is seen of the face below the hair, in pixels of 480: left, top, right, bottom.
FACE = (145, 156, 335, 380)
HAIR, LINE = "#3b2a20", "#2b1d15"
EYES = (197, 283)


def portrait() -> Image.Image:
    """A frontal face, 480 x 480."""
    image = Image.new("RGB", (480, 480), "#5f7a8c")
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 400, 420, 700), "#2f3e4f")
    draw.rectangle((200, 340, 280, 430), "#a8704e")
    draw.ellipse((125, 60, 355, 330), HAIR)
    for x in (132, 330):
        draw.ellipse((x, 215, x + 20, 275), "#c08862")
    image = with_skin(image)
    ImageDraw.Draw(image).pieslice((138, 62, 342, 250), 180, 360, HAIR)
    for x in EYES:
        shadow(image, (x - 34, 196, x + 34, 244), "#7c4a34", 150, 9)
    shadow(image, (252, 225, 268, 290), "#8a5236", 110, 7)
    shadow(image, (215, 270, 265, 300), "#7c4630", 130, 6)
    shadow(image, (232, 225, 246, 285), "#f3c9a8", 130, 6)
    shadow(image, (205, 350, 275, 372), "#8a5a42", 110, 6)
    draw_features(ImageDraw.Draw(image))
    return image.filter(ImageFilter.GaussianBlur(1.6))


def with_skin(image: Image.Image) -> Image.Image:
    """The oval as an egg lit from the upper left."""
    ys, xs = np.mgrid[0:480, 0:480].astype(float)
    across, along = (xs - 240) / 95, (ys - 240) / 140
    inside = across**2 + along**2 < 1
    depth = np.sqrt(np.clip(1 - across**2 - along**2, 0, 1))
    shade = np.clip(0.45 + 0.6 * (0.8 * depth - 0.35 * across - 0.25 * along), 0.25, 1.15)
    skin = np.clip(np.array([226, 172, 138]) * shade[..., None], 0, 255)
    return Image.fromarray(np.where(inside[..., None], skin, np.asarray(image)).astype(np.uint8))


def shadow(
    image: Image.Image, box: tuple[int, int, int, int], colour: str, strength: int, blur: int
) -> None:
    """A soft spot, dark or bright."""
    mask = Image.new("L", image.size, 0)
    ImageDraw.Draw(mask).ellipse(box, strength)
    image.paste(colour, mask=mask.filter(ImageFilter.GaussianBlur(blur)))


def draw_features(draw: ImageDraw.ImageDraw) -> None:
    """Eyes, brows, nostrils and mouth."""
    for x in EYES:
        draw.ellipse((x - 19, 213, x + 19, 231), "#efe9e2")
        draw.ellipse((x - 9, 212, x + 9, 231), "#4a3020")
        draw.ellipse((x - 4, 217, x + 4, 226), "#0a0a0a")
        draw.ellipse((x + 1, 216, x + 4, 219), "#ffffff")
        draw.arc((x - 21, 209, x + 21, 235), 180, 360, LINE, 4)
        draw.arc((x - 31, 184, x + 31, 222), 205, 335, LINE, 8)
    for x in (222, 246):
        draw.ellipse((x, 283, x + 13, 291), "#5a2f20")
    draw.chord((203, 312, 277, 336), 180, 360, "#9c4a44")
    draw.chord((205, 305, 275, 345), 0, 180, "#b4615a")
    draw.line((203, 325, 277, 325), "#5e2522", 3)


def picture(image: Image.Image) -> Picture:
    """The image as the detectors take it."""
    return Picture(image, "png", "image/png")


def overlap(face: Face, box: tuple[float, ...]) -> float:
    """Shared area by joint area."""
    width = min(face.right, box[2]) - max(face.left, box[0])
    height = min(face.bottom, box[3]) - max(face.top, box[1])
    shared = max(0.0, width) * max(0.0, height)
    areas = (face.right - face.left) * (face.bottom - face.top) + (box[2] - box[0]) * (
        box[3] - box[1]
    )
    return shared / (areas - shared)


@pytest.mark.parametrize("side", [160, 240, 480, 960, 1920])
def test_a_drawn_face_is_found_where_it_is(side: int) -> None:
    image = portrait().resize((side, side), Image.Resampling.BICUBIC)
    faces = FaceDetector().detect(picture(image))
    assert len(faces) == 1
    assert overlap(faces[0], tuple(edge * side / 480 for edge in FACE)) > 0.7


def test_faces_come_largest_first() -> None:
    scene = Image.new("RGB", (1000, 600), "#5f7a8c")
    scene.paste(portrait().resize((240, 240)), (20, 20))
    scene.paste(portrait(), (400, 60))
    faces = FaceDetector().detect(picture(scene))
    assert [face.left > 400 for face in faces] == [True, False]
    assert overlap(faces[0], (545, 216, 735, 440)) > 0.7
    assert overlap(faces[1], (92, 98, 188, 210)) > 0.6


def test_no_face_is_found_in_plain_or_patterned_pictures() -> None:
    detector = FaceDetector()
    stripes = Image.linear_gradient("L").convert("RGB").resize((400, 300))
    assert detector.detect(picture(Image.new("RGB", (400, 300), "#88aacc"))) == ()
    assert detector.detect(picture(stripes)) == ()
