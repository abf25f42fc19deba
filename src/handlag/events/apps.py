"""Django's entry to the room."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
