"""The rows of requests, court cases, claims, certificates and sickness cases, which the annual report tells of.

The words of open columns come as codes, and each store has its own book of them: so rows that need to know what a word
says carry the answer as a column of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from handlag.core.benefits import Benefit
from handlag.events.kinds import Kind
from handlag.followup.domain.codes import BENEFITS, DECISION_KINDS, KINDS, UNKNOWN
from handlag.followup.domain.periods import days_between
from handlag.followup.domain.words import Words

Rows = nw.LazyFrame[Any]

CERTIFICATE_BENEFITS: Mapping[str, str] = {
    "LISJP": Benefit.SJUKPENNING, "LUSE": "sjukersattning", "LUAE_NA": "aktivitetsersattning",
    "LUAE_FS": "aktivitetsersattning",
}  # fmt: skip
"""Which benefit a type of certificate is for."""
PAPER = ("paper", "insured")
"""The channels a certificate comes by that are not electronic from health care."""
FROM_REGISTER = "register"
CLOSING_REASONS = (
    "fit_for_work", "work_capacity_not_reduced", "to_activity_or_sickness_compensation", "to_other_benefit",
)  # fmt: skip
"""Why a sickness case ended, in the order of their codes from 1 on; 0 is any other reason."""


def reconsiderations(events: Rows, words: Words) -> Rows:
    """Decisions on requests, with the days since the request came, which they carry, and whether they changed it."""
    decided = nw.col("kind") == KINDS[Kind.DECIDED]
    asked = nw.col("decision_kind") == DECISION_KINDS["reconsideration"]
    days = days_between("received", "day")
    told = (nw.col("outcome") != UNKNOWN) & ~words.says("outcome", "unchanged")
    return events.filter(decided & asked).select(
        "person", "benefit", "sex", "unit", "day", days.alias("days"), told.alias("changed")
    )


def requests(events: Rows) -> Rows:
    """Requests for reconsideration on the day they came."""
    asked = events.filter(nw.col("kind") == KINDS[Kind.RECONSIDERATION_REQUESTED])
    return asked.select("person", "benefit", "sex", "unit", nw.coalesce("received", "day").alias("day"))


def court(events: Rows, words: Words) -> Rows:
    """Appeals handed over to the court, and (``tried``) its decisions as they became known."""
    tried = nw.col("kind") == KINDS[Kind.COURT_DECIDED]
    over = (nw.col("kind") == KINDS[Kind.APPEAL_SETTLED]) & words.says("reason", "handed_over")
    changed = tried & words.says("outcome", "changed")
    return events.filter(tried | over).select(
        "person", "benefit", "sex", "unit", "day", tried.alias("tried"), changed.alias("changed")
    )


def claims(events: Rows, words: Words) -> Rows:
    """Claims people made, and whether on the web."""
    made = (nw.col("kind") == KINDS[Kind.CLAIM_RECEIVED]) & ~words.says("reason", FROM_REGISTER)
    return events.filter(made).select(
        "person", "benefit", "sex", "unit", "day", words.says("reason", "web").alias("by_web")
    )


def certificates(events: Rows, words: Words) -> Rows:
    """Medical certificates, each with the benefit its type is for, and whether health care sent it electronically."""
    came = events.filter(nw.col("kind") == KINDS[Kind.CERTIFICATE_RECEIVED])
    benefit: nw.Expr = nw.lit(UNKNOWN)
    for form, code in CERTIFICATE_BENEFITS.items():
        benefit = nw.when(words.says("outcome", form)).then(BENEFITS[code]).otherwise(benefit)
    digital = ~words.says("reason", *PAPER)
    return came.select(
        "person", "sex", "unit", "day", benefit.cast(nw.Int16).alias("benefit"), digital.alias("digital")
    )


def sickness(cases: Rows, words: Words) -> Rows:
    """Cases that began a sickness case and have a first decision: the person's case before, if any, is closed."""
    ours = cases.filter(nw.col("benefit") == BENEFITS[Benefit.SJUKPENNING])
    going_on = nw.col("closed").is_null().cast(nw.Int8).shift(1)
    before = going_on.over("person", order_by=["received", "case"]).fill_null(0)
    ordered = ours.with_columns(before.alias("going_on"))
    first = ordered.filter(nw.col("going_on") == 0, ~nw.col("decided").is_null())
    return first.select(
        "person", "benefit", "sex", "unit", nw.col("decided").alias("day"),
        words.says("outcome", "refused").alias("rejected"),
    )  # fmt: skip


def closing_reason(words: Words) -> nw.Expr:
    """Why a case was closed as the code of ``CLOSING_REASONS``, from the column ``closed_reason``."""
    code: nw.Expr = nw.lit(UNKNOWN)
    for number, reason in enumerate(CLOSING_REASONS, 1):
        code = nw.when(words.says("closed_reason", reason, source="reason")).then(number).otherwise(code)
    return code.cast(nw.Int16)
