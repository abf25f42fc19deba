"""Django's entry to the room."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.quality"
    label = "quality"
    default_auto_field = "django.db.models.BigAutoField"
