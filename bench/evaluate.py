"""Evaluate against its parts, in one run: the whole call and a plain decode + forward pass.

    python bench/evaluate.py [ROUNDS]

The budget: the whole call (decode under limits, upright, RGB, resize, forward pass, scores) takes
at most 1.25 times the plain Pillow decode and the bare run of the model. Both are taken in turns,
so that whatever else the machine does weighs on both.
"""

import io
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np
from PIL import Image

from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.decode import decode
from openmoderator.detect.models.store import open_model

ROUNDS = 30
BUDGET = 1.25


def photo(width: int, height: int, kind: str) -> bytes:
    """A picture with the detail of a photograph: random shapes at a sixteenth, and grain."""
    rng = np.random.default_rng(1)
    coarse = rng.integers(0, 256, (height // 16, width // 16, 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC))
    grain = rng.normal(0, 4, (height, width, 1))
    image = Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8))
    buffer = io.BytesIO()
    image.save(buffer, kind, **({"quality": 88} if kind == "JPEG" else {}))
    return buffer.getvalue()


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def compare(data: bytes, rounds: int) -> tuple[float, float]:
    """Median milliseconds of the parts and of the whole call."""
    network, nudity = open_model("nsfw_mobilenet_v2"), image_detectors().nudity
    shape = (1, 3, nudity.size, nudity.size)
    ready = np.random.default_rng(2).random(shape, dtype=np.float32)

    def parts() -> None:
        Image.open(io.BytesIO(data)).load()
        network.run(["probabilities"], {"pixels": ready})

    def whole() -> None:
        nudity.score(decode(data))

    taken = [(milliseconds(parts), milliseconds(whole)) for _ in range(rounds + 3)][3:]
    bare, full = zip(*taken, strict=True)
    return statistics.median(bare), statistics.median(full)


def main(rounds: int) -> None:
    """One line for each kind of picture."""
    print(f"{'picture':<18}{'KB':>7}{'parts ms':>10}{'whole ms':>10}{'ratio':>8}  budget {BUDGET}")
    for kind, width, height in (
        ("JPEG", 320, 240),
        ("JPEG", 640, 480),
        ("JPEG", 1920, 1080),
        ("JPEG", 4000, 3000),
        ("PNG", 640, 480),
        ("PNG", 1920, 1080),
    ):
        data = photo(width, height, kind)
        parts, whole = compare(data, rounds)
        name = f"{kind} {width}x{height}"
        size = len(data) / 1024
        print(f"{name:<18}{size:>7.0f}{parts:>10.2f}{whole:>10.2f}{whole / parts:>8.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
