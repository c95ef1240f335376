"""A worker process tells the database that it lives and whether its models are loaded."""

from __future__ import annotations

import os
import platform
from datetime import timedelta

from django.utils import timezone

from openmoderator.runtime.models import WorkerHeartbeat

EVERY = 5.0
"""Seconds between two beats."""
KEPT = timedelta(days=1)


class Heart:
    """The beat of this process. `models_loaded` is set by whoever loads them."""

    def __init__(self) -> None:
        self.models_loaded = False
        self._started = timezone.now()

    def beat(self) -> None:
        """Renew our row, and drop those of processes that ended long ago."""
        now = timezone.now()
        WorkerHeartbeat.objects.update_or_create(
            host=platform.node()[:255],
            pid=os.getpid(),
            started_at=self._started,
            defaults={"seen_at": now, "models_loaded": self.models_loaded},
        )
        WorkerHeartbeat.objects.filter(seen_at__lt=now - KEPT).delete()

    def stop(self) -> None:
        """Take our row away: we are not there any more."""
        WorkerHeartbeat.objects.filter(
            host=platform.node()[:255], pid=os.getpid(), started_at=self._started
        ).delete()
