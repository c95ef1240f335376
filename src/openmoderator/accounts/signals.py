"""What other rooms hear from this one."""

from django.dispatch import Signal

team_created = Signal()
"""Sent with ``team`` inside the transaction that stores it, so rooms add their defaults."""
