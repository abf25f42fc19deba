"""Django's entry to the room."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have certificates that came before their person linked when she is registered."""
        from handlag.intake.actions.link_certificate import link_waiting  # noqa: PLC0415 — after the models are loaded
        from handlag.people import hooks  # noqa: PLC0415

        hooks.on_registered[:] = [link_waiting]
