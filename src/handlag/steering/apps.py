"""Django's entry to the room."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.steering"
    label = "steering"
    default_auto_field = "django.db.models.BigAutoField"
