"""Counting final decisions by day, person, subteam, type and tag, so that nobody counts rows."""

from __future__ import annotations

from datetime import UTC
from typing import Final

from django.db import connection

from openmoderator.reviews.models import Decision

_ADD: Final = """
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
SELECT %s, %s, %s, %s, %s, tag, 1 FROM unnest(%s::text[]) AS tag
ON CONFLICT (team_id, day, type, tag, user_id, subteam_id)
DO UPDATE SET count = reviews_decidedcount.count + 1
"""


def count(decision: Decision) -> None:
    """Count a decision that became final, and each tag left on, inside the caller's transaction.

    The day is that of `final_at`, UTC. Rows are taken in one order, so that two
    decisions counted at the same moment never wait in a circle.
    """
    review = decision.review
    tags = ["", *sorted({str(code) for code, on in decision.tags if on})]
    day = decision.final_at.astimezone(UTC).date()
    subteam = review.subteam_id or 0
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [decision.team_id, day, subteam, decision.user_id, review.type, tags])
