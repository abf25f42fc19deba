"""Django's entry to the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
