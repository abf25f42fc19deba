"""Django's entry to the room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
