"""Django's entry to the room."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
