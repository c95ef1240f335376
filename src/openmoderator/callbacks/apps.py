"""Django's entry for the deliveries."""

from django.apps import AppConfig


class CallbacksConfig(AppConfig):
    """Deliveries and their attempts."""

    name = "openmoderator.callbacks"
    label = "callbacks"
    default_auto_field = "django.db.models.BigAutoField"
