"""Django's entry to the room."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"
