"""Joins the room to the callbacks that it enqueues."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Writes the report line when a Job callback has arrived."""

    name = "openmoderator.jobs"

    def ready(self) -> None:
        """Listen for delivered callbacks."""
        from openmoderator.callbacks.signals import delivered
        from openmoderator.jobs.posted import note_delivery

        delivered.connect(note_delivery, dispatch_uid="jobs.note_delivery")
