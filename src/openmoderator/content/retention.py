"""Removing what nobody refers to any more. Safe to run at any time and in two places."""

from __future__ import annotations

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from openmoderator.content.models import Content
from openmoderator.content.store import _lock

BATCH = 200


def expire() -> int:
    """Delete references that have run out, and objects left without one. Returns the count."""
    with transaction.atomic():
        rows = list(
            Content.objects.select_for_update(skip_locked=True)
            .filter(expires_at__lte=timezone.now())
            .order_by("expires_at")[:BATCH]
        )
        names = sorted({row.object_name for row in rows if row.object_name})
        for name in names:
            _lock(name)
        Content.objects.filter(pk__in=[row.pk for row in rows]).delete()
        still = set(
            Content.objects.filter(object_name__in=names).values_list("object_name", flat=True)
        )
        gone = [name for name in names if name not in still]
        # Deleting before the commit would lose a picture if the commit failed; the lock is
        # held until then, so the objects go last, inside the transaction.
        for name in gone:
            default_storage.delete(name)
    return len(rows)
