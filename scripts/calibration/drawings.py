"""Drawings of everyday things, each different by chance, for measuring false alarms."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Final, TypeAlias

from PIL import Image, ImageDraw, ImageFilter, ImageFont

Colour: TypeAlias = tuple[int, int, int]
Drawing: TypeAlias = Callable[[random.Random, int], Image.Image]

SKINS: Final[tuple[Colour, ...]] = (
    (255, 224, 196),
    (240, 200, 160),
    (222, 172, 128),
    (188, 132, 92),
    (140, 92, 62),
    (92, 60, 42),
)
WORDS: Final = ("OPEN", "SALE", "HELLO", "CAFE", "RIVER", "GARDEN", "MUSIC", "TRAIN", "PIZZA")


def portrait(chance: random.Random, side: int) -> Image.Image:
    """A head with hair, eyes, mouth and shoulders in clothes."""
    image, pen = _sheet(side, _pale(chance))
    skin, hair, cloth = chance.choice(SKINS), _dark(chance), _any(chance)
    middle, radius = side / 2 + chance.uniform(-40, 40), side * chance.uniform(0.16, 0.26)
    top = side * 0.42
    pen.ellipse(_round(middle, side * 1.05, side * 0.42, side * 0.4), cloth)
    pen.rectangle((middle - radius / 3, top, middle + radius / 3, side * 0.75), skin)
    pen.ellipse(_round(middle, top - radius * 0.3, radius * 1.15, radius * 1.1), hair)
    pen.ellipse(_round(middle, top, radius, radius * 1.2), skin)
    for way in (-1, 1):
        pen.ellipse(
            _round(middle + way * radius * 0.4, top - 5, radius * 0.13, radius * 0.1), "white"
        )
        pen.ellipse(
            _round(middle + way * radius * 0.4, top - 5, radius * 0.06, radius * 0.07), "black"
        )
    pen.arc(
        _round(middle, top + radius * 0.4, radius * 0.4, radius * 0.3), 20, 160, (160, 40, 40), 4
    )
    return _finished(image, chance)


def people(chance: random.Random, side: int) -> Image.Image:
    """Dressed figures, standing."""
    image, pen = _sheet(side, _pale(chance))
    pen.rectangle((0, side * 0.8, side, side), _any(chance))
    for number in range(chance.randint(1, 4)):
        x, y, size = side * (0.15 + 0.24 * number), side * 0.82, side * chance.uniform(0.3, 0.5)
        skin, cloth, trousers = chance.choice(SKINS), _any(chance), _dark(chance)
        pen.rectangle((x - size * 0.1, y - size * 0.45, x - size * 0.01, y), trousers)
        pen.rectangle((x + size * 0.01, y - size * 0.45, x + size * 0.1, y), trousers)
        pen.rounded_rectangle(
            (x - size * 0.16, y - size, x + size * 0.16, y - size * 0.42), 8, cloth
        )
        for way in (-1, 1):
            pen.line(
                (x + way * size * 0.16, y - size * 0.95, x + way * size * 0.3, y - size * 0.5),
                skin,
                9,
            )
        pen.ellipse(_round(x, y - size * 1.15, size * 0.13, size * 0.16), skin)
    return _finished(image, chance)


def beach(chance: random.Random, side: int) -> Image.Image:
    """Sand, sea and sky: large areas in the colours of skin."""
    image, pen = _sheet(side, (150 + chance.randint(0, 60), 200, 240))
    line = side * chance.uniform(0.3, 0.5)
    pen.rectangle((0, line, side, line + side * 0.2), (40, 110 + chance.randint(0, 60), 170))
    pen.rectangle((0, line + side * 0.15, side, side), chance.choice(SKINS[:4]))
    pen.ellipse(_round(side * chance.random(), side * 0.12, 30, 30), (255, 230, 90))
    for _ in range(chance.randint(0, 4)):
        x, y = chance.uniform(0.1, 0.9) * side, chance.uniform(0.6, 0.9) * side
        pen.pieslice(_round(x, y, 50, 50), 180, 360, _any(chance))
        pen.line((x, y, x, y + 50), (120, 80, 40), 4)
    return _finished(image, chance)


def houses(chance: random.Random, side: int) -> Image.Image:
    """A street of houses."""
    image, pen = _sheet(side, _pale(chance))
    left = 0.0
    while left < side:
        width, top = chance.uniform(60, 130), side * chance.uniform(0.2, 0.5)
        pen.rectangle((left, top, left + width, side), _any(chance), "black")
        pen.polygon([(left, top), (left + width / 2, top - 50), (left + width, top)], _dark(chance))
        for row in range(3):
            pen.rectangle(
                (left + 12, top + 20 + row * 60, left + 38, top + 55 + row * 60), "lightyellow"
            )
        left += width
    return _finished(image, chance)


def blobs(chance: random.Random, side: int) -> Image.Image:
    """Round shapes in the colours of skin: fruit, dough, stones."""
    image, pen = _sheet(side, _any(chance))
    for _ in range(chance.randint(3, 14)):
        x, y, radius = chance.random() * side, chance.random() * side, chance.uniform(20, 110)
        skin = chance.choice(SKINS)
        pen.ellipse(_round(x, y, radius, radius * chance.uniform(0.6, 1.2)), skin)
        light: Colour = (min(255, skin[0] + 25), min(255, skin[1] + 25), min(255, skin[2] + 25))
        pen.ellipse(_round(x - radius * 0.2, y - radius * 0.2, radius * 0.4, radius * 0.4), light)
    return _finished(image.filter(ImageFilter.GaussianBlur(chance.uniform(0, 4))), chance)


def lettering(chance: random.Random, side: int) -> Image.Image:
    """Signs and slides with words."""
    image, pen = _sheet(side, _any(chance))
    for line in range(chance.randint(1, 6)):
        font = ImageFont.load_default(size=chance.randint(18, 60))
        pen.text((20, 20 + line * 60), " ".join(chance.sample(WORDS, 3)), _any(chance), font)
    return _finished(image, chance)


def chart(chance: random.Random, side: int) -> Image.Image:
    """Bars and a curve on axes."""
    image, pen = _sheet(side, (255, 255, 255))
    pen.line((40, 20, 40, side - 40, side - 20, side - 40), "black", 3)
    for bar in range(8):
        x = 60 + bar * 40
        pen.rectangle((x, side - 40 - chance.uniform(20, 280), x + 26, side - 40), _any(chance))
    curve = [(x, side / 2 + 80 * math.sin(x / chance.uniform(20, 60))) for x in range(40, side, 6)]
    pen.line(curve, _dark(chance), 3)
    return _finished(image, chance)


def pattern(chance: random.Random, side: int) -> Image.Image:
    """Stripes, dots and noise."""
    image, pen = _sheet(side, _any(chance))
    step = chance.randint(8, 50)
    colour = _any(chance)
    for x in range(0, side, step):
        for y in range(0, side, step):
            if chance.random() < 0.5:
                pen.ellipse((x, y, x + step * 0.7, y + step * 0.7), colour)
    noise = Image.effect_noise((side, side), chance.uniform(10, 90)).convert("RGB")
    return _finished(Image.blend(image, noise, chance.uniform(0, 0.6)), chance)


DRAWINGS: Final[tuple[Drawing, ...]] = (
    portrait,
    people,
    beach,
    houses,
    blobs,
    lettering,
    chart,
    pattern,
)


def _sheet(side: int, colour: Colour) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (side, side), colour)
    return image, ImageDraw.Draw(image)


def _finished(image: Image.Image, chance: random.Random) -> Image.Image:
    return image.filter(ImageFilter.GaussianBlur(chance.choice((0, 0, 1, 2))))


def _round(x: float, y: float, wide: float, high: float) -> tuple[float, float, float, float]:
    return x - wide, y - high, x + wide, y + high


def _any(chance: random.Random) -> Colour:
    return chance.randint(0, 255), chance.randint(0, 255), chance.randint(0, 255)


def _pale(chance: random.Random) -> Colour:
    return chance.randint(170, 255), chance.randint(170, 255), chance.randint(170, 255)


def _dark(chance: random.Random) -> Colour:
    return chance.randint(0, 110), chance.randint(0, 110), chance.randint(0, 110)
