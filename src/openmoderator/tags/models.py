"""Rows of tags."""

from __future__ import annotations

from django.db import models

from openmoderator.accounts.models import Team


class Tag(models.Model):
    """A short code (one or two letters) with a name, in the team's own order."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="tags")
    code = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    description = models.CharField(max_length=400, blank=True)
    colour = models.CharField(max_length=12, blank=True)
    """A name of the palette in `tags.colours`; empty means the usual one."""
    visible = models.BooleanField(default=True)
    position = models.PositiveIntegerField()
    built_in = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["team", "code"], name="tag_code_once")]
