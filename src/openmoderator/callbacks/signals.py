"""What other rooms hear from this one."""

from django.dispatch import Signal

delivered = Signal()
"""Sent with ``delivery`` inside the transaction that marks it delivered for the first time."""
