"""A million custom terms: built, opened, looked up and held, against ahocorasick_rs.

    python -m bench.term_snapshot [--terms N] [--rounds N]

The peer builds its automaton of the same terms in each process that uses it: it can neither be
saved nor mapped. It finds the terms as they are spelled, anywhere, where the snapshot finds whole
words through disguises. Each side is measured in a process of its own.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import psutil
from ahocorasick_rs import AhoCorasick

from bench.measuring import Figure, Options, percentile, read_options, report
from bench.screen_terms import ORDINARY, SIZE
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.snapshot import TermSnapshot, build

SYLLABLES = "bakoritensalmodufergilonpraquexzithawonesuplecar"
PARTS = [SYLLABLES[at : at + 2] for at in range(0, len(SYLLABLES) - 1, 2)]
_STEP, _LETTER_PAIRS = 7_368_787, 5
MEGABYTE = 1_000_000
Made = TypeVar("Made")


@dataclass(frozen=True)
class Cost:
    """Of one side: seconds, bytes and milliseconds."""

    building: float
    peak: float
    opening: float
    resident: float
    private: float
    finding: list[float]


def terms(count: int) -> Iterator[str]:
    """Made words, a tenth of them phrases, a tenth with digits or signs; all different."""
    rng = random.Random(1)
    for number in range(count):
        shuffled = number * _STEP % len(PARTS) ** _LETTER_PAIRS
        digits = [shuffled // len(PARTS) ** place % len(PARTS) for place in range(_LETTER_PAIRS)]
        word = "".join(PARTS[digit] for digit in digits)
        if number % 10 == 0:
            word += " " + "".join(rng.choices(PARTS, k=2))
        elif number % 10 == 1:
            word += rng.choice("/-+#. ") + str(number)
        yield word


def texts(count: int, listed: int) -> Iterator[str]:
    """Ordinary texts of 1 KB with one term of the list in each."""
    rng, known = random.Random(2), [*terms(min(listed, 1000))]
    for _ in range(count):
        words = rng.choices(ORDINARY.split(), k=200)
        yield " ".join([rng.choice(known), *words])[:SIZE]


def own(count: int, path: Path, rounds: int) -> Cost:
    """The snapshot, as a process that finds the file already built sees it; and its building."""
    fresh = ProcessPoolExecutor(1, get_context("spawn"))
    with fresh:
        building, peak = fresh.submit(_build, count, path).result()
    build(["any"], path.with_name("any"))
    TermSnapshot.open(path.with_name("any"), 1, "eng").find(Prepared(next(texts(1, count))))
    before, owned = _resident()
    opening, snapshot = _timed(lambda: TermSnapshot.open(path, 1, "eng"))
    finding = _finding(lambda text: snapshot.find(Prepared(text)), count, rounds)
    return Cost(building, peak, opening, *_grown(before, owned), finding)


def peer(count: int, rounds: int) -> Cost:
    """The automaton, which is built where it is used."""
    before, owned = _resident()
    opening, automaton = _timed(lambda: AhoCorasick([*terms(count)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    finding = _finding(
        lambda text: automaton.find_matches_as_indexes(text.lower(), overlapping=True),
        count,
        rounds,
    )
    return Cost(opening, peak, opening, *_grown(before, owned), finding)


def measure(options: Options) -> list[Figure]:
    """Both sides, one after the other, each in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "terms"
        ours = _apart(own, options.terms, path, options.rounds)
        size = path.stat().st_size / MEGABYTE
    theirs = _apart(peer, options.terms, options.rounds)
    what, against = f"{options.terms:,} terms", "ahocorasick_rs"
    rows = [
        ("built in", ours.building, theirs.building, "s", "< 20 s"),
        ("peak memory of building", ours.peak / MEGABYTE, theirs.peak / MEGABYTE, "MB", "< 500 MB"),
        ("file", size, 0, "MB", ""),
        ("ready in a process after", ours.opening * 1000, theirs.opening * 1000, "ms", ""),
        ("memory of a process", ours.resident / MEGABYTE, theirs.resident / MEGABYTE, "MB", ""),
        ("of that no page of a file", ours.private / MEGABYTE, theirs.private / MEGABYTE, "MB", ""),
    ]
    rows += [
        (f"found in 1 KB, {name}", of(ours.finding), of(theirs.finding), "ms", budget)
        for name, of, budget in (
            ("least", min, ""),
            ("p50", lambda taken: percentile(taken, 50), "< 1 ms"),
        )
    ]
    return [
        Figure(f"{what}, {name}", value, unit, against, baseline, budget)
        for name, value, baseline, unit, budget in rows
    ]


def _finding(find: Callable[[str], object], count: int, rounds: int) -> list[float]:
    """Milliseconds of each of `rounds` texts, after three to warm up."""
    taken = []
    for text in texts(rounds + 3, count):
        start = time.perf_counter()
        find(text)
        taken.append((time.perf_counter() - start) * 1000)
    return taken[3:]


def _apart(call: Callable[..., Cost], *arguments: object) -> Cost:
    with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
        return fresh.submit(call, *arguments).result()


def _build(count: int, path: Path) -> tuple[float, float]:
    seconds, _ = _timed(lambda: build(terms(count), path, language="eng"))
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _timed(call: Callable[[], Made]) -> tuple[float, Made]:
    start = time.perf_counter()
    made = call()
    return time.perf_counter() - start, made


def _resident() -> tuple[float, float]:
    """Bytes of this process in memory, and those of them that are no page of a file (Linux)."""
    memory = psutil.Process().memory_info()
    return float(memory.rss), float(memory.rss - getattr(memory, "shared", 0))


def _grown(before: float, owned: float) -> tuple[float, float]:
    now, own_now = _resident()
    return now - before, own_now - owned


if __name__ == "__main__":
    report(measure, read_options(__doc__, terms=1_000_000, rounds=200))
