"""The quality room as a Django app."""

from django.apps import AppConfig


class Quality(AppConfig):
    """Listens to what reviews tell."""

    name = "openmoderator.quality"
    default_auto_field = "django.db.models.BigAutoField"
