"""Broken, cut off and hostile pictures end in a 400, and cost the server no memory to speak of."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from PIL import Image
from skimage import data as skimage_data
from tests.acceptance.calling import direct
from tests.acceptance.running import Installation, children_of, installation

PHOTOGRAPHS: Any = skimage_data

EVALUATE = "/contentmoderator/moderate/v1.0/ProcessImage/Evaluate"
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF", "AVIF")
SIDE = 200
GROWTH_BYTES = 400 * 1024 * 1024
"""What the peak of all web processes may grow by over the whole file of tests."""


@pytest.fixture(scope="module")
def served() -> Iterator[Installation]:
    """An installation of these tests' own."""
    with installation("--no-work") as made:
        yield made


@pytest.fixture(scope="module")
def session(served: Installation) -> requests.Session:
    """A caller whose first call loads the models."""
    made = direct()
    made.headers["Ocp-Apim-Subscription-Key"] = served.make_team("Fuzz").key
    assert evaluate(served, made, encoded("PNG")).status_code == 200
    return made


def evaluate(served: Installation, session: requests.Session, body: bytes) -> requests.Response:
    return session.post(served.base + EVALUATE, data=body, timeout=60)


def encoded(kind: str) -> bytes:
    """A photograph as a file of that format."""
    buffer = io.BytesIO()
    Image.fromarray(PHOTOGRAPHS.astronaut()).resize((SIDE, SIDE)).save(buffer, kind)
    return buffer.getvalue()


def peak(served: Installation) -> int:
    """Bytes: the most memory that the processes of the installation ever had, summed."""
    total = 0
    for process in [served.supervisor, *children_of(served.supervisor.pid)]:
        status = Path(f"/proc/{process.pid}/status")
        lines = status.read_text().splitlines() if status.exists() else []
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))
    return total * 1024


def png_bomb(width: int, height: int) -> bytes:
    """A small file that states a huge picture and holds the rows of it, packed."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checked = name + data
        return struct.pack(">I", len(data)) + checked + struct.pack(">I", zlib.crc32(checked))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * (64 * 1024 * 1024), 9)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_cut_off_at_any_kilobyte_is_refused_or_judged(
    served: Installation, session: requests.Session, kind: str
) -> None:
    whole = encoded(kind)
    for length in range(1, len(whole), max(1024, len(whole) // 40)):
        answer = evaluate(served, session, whole[:length])
        assert answer.status_code in (200, 400), (kind, length, answer.text)
    assert evaluate(served, session, whole[: len(whole) // 2]).status_code == 400


@pytest.mark.parametrize("kind", FORMATS)
def test_a_picture_with_flipped_bits_is_refused_or_judged(
    served: Installation, session: requests.Session, kind: str
) -> None:
    chance = random.Random(4)
    whole = encoded(kind)
    for _ in range(25):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 4, 64))):
            broken[chance.randrange(min(len(broken), 2048))] ^= 1 << chance.randrange(8)
        answer = evaluate(served, session, bytes(broken))
        assert answer.status_code in (200, 400), (kind, answer.text)


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xd8\xff" + b"\0" * 5000,
        b"GIF89a" + b"\xff" * 500,
        b"RIFF\xff\xff\xff\xffWEBPVP8 ",
        b"II*\0\xff\xff\xff\xff",
        b"\0\0\0\x1cftypavif" + b"\0" * 400,
        b"%PDF-1.7",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png_bomb(30_000, 30_000),
        png_bomb(65_000, 65_000),
        encoded("PNG")[:8] + encoded("JPEG"),
    ],
)
def test_wrong_magic_and_bombs_are_refused(
    served: Installation, session: requests.Session, body: bytes
) -> None:
    answer = evaluate(served, session, body)
    assert answer.status_code == 400
    assert answer.json()["Message"] == "Image Size Error"


def test_none_of_it_costs_memory_to_speak_of(
    served: Installation, session: requests.Session
) -> None:
    before = peak(served)
    for _ in range(4):
        evaluate(served, session, png_bomb(30_000, 30_000))
        evaluate(served, session, encoded("TIFF")[:-100])
    assert peak(served) - before < GROWTH_BYTES
    assert evaluate(served, session, encoded("PNG")).status_code == 200
