"""Sessions of the browser that have run out. Signing in and out is Django's own."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone


def remove_expired() -> int:
    """Delete the rows that no browser can use any more; returns how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
