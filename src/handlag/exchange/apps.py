"""Django's entry to the room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of every certificate taken in, so that it closes the question it answers."""
        from handlag.exchange.actions.arrivals import certificate_arrived, reopen  # noqa: PLC0415 — after the models
        from handlag.intake import hooks  # noqa: PLC0415

        if certificate_arrived not in hooks.on_kept:
            hooks.on_kept.append(certificate_arrived)
            hooks.on_revoked.append(reopen)
