"""An officer types in a certificate that came on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from handlag.cases.actions.desk import by
from handlag.core.clock import legal_day
from handlag.intake.actions.receive_certificate import Received, key_in_certificate, receive_certificate
from handlag.intake.domain.certificates import compose
from handlag.intake.domain.certificates.forms import Form
from handlag.people.actions.read_person import read_person
from handlag.people.models import Account
from handlag.people.queries import person_by_identity
from handlag.portal.paper_certificate import VERSION, draft_of
from handlag.portal.paper_forms import answers_of, head_of


def key_in(account: Account, given: Mapping[str, str], now: datetime) -> Received:
    """Take in what was typed. The patient must be somebody we know and the officer may read about.

    Raises PORTAL_PAPER_… and PEOPLE_… naming the field, and intake's CERT_… for a form that doesn't hold together.
    """
    draft = draft_of(given, now)
    read_person(account, person_by_identity(draft.patient, legal_day(now)), "certificate", now)
    return key_in_certificate(draft, now, version=VERSION, by=by(account))


def key_in_form(account: Account, form: Form, given: Mapping[str, str], now: datetime) -> Received:
    """Take in a certificate of any form as it was typed, and kept as the message it would have been.

    Raises PORTAL_… and PEOPLE_… naming the field, and intake's CERT_… for what can't be handled at all.
    """
    head = head_of(given, now)
    read_person(account, person_by_identity(head.patient, legal_day(now)), "certificate", now)
    raw = compose(head, form, answers_of(form, given))
    return receive_certificate(raw, now, channel="paper", by=by(account))
