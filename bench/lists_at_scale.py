"""A million terms and a million picture hashes in one team: import, refresh, first use, memory.

    python -m bench.lists_at_scale [--terms N] [--hashes N] [--calls N] [--json]

An embedded PostgreSQL of its own, no server. Each refresh and each first use is a process of its
own, so that its memory is its own; meanwhile this process screens for another team, and what
that costs is compared with the same calls while nothing is built. Import and refresh are compared
with reading the rows from the database alone. Processor time is that of the process and of its
connection's server process together: on a busy machine it is the figure to look at.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import psutil
from django.db import connection

from bench.measuring import Figure, Options, milliseconds, percentile, read_options, report
from bench.serving import data_folder, join_database, leave_database

if TYPE_CHECKING:
    from openmoderator.accounts.models import Team

T = TypeVar("T")
BUDGET = "< 30 s"
TEXT = "the quick brown fox jumps over the lazy dog and says zlatch to everybody around " * 12
START = "import sys; from bench.lists_at_scale import child; child(sys.argv[1])"
SMALL = 1_000


def measure(options: Options) -> list[Figure]:
    """Everything, in a new folder."""
    with data_folder() as data, database(data):
        from openmoderator.accounts.teams import create_team
        from openmoderator.runtime.migrate import migrate

        migrate(os.environ["OPENMODERATOR_DATABASE_URL"], own_storage=True)
        other = create_team("Other").team
        team = create_team("Big").team
        fill_small(other)
        return [
            *measured(team, other, "terms", options.terms, options.calls),
            *measured(team, other, "hashes", options.hashes, options.calls),
        ]


@contextmanager
def database(data: Any) -> Iterator[None]:
    """An embedded PostgreSQL that this process and its children use, with high limits."""
    from openmoderator.runtime.folders import prepare_data
    from openmoderator.runtime.postgres import connect_or_start

    limits = ("TERMS_PER_LIST", "IMAGES_PER_LIST")
    os.environ |= {f"OPENMODERATOR_{name}": "100000000" for name in limits}
    with connect_or_start(prepare_data(data), lambda _text: None):
        join_database(data)
        try:
            yield
        finally:
            leave_database()


def measured(team: Team, other: Team, kind: str, count: int, calls: int) -> list[Figure]:
    """The figures of one list of `count` entries."""
    list_id, imported = timed(lambda: fill(team, kind, count))
    quiet = [milliseconds(screening(other)) for _ in range(calls)]
    _, read = timed(lambda: read_rows(kind, list_id))
    child, busy = in_child(f"refresh {kind} {list_id}", screening(other))
    use, _ = in_child(f"use {kind} {list_id}", None)
    name = f"{count:,} {kind}"
    rows = "reading its rows"
    before, after = "the process without it", "nothing built"
    return [
        Figure(f"{name}: import", imported.wall, "s", rows, read.wall),
        Figure(f"{name}: import, processor time", imported.cpu, "s", rows, read.cpu),
        Figure(f"{name}: refresh", child["wall"], "s", rows, read.wall, BUDGET),
        Figure(f"{name}: refresh, processor time", child["cpu"], "s", rows, read.cpu, BUDGET),
        Figure(f"{name}: peak memory of refresh", child["peak"], "MB", before, child["before"]),
        Figure(f"{name}: file", use["file"], "MB", rows, use["file"]),
        Figure(f"{name}: first use", use["first"], "ms", "later use", use["later"]),
        Figure(f"{name}: private memory when open", use["after"], "MB", before, use["before"]),
        Figure(
            f"{name}: another team's screening, p50 while built",
            percentile(busy, 50),
            "ms",
            after,
            percentile(quiet, 50),
        ),
        Figure(
            f"{name}: another team's screening, p99 while built",
            percentile(busy, 99),
            "ms",
            after,
            percentile(quiet, 99),
        ),
    ]


def in_child(role: str, meanwhile: Callable[[], object] | None) -> tuple[Any, list[float]]:
    """What a process of its own prints as JSON, and milliseconds of calls made meanwhile."""
    line = [sys.executable, "-c", START, role]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(line, env=env, stdout=subprocess.PIPE)
    samples: list[float] = []
    while process.poll() is None:
        if meanwhile is None:
            time.sleep(0.05)
        else:
            samples.append(milliseconds(meanwhile))
            time.sleep(0.02)
    assert process.stdout is not None
    return json.loads(process.stdout.read().splitlines()[-1]), samples


def child(role: str) -> None:
    """One refresh or first use, in a process of its own."""
    import django

    from openmoderator import logs

    django.setup()
    logs.configure()
    act, kind, list_id = role.split()
    done = refresh(kind, int(list_id)) if act == "refresh" else use(kind, int(list_id))
    leave_database()
    print(json.dumps(done))


def refresh(kind: str, list_id: int) -> dict[str, float]:
    """Ask and build, as a worker does."""
    from openmoderator.lists.building import build
    from openmoderator.lists.models import ImageList, TermList
    from openmoderator.lists.refresh import request_refresh

    before = peak()
    if kind == "terms":
        row = TermList.objects.select_related("team").get(pk=list_id)
        asked = request_refresh(TermList, row.team, list_id, "eng")
    else:
        images = ImageList.objects.select_related("team").get(pk=list_id)
        asked = request_refresh(ImageList, images.team, list_id)
    _, taken = timed(lambda: build(asked.pk))
    return {"wall": taken.wall, "cpu": taken.cpu, "before": before, "peak": peak()}


def use(kind: str, list_id: int) -> dict[str, float]:
    """The first Screen or Match of a process, and later ones."""
    import numpy as np

    from openmoderator.detect.image.hashes import Query
    from openmoderator.lists import snapshots
    from openmoderator.lists.models import ImageList, Snapshot, TermList

    if kind == "terms":
        call = screening(TermList.objects.select_related("team").get(pk=list_id).team)
        file = Snapshot.objects.get(term_list_id=list_id).size
    else:
        team = ImageList.objects.select_related("team").get(pk=list_id).team
        query = Query(np.random.default_rng(9).bytes(32), bytes(1), bytes(16), bytes(32))
        file = Snapshot.objects.get(image_list_id=list_id).size

        def call() -> object:
            return snapshots.match(team, query)

    before = private()
    first = milliseconds(call)
    later = percentile([milliseconds(call) for _ in range(50)], 50)
    sizes = {"before": before, "after": private(), "file": file / 1e6}
    return {"first": first, "later": later, **sizes}


def screening(team: Team) -> Callable[[], object]:
    """The lists' part of a Screen of a kilobyte."""
    from openmoderator.detect.text.prepared import Prepared
    from openmoderator.lists import snapshots

    def screen() -> object:
        prepared = Prepared(TEXT)
        return [one.find(prepared) for one in snapshots.term_finders(team, "eng")]

    return screen


def fill(team: Team, kind: str, count: int) -> int:
    """A list with that many entries, imported; its id."""
    from openmoderator.lists import catalogue, copying
    from openmoderator.lists.exchange.values import SharedHash
    from openmoderator.lists.models import ImageList, TermList

    chance = random.Random(4)
    fields = catalogue.ListFields("big")
    if kind == "terms":
        terms = catalogue.create(TermList, team, fields)
        copying.import_terms(team, terms.pk, "eng", (word(chance) for _ in range(count)))
        return terms.pk
    images = catalogue.create(ImageList, team, fields)
    hashes = (SharedHash("pdq", chance.randbytes(32).hex()) for _ in range(count))
    copying.import_hashes(team, images.pk, hashes)
    return images.pk


def fill_small(team: Team) -> None:
    """The other team's list, published."""
    from openmoderator.lists.models import TermList
    from openmoderator.lists.refresh import refresh as publish

    publish(TermList, team, fill(team, "terms", SMALL), "eng")


def word(chance: random.Random) -> str:
    """A made-up word that can be spoken."""
    parts = (chance.choice("bcdfghjklmnprstvwz") + chance.choice("aeiou") for _ in range(6))
    return "".join(parts)


def read_rows(kind: str, list_id: int) -> None:
    """The rows of the list through the database's cursor and nothing else."""
    from django.db import transaction

    from openmoderator.lists.models import ListedImage, Term

    rows: Any = (
        Term.objects.filter(term_list_id=list_id).values_list("text")
        if kind == "terms"
        else ListedImage.objects.filter(image_list_id=list_id).values_list("id", "pdq")
    )
    with transaction.atomic():
        for _ in rows.order_by("id").iterator(chunk_size=10_000):
            pass


@dataclass(frozen=True)
class Taken:
    """Seconds by the wall clock, and of processors in this process and its database server."""

    wall: float
    cpu: float


def timed(call: Callable[[], T]) -> tuple[T, Taken]:
    """The answer of `call` and what it took."""
    wall, cpu = time.perf_counter(), processor_time()
    answer = call()
    return answer, Taken(time.perf_counter() - wall, processor_time() - cpu)


def processor_time() -> float:
    """Seconds so far; the server process is that of this thread's connection."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone() or (0,)
    server = psutil.Process(pid).cpu_times()
    return time.process_time() + float(server.user + server.system)


def peak() -> float:
    """MB that this process has had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def private() -> float:
    """MB of this process that no other can share: mapped files are not among them."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Anonymous:"))


if __name__ == "__main__":
    report(measure, read_options(__doc__, terms=1_000_000, hashes=1_000_000, calls=300))
