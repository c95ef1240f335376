"""Brushes for drawn pictures: skies, ridges, clouds, light, grain. All repeatable by their seed.

A canvas is an array of shape (height, width, 3) with values 0..1; every brush returns a new one.
"""

import io

import numpy as np
import numpy.typing as npt
from PIL import Image

Canvas = npt.NDArray[np.float32]
Mask = npt.NDArray[np.float32]
Colour = str


def rgb(colour: Colour) -> Canvas:
    """A colour such as "#0d1b2a" as three values."""
    return np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)], dtype=np.float32)


def sky(width: int, height: int, *colours: Colour) -> Canvas:
    """Even bands of colour from top to bottom, blended."""
    places = np.linspace(0, len(colours) - 1, height)
    stops = np.stack([rgb(colour) for colour in colours])
    rows = [np.interp(places, range(len(colours)), stops[:, channel]) for channel in range(3)]
    column = np.stack(rows, axis=1).astype(np.float32)[:, None, :]
    return np.repeat(column, width, axis=1)


def blended(canvas: Canvas, colour: Colour, mask: Mask) -> Canvas:
    """The colour laid over the canvas where the mask is 1."""
    return np.asarray(canvas + (rgb(colour) - canvas) * mask[:, :, None], dtype=np.float32)


def light(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> Canvas:
    """A soft glow around a point; place and radius in parts of the width and height."""
    height, width = canvas.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = ((xs / width - x) ** 2 + (ys / height - y) ** 2) / radius**2
    return blended(canvas, colour, np.exp(-distance).astype(np.float32))


def disc(canvas: Canvas, x: float, y: float, radius: float, colour: Colour) -> Canvas:
    """A filled circle with a smooth rim; radius in parts of the width."""
    height, width = canvas.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    distance = np.hypot(xs - x * width, ys - y * height)
    return blended(canvas, colour, np.clip(radius * width - distance + 0.5, 0, 1))


def fractal_line(length: int, seed: int, detail: int = 6) -> Mask:
    """A jagged line from -1 to 1: ever finer random steps, each half as high."""
    rng = np.random.default_rng(seed)
    line = np.zeros(length)
    for octave in range(detail):
        points = rng.uniform(-1, 1, 3 * 2**octave)
        line += np.interp(np.linspace(0, len(points) - 1, length), range(len(points)), points) / (
            2**octave
        )
    return np.asarray(line / np.abs(line).max(), dtype=np.float32)


def ridge(canvas: Canvas, level: float, rise: float, colour: Colour, seed: int) -> Canvas:
    """A range of hills: everything below `level`, give or take `rise` (parts of the height)."""
    height, width = canvas.shape[:2]
    top = (level + rise * fractal_line(width, seed)) * height
    rows = np.arange(height, dtype=np.float32)[:, None]
    return blended(canvas, colour, np.clip(rows - top[None, :] + 0.5, 0, 1).astype(np.float32))


def cloud_mask(width: int, height: int, seed: int, stretch: int = 2) -> Mask:
    """Soft random patches from 0 to 1, wider than high by `stretch`."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), dtype=np.float32)
    for octave in range(5):
        cells = rng.random((4 * 2**octave, max(2, 4 * 2**octave // stretch)), dtype=np.float32)
        layer = Image.fromarray(cells).resize((width, height), Image.Resampling.BICUBIC)
        total += np.asarray(layer) / 2**octave
    low, high = np.percentile(total, (35, 98))
    return np.asarray(np.clip((total - low) / (high - low), 0, 1), dtype=np.float32)


def finished(canvas: Canvas, seed: int, grain: float = 0.02, shade: float = 0.25) -> Image.Image:
    """As from a camera: darker towards the corners, and a little grain."""
    height, width = canvas.shape[:2]
    ys, xs = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    dimmed = canvas * (1 - shade * (xs**2 + ys**2)[:, :, None] / 2)
    noise = np.random.default_rng(seed).normal(0, grain, (height, width, 1))
    return Image.fromarray((np.clip(dimmed + noise, 0, 1) * 255).astype(np.uint8))


def png(image: Image.Image) -> bytes:
    """The image as a PNG file."""
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()
