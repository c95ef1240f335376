"""Django's entry for the rows processes leave about themselves."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """Heartbeats of worker processes."""

    name = "openmoderator.runtime"
    label = "runtime"
    default_auto_field = "django.db.models.BigAutoField"
