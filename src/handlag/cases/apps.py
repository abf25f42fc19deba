"""Django's entry to the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
