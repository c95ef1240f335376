"""What open pages cost while nothing changes.

    python -m bench.open_tabs [--tabs N] [--seconds N] [--rounds N]

One question of an open page against the probe that only says that the process lives, and the
processor time of the web process with N tabs that each ask every 2 seconds, as frame/counts.js
does, against the same without any. A team with a thousand reviews; nothing changes meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import psutil
import requests

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from bench.serving import Served, served

EVERY = 2.0
"""Seconds between two questions of a tab (`EVERY` in web/frame/counts.js)."""
BUDGET = "< 1 ms more"


class Tabs:
    """Browsers that ask; a few threads stand in for all of them, each in its own turn."""

    def __init__(self, address: str, count: int, seconds: float) -> None:
        self._address, self._seconds = address, seconds
        self._workers = [threading.Thread(target=self._ask, args=(count // 4,)) for _ in range(4)]
        self.unchanged = self.other = 0

    def run(self) -> None:
        """Ask until the time is up."""
        for worker in self._workers:
            worker.start()
        for worker in self._workers:
            worker.join()

    def _ask(self, tabs: int) -> None:
        http, etag = session(), ""
        end, pause = time.monotonic() + self._seconds, EVERY / max(1, tabs)
        due = time.monotonic()
        while due < end:
            time.sleep(max(0.0, due - time.monotonic()))
            answer = http.get(self._address, headers={"If-None-Match": etag}, timeout=10)
            self.unchanged += answer.status_code == 304
            self.other += answer.status_code != 304
            etag, due = answer.headers["ETag"], due + pause


def session() -> requests.Session:
    """One connection that stays open."""
    http = requests.Session()
    http.trust_env = False
    return http


def measure(options: Options) -> list[Figure]:
    """The single question first, then many tabs against none."""
    with served() as place:
        address = pulse_address(place)
        return [*one_question(place, address, options.rounds), *many_tabs(place, address, options)]


def pulse_address(place: Served) -> str:
    """What a page of the team asks, with a thousand reviews stored."""
    from bench.stored_reviews import fill
    from openmoderator.accounts.models import Team
    from openmoderator.web.live.pulse import PATH, token

    team = Team.objects.get(public_id=place.team)
    fill(team.pk, people_of(team), 1000, 100)
    return f"{place.server.base}{PATH}?of={token(team)}"


def people_of(team: object) -> list[int]:
    """Ids of four reviewers."""
    from openmoderator.accounts.models import Team
    from openmoderator.accounts.people import create_user

    assert isinstance(team, Team)
    return [create_user(f"r{n}@bench.test", team, "reviewer").user.pk for n in range(4)]


def one_question(place: Served, address: str, rounds: int) -> list[Figure]:
    """An unchanged pulse against the bare probe, over one open connection each."""
    http = session()
    known = {"If-None-Match": http.get(address, timeout=10).headers["ETag"]}
    ask: Callable[[], object] = lambda: http.get(address, headers=known, timeout=10)  # noqa: E731
    bare: Callable[[], object] = lambda: http.get(f"{place.server.base}/healthz", timeout=10)  # noqa: E731
    pulses, probes = in_turns(ask, bare, rounds)
    return spread(
        "open page asks, nothing changed", pulses, "healthz", probes, budgets={50: BUDGET}
    )


def many_tabs(place: Served, address: str, options: Options) -> list[Figure]:
    """Processor time of the web process, in percent of one core."""
    idle = busy(place, lambda: time.sleep(options.seconds))
    tabs = Tabs(address, options.tabs, options.seconds)
    loaded = busy(place, tabs.run)
    if tabs.other > len(tabs._workers):
        raise RuntimeError(f"{tabs.other} answers were not 304: something changed meanwhile.")
    what = f"web process with {options.tabs} open tabs"
    return [Figure(what, loaded, "% of a core", "without any", idle)]


def busy(place: Served, work: Callable[[], None]) -> float:
    """Percent of one core that the web processes used while `work` ran."""
    processes = web_processes(place)
    before, start = _cpu(processes), time.monotonic()
    work()
    return 100 * (_cpu(processes) - before) / (time.monotonic() - start)


def web_processes(place: Served) -> list[psutil.Process]:
    """Processes of the server of `place` that answer HTTP."""
    port = place.server.base.rpartition(":")[2]
    mine = psutil.Process().children(recursive=True)
    servers = [child for child in mine if _serves(child, port)]
    workers = [worker for server in servers for worker in server.children(recursive=True)]
    return list({process.pid: process for process in (*servers, *workers)}.values())


def _serves(process: psutil.Process, port: str) -> bool:
    line = " ".join(process.cmdline())
    return "openmoderator.runtime.web" in line and port in line


def _cpu(processes: list[psutil.Process]) -> float:
    return sum(sum(process.cpu_times()[:2]) for process in processes)


if __name__ == "__main__":
    report(measure, read_options(__doc__, tabs=200, seconds=15, rounds=300))
