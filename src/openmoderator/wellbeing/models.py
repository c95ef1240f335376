"""Rows of the wellbeing room. Nobody but the person is ever shown them."""

from __future__ import annotations

from django.db import models

from openmoderator.accounts.models import User


class Exposure(models.Model):
    """What one person decided on one day (UTC), by severity (`reviews.models.Review`)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    day = models.DateField()
    harmless = models.PositiveIntegerField(default=0)
    mild = models.PositiveIntegerField(default=0)
    medium = models.PositiveIntegerField(default=0)
    severe = models.PositiveIntegerField(default=0)
    severe_since_break = models.PositiveIntegerField(default=0)
    break_at = models.DateTimeField(null=True)
    """When the person last took a break, or put the reminder aside."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="exposure_once_a_day")]
