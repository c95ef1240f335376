"""The API as a Django app, for its tests and static files."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Nothing to set up."""

    name = "openmoderator.api"
