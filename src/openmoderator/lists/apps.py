"""The lists room as Django knows it."""

from django.apps import AppConfig


class ListsConfig(AppConfig):
    """Term and image lists."""

    name = "openmoderator.lists"
