"""Django's entry to the room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"
