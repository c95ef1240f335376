"""Whole HTTP calls of Evaluate and Screen against what they cannot do without, in one run.

python -m bench.http_calls [--rounds N] [--seconds N] [--callers N] [--terms N] [--json]

Evaluate: one caller, the whole call against a plain Pillow decode and the bare run of the model
in this process, in turns. Screen: several callers with texts of 1 KB, everything but categories
and five lists of the given number of terms, against the call that only looks a key up. Beside
the clock stands the time that processors spent, in all processes of the server and its database,
which other work on the machine changes little.
"""

from __future__ import annotations

import io
import itertools
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import psutil
import requests
from PIL import Image

from bench.evaluate import photo
from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from bench.screen_terms import text_of
from bench.serving import Served, served
from openmoderator.detect.models.store import open_model
from openmoderator.detect.text.lexicon import read_entries

SIDE = 224
"""Pixels on a side of what the model reads."""
EVALUATE = "/contentmoderator/moderate/v1.0/ProcessImage/Evaluate"
SCREEN = "/contentmoderator/moderate/v1.0/ProcessText/Screen?language=eng&autocorrect=true&PII=true"
TEAM = "/api/v1/team"
LISTS = 5
CONTACT = "Write to name@site.test or call 425 555 0111. "
TEXTS = 64
PARTS, EVALUATE_BUDGET = "decode + forward pass", "ratio <= 1.25"
PEER = "GET /api/v1/team"


@dataclass(frozen=True)
class Caller:
    """One connection to the server, which it keeps."""

    base: str
    session: requests.Session

    @classmethod
    def of(cls, server: Served) -> Caller:
        """A caller with the team's key; knows no proxy."""
        session = requests.Session()
        session.trust_env = False
        session.headers["Ocp-Apim-Subscription-Key"] = server.key
        return cls(server.server.base, session)

    def post(self, path: str, body: bytes, kind: str) -> None:
        """One call. Raises RuntimeError for any other answer than 200."""
        answer = self.session.post(self.base + path, body, headers={"Content-Type": kind})
        if answer.status_code != 200:
            raise RuntimeError(answer.text)

    def get(self, path: str) -> None:
        """As `post`."""
        answer = self.session.get(self.base + path)
        if answer.status_code != 200:
            raise RuntimeError(answer.text)


def evaluate_figures(server: Served, rounds: int) -> list[Figure]:
    """The whole call against its parts, for two usual pictures."""
    network = open_model("nsfw_mobilenet_v2")
    ready = np.random.default_rng(2).random((1, 3, SIDE, SIDE), dtype=np.float32)
    caller = Caller.of(server)
    figures = []
    for width, height in ((640, 480), (1920, 1080)):
        data = photo(width, height, "JPEG")

        def parts(data: bytes = data) -> None:
            Image.open(io.BytesIO(data)).load()
            network.run(["probabilities"], {"pixels": ready})

        def whole(data: bytes = data) -> None:
            caller.post(EVALUATE, data, "image/jpeg")

        what = f"Evaluate over HTTP, JPEG {width} x {height}"
        bare, full = in_turns(parts, whole, rounds)
        figures += spread(what, full, PARTS, bare, percents=(50,), budgets={50: EVALUATE_BUDGET})
        spent = processor_time(server, whole, rounds), own_processor_time(parts, rounds)
        what += ", processors"
        figures.append(Figure(what, spent[0], "ms", PARTS, spent[1], EVALUATE_BUDGET))
    return figures


def processor_time(server: Served, call: Callable[[], None], rounds: int) -> float:
    """Milliseconds of a call that processors spent in the server's processes."""
    before = spent(server)
    for _ in range(rounds):
        call()
    return (spent(server) - before) * 1000 / rounds


def own_processor_time(call: Callable[[], None], rounds: int) -> float:
    """The same of a call in this process."""
    before = time.process_time()
    for _ in range(rounds):
        call()
    return (time.process_time() - before) * 1000 / rounds


def spent(server: Served) -> float:
    """Seconds of processors in the whole family of the server so far."""
    mine = f"--data {server.data}"
    tops = [it for it in psutil.Process().children() if mine in " ".join(it.cmdline())]
    family = [process for top in tops for process in (top, *top.children(recursive=True))]
    times = [process.cpu_times() for process in family]
    return sum(one.user + one.system for one in times)


def screen_figures(server: Served, options: Options) -> list[Figure]:
    """Calls a second of Screen against those of a call that only looks the key up."""
    fill_lists(server.team, options.terms)
    texts = [text.encode() for text in some_texts()]
    turn = itertools.count()

    def screen(caller: Caller) -> None:
        caller.post(SCREEN, texts[next(turn) % TEXTS], "text/plain")

    def bare(caller: Caller) -> None:
        caller.get(TEAM)

    rates: dict[Callable[[Caller], None], list[float]] = {screen: [], bare: []}
    for _ in range(options.turns):
        for call, found in rates.items():
            found.append(rate(server, call, options.callers, options.seconds))
    what = f"Screen over HTTP, 1 KB, {LISTS} x {options.terms:,} terms, {options.callers} callers"
    caller = Caller.of(server)
    costs = [
        processor_time(server, lambda call=call: call(caller), options.rounds * 4)  # type: ignore[misc]
        for call in (screen, bare)
    ]
    return [
        Figure(what, max(rates[screen]), "calls/s", PEER, max(rates[bare]), "ratio >= 0.5"),
        Figure(f"{what}, processors", costs[0], "ms", PEER, costs[1], "ratio <= 2"),
    ]


def some_texts() -> list[str]:
    """Different texts of about 1 KB, each with an address, a telephone number and four terms."""
    chance = random.Random(4)
    terms = [form for entry in read_entries("eng") for form in entry.forms()]
    return [CONTACT + text_of(chance, terms, "plain")[: 1000 - len(CONTACT)] for _ in range(TEXTS)]


def rate(server: Served, call: Callable[[Caller], None], callers: int, seconds: int) -> float:
    """Calls a second that so many callers get answered, over that time."""

    def run(_: int) -> int:
        caller, count = Caller.of(server), 0
        call(caller)
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            call(caller)
            count += 1
        return count

    with ThreadPoolExecutor(callers) as threads:
        return sum(threads.map(run, range(callers))) / seconds


def fill_lists(team_id: str, terms: int) -> None:
    """Five term lists of the team, filled by its own services and refreshed."""
    from openmoderator.accounts.models import Team
    from openmoderator.lists import catalogue
    from openmoderator.lists.catalogue import ListFields
    from openmoderator.lists.models import Term, TermList
    from openmoderator.lists.refresh import refresh

    team = Team.objects.get(public_id=team_id)
    for number in range(LISTS):
        row = catalogue.create(TermList, team, ListFields(name=f"Bench {number}"))
        made = (
            Term(term_list=row, language="eng", text=f"bench{number} word{index}")
            for index in range(terms)
        )
        Term.objects.bulk_create(made, batch_size=2_000)
        TermList.objects.filter(pk=row.pk).update(entries=terms)
        refresh(TermList, team, row.pk, "eng")


def measure(options: Options) -> list[Figure]:
    """Both in one served installation."""
    with served() as server:
        figures = evaluate_figures(server, options.rounds)
        return figures + screen_figures(server, options)


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=40, seconds=4, turns=2, callers=8, terms=10_000))
