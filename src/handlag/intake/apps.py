"""Django's entry to the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
