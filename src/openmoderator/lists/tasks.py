"""The background task of lists."""

from __future__ import annotations

from procrastinate.contrib.django import app

from openmoderator.lists.refreshing import BUILD, QUEUE


@app.task(queue=QUEUE, name=BUILD)
def build(snapshot_id: int) -> None:
    """Build a snapshot if one was asked for; may run twice, also at the same moment."""
    # Not at the top: every process loads this file, and few need the detectors.
    from openmoderator.lists import building

    building.build(snapshot_id)
