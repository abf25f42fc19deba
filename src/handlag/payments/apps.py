"""Django's entry to the room."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.payments"
    label = "payments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have every decision turned into entitlements and a plan."""
        from handlag.cases.hooks import register_on_decided  # noqa: PLC0415 — after the models are loaded
        from handlag.payments.actions.grant_entitlements import grant_entitlements  # noqa: PLC0415

        register_on_decided(grant_entitlements)
