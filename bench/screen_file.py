"""`openmoderator screen` over a generated file, against reading and writing the same JSON.

Beside the time on the clock stands that of the processors, which other work on the machine
hardly changes: divided by the cores it is what a quiet machine takes.

    python -m bench.screen_file [--megabytes N] [--classified-kilobytes N] [--processes N]

Texts are 20 to 1,000 characters of words that people write, a third of them in other languages
than English, with terms and personal data in some. The whole command is timed, its start and
the loading of models included; with classification a smaller file is taken.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.measuring import Figure, Options, read_options, report

ENGLISH = """
the a of and to in is it that for on with as was at by this from be are have not we order parcel
arrived yesterday broken screen please refund money quickly because customer service answered
after three days photo weather garden recipe flour butter oven minutes train station delayed
crap bastard sh1t friends played football until evening nobody knew why Really? Yes! 🙂
"""
OTHERS = (
    "der die das und ist nicht ein eine mit auf für heute Garten Zug schön Wetter Bahnhof",
    "el la los y es un una no de que mi con por para casa mañana tren tiempo bonito",
    "и в не на что он я с это как по но из у за так же дом поезд погода сегодня",
    "le la les et est un une je tu pas de des du que mon dans avec maison demain train",
)
PERSONAL = ("name@site.test", "425 555 0111", "10.1.2.3", "1 Main Street, Redmond, WA 98052")
BUDGET = "< 60 s"


def texts(rng: random.Random, size: int) -> list[str]:
    """Texts of `size` bytes together."""
    made, total = [], 0
    while total < size:
        words = ENGLISH if rng.random() < 2 / 3 else rng.choice(OTHERS)
        text = " ".join(rng.choices(words.split(), k=rng.randint(4, 180)))
        if rng.random() < 0.1:
            text += f", {rng.choice(PERSONAL)}."
        made.append(text)
        total += len(text.encode())
    return made


def write(path: Path, size: int) -> int:
    """A file of records; how many."""
    made = texts(random.Random(7), size)
    with path.open("w") as file:
        for number, text in enumerate(made):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")
    return len(made)


@dataclass(frozen=True)
class Taken:
    """Seconds of the clock and of the processors."""

    clock: float
    processors: float


def bare(path: Path) -> Taken:
    """Reading and writing each record, and nothing else."""
    start, busy = time.perf_counter(), time.process_time()
    with path.open() as source, path.with_suffix(".bare").open("w") as out:
        for line in source:
            out.write(json.dumps(json.loads(line), ensure_ascii=False) + "\n")
    return Taken(time.perf_counter() - start, time.process_time() - busy)


def screened(path: Path, *arguments: str) -> Taken:
    """The whole command with all its processes."""
    out = path.with_suffix(".out.jsonl")
    out.unlink(missing_ok=True)
    command = (sys.executable, "-m", "openmoderator", "screen", str(path), "--out", str(out))
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*command, *arguments], check=True, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Taken(time.perf_counter() - start, busy)


def figures(what: str, own: Taken, peer: Taken, budget: str = "") -> list[Figure]:
    """Both times of one run."""
    against = "json.loads and json.dumps of each record, one process"
    return [
        Figure(what, own.clock, "s", against, peer.clock, budget),
        Figure(f"{what}, processors", own.processors, "s", against, peer.processors),
    ]


def measure(options: Options) -> list[Figure]:
    """Without classification, and with it on a smaller file."""
    processes = ("--processes", str(options.processes or os.cpu_count() or 1))
    with tempfile.TemporaryDirectory() as folder:
        whole, part = Path(folder, "whole.jsonl"), Path(folder, "part.jsonl")
        count = write(whole, options.megabytes * 1_000_000)
        what = f"{options.megabytes} MB ({count:,} texts): terms, language, personal data"
        found = figures(what, screened(whole, *processes, "--pii"), bare(whole), BUDGET)
        kilobytes = options.classified_kilobytes
        count = write(part, kilobytes * 1000)
        what = f"{kilobytes} KB ({count:,} texts): the same and categories"
        classified = screened(part, *processes, "--pii", "--classify")
        return found + figures(what, classified, bare(part))


if __name__ == "__main__":
    report(measure, read_options(__doc__, megabytes=7, classified_kilobytes=700, processes=0))
