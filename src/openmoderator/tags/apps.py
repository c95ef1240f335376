"""Joins the room to the making of teams."""

from django.apps import AppConfig


class TagsConfig(AppConfig):
    """Gives every new team the built-in tags."""

    name = "openmoderator.tags"

    def ready(self) -> None:
        """Listen for new teams."""
        from openmoderator.accounts.signals import team_created
        from openmoderator.tags.tags import add_builtin

        team_created.connect(add_builtin, dispatch_uid="tags.add_builtin")
