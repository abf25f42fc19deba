"""Whose account payments leave: from settings, with a synthetic agency where an installation has said nothing."""

from __future__ import annotations

from django.conf import settings

from handlag.payments.domain.bank_file import Debtor

SYNTHETIC = {"name": "Handlag", "organisation": "2021000000", "iban": "SE4550000000058398257466", "bic": "TESTSESS"}
"""The IBAN is the example of Sweden in the ISO 13616 registry; the number belongs to nobody."""


def debtor() -> Debtor:
    """The paying agency: ``PAYMENTS_DEBTOR`` in Django's settings."""
    return Debtor(**getattr(settings, "PAYMENTS_DEBTOR", SYNTHETIC))
