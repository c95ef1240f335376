"""Rows of the API itself."""

from __future__ import annotations

from django.db import models

from openmoderator.accounts.models import ApiKey


class Allowance(models.Model):
    """What a key may still call: a bucket that `limits` fills and empties.

    The table is not logged: it is written with every call, and what a crash of the database
    empties is full again a second later.
    """

    key = models.OneToOneField(ApiKey, models.CASCADE, primary_key=True, related_name="+")
    calls = models.FloatField()
    """How many calls were left at that moment; below 1 there is none."""
    at = models.DateTimeField()
