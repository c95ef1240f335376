"""Django's entry for the rows processes leave about themselves, and their choice of models."""

from django.apps import AppConfig


class RuntimeConfig(AppConfig):
    """Heartbeats of worker processes, and the models that every process uses."""

    name = "openmoderator.runtime"
    label = "runtime"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Take the models that the settings choose. None is loaded here."""
        from django.conf import settings

        from openmoderator.detect.detectors import choose_image_models
        from openmoderator.detect.text.categories import choose_category_model

        config = settings.OPENMODERATOR
        choose_image_models(config.nudity_model, config.nudity_temperature)
        choose_category_model(config.category_model)
