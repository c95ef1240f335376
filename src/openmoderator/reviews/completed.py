"""What became final: by person, subteam, tag and day, and one person's own day.

Reads `DecidedCount` only, so a year of a large team costs what its days, people and tags are and
not what it decided; a person's own day is read from their decisions of it. Never says who a
number is: names belong to the pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from openmoderator.accounts.models import Team, User
from openmoderator.clock import database_now
from openmoderator.reviews.models import DecidedCount

WHOLE_TEAM = 0
"""Stands for the queue of the whole team where a subteam is asked for."""

_TODAY = """
WITH mine AS (
    SELECT decision.type, decision.tags, decision.decided_at,
           extract(epoch FROM decision.decided_at - decision.opened_at)
               / count(*) OVER (PARTITION BY decision.batch) AS seconds
    FROM reviews_decision AS decision
    JOIN reviews_review AS review ON review.id = decision.review_id
    WHERE decision.user_id = %(user)s AND decision.team_id = %(team)s
      AND decision.decided_at >= %(since)s AND decision.state <> 'withdrawn'
      AND review.purpose = 'work'
)
SELECT 'type', type, count(*),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) FILTER (WHERE seconds >= 0)
FROM mine GROUP BY type
UNION ALL
SELECT 'hour', extract(hour FROM decided_at AT TIME ZONE 'UTC')::int::text, count(*), NULL
FROM mine GROUP BY 2
UNION ALL
SELECT 'tag', tag ->> 0, count(*), NULL
FROM mine, jsonb_array_elements(tags) AS tag WHERE tag ->> 1 = 'true' GROUP BY 2
"""


@dataclass(frozen=True)
class Asked:
    """Which decisions: days from `first` to `last` (UTC, both included), the rest if not empty.

    `subteam` None means every queue, `WHOLE_TEAM` the one of the whole team.
    """

    first: date
    last: date
    user: int | None = None
    subteam: int | None = None
    type: str = ""
    tag: str = ""

    @property
    def days(self) -> int:
        """How many days that are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Counted:
    """How many decisions of one person (or subteam): its id, 0 for none."""

    id: int
    count: int


@dataclass(frozen=True)
class MyDay:
    """One person's day so far, UTC. What was taken back does not count.

    `seconds` is the median time an item took, by type: from when its page was shown to the
    answer, shared among the items answered together; types without any known time are missing.
    """

    day: date
    types: dict[str, int]
    seconds: dict[str, float]
    hours: tuple[int, ...]
    """Of each hour of the day, 24."""
    tags: dict[str, int]
    """How often each tag was left on."""

    @property
    def total(self) -> int:
        """Items of every type."""
        return sum(self.types.values())


def completed(team: Team, asked: Asked) -> int:
    """How many decisions; with a tag, those in which it was left on."""
    found: int | None = _counts(team, asked).aggregate(sum=Sum("count"))["sum"]
    return found or 0


def by_user(team: Team, asked: Asked) -> list[Counted]:
    """Each person's, most first."""
    return _by(team, asked, "user_id")


def by_subteam(team: Team, asked: Asked) -> list[Counted]:
    """Each queue's, most first."""
    return _by(team, asked, "subteam_id")


def by_tag(team: Team, asked: Asked) -> list[tuple[str, int]]:
    """(code, how often it was left on), most first; one decision may have several."""
    rows = _counts(team, replace(asked, tag=""), Q(tag=asked.tag) if asked.tag else ~Q(tag=""))
    return [
        (row["tag"], row["sum"])
        for row in rows.values("tag").annotate(sum=Sum("count")).order_by("-sum", "tag")
    ]


def by_day(team: Team, asked: Asked) -> list[tuple[date, int]]:
    """Every day of the range with its decisions, oldest first, those without any too."""
    rows = _counts(team, asked).values("day").annotate(sum=Sum("count")).order_by()
    found = {row["day"]: row["sum"] for row in rows}
    days = (asked.first + timedelta(days=number) for number in range(asked.days))
    return [(day, found.get(day, 0)) for day in days]


def by_month(days: Sequence[tuple[date, int]]) -> list[tuple[date, int]]:
    """The same summed up by month, each as its first day."""
    months: dict[date, int] = {}
    for day, count in days:
        month = day.replace(day=1)
        months[month] = months.get(month, 0) + count
    return list(months.items())


def my_day(team: Team, user: User, now: datetime | None = None) -> MyDay:
    """What `user` finished in `team` since midnight UTC; for nobody else's eyes."""
    today = (now or database_now()).astimezone(UTC).date()
    since = datetime.combine(today, time(), UTC)
    found: dict[str, dict[str, int]] = {"type": {}, "hour": {}, "tag": {}}
    seconds = {}
    with connection.cursor() as cursor:
        cursor.execute(_TODAY, {"user": user.pk, "team": team.pk, "since": since})
        for kind, name, count, median in cursor.fetchall():
            found[kind][name] = count
            if median is not None:
                seconds[name] = float(median)
    hours = tuple(found["hour"].get(str(hour), 0) for hour in range(24))
    return MyDay(today, found["type"], seconds, hours, found["tag"])


def _by(team: Team, asked: Asked, column: str) -> list[Counted]:
    rows = _counts(team, asked).values(column).annotate(sum=Sum("count"))
    return [Counted(row[column], row["sum"]) for row in rows.order_by("-sum", column)]


def _counts(team: Team, asked: Asked, tags: Q | None = None) -> QuerySet[Any, Any]:
    rows = DecidedCount.objects.filter(
        Q(tag=asked.tag) if tags is None else tags,
        team=team,
        day__range=(asked.first, asked.last),
    ).order_by()
    exact: dict[str, object] = {
        "user_id": asked.user,
        "subteam_id": asked.subteam,
        "type": asked.type or None,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value is not None})
