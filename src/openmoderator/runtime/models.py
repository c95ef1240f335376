"""What processes leave in the database about themselves."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class WorkerHeartbeat(models.Model):
    """A worker process that lived at `seen_at`; renewed every five seconds."""

    id = models.BigAutoField(primary_key=True)
    host = models.CharField(max_length=255)
    pid = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    models_loaded = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["host", "pid", "started_at"], name="one_heartbeat_per_process"
            )
        ]

    def __str__(self) -> str:
        return f"worker {self.pid} on {self.host}"


class Installation(models.Model):
    """What every machine of this installation must share; one row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    marker = models.CharField(max_length=64)
    key_fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation")
        ]

    def __str__(self) -> str:
        return f"installation {self.marker}"
