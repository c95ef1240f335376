"""The date presets of the Result view (review-tool 3), in days, UTC. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Period:
    """A preset: its key in the address, its name, and its first and last day."""

    key: str
    name: str | Promise
    since: date
    until: date


def periods(today: date) -> tuple[Period, ...]:
    """Every preset, as of `today`."""
    day = timedelta(days=1)
    first = today.replace(day=1)
    last_month = first - day
    return (
        Period("today", _("Today"), today, today),
        Period("yesterday", _("Yesterday"), today - day, today - day),
        Period("7-days", _("Last 7 Days"), today - 6 * day, today),
        Period("30-days", _("Last 30 Days"), today - 29 * day, today),
        Period("this-month", _("This Month"), first, today),
        Period("last-month", _("Last Month"), last_month.replace(day=1), last_month),
    )
