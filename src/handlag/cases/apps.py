"""Django's entry to the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the people room how to look up the parties of a case, which its access rules ask for."""
        from handlag.cases.access import case_facts  # noqa: PLC0415 — models load after the app registry
        from handlag.people.ports import register_case_lookup  # noqa: PLC0415

        register_case_lookup(case_facts)
