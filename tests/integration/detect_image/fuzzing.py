"""Damaged picture files of every format, and a program that decodes a folder of them.

Run by test_fuzzed_pictures in a process of its own, so that the peak of its memory is that of
decoding: MB above what the process had before the first file, printed as JSON.
"""

import io
import json
import random
import resource
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from openmoderator.detect.image.decode import FORMATS, DecodeLimits, decode
from openmoderator.errors import BadInput

LIMITS = DecodeLimits(max_bytes=4 * 1024 * 1024, max_pixels=4_000_000)
FLIPS = 40


def sample(kind: str) -> bytes:
    """A picture of some kilobytes with detail in it."""
    image = Image.effect_noise((160, 120), 60).convert("RGB")
    buffer = io.BytesIO()
    more = [image.rotate(90 * turn) for turn in range(1, 4)]
    animated = {"save_all": True, "append_images": more} if kind in {"GIF", "WEBP", "TIFF"} else {}
    image.save(buffer, kind, **animated)
    return buffer.getvalue()


def cut(data: bytes) -> Iterator[bytes]:
    """Cut off at every kilobyte."""
    yield from (data[:end] for end in range(0, len(data), 1024))


def flipped(data: bytes, chance: random.Random) -> Iterator[bytes]:
    """With one to eight bits flipped, the header among them."""
    for _ in range(FLIPS):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(min(len(data), chance.choice((64, len(data)))))
            damaged[place] ^= 1 << chance.randrange(8)
        yield bytes(damaged)


def wrong_magic(data: bytes) -> Iterator[bytes]:
    """The body of one format behind the head of another."""
    for head in (
        b"\xff\xd8\xff\xe0",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"RIFF\0\0\0\0WEBP",
        b"II*\0",
        b"BM",
    ):
        yield head + data[len(head) :]


def bombs() -> Iterator[bytes]:
    """Small files that claim or unpack to very much."""
    yield png(50_000, 50_000, b"")
    yield png(1_999, 2_000, bytes(2_000 * (1_999 * 3 + 1)))
    yield png(30_000, 130, bytes(130 * (30_000 * 3 + 1)))
    for kind in ("GIF", "WEBP", "TIFF"):
        buffer = io.BytesIO()
        first, *rest = (Image.new("L", (1_100, 1_100), shade) for shade in range(24))
        packed = {"compression": "tiff_deflate"} if kind == "TIFF" else {}
        first.save(buffer, kind, save_all=True, append_images=rest, **packed)
        yield buffer.getvalue()


def png(width: int, height: int, rows: bytes) -> bytes:
    """A PNG of 8-bit RGB that claims the size and holds the given rows."""

    def chunk(name: bytes, body: bytes) -> bytes:
        check = zlib.crc32(name + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + name + body + check

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    middle = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + middle + chunk(b"IEND", b"")


def peak() -> float:
    """Most memory so far, in MB (Linux counts in KB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def hostile() -> Iterator[bytes]:
    """All of it, the same each time."""
    chance = random.Random(7)
    for kind in FORMATS:
        data = sample(kind)
        yield from (*cut(data), *flipped(data, chance), *wrong_magic(data))
    yield from bombs()


def main(folder: Path) -> None:
    """Decode every file of `folder`; whatever is raised but `BadInput` ends the process."""
    files = sorted(folder.iterdir())
    before, read, refused = peak(), 0, 0
    for file in files:
        try:
            decode(file.read_bytes(), LIMITS)
            read += 1
        except BadInput:
            refused += 1
    sys.stdout.write(json.dumps({"read": read, "refused": refused, "peak": peak() - before}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
