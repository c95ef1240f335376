"""What the address of a list asks for, read leniently: what means nothing counts for nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import QueryDict
from django.utils.dateparse import parse_date

from openmoderator.jobs.listing import JobFilter
from openmoderator.jobs.models import Status

TYPES = ("Image", "Text")
DAY = timedelta(days=1)


def job_filter(query: QueryDict) -> JobFilter:
    """The filter that the fields of the form stand for."""
    until = day(query.get("until", ""))
    return JobFilter(
        status=one_of(query.get("state", ""), Status.values),
        type=one_of(query.get("type", ""), TYPES),
        workflow=plain(query.get("workflow", ""))[:120],
        wanted=plain(query.get("id", "")).strip(),
        since=day(query.get("since", "")),
        until=until and until + DAY,
    )


def day(text: str) -> datetime | None:
    """The beginning of a day, UTC; None for what is no date."""
    try:
        date = parse_date(text)
    except ValueError:
        return None
    if date is None or date.year > 9000:
        return None
    return datetime(date.year, date.month, date.day, tzinfo=UTC)


def one_of(text: str, allowed: tuple[str, ...] | list[str]) -> str:
    """The text where it is one of those; else nothing."""
    return text if text in allowed else ""


def plain(text: str) -> str:
    """The text without NUL characters, which no database can look for."""
    return text.replace("\0", "")


def next_page(query: QueryDict, after: str) -> str:
    """The same question from behind `after` on; empty where nothing is behind."""
    if not after:
        return ""
    further = query.copy()
    further["after"] = after
    return further.urlencode()
