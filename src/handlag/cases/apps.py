"""Django's entry to the room."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room as Django knows it."""

    name = "handlag.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Open cases for what intake takes in, and tell people's access rules whom a case is about."""
        from handlag.cases.access import case_facts  # noqa: PLC0415 — models load after the app registry
        from handlag.cases.actions import arrivals, care  # noqa: PLC0415
        from handlag.exchange import hooks as exchange_hooks  # noqa: PLC0415
        from handlag.intake import hooks  # noqa: PLC0415
        from handlag.people.ports import register_case_lookup  # noqa: PLC0415

        hooks.on_claim[:] = [arrivals.claim_arrived]
        hooks.on_withdrawal[:] = [arrivals.claim_withdrawn]
        hooks.on_certificate[:] = [arrivals.certificate_kept]
        if arrivals.certificate_arrived not in hooks.on_revoked:
            hooks.on_revoked.append(arrivals.certificate_arrived)
        exchange_hooks.on_message[:] = [care.care_wrote]
        exchange_hooks.on_answered[:] = [care.certificate_answered]
        register_case_lookup(case_facts)
