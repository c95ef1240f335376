"""Rows of the audit record; the database refuses to change or remove them."""

from __future__ import annotations

from django.db import models

from openmoderator.accounts.models import Team, User


class AuditEntry(models.Model):
    """One act: who (None: the machine or an API key), what, on which thing, with what."""

    team = models.ForeignKey(Team, models.CASCADE)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, models.SET_NULL, null=True)
    action = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="audit_by_subject"),
            models.Index(fields=["team", "-at"], name="audit_by_team"),
        ]
