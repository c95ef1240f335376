"""Every page of the Review tool with many stored reviews: its time and its queries.

    python -m bench.pages [--reviews N] [--rounds N] [--waiting N]

Fills a new installation by `bench.stored_reviews` (a million reviews by default), opens each page
of an administrator over HTTP, and counts its queries in this process: once with a batch or list as
short as can be and once with a full one, so that a page whose queries grow with its rows shows.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from bench.measuring import Figure, Options, in_turns, read_options, report, spread
from bench.open_tabs import people_of, session
from bench.serving import Served, served

PAGES = {
    "dashboard": "/",
    "completed": "/completed",
    "my day": "/my-day",
    "review pictures, grid of 12": "/review/image",
    "review texts": "/review/text",
    "limbo": "/review/limbo",
    "held": "/review/held",
    "manage reviews": "/admin/reviews",
    "manage: completed with tag r": "/admin/reviews?state=complete&tag=r",
    "manage: waiting texts": "/admin/reviews?state=waiting&type=Text",
    "manage: one content id": "/admin/reviews?content_id=item-777",
    "manage: metadata": "/admin/reviews?metadata=adultscore%3D0.123",
    "jobs": "/workflows/jobs",
    "callbacks": "/workflows/callbacks",
    "quality": "/admin/quality",
    "team": "/admin/team",
    "tags": "/admin/tags",
}
BUDGET = "< 100 ms"


def measure(options: Options) -> list[Figure]:
    """Each page against the answer that only checks the session."""
    from_few: dict[str, int] = {}
    with served() as place:
        from openmoderator.accounts.models import Membership, Team, User

        team = Team.objects.get(public_id=place.team)
        people = people_of(team)
        Membership.objects.filter(user=people[0]).update(role="admin")
        person = User.objects.get(pk=people[0])
        _fill(team.pk, people, 20, 5)
        from_few = {name: queries(person, path) for name, path in PAGES.items()}
        _fill(team.pk, people, options.reviews, options.waiting)
        return [
            figure
            for name, path in PAGES.items()
            for figure in page(place, person, name, path, options.rounds, from_few[name])
        ]


def _fill(team: int, people: list[int], reviews: int, waiting: int) -> None:
    from bench.stored_reviews import fill

    fill(team, people, reviews, waiting)


def page(place: Served, person: Any, name: str, path: str, rounds: int, few: int) -> list[Figure]:
    """Its time, and its queries against those of the same page with few reviews."""
    http = session()
    key = signed_in(person).cookies["openmoderator_session"].value
    http.cookies.set("openmoderator_session", key)
    get = partial(http.get, timeout=120, allow_redirects=False)
    pages, checks = in_turns(
        lambda: get(place.server.base + path).raise_for_status(),
        lambda: get(f"{place.server.base}/review"),
        rounds,
    )
    against = "session check"
    timed = spread(name, pages, against, checks, budgets={50: BUDGET, 99: BUDGET})
    return [*timed, Figure(f"{name}, queries", queries(person, path), "", "with few reviews", few)]


def queries(person: Any, path: str) -> int:
    """Statements that the page asks the database."""
    from django.db import connection

    client, asked = signed_in(person), 0

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal asked
        asked += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}.")
    if hasattr(answer, "streaming_content"):
        list(answer.streaming_content)
    return asked


def signed_in(person: Any) -> Any:
    """A browser in which `person` is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(person)
    return client


if __name__ == "__main__":
    report(measure, read_options(__doc__, reviews=1_000_000, waiting=20_000, rounds=20))
