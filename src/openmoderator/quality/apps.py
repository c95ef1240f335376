"""The quality room as a Django app."""

from django.apps import AppConfig
from django.db.models.signals import post_delete


class Quality(AppConfig):
    """Listens to what reviews tell."""

    name = "openmoderator.quality"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connect the receivers once."""
        from openmoderator.quality import receivers
        from openmoderator.reviews import signals
        from openmoderator.reviews.models import Review

        signals.finalised.connect(receivers.follow_decision, dispatch_uid="quality.follow")
        signals.claiming.connect(receivers.mix_in, dispatch_uid="quality.mix_in")
        post_delete.connect(receivers.let_content_go, sender=Review, dispatch_uid="quality.let_go")
