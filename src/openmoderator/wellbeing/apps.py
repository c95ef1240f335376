"""The wellbeing room as a Django app."""

from django.apps import AppConfig


class Wellbeing(AppConfig):
    """Listens to what reviews tell."""

    name = "openmoderator.wellbeing"
    default_auto_field = "django.db.models.BigAutoField"
