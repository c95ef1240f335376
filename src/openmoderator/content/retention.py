"""Removing what nobody refers to any more. Safe to run at any time and in two places."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from openmoderator.content.models import Content
from openmoderator.content.objects import lock, objects

BATCH = 200
MOST_BATCHES = 100


def expire() -> int:
    """Delete references that have run out, and objects left without one. Returns the count."""
    removed = 0
    for _ in range(MOST_BATCHES):
        batch = _expire_batch()
        removed += batch
        if batch < BATCH:
            break
    return removed


def _expire_batch() -> int:
    with transaction.atomic():
        rows = list(
            Content.objects.select_for_update(skip_locked=True)
            .filter(expires_at__lte=timezone.now())
            .order_by("expires_at")[:BATCH]
        )
        names = sorted({row.object_name for row in rows if row.object_name})
        for name in names:
            lock(name)
        Content.objects.filter(pk__in=[row.pk for row in rows]).delete()
        still = Content.objects.filter(object_name__in=names)
        # The locks hold until the commit, so nobody can refer to these objects meanwhile. A
        # commit that fails leaves rows that have run out anyway.
        for name in set(names) - set(still.values_list("object_name", flat=True)):
            objects().delete(name)
    return len(rows)
