"""Rows of stored content."""

from __future__ import annotations

import uuid

from django.db import models

from openmoderator.accounts.models import Team


class Content(models.Model):
    """One reference to an item; its owner (a job or a review) has a row of its own.

    Text lives in the row. A picture lives in storage as `object_name`, named by hash, and
    several rows may share it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE)
    text = models.TextField(null=True)
    object_name = models.CharField(max_length=200, null=True)
    media_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_at"],
                name="content_expiring",
                condition=models.Q(expires_at__isnull=False),
            ),
            models.Index(
                fields=["object_name"],
                name="content_object",
                condition=models.Q(object_name__isnull=False),
            ),
        ]
