"""The grid page, Next and the dashboard, by the number of stored reviews.

    python -m bench.review_page [--rounds N] [--million] [--explain]

Server time over HTTP for a signed-in reviewer with 12 cards, media apart, against the same
view of an almost empty table, and that against an answer that only checks the session.
``--million`` adds a million stored reviews, ``--explain`` prints the plan of every query.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import requests

from bench.measuring import Figure, Options, milliseconds, read_options, report, spread
from bench.serving import Served, served

CARDS = 12
FIELD = re.compile(r'name="(csrfmiddlewaretoken|token|batch|item)" value="([^"]*)"')
SIZES = (1_000, 100_000)
MILLION = 1_000_000
BUDGET = "< 100 ms"
VIEWS = ("grid page", "Next -> next batch", "dashboard")
SESSION = "session check"
Samples = dict[str, list[float]]


class Reviewer:
    """A signed-in browser without script."""

    def __init__(self, base: str, session_key: str) -> None:
        self._base = base
        self._http = requests.Session()
        self._http.trust_env = False
        self._http.cookies.set("openmoderator_session", session_key)

    def get(self, path: str) -> str:
        """The text of a page."""
        response = self._http.get(self._base + path, timeout=60)
        response.raise_for_status()
        return response.text

    def check_session(self) -> None:
        """An answer that looks the session, the person and the team up, and redirects."""
        self._http.get(f"{self._base}/review", allow_redirects=False, timeout=60)

    def press_next(self, page: str) -> str:
        """Decide every review of the page as htmx would; the next desk."""
        fields = FIELD.findall(page)
        if sum(name == "item" for name, _ in fields) != CARDS:
            raise RuntimeError(f"The page does not show {CARDS} cards.")
        response = self._http.post(
            f"{self._base}/review/image/next",
            fields,
            headers={"HX-Request": "true", "Referer": f"{self._base}/review/image"},
            timeout=60,
        )
        response.raise_for_status()
        return response.text


def people_of(place: Served) -> list[int]:
    """Make four reviewers; ids, the one who is measured first."""
    from openmoderator.accounts.models import Team
    from openmoderator.accounts.people import create_user

    team = Team.objects.get(public_id=place.team)
    made = [create_user(f"r{n}@bench.test", team, "reviewer") for n in range(4)]
    return [person.user.pk for person in made]


def sign_in(place: Served, user: int) -> Reviewer:
    """A browser with a session of the person, made in the database."""
    from django.test import Client

    from openmoderator.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(pk=user))
    return Reviewer(place.server.base, client.cookies["openmoderator_session"].value)


def sample(reviewer: Reviewer, rounds: int, warm: int = 3) -> Samples:
    """Milliseconds of each view, taken in turns."""
    samples: Samples = defaultdict(list)
    for _ in range(rounds + warm):
        page = reviewer.get("/review/image")
        calls: dict[str, Callable[[], object]] = {
            SESSION: reviewer.check_session,
            "grid page": lambda: reviewer.get("/review/image"),
            "Next -> next batch": lambda page=page: reviewer.press_next(page),  # type: ignore[misc]
            "dashboard": lambda: reviewer.get("/"),
        }
        for name, call in calls.items():
            samples[name].append(milliseconds(call))
    return {name: taken[warm:] for name, taken in samples.items()}


def measure(options: Options) -> list[Figure]:
    """Every size, smallest first; each is topped up from the one before."""
    sizes = [0, *SIZES, *([MILLION] if options.million else [])]
    with served() as place:
        people = people_of(place)
        reviewer = sign_in(place, people[0])
        taken = {}
        for size in sizes:
            fill_to(place, people, size, options.rounds)
            taken[size] = sample(reviewer, options.rounds)
            if options.explain:
                explain(place, people[1], size)
    return [*first_figures(taken[0]), *sized_figures(taken)]


def fill_to(place: Served, people: list[int], size: int, rounds: int) -> None:
    """`size` reviews, a tenth of them waiting, and enough for every Next of the rounds."""
    from bench.stored_reviews import fill
    from openmoderator.accounts.models import Team

    team = Team.objects.get(public_id=place.team)
    fill(team.pk, people, size, max(size * 8 // 100, (rounds + 10) * CARDS))


def first_figures(empty: Samples) -> list[Figure]:
    """The views of the almost empty table against the session check."""
    return [
        figure
        for view in VIEWS
        for figure in spread(f"{view}, few reviews", empty[view], SESSION, empty[SESSION])
    ]


def sized_figures(taken: dict[int, Samples]) -> list[Figure]:
    """The views of each larger table against the almost empty one."""
    return [
        figure
        for view in VIEWS
        for size in list(taken)[1:]
        for figure in spread(
            f"{view}, {size:,} reviews",
            taken[size][view],
            "the same with few reviews",
            taken[0][view],
            budgets={99: BUDGET},
        )
    ]


def explain(place: Served, user: int, size: int) -> None:
    """Print the plan of every query that the views make for their lists and counts."""
    from django.db import connection

    from openmoderator.accounts.models import Team, User

    team = Team.objects.get(public_id=place.team)
    asked: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        read_everything(team, User.objects.get(pk=user))
    for sql, params in asked:
        if "reviews_" in sql and sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
                plan = "\n".join(row[0] for row in cursor.fetchall())
            print(f"-- {size:,} reviews\n{sql}\n{plan}\n")


def read_everything(team: Any, user: Any) -> None:
    """What the views read, and a claim that is given back."""
    from uuid import uuid4

    from openmoderator.reviews import counts, decide, queue

    images, token = queue.Queue(team, "Image"), uuid4()
    queue.claim(images, user, CARDS, token)
    queue.release(team, user, token)
    queue.waiting_count(images)
    counts.pending_by_type(team)
    counts.queue_counts(team)
    counts.my_pace(team, user, "Image")
    decide.undo_seconds_left(team, user, "Image")


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=50, million=False, explain=False))
