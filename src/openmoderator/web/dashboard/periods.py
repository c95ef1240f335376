"""The days that a report covers: presets as the old tool had them, and a range of one's own.

Days are UTC, as the figures are kept. Only reckons.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONGEST = 3_660
"""Days that a range of one's own may have."""


class Period(TextChoices):
    """What the list of dates offers (review-tool 3)."""

    TODAY = "today", _("Today")
    YESTERDAY = "yesterday", _("Yesterday")
    LAST_7 = "last7", _("Last 7 days")
    LAST_30 = "last30", _("Last 30 days")
    THIS_MONTH = "month", _("This month")
    LAST_MONTH = "lastmonth", _("Last month")
    CUSTOM = "custom", _("Custom range")


def days_of(period: str, today: date) -> tuple[date, date]:
    """First and last day of a preset, both included; of anything else the last 7 days."""
    month = today.replace(day=1)
    yesterday = today - timedelta(days=1)
    before = month - timedelta(days=1)
    return {
        Period.TODAY.value: (today, today),
        Period.YESTERDAY.value: (yesterday, yesterday),
        Period.LAST_30.value: (today - timedelta(days=29), today),
        Period.THIS_MONTH.value: (month, today),
        Period.LAST_MONTH.value: (before.replace(day=1), before),
    }.get(period, (today - timedelta(days=6), today))
