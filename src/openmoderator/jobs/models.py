"""Rows of jobs and their execution reports."""

from __future__ import annotations

from django.contrib.postgres.indexes import HashIndex
from django.db import models

from openmoderator.accounts.models import Team
from openmoderator.content.models import Content
from openmoderator.workflows.models import WorkflowVersion


class Status(models.TextChoices):
    """Spelled as on the wire (contract 9.2)."""

    IN_PROGRESS = "InProgress"
    COMPLETE = "Complete"
    ERROR = "Error"


class Job(models.Model):
    """One item through one workflow version.

    `tries` counts the runs and is the fence: a run whose number is no longer the newest
    changes nothing. `failures` counts the runs that ended in something that may pass.
    """

    id = models.CharField(primary_key=True, max_length=40)
    team = models.ForeignKey(Team, models.CASCADE)
    type = models.CharField(max_length=8)
    content_id = models.TextField()
    stored = models.ForeignKey(Content, models.SET_NULL, null=True)
    source_url = models.TextField(blank=True)
    version = models.ForeignKey(WorkflowVersion, models.PROTECT)
    workflow_name = models.CharField(max_length=120)
    callback_endpoint = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.IN_PROGRESS)
    review_id = models.CharField(max_length=40, blank=True)
    result_metadata = models.JSONField(default=list)
    """Ordered [key, value] pairs of strings (contract 9.4)."""
    tries = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    progress_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["progress_at"],
                name="job_unfinished",
                condition=models.Q(status="InProgress"),
            ),
            models.Index(fields=["team", "-created_at"], name="job_by_team"),
            HashIndex(fields=["content_id"], name="job_by_content_id"),
            HashIndex(
                fields=["review_id"], name="job_by_review", condition=~models.Q(review_id="")
            ),
        ]


class ReportLine(models.Model):
    """One line of a job's execution report, shown newest first."""

    job = models.ForeignKey(Job, models.CASCADE, related_name="report")
    at = models.DateTimeField()
    message = models.TextField()

    class Meta:
        ordering = ["-id"]
