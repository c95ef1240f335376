"""The background task of lists."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from openmoderator.lists.refreshing import BUILD, QUEUE


@app.task(queue=QUEUE, name=BUILD)
def build(snapshot_id: int) -> None:
    """Build a snapshot if one was asked for; may run twice, also at the same moment."""
    # Not at the top: every process loads this file, and few need the detectors.
    from openmoderator.lists import building
    from openmoderator.lists.models import Snapshot

    # Who asked for one more refresh and found this task waiting may not have committed yet.
    with transaction.atomic():
        Snapshot.objects.select_for_update().filter(pk=snapshot_id).first()
    building.build(snapshot_id)
