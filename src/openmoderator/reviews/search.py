"""Finding reviews of a team: filters that live in an address, and pages of 50 by keyset.

Only reads. Days are UTC and both ends count. Shadow reviews of the quality room are never
found here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from openmoderator.accounts.models import Team
from openmoderator.reviews.acting import MOST
from openmoderator.reviews.errors import BadFilter
from openmoderator.reviews.models import ContentType, Purpose, Review, State

PAGE: Final = 50
START: Final = 90
"""How much of a text a list shows, in characters."""
NOBODY: Final = "none"
SORTS: Final = {"created": "created_at", "modified": "modified_at", "score": "score"}
STATES: Final = {
    "waiting": (State.WAITING,),
    "held": (State.HELD,),
    "limbo": (State.DECIDED,),
    "complete": (State.COMPLETE,),
    "pending": (State.WAITING, State.HELD, State.DECIDED),
}
"""What can be asked for, and what it stands for; ``pending`` as on the wire."""
_DAYS: Final = ("created_from", "created_to", "modified_from", "modified_to")


@dataclass(frozen=True)
class Filters:
    """What is asked of a team's reviews; empty asks for nothing. Times are days, UTC.

    `subteam`, `assigned` and `by` are ids or ``none`` (the whole team's queue, nobody).
    `metadata` is ``key`` or ``key=value``. `sort` has a minus in front for descending order.
    """

    state: str = ""
    tag: str = ""
    type: str = ""
    subteam: str = ""
    assigned: str = ""
    by: str = ""
    created_from: date | None = None
    created_to: date | None = None
    modified_from: date | None = None
    modified_to: date | None = None
    content_id: str = ""
    metadata: str = ""
    sort: str = "-created"

    @property
    def query(self) -> str:
        """The address query that says the same; `read` reads it."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        plain = Filters()
        return urlencode({k: str(v) for k, v in said.items() if v and v != getattr(plain, k)})

    def sorted_by(self, key: str) -> Filters:
        """The same, by another key, newest or highest first; by the same key turned round."""
        return replace(self, sort=key if self.sort == f"-{key}" else f"-{key}")


@dataclass(frozen=True)
class Page:
    """Up to 50 reviews and the cursor of the page after it, empty at the end."""

    rows: list[Review]
    after: str


def read(query: Mapping[str, str]) -> Filters:
    """The filters that an address query asks for. Raises `BadFilter`, which names the field."""
    words = {name: _word(query, name) for name in _WORDS}
    days = {name: _day(query, name) for name in _DAYS}
    asked = Filters(**words, **days, sort=query.get("sort") or "-created")  # type: ignore[arg-type]
    _hold_to(asked.state in ("", *STATES), "state", _("There is no such state."))
    _hold_to(asked.type in ("", *ContentType.values), "type", _("There is no such type."))
    _hold_to(asked.sort.removeprefix("-") in SORTS, "sort", _("The list has no such order."))
    for name in ("subteam", "assigned", "by"):
        good = words[name] in ("", NOBODY) or _is_id(words[name])
        _hold_to(good, name, _("Choose one of the list."))
    return asked


def matching(team: Team, asked: Filters) -> QuerySet[Review]:
    """The team's reviews that `asked` is about, in no order."""
    rows = Review.objects.filter(team=team, purpose=Purpose.WORK).order_by()
    exact = {"type": asked.type, "content_id": asked.content_id}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if asked.state:
        rows = rows.filter(state__in=STATES[asked.state])
    if asked.tag:
        rows = rows.filter(result_tags__contains=[[asked.tag, True]])
    if asked.metadata:
        key, equals, value = asked.metadata.partition("=")
        rows = rows.filter(metadata__contains=[[key, value] if equals else [key]])
    return _of_people(_of_days(rows, asked), asked)


def page(team: Team, asked: Filters, after: str = "") -> Page:
    """The 50 reviews that follow the cursor `after`, in the order asked for.

    Each has `start` (of its text) and `media_type`; contents themselves are not read. Raises
    `BadFilter` for a cursor that is not of this list.
    """
    down = asked.sort.startswith("-")
    column = SORTS[asked.sort.removeprefix("-")]
    rows = matching(team, asked).order_by(*(f"{'-' if down else ''}{it}" for it in (column, "id")))
    if after:
        rows = rows.filter(_beyond(column, after, "lt" if down else "gt"))
    found = list(for_list(rows)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], _cursor(last, column) if last else "")


def for_list(rows: QuerySet[Review]) -> QuerySet[Review]:
    """`rows` with what a list shows of each, and nothing that is large."""
    return (
        rows.select_related("team", "subteam", "assigned_to", "completed_by", "claimed_by")
        .annotate(start=Left("stored__text", START), media_type=F("stored__media_type"))
        .defer("pdq", "pdq_bands", "metadata")
    )


def count(team: Team, asked: Filters, most: int = MOST + 1) -> int:
    """How many match, counted up to `most`."""
    return matching(team, asked)[:most].count()


def ids(team: Team, asked: Filters, most: int = MOST) -> list[str]:
    """The ids that match, at most `most`."""
    return list(matching(team, asked).values_list("pk", flat=True)[:most])


_WORDS: Final = ("state", "tag", "type", "subteam", "assigned", "by", "content_id", "metadata")


def _of_days(rows: QuerySet[Review], asked: Filters) -> QuerySet[Review]:
    for column, since, until in (
        ("created_at", asked.created_from, asked.created_to),
        ("modified_at", asked.modified_from, asked.modified_to),
    ):
        if since:
            rows = rows.filter(**{f"{column}__gte": _midnight(since)})
        if until:
            rows = rows.filter(**{f"{column}__lt": _midnight(until) + timedelta(days=1)})
    return rows


def _of_people(rows: QuerySet[Review], asked: Filters) -> QuerySet[Review]:
    for column, value in (
        ("subteam", asked.subteam),
        ("assigned_to", asked.assigned),
        ("completed_by", asked.by),
    ):
        if value:
            rows = rows.filter(**{column: None if value == NOBODY else int(value)})
    return rows


def _beyond(column: str, after: str, side: str) -> Q:
    """Rows on the far side of a cursor; the first part is what an index can be entered by."""
    text, _sign, pk = after.rpartition("~")
    try:
        value = float(text) if column == "score" else datetime.fromisoformat(text)
    except ValueError:
        raise BadFilter("after", _("That page is not one of this list.")) from None
    if isinstance(value, datetime) and value.tzinfo is None:
        raise BadFilter("after", _("That page is not one of this list."))
    tie = Q(**{column: value, f"id__{side}": pk})
    return Q(**{f"{column}__{side}e": value}) & (Q(**{f"{column}__{side}": value}) | tie)


def _cursor(row: Review, column: str) -> str:
    value = getattr(row, column)
    return f"{value if column == 'score' else value.isoformat()}~{row.pk}"


def _word(query: Mapping[str, str], name: str) -> str:
    word = query.get(name, "").strip()
    _hold_to("\0" not in word and len(word) <= 2_000, name, _("That cannot be looked for."))
    return word


def _day(query: Mapping[str, str], name: str) -> date | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadFilter(name, _("Write a day as 2026-01-31.")) from None
    _hold_to(1900 <= day.year <= 9000, name, _("Write a day as 2026-01-31."))
    return day


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 18


def _hold_to(good: bool, field: str, message: str) -> None:
    if not good:
        raise BadFilter(field, message)
