"""Jobs a second to completion, against the bare model call on the same inputs and threads.

    python -m bench.job_throughput [--text N] [--adult N] [--ocr N] [--rounds N]

The jobs of a round are accepted in one transaction, so that all can start at once, and run in
the one worker process of ``serve`` with as many threads as there are cores. Pictures are
fetched by address (from the server's own disk). The bare call decodes the same bytes and runs
the same detector in this process. Jobs and bare calls take turns.
"""

from __future__ import annotations

import io
import os
import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from bench.measuring import Figure, Options, read_options, report
from bench.screen_terms import ORDINARY
from bench.serving import Served, served
from bench.workflow import condition, logic

THREADS = os.cpu_count() or 1
Call = Callable[[], object]


@dataclass(frozen=True)
class Load:
    """A kind of job: its workflow, the items (addresses or texts), the bare call of each."""

    name: str
    type: str
    workflow: str
    items: Sequence[str]
    calls: Sequence[Call]


def adult_load(place: Served, count: int) -> Load:
    """Photographs of 640 x 480, each a file of its own."""
    from bench.evaluate import photo
    from openmoderator.detect.detectors import image_detectors
    from openmoderator.detect.image.decode import decode

    save_workflow(place, "adult", "isAdult")
    data = photo(640, 480, "JPEG")
    score = image_detectors().nudity.score
    addresses = [place.put_picture(f"adult{number}.jpg", data) for number in range(count)]
    return Load("adult", "Image", "adult", addresses, [lambda: score(decode(data))] * count)


def ocr_load(place: Served, count: int) -> Load:
    """The demonstration's quote of ten lines over a photograph, 640 x 640."""
    from openmoderator.demo.pictures import quote_picture
    from openmoderator.detect.detectors import image_detectors
    from openmoderator.detect.image.decode import decode

    save_workflow(place, "ocr", "hasText")
    data = as_jpeg(quote_picture())
    read = image_detectors().ocr.read
    addresses = [place.put_picture(f"ocr{number}.jpg", data) for number in range(count)]
    return Load("OCR", "Image", "ocr", addresses, [lambda: read(decode(data))] * count)


def text_load(count: int) -> Load:
    """Texts of about 500 characters without profanity, through ``default-text``."""
    from openmoderator.detect.text.terms import find_terms

    texts = [f"{number} {ORDINARY}" for number in range(count)]
    return Load("text", "Text", "default-text", texts, [partial(find_terms, t) for t in texts])


def as_jpeg(picture: bytes) -> bytes:
    """The picture as people send it."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def save_workflow(place: Served, name: str, output: str) -> None:
    """A picture workflow that asks one output and makes a review when it is true."""
    expression: dict[str, Any] = logic(condition(output, "eq", "true"), [])
    body = {"Description": name, "Type": "Image", "Expression": expression}
    place.caller.put(f"workflows/{name}", body)


def jobs_a_second(place: Served, load: Load) -> float:
    """Accept every item at once; items over seconds until the last job has ended."""
    from openmoderator.jobs.models import Job, Status

    ids, began = accept_all(place, load)
    mine = Job.objects.filter(pk__in=ids)
    while mine.filter(status=Status.IN_PROGRESS).exists():
        time.sleep(0.05)
    ended = list(mine.values_list("status", "finished_at"))
    if any(status != Status.COMPLETE for status, _ in ended):
        raise RuntimeError(f"A job of the load {load.name} did not complete.")
    return len(ids) / (max(at.timestamp() for _, at in ended if at) - began)


def accept_all(place: Served, load: Load) -> tuple[list[str], float]:
    """Ids of the new jobs, and the database's time when they could start."""
    from django.db import transaction

    from openmoderator.accounts.models import Team
    from openmoderator.clock import database_now
    from openmoderator.jobs.accept import NewJob, accept

    team = Team.objects.get(public_id=place.team)
    new = partial(NewJob, load.type, "bench", load.workflow)
    is_text = load.type == "Text"
    with transaction.atomic():
        ids = [
            accept(team, new(text=item) if is_text else new(source_url=item)).pk
            for item in load.items
        ]
        began = database_now().timestamp()
    return ids, began


def calls_a_second(load: Load) -> float:
    """The bare calls on as many threads as the worker has."""
    with ThreadPoolExecutor(THREADS) as pool:
        began = time.perf_counter()
        list(pool.map(lambda call: call(), load.calls))
        return len(load.calls) / (time.perf_counter() - began)


def compare(place: Served, load: Load, rounds: int) -> Figure:
    """Medians of both rates."""
    load.calls[0]()
    pairs = [(jobs_a_second(place, load), calls_a_second(load)) for _ in range(rounds)]
    jobs, bare = zip(*pairs, strict=True)
    return Figure(
        f"{load.name} jobs to completion",
        statistics.median(jobs),
        "per s",
        f"bare detector on {THREADS} threads",
        statistics.median(bare),
    )


def measure(options: Options) -> list[Figure]:
    """Each kind by itself."""
    with served() as place:
        loads = (
            text_load(options.text),
            adult_load(place, options.adult),
            ocr_load(place, options.ocr),
        )
        return [compare(place, load, options.rounds) for load in loads]


if __name__ == "__main__":
    report(measure, read_options(__doc__, text=200, adult=100, ocr=10, rounds=3))
