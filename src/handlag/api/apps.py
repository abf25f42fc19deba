"""Django's entry to the room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
