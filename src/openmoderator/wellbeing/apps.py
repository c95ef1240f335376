"""The wellbeing room as a Django app."""

from django.apps import AppConfig


class Wellbeing(AppConfig):
    """Listens to what reviews tell."""

    name = "openmoderator.wellbeing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers once."""
        from openmoderator.reviews import signals
        from openmoderator.wellbeing import receivers

        signals.decided.connect(receivers.count_what_was_seen, dispatch_uid="wellbeing.seen")
