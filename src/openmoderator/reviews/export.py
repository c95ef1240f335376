"""Reviews with their decisions as plain rows, for CSV and JSON Lines.

Streamed: a server-side cursor gives some hundred at a time, however many there are. Contents
are not part of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from openmoderator.reviews.models import Decision, Review

AT_ONCE: Final = 500
Cell = str | int | float | None


def header() -> list[str]:
    """The columns of the CSV, in words."""
    return [
        _("Review"),
        _("Type"),
        _("State"),
        _("Subteam"),
        _("ContentId"),
        _("Created by"),
        _("Created"),
        _("Modified"),
        _("Completed"),
        _("Decided by"),
        _("Tags left on"),
        _("Tags left off"),
        _("Decisions"),
        _("Score"),
        _("Job"),
        _("Metadata"),
    ]


def csv_rows(rows: QuerySet[Review]) -> Iterator[list[Cell]]:
    """One row for each review, newest first, under `header`."""
    for row in _streamed(rows):
        yield [
            row.pk,
            row.type,
            row.state,
            row.subteam.name if row.subteam else "",
            row.content_id,
            row.created_by,
            _time(row.created_at),
            _time(row.modified_at),
            _time(row.completed_at),
            str(row.completed_by) if row.completed_by else "",
            " ".join(code for code, on in row.result_tags if on),
            " ".join(code for code, on in row.result_tags if not on),
            len(row.decisions.all()),
            row.score,
            row.job_id,
            json.dumps(dict(row.metadata), ensure_ascii=False),
        ]


def json_lines(rows: QuerySet[Review]) -> Iterator[str]:
    """One JSON object and a line feed for each review, with every decision it ever had."""
    for row in _streamed(rows):
        yield json.dumps(_object(row), ensure_ascii=False, separators=(",", ":")) + "\n"


def _object(row: Review) -> dict[str, object]:
    return {
        "id": row.pk,
        "type": row.type,
        "state": row.state,
        "subteam": row.subteam.name if row.subteam else None,
        "content_id": row.content_id,
        "callback_endpoint": row.callback_endpoint,
        "job_id": row.job_id or None,
        "created_by": row.created_by,
        "created_at": _time(row.created_at),
        "modified_at": _time(row.modified_at),
        "completed_at": _time(row.completed_at) or None,
        "completed_by": str(row.completed_by) if row.completed_by else None,
        "reopened_at": _time(row.reopened_at) or None,
        "assigned_to": str(row.assigned_to) if row.assigned_to else None,
        "score": row.score,
        "metadata": row.metadata,
        "result_tags": row.result_tags,
        "decisions": [_decision(decision) for decision in row.decisions.all()],
    }


def _decision(decision: Decision) -> dict[str, object]:
    return {
        "id": str(decision.pk),
        "by": str(decision.user),
        "state": decision.state,
        "tags": decision.tags,
        "opened_at": _time(decision.opened_at) or None,
        "decided_at": _time(decision.decided_at),
        "final_at": _time(decision.final_at),
        "corrects": str(decision.corrects_id) if decision.corrects_id else None,
    }


def _streamed(rows: QuerySet[Review]) -> Iterator[Review]:
    decisions = Decision.objects.select_related("user").order_by("decided_at", "pk")
    return (
        rows.select_related("subteam", "completed_by", "assigned_to")
        .prefetch_related(Prefetch("decisions", decisions))
        .defer("pdq", "pdq_bands")
        .order_by("-created_at", "-id")
        .iterator(chunk_size=AT_ONCE)
    )


def _time(at: datetime | None) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else ""
