"""The dashboard and the report of what was completed, in a large team.

    python -m bench.dashboard [--rounds N] [--waiting N] [--people N]

Server time over HTTP with a year of figures of 50 people, 20 tags and 5 subteams and with
200,000 waiting reviews, against the same pages of an almost empty team; and how many queries each
page makes, which must not grow.
"""

from __future__ import annotations

from typing import Any

from bench.measuring import Figure, Options, milliseconds, read_options, report, spread
from bench.review_page import Reviewer, people_of, sign_in
from bench.serving import Served, served

TAGS, SUBTEAMS, DAYS = 20, 5, 365
PAGES = {
    "dashboard": "/",
    "completed, 7 days": "/completed",
    "completed, a year": "/completed?period=custom&first={first}&last={last}",
    "CSV of a year by person": "/completed/people.csv?period=custom&first={first}&last={last}",
    "my day": "/my-day",
}
FIGURES = """
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
SELECT %(team)s, current_date - day, (%(subteams)s::bigint[])[1 + person %% %(queues)s],
       (%(people)s::bigint[])[person],
       type, CASE WHEN tag = 0 THEN '' ELSE chr(96 + tag) END, 1 + (day * person + tag) %% 60
FROM generate_series(0, %(days)s - 1) AS day, generate_series(1, %(count)s) AS person,
     generate_series(0, %(tags)s) AS tag, unnest(ARRAY['Image', 'Text']) AS type
"""


def measure(options: Options) -> list[Figure]:
    """Every page of the small team, then of the large one."""
    with served() as place:
        person = people_of(place)[0]
        _make_admin(person)
        reviewer, pages = sign_in(place, person), _pages()
        small = _sample(reviewer, pages, options.rounds)
        few = _queries(person, pages)
        fill(place, options.people, options.waiting)
        large = _sample(reviewer, pages, options.rounds)
        many = _queries(person, pages)
    return [
        figure
        for name in pages
        for figure in (
            *spread(name, large[name], "an almost empty team", small[name]),
            Figure(f"{name}, queries", many[name], "", "an almost empty team", few[name]),
        )
    ]


def fill(place: Served, people: int, waiting: int) -> None:
    """A year of figures, and reviews that wait, a third of them in subteams."""
    from django.db import connection

    from bench.stored_reviews import fill as fill_reviews
    from openmoderator.accounts.models import Subteam, Team, User
    from openmoderator.accounts.people import create_user
    from openmoderator.accounts.subteams import create_subteam

    team = Team.objects.get(public_id=place.team)
    ids = [create_user(f"p{n}@bench.test", team, "reviewer").user.pk for n in range(people)]
    subteams = [create_subteam(team, f"subteam {n}").pk for n in range(SUBTEAMS)]
    Subteam.objects.update(target_minutes=60)
    values: dict[str, Any] = {"team": team.pk, "people": ids, "count": people, "days": DAYS}
    values |= {"subteams": subteams, "queues": SUBTEAMS, "tags": TAGS}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, values)
        cursor.execute("VACUUM (ANALYZE) reviews_decidedcount")
    fill_reviews(team.pk, list(User.objects.values_list("pk", flat=True)), 0, waiting * 4 // 5)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE reviews_review SET subteam_id = (%s::bigint[])[1 + abs(hashtext(id)) %% 15]",
            [subteams],
        )
        cursor.execute("VACUUM (ANALYZE) reviews_review")


def _pages() -> dict[str, str]:
    from datetime import UTC, datetime, timedelta

    today = datetime.now(UTC).date()
    first = (today - timedelta(days=DAYS - 1)).isoformat()
    return {name: path.format(first=first, last=today) for name, path in PAGES.items()}


def _sample(reviewer: Reviewer, pages: dict[str, str], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each page, in turns, after three that do not count."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(rounds + 3):
        for name, path in pages.items():
            spent = milliseconds(lambda path=path: reviewer.get(path))  # type: ignore[misc]
            if number >= 3:
                taken[name].append(spent)
    return taken


def _queries(person: int, pages: dict[str, str]) -> dict[str, float]:
    """How many queries each page makes, counted in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from openmoderator.accounts.models import User

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(pk=person))
    found: dict[str, float] = {}
    for name, path in pages.items():
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
            if response.status_code != 200:
                raise RuntimeError(f"{path}: {response.status_code}")
        found[name] = float(len(asked))
    return found


def _make_admin(person: int) -> None:
    from openmoderator.accounts.models import Membership, Role

    Membership.objects.filter(user=person).update(role=Role.ADMIN)


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=20, waiting=200_000, people=50))
