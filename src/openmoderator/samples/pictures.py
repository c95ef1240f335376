"""Pictures to try things with: a quote over a landscape, and a dozen harmless ones to decide on.

All are drawn here, so nothing needs a network or carries anybody else's pictures.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from openmoderator.samples import scenery
from openmoderator.samples.scenery import Canvas, finished, light, png, ridge, sky

QUOTE: Final = (
    "IF WE DID",
    "ALL",
    "THE THINGS",
    "WE ARE",
    "CAPABLE",
    "OF DOING,",
    "WE WOULD",
    "LITERALLY",
    "ASTOUND",
    "OURSELVES",
)
WIDTH: Final = 640
HEIGHT: Final = 480


def quote_picture() -> bytes:
    """A PNG of 640 x 640: the QUOTE in white over mountains at dusk."""
    canvas = sky(640, 640, "#16213e", "#3b3a68", "#8a4f7d", "#d9777f", "#f2b880")
    clouds = scenery.cloud_mask(640, 640, 11, stretch=4) * np.float32(0.25)
    canvas = light(scenery.blended(canvas, "#f7d6c4", clouds), 0.72, 0.8, 0.3, "#ffd9a0")
    colours = ("#6d4a78", "#4b3766", "#312a53", "#1c1b3a", "#0e1026")
    for step, colour in enumerate(colours):
        canvas = ridge(canvas, 0.66 + 0.075 * step, 0.09 - 0.01 * step, colour, 20 + step)
    return png(_written(finished(canvas, 1), QUOTE, 46, "#ffffff"))


def sample_pictures() -> list[tuple[str, bytes]]:
    """File name and PNG of twelve drawn pictures, 640 x 480 each."""
    return [(name, sample_picture(name)) for name in sample_names()]


def sample_names() -> tuple[str, ...]:
    """File names of the twelve, in their order."""
    return tuple(_drawings())


def sample_picture(name: str) -> bytes:
    """The PNG of one of the twelve. Raises `KeyError` for another name."""
    return png(_drawings()[name]())


def _drawings() -> dict[str, Callable[[], Image.Image]]:
    hours = ("OPEN DAILY", "MON - FRI 8 - 18", "SAT 9 - 13")
    return {
        "mountain-lake.png": _mountain_lake,
        "summer-sale.png": partial(
            _poster, "#ff5e5b", "#ffed66", ("SUMMER", "SALE", "50% OFF"), 92
        ),
        "night-city.png": _night_city,
        "balloons.png": _balloons,
        "opening-hours.png": partial(_poster, "#f6f1e7", "#3a2f28", hours, 60),
        "dunes.png": _dunes,
        "shapes.png": _shapes,
        "misty-forest.png": _misty_forest,
        "street-sign.png": _street_sign,
        "sunset-sea.png": _sunset_sea,
        "ripples.png": _ripples,
        "smile.png": _smile,
    }


def _written(
    image: Image.Image, lines: tuple[str, ...], size: int, colour: str, spacing: float = 1.22
) -> Image.Image:
    """The lines centred on the image, with a soft shadow that lifts them off the background."""
    font = ImageFont.load_default(size=size)
    top = (image.height - spacing * size * len(lines)) / 2
    places = [
        (image.width / 2, top + spacing * size * (index + 0.5)) for index in range(len(lines))
    ]
    shadow = Image.new("L", image.size, 0)
    for line, place in zip(lines, places, strict=True):
        ImageDraw.Draw(shadow).text(place, line, 200, font, anchor="mm", stroke_width=3)
    image = image.copy()
    image.paste("#0a0a18", mask=shadow.filter(ImageFilter.GaussianBlur(size / 7)))
    for line, place in zip(lines, places, strict=True):
        ImageDraw.Draw(image).text(place, line, colour, font, anchor="mm", stroke_width=1)
    return image


def _poster(background: str, ink: str, lines: tuple[str, ...], size: int) -> Image.Image:
    """Plain lettering in a frame."""
    image = Image.new("RGB", (WIDTH, HEIGHT), background)
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((24, 24, WIDTH - 24, HEIGHT - 24), 18, outline=ink, width=5)
    font = ImageFont.load_default(size=size)
    for index, line in enumerate(lines):
        place = (WIDTH / 2, HEIGHT / 2 + (index - (len(lines) - 1) / 2) * size * 1.35)
        draw.text(place, line, ink, font, anchor="mm", stroke_width=1)
    return image


def _mountain_lake() -> Image.Image:
    """Hills and their reflection."""
    canvas = light(sky(WIDTH, 300, "#5fa8d3", "#bee9e8", "#fdf0d5"), 0.3, 0.75, 0.25, "#fff6dd")
    for step, colour in enumerate(("#8fb8c9", "#5c8ea3", "#33637a", "#1d4454")):
        canvas = ridge(canvas, 0.55 + 0.11 * step, 0.16 - 0.02 * step, colour, 40 + step)
    water = canvas[::-1][:180] * np.float32(0.82)
    shift = (3 * np.sin(np.arange(180) ** 1.2 / 5)).astype(int)
    water = np.stack([np.roll(row, step, axis=0) for row, step in zip(water, shift, strict=True)])
    return finished(np.concatenate([canvas, water]), 2)


def _dunes() -> Image.Image:
    """Layers of sand under a pale sun."""
    canvas = sky(WIDTH, HEIGHT, "#f4a261", "#f6bd8b", "#ffe8c2")
    canvas = scenery.disc(light(canvas, 0.7, 0.25, 0.2, "#fff3d6"), 0.7, 0.25, 0.06, "#fffaf0")
    colours = ("#e0a071", "#cf8554", "#b5673d", "#8f4a2b", "#653220")
    for step, colour in enumerate(colours):
        canvas = _dune(canvas, 0.45 + 0.12 * step, 0.05, colour, step)
    return finished(canvas, 3, grain=0.03)


def _dune(canvas: Canvas, level: float, rise: float, colour: str, step: int) -> Canvas:
    """One smooth wave of sand."""
    xs = np.linspace(0, 2 * np.pi, canvas.shape[1], dtype=np.float32)
    top = level + rise * (np.sin(xs * (1 + 0.3 * step) + 2 * step) + 0.4 * np.sin(3 * xs + step))
    rows = np.arange(canvas.shape[0], dtype=np.float32)[:, None]
    mask = np.clip(rows - top[None, :] * canvas.shape[0] + 0.5, 0, 1)
    return scenery.blended(canvas, colour, mask.astype(np.float32))


def _night_city() -> Image.Image:
    """Towers with lit windows under stars."""
    rng = np.random.default_rng(4)
    canvas = light(sky(WIDTH, HEIGHT, "#0b1026", "#1b2450", "#4a3f7a"), 0.5, 1.0, 0.4, "#c77d9b")
    canvas = scenery.disc(canvas, 0.82, 0.17, 0.045, "#f5f0dc")
    image = finished(canvas, 4, grain=0.015)
    draw = ImageDraw.Draw(image)
    for x, y in rng.integers((0, 0), (WIDTH, 220), (70, 2)).tolist():
        draw.point((x, y), "#dfe6ff")
    left = -10
    while left < WIDTH:
        width, top = int(rng.integers(48, 92)), int(rng.integers(150, 340))
        _tower(draw, rng, (left, top, left + width, HEIGHT))
        left += width + int(rng.integers(-4, 8))
    return image


def _tower(
    draw: ImageDraw.ImageDraw, rng: np.random.Generator, box: tuple[int, int, int, int]
) -> None:
    """One building; about half of its windows are lit."""
    draw.rectangle(box, "#11142b")
    for y in range(box[1] + 10, box[3] - 8, 16):
        for x in range(box[0] + 8, box[2] - 10, 14):
            if rng.random() < 0.5:
                draw.rectangle(
                    (x, y, x + 6, y + 8), str(rng.choice(["#ffd166", "#f6e7b4", "#6b7bb8"]))
                )


def _balloons() -> Image.Image:
    """Striped balloons over hills in the morning."""
    canvas = sky(WIDTH, HEIGHT, "#89c2d9", "#cdeaf0", "#fde8d0")
    clouds = scenery.cloud_mask(WIDTH, HEIGHT, 6) * np.float32(0.5)
    canvas = scenery.blended(canvas, "#ffffff", clouds)
    canvas = ridge(ridge(canvas, 0.84, 0.06, "#7fa88b", 61), 0.92, 0.04, "#4f7a63", 62)
    large = finished(canvas, 5, grain=0.01).resize((2 * WIDTH, 2 * HEIGHT))
    draw = ImageDraw.Draw(large)
    _balloon(draw, 380, 330, 190, ("#e63946", "#f1faee"))
    _balloon(draw, 860, 230, 120, ("#f4a261", "#264653"))
    _balloon(draw, 1090, 480, 80, ("#ffd166", "#9d4edd"))
    return large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _balloon(
    draw: ImageDraw.ImageDraw, x: int, y: int, radius: int, colours: tuple[str, str]
) -> None:
    """An envelope of five stripes, ropes and a basket."""
    basket = y + int(radius * 1.55)
    for side in (-1, 1):
        rope = (x + side * radius * 0.6, y + radius * 0.75, x + side * radius * 0.16, basket)
        draw.line(rope, "#5b4636", max(2, radius // 40))
    for stripe, part in enumerate((1.0, 0.72, 0.4, 0.13)):
        half = int(radius * part)
        draw.ellipse((x - half, y - radius, x + half, y + int(radius * 1.1)), colours[stripe % 2])
    half = int(radius * 0.18)
    draw.rounded_rectangle((x - half, basket, x + half, basket + half * 2), half // 3, "#6f4e37")


def _shapes() -> Image.Image:
    """Circles, bars and arcs on cream."""
    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), "#f3ead7")
    draw = ImageDraw.Draw(image)
    draw.ellipse((140, 150, 640, 650), "#d1495b")
    draw.rectangle((560, 330, 1130, 470), "#00798c")
    draw.polygon(((760, 880), (1130, 880), (945, 540)), "#edae49")
    draw.pieslice((330, 470, 730, 870), 0, 180, "#30638e")
    draw.arc((820, 90, 1160, 430), 180, 360, "#2e2e2e", 34)
    for index in range(7):
        draw.rectangle((150 + 52 * index, 760, 176 + 52 * index, 900), "#2e2e2e")
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _misty_forest() -> Image.Image:
    """Rows of firs that fade into mist."""
    rng = np.random.default_rng(7)
    image = finished(sky(WIDTH, HEIGHT, "#dfe9e7", "#c3d5d0", "#a7c0b8"), 7, grain=0.01)
    for row, colour in enumerate(("#aac3bb", "#83a59b", "#5b8377", "#365d52", "#1b3a32")):
        draw = ImageDraw.Draw(image)
        for x in range(-20, WIDTH + 40, 34 + 6 * row):
            tall = int(rng.integers(90, 130) * (1 + 0.22 * row))
            _fir(draw, x + int(rng.integers(-12, 12)), 235 + 70 * row, tall, colour)
        image = image.filter(ImageFilter.GaussianBlur(max(0.0, 2.4 - 0.8 * row)))
    return image


def _fir(draw: ImageDraw.ImageDraw, x: int, base: int, tall: int, colour: str) -> None:
    """A trunk and five tiers of branches."""
    draw.rectangle((x - 3, base - 8, x + 3, base + 30), colour)
    for tier in range(5):
        top, half = base - tall + tier * tall * 0.17, tall * (0.07 + 0.045 * tier)
        draw.polygon(((x, top), (x - half, top + tall * 0.3), (x + half, top + tall * 0.3)), colour)


def _street_sign() -> Image.Image:
    """A sign on its post before a summer sky."""
    canvas = sky(WIDTH, HEIGHT, "#4d9de0", "#9fd0f0", "#e6f4fb")
    clouds = scenery.cloud_mask(WIDTH, HEIGHT, 8)
    canvas = ridge(scenery.blended(canvas, "#ffffff", clouds), 0.88, 0.05, "#4f8a5b", 81)
    image = finished(canvas, 8, grain=0.012)
    draw = ImageDraw.Draw(image)
    draw.rectangle((312, 150, 328, HEIGHT), "#6c757d")
    draw.rounded_rectangle((90, 120, 550, 230), 16, "#0b6e4f", "#ffffff", 6)
    draw.text((320, 175), "MAPLE STREET", "#ffffff", ImageFont.load_default(size=56), anchor="mm")
    return image


def _sunset_sea() -> Image.Image:
    """The sun on the water, with its path of light."""
    canvas = sky(WIDTH, 290, "#2b2d59", "#7b3f75", "#e5626b", "#ffb26b")
    canvas = scenery.disc(light(canvas, 0.5, 0.9, 0.3, "#ffe0a3"), 0.5, 0.86, 0.07, "#fff4d6")
    sea = sky(WIDTH, HEIGHT - 290, "#b8556b", "#4a2f63", "#1c1a3d")
    ys, xs = np.mgrid[0 : HEIGHT - 290, 0:WIDTH].astype(np.float32)
    width = 40 + ys * 0.55 + 14 * np.sin(ys / 3.1)
    waves = 0.5 + 0.5 * np.sin(ys**0.8 * 2.2 + xs / 37)
    path = np.exp(-(((xs - WIDTH / 2) / width) ** 2)) * waves
    sea = scenery.blended(sea, "#ffd9a0", path.astype(np.float32))
    return finished(np.concatenate([canvas, sea]), 9)


def _ripples() -> Image.Image:
    """Two rings of waves that cross."""
    ys, xs = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    first, second = np.hypot(xs - 200, ys - 180), np.hypot(xs - 470, ys - 320)
    waves = (np.sin(first / 11) + np.sin(second / 11)) / 2
    canvas = sky(WIDTH, HEIGHT, "#0d3b66", "#1b6ca8", "#35a7c4")
    canvas = scenery.blended(canvas, "#f0fbff", np.clip(waves, 0, 1) ** 2 * np.float32(0.7))
    return finished(canvas, 10, grain=0.01)


def _smile() -> Image.Image:
    """A round cartoon face."""
    image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), "#7bdff2")
    draw = ImageDraw.Draw(image)
    draw.ellipse((310, 150, 970, 810), "#ffd93d", "#3d2c00", 14)
    for x in (500, 780):
        draw.ellipse((x - 42, 350, x + 42, 480), "#3d2c00")
        draw.ellipse((x - 12, 370, x + 18, 405), "#ffffff")
    draw.arc((450, 400, 830, 690), 20, 160, "#3d2c00", 22)
    for x in (420, 860):
        draw.ellipse((x - 50, 530, x + 50, 600), "#ffb4a2")
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
