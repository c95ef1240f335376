"""Joins the room to the making of teams."""

from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """Gives every new team its two default workflows."""

    name = "openmoderator.workflows"

    def ready(self) -> None:
        """Listen for new teams."""
        from openmoderator.accounts.signals import team_created
        from openmoderator.workflows.store import add_defaults

        team_created.connect(add_defaults, dispatch_uid="workflows.add_defaults")
