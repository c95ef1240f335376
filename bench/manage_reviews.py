"""Manage Reviews by filter, over 300,000 stored reviews: milliseconds and queries of a page.

    python -m bench.manage_reviews [--rounds N] [--total N] [--explain]

The whole view in this process, media apart, against the unfiltered list. Each figure's name
ends with the number of queries that the page took. ``--explain`` prints the plan of every
query of the list and its count.
"""

from __future__ import annotations

from typing import Any

from bench.measuring import Figure, Options, milliseconds, percentile, read_options, report
from bench.review_page import people_of
from bench.serving import Served, served

PLAIN = "newest first"
DEEP = 20
"""How many pages down the list the deep page is."""


def filters(person: int) -> dict[str, str]:
    """What is asked, by what it is called."""
    return {
        PLAIN: "",
        "lowest score first": "sort=score",
        "modified last": "sort=-modified",
        "waiting": "state=waiting",
        "complete": "state=complete",
        "tag a left on": "tag=a",
        "texts": "type=Text",
        "decided by one person": f"by={person}",
        "assigned to one person (none)": f"assigned={person}",
        "created on one of 90 days, oldest first": (
            "created_from={day}&created_to={day}&sort=created"
        ),
        "one ContentId": "content_id=item-4711",
        "rare metadata": "metadata=shop%3Dnorth",
        "rare metadata, tag a, complete, by score": (
            "metadata=shop%3Dnorth&tag=a&state=complete&sort=-score"
        ),
        "held (none)": "state=held",
    }


def measure(options: Options) -> list[Figure]:
    """Every filter on one table."""
    with served() as place:
        people = people_of(place)
        client = prepare(place, people, options.total)
        taken = {}
        for name, query in filters(people[1]).items():
            taken[name] = page(client, query, options)
        taken[f"page {DEEP} of the newest"] = page(client, deep(place.team), options)
    plain = taken[PLAIN][0]
    return [
        Figure(f"{name} ({queries} queries)", time, "ms", PLAIN, plain)
        for name, (time, queries) in taken.items()
    ]


def prepare(place: Served, people: list[int], total: int) -> Any:
    """Fill the table; a browser of an administrator."""
    from django.db import connection
    from django.test import Client

    from bench.stored_reviews import fill
    from openmoderator.accounts.models import Membership, Role, Team, User

    team = Team.objects.get(public_id=place.team)
    fill(team.pk, people, total, total // 12)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE reviews_review SET metadata = '[["shop", "north"]]'
               WHERE content_id IN (SELECT 'item-' || 1000 * n FROM generate_series(1, 200) AS n)"""
        )
        cursor.execute("VACUUM (ANALYZE) reviews_review")
    Membership.objects.filter(user=people[0]).update(role=Role.ADMIN)
    client = Client()
    client.force_login(User.objects.get(pk=people[0]))
    return client


def page(client: Any, query: str, options: Options) -> tuple[float, int]:
    """Median milliseconds of the page, and how many queries it took."""
    from datetime import timedelta

    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    day = (timezone.now() - timedelta(days=45)).date()
    path = f"/admin/reviews?{query.replace('{day}', str(day))}"
    assert client.get(path).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    statements = [each["sql"] for each in asked]
    if options.explain:
        explain(query, statements)
    taken = [milliseconds(lambda: client.get(path)) for _ in range(options.rounds)]
    return percentile(taken, 50), len(statements)


def deep(team_name: str) -> str:
    """The address query of a page far down."""
    from urllib.parse import quote

    from openmoderator.accounts.models import Team
    from openmoderator.reviews import search

    team, after = Team.objects.get(public_id=team_name), ""
    for _ in range(DEEP - 1):
        after = search.page(team, search.Filters(), after).after
    return f"after={quote(after)}"


def explain(name: str, asked: list[str]) -> None:
    """Print the plans of what was read from the reviews."""
    from django.db import connection

    for sql in asked:
        if '"reviews_review"."' in sql and sql.startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql.replace('%', '%%')}", [])
                plan = "\n".join(row[0] for row in cursor.fetchall())
            print(f"-- {name or PLAIN}\n{sql[-400:]}\n{plan}\n")


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=10, total=300_000, explain=False))
