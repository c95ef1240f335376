"""Claims by each order of the queue, and the search for the nearest waiting picture.

    python -m bench.queue_order [--waiting N] [--pictures N] [--rounds N] [--alike N] [--explain]

Twelve cards out of ``--waiting`` texts, by each order of a team; a claim where ``--alike`` equal
texts stand before all others; and a picture placed among ``--pictures`` waiting ones with random
hashes, against the same with as good as nothing waiting. ``--explain`` prints the plans.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

import django
from django.core.management import call_command

from bench.measuring import Figure, Options, milliseconds, read_options, report, spread
from bench.serving import data_folder, leave_database
from openmoderator.config import load
from openmoderator.runtime.environment import enter, settings_for

CARDS = 12
TEXTS = """
INSERT INTO reviews_review (
    id, team_id, type, state, source_url, content_problem, content_id, callback_endpoint,
    created_by, created_at, modified_at, metadata, result_tags, job_id, purpose, score, severity,
    cluster)
SELECT %(salt)s || number, %(team)s, 'Text', 'waiting', '', '', 'item-' || number, '', 'bench',
       now() - %(age)s * '1 second'::interval - '1 ms'::interval * number, now(), '[]', '[]', '',
       'work', random(), 0, CASE WHEN %(same)s THEN 'same' ELSE md5(number::text) END
FROM generate_series(1, %(count)s) AS number
"""
PICTURES = """
INSERT INTO reviews_review (
    id, team_id, type, state, source_url, content_problem, content_id, callback_endpoint,
    created_by, created_at, modified_at, metadata, result_tags, job_id, purpose, score, severity,
    cluster, pdq, pdq_bands)
SELECT 'p' || number, %(team)s, 'Image', 'waiting', '', '', 'item-' || number, '', 'bench',
       now() - '1 ms'::interval * number, now(), '[]', '[]', '', 'work', 0, 0, 'p' || number, pdq,
       ARRAY(SELECT place << 16 | get_byte(pdq, 2 * place) << 8 | get_byte(pdq, 2 * place + 1)
             FROM generate_series(0, 15) AS place)
FROM (SELECT number, sha256(convert_to(%(salt)s || number, 'UTF8')) AS pdq
      FROM generate_series(1, %(count)s) AS number) AS made
"""


def measure(options: Options) -> list[Figure]:
    """Every figure, each on a team of its own in one database."""
    with database():
        figures = claims(options)
        return [*figures, *placing(options)]


@contextmanager
def database() -> Iterator[None]:
    """A migrated database of the bench's own, without the server of pages; Django is set up."""
    from openmoderator.runtime.postgres import EmbeddedPostgres

    with data_folder() as data:
        server = EmbeddedPostgres(data)
        server.start()
        try:
            enter(settings_for(replace(load(), data=data), data, server.url))
            django.setup()
            call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
            yield
        finally:
            leave_database()
            server.stop()


def claims(options: Options) -> list[Figure]:
    """Twelve cards by each order, among few and among many."""
    from openmoderator.accounts.models import QueueOrder

    figures: list[Figure] = []
    few, many = team_of("Few", 100), team_of("Many", options.waiting)
    spam = team_of("Spam", options.waiting, alike=options.alike)
    for order in QueueOrder.values:
        baseline = claimed(few, order, options.rounds)
        for name, who in (
            (f"{options.waiting:,} waiting", many),
            (f"{options.alike:,} equal", spam),
        ):
            with plans(f"{order}, {name}", options.explain):
                samples = claimed(who, order, options.rounds)
            figures += spread(f"claim {order}, {name}", samples, "100 waiting", baseline)
    return figures


def placing(options: Options) -> list[Figure]:
    """The nearest of many, for a hash that has none, and for one that is there."""
    few, many = team_of("Few pictures", 0), team_of("Many pictures", 0)
    baseline = placed(few[0], 0, options.rounds)
    execute(PICTURES, team=many[0].pk, count=options.pictures, salt="bench")
    settle_down()
    figures: list[Figure] = []
    for name, known in (("nothing like it", 0), ("one like it", options.pictures)):
        with plans(f"placing, {name}", options.explain):
            samples = placed(many[0], known, options.rounds)
        what = f"place a picture among {options.pictures:,}, {name}"
        figures += spread(what, samples, "none waiting", baseline)
    return figures


def team_of(name: str, waiting: int, alike: int = 0) -> tuple[Any, Any]:
    """A team with a reviewer, `waiting` different texts and, before them, `alike` equal ones."""
    from openmoderator.accounts.models import User
    from openmoderator.accounts.teams import create_team

    team = create_team(name).team
    user = User.objects.create_user(f"{name.replace(' ', '.')}@bench.test")
    common = {"team": team.pk}
    execute(TEXTS, **common, salt=f"{name}-", age=0, count=waiting, same=False)
    execute(TEXTS, **common, salt=f"{name}=", age=1_000_000, count=alike, same=True)
    settle_down()
    return team, user


def claimed(who: tuple[Any, Any], order: str, rounds: int) -> list[float]:
    """Milliseconds of claims; each batch is given back before the next."""
    from openmoderator.reviews.queue import Queue, claim, release

    team, user = who
    team.queue_order = order
    taken = []
    for _ in range(rounds + 2):
        token = uuid4()
        claims = partial(claim, Queue(team, "Text"), user, CARDS, token)
        taken.append(milliseconds(claims))
        release(team, user, token)
    return taken[2:]


def placed(team: Any, known: int, rounds: int) -> list[float]:
    """Milliseconds of finding a picture's cluster; of `known` hashes, each a few bits away."""
    import hashlib

    from django.db import transaction

    from openmoderator.reviews.alike import settle
    from openmoderator.reviews.likeness import Likeness
    from openmoderator.reviews.models import ContentType, Review

    def one(number: int) -> None:
        near = hashlib.sha256(f"bench{1 + number * 37 % known}".encode()).digest() if known else b""
        pdq = (int.from_bytes(near) ^ 0x8421 << 100).to_bytes(32) if known else os.urandom(32)
        review = Review(id=f"n{number}", team=team, type=ContentType.IMAGE)
        with transaction.atomic():
            settle(review, Likeness("", pdq))
        assert (review.cluster != review.pk) == bool(known)

    return [milliseconds(partial(one, number)) for number in range(rounds + 2)][2:]


def execute(sql: str, **values: object) -> None:
    """One statement in the bench's database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)  # type: ignore[arg-type]


def settle_down() -> None:
    """Bring statistics and the visibility map up to date, as autovacuum would."""
    execute("VACUUM (ANALYZE) reviews_review")


@contextmanager
def plans(title: str, wanted: bool) -> Iterator[None]:
    """Print the plan of each different query on reviews that is made meanwhile."""
    from django.db import connection

    asked: dict[str, Any] = {}

    def note(execute_: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.setdefault(sql, params)
        return execute_(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    for sql, params in asked.items() if wanted else ():
        if "reviews_review" in sql and sql.lstrip().startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}", params)
                plan = "\n".join(row[0] for row in cursor.fetchall())
            print(f"-- {title}\n{sql}\n{plan}\n")


if __name__ == "__main__":
    report(
        measure,
        read_options(
            __doc__, waiting=200_000, pictures=100_000, rounds=30, alike=10_000, explain=False
        ),
    )
