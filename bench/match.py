"""Finding near picture hashes among a million, against faiss; and hashing, against decoding.

    python -m bench.match [--rounds N] [--hashes N] [--ten-million] [--processor-time]

faiss compares with everything (IndexBinaryFlat, one thread). Both answer every query, planted
copies at up to 40 bits among them, and the bench fails if one answer differs. On a machine that
is busy with other things, ``--processor-time`` counts only the time that the process had.
"""

from __future__ import annotations

import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import psutil
import skimage.data
from PIL import Image

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.hashes import (
    Fingerprint,
    HashEntry,
    HashSnapshot,
    Query,
    build,
    fingerprint,
    query_of,
)
from openmoderator.detect.image.hashes.building import MAX_ROWS
from openmoderator.detect.image.hashes.windows import PARTS

Hashes = npt.NDArray[np.uint8]
REACH = 31
NINE = 9
MEGA = 1 << 20


def both(
    own: Callable[[], object], other: Callable[[], object], options: Options, rounds: int
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, in turns."""
    if not options.processor_time:
        return in_turns(own, other, rounds)
    pairs = [(used(own), used(other)) for _ in range(rounds + 3)][3:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def used(call: Callable[[], object]) -> float:
    """Milliseconds of processor time of one call."""
    start = time.process_time()
    call()
    return (time.process_time() - start) * 1000


def query(hashes: Hashes) -> Query:
    """A picture of which these are the orientations; nobody has its file."""
    return Query(hashes.tobytes(), bytes(range(len(hashes))), bytes(16), bytes(32))


def asked(rng: np.random.Generator, listed: Hashes, count: int, rounds: int) -> list[Hashes]:
    """For each round new hashes, the first of them a listed one with up to 40 bits turned."""
    found = []
    for _ in range(rounds):
        hashes = rng.integers(0, 256, (count, 32), dtype=np.uint8)
        bits = np.unpackbits(listed[rng.integers(len(listed))])
        bits[rng.choice(256, rng.integers(0, 41), replace=False)] ^= 1
        hashes[0] = np.packbits(bits)
        found.append(hashes)
    return found


def entries(listed: Hashes) -> Iterator[HashEntry]:
    """One hash a picture, as in lists that were imported."""
    for number, one in enumerate(listed):
        yield HashEntry(number, Fingerprint.of_pdq(one.tobytes()))


def pictures(rng: np.random.Generator, count: int) -> Iterator[HashEntry]:
    """Pictures with all their parts and digests, as they are added one by one."""
    pool, size = rng.bytes(MEGA), 32 * len(PARTS)
    qualities = bytes([100] * len(PARTS))
    for number, place in enumerate(rng.integers(0, MEGA - size, count)):
        md5, sha256 = pool[place : place + 16], pool[place : place + 32]
        yield HashEntry(
            number, Fingerprint(pool[place : place + size], qualities, md5, sha256, sha256)
        )


def exhaustive(listed: Hashes) -> faiss.IndexBinaryFlat:
    """The baseline."""
    faiss.omp_set_num_threads(1)
    index = faiss.IndexBinaryFlat(256)
    index.add(listed)
    return index


def by_faiss(index: faiss.IndexBinaryFlat, hashes: Hashes) -> set[int]:
    """Rows within reach of any of the hashes."""
    _, _, rows = index.range_search(hashes, REACH + 1)
    return set(rows.tolist())


def require_the_same(
    snapshot: HashSnapshot, index: faiss.IndexBinaryFlat, all_: list[Hashes]
) -> int:
    """How many answers were compared."""
    for hashes in all_:
        own = {match.content_id for match in snapshot.match(query(hashes))}
        if own != by_faiss(index, hashes):
            sys.exit("The answers differ from those of faiss.")
    return len(all_)


def searching(listed: Hashes, path: Path, options: Options, rounds: int) -> list[Figure]:
    """Match with one hash and with all of a query."""
    rng, figures = np.random.default_rng(7), []
    snapshot, index = HashSnapshot.open(path), exhaustive(listed)
    for count, what in ((1, "one hash"), (NINE, f"a whole query of {NINE}")):
        wanted = asked(rng, listed, count, rounds + 3)
        compared = require_the_same(snapshot, index, wanted)
        ours, theirs = iter(asked(rng, listed, count, rounds + 3)), iter(wanted)
        taken, baseline = both(
            lambda ours=ours: snapshot.match(query(next(ours))),  # type: ignore[misc]
            lambda theirs=theirs: by_faiss(index, next(theirs)),  # type: ignore[misc]
            options,
            rounds,
        )
        against = f"faiss IndexBinaryFlat ({compared} of {compared} answers the same)"
        label = f"Match among {len(listed):,} hashes, {what}"
        figures += spread(label, taken, against, baseline, budgets={50: "< 2 ms", 99: "< 2 ms"})
    return figures


def building(name: str, source: Iterator[HashEntry], path: Path, rows: int) -> list[Figure]:
    """Seconds and memory of a build, and of having its file open."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, spent = time.perf_counter(), time.process_time()
    build(source, path, max_rows=rows)
    seconds, spent = time.perf_counter() - start, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
    size = path.stat().st_size / MEGA
    process = psutil.Process()
    resident = process.memory_info().rss
    opening = used(lambda: HashSnapshot.open(path))
    snapshot = HashSnapshot.open(path)
    mapped = (process.memory_info().rss - resident) / MEGA
    return [
        Figure(f"{name}: build", seconds, "s", "its processor time", spent, "< 30 s"),
        Figure(f"{name}: further peak of memory while building", peak, "MB", "its file", size),
        Figure(
            f"{name}: open and verify, processor time",
            opening,
            "ms",
            "its rows in millions",
            snapshot.rows / 1e6,
        ),
        Figure(f"{name}: shared pages while open", mapped, "MB", "its file", size),
    ]


def hashing(options: Options, rounds: int) -> list[Figure]:
    """What a picture costs before it is searched for, or added to a list."""
    figures = []
    photo = Image.fromarray(skimage.data.astronaut())  # type: ignore[no-untyped-call]
    for width, height in ((512, 512), (1920, 1080)):
        file = io.BytesIO()
        photo.resize((width, height), Image.Resampling.BICUBIC).save(file, "JPEG", quality=90)
        data = file.getvalue()
        picture = decode(data)
        for name, call in (("query_of", query_of), ("fingerprint", fingerprint)):
            taken, decoding = both(
                lambda call=call, picture=picture, data=data: call(picture, data),  # type: ignore[misc]
                lambda data=data: decode(data),  # type: ignore[misc]
                options,
                rounds,
            )
            label = f"{name}, {width} x {height}"
            figures += spread(label, taken, "decode the JPEG", decoding, percents=(50,))
    return figures


def measure(options: Options) -> list[Figure]:
    """Hashing, building, searching."""
    figures = hashing(options, max(10, options.rounds // 10))
    rng = np.random.default_rng(3)
    sizes = [options.hashes] + ([10_000_000] if options.ten_million else [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hashes"
        for size in sizes:
            listed, name = rng.integers(0, 256, (size, 32), dtype=np.uint8), f"{size:,}"
            figures += building(f"{name} hashes", entries(listed), path, size)
            rounds = options.rounds if size < 10_000_000 else 20
            figures += searching(listed, path, options, rounds)
        name = f"{options.hashes:,} pictures with {len(PARTS)} parts"
        figures += building(name, pictures(rng, options.hashes), path, MAX_ROWS)
    return figures


if __name__ == "__main__":
    counts = {"rounds": 200, "hashes": 1_000_000}
    report(measure, read_options(__doc__, **counts, ten_million=False, processor_time=False))
