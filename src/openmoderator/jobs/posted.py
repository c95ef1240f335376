"""The report line of an arrived Job callback, written only after success (contract 11)."""

from __future__ import annotations

from openmoderator.callbacks.models import Delivery
from openmoderator.jobs.models import Job
from openmoderator.jobs.report import write_line


def note_delivery(delivery: Delivery, **_signal: object) -> None:
    """Add the line, with the URL as given, in the transaction that marks it delivered."""
    if delivery.kind != "Job":
        return
    job = Job.objects.filter(pk=delivery.subject_id).first()
    if job is not None:
        write_line(job, f"Posted results to the Callbackendpoint: {delivery.url}")
