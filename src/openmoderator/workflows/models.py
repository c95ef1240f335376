"""Rows of workflows: a name that points to its newest version; versions never change."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower

from openmoderator.accounts.models import Team


class Workflow(models.Model):
    """A workflow of a team, called by name in any letter case."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="workflows")
    name = models.CharField(max_length=120)
    current = models.ForeignKey(
        "WorkflowVersion", models.PROTECT, null=True, related_name="current_of"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", Lower("name"), name="workflow_name_once_a_team")
        ]


class WorkflowVersion(models.Model):
    """One saved state. Jobs point here, so a later save changes nothing for them."""

    workflow = models.ForeignKey(Workflow, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    description = models.TextField(blank=True)
    content_type = models.CharField(max_length=8)
    expression = models.JSONField()
    source = models.TextField()
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workflow", "number"], name="workflow_version_once")
        ]
