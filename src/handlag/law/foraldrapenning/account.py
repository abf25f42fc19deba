"""The account of parental days: how many a parent holds, and what has been used when a day comes."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.foraldrapenning.facts import Account, ForaldrapenningFacts, ParentalDays
from handlag.law.foraldrapenning.provisions import (
    dagar_efter_fjarde_aret,
    dagar_pa_hogre_niva,
    dagar_pa_lagstaniva,
    far_avstas,
    foralderns_dagar,
)
from handlag.law.parameters import value_on


class Used(NamedTuple):
    """Eighths used so far; ``after_four`` is both parents', ``double`` counts whole days."""

    high: int
    lowest: int
    other_high: int
    after_four: int
    double: int

    @classmethod
    def before(cls, account: Account) -> Used:
        """What had been used before the claimed period."""
        return cls(
            account.used_high,
            account.used_lowest,
            account.other_used_high,
            account.used_after_four,
            account.double_days_used,
        )

    def after(self, span: ParentalDays, after_four: bool, double: bool) -> Used:
        """What has been used when a day at the span's level has been granted."""
        high = span.kind == "sjukpenningniva"
        return Used(
            self.high + span.eighths * high,
            self.lowest + span.eighths * (not high),
            self.other_high,
            self.after_four + span.eighths * after_four,
            self.double + double,
        )


class Held(NamedTuple):
    """The eighths a parent may use in all, and those the parents may use after the fourth year."""

    high: int
    lowest: int
    after_four: int
    reserved: int
    """Of the high eighths, those that can't be given away or be taken by both parents at once."""
    reserved_broken: bool

    def refusal(self, span: ParentalDays, used: Used, after_four: bool) -> str:
        """The reason the account refuses a day, or nothing."""
        high = span.kind == "sjukpenningniva"
        held, gone = (self.high, used.high) if high else (self.lowest, used.lowest)
        if gone + span.eighths > held:
            return "FPG_DAYS_USED"
        if after_four and used.after_four + span.eighths > self.after_four:
            return "FPG_AFTER_FOUR"
        return ""


def parents_days(facts: ForaldrapenningFacts) -> Held:
    """The days one parent holds, with those given away and received (12, 14–15, 17–17 a §§)."""
    account, children = facts.account, facts.child.children
    after_four = dagar_efter_fjarde_aret(children)
    if facts.custody == "transferred":
        return Held(8 * account.received_high, 8 * account.received_lowest, 8 * after_four, 0, False)
    sole = facts.custody == "sole"
    high = foralderns_dagar(dagar_pa_hogre_niva(children), sole)
    lowest = foralderns_dagar(dagar_pa_lagstaniva(children), sole)
    reserved = value_on("foraldrapenning_reserverade_dagar", facts.period.start)
    broken = account.given_high > 0 and not far_avstas(high, account.given_high, reserved)
    return Held(
        8 * (high + account.received_high - account.given_high),
        8 * (lowest + account.received_lowest - account.given_lowest),
        8 * after_four,
        0 if sole else 8 * reserved,
        broken,
    )
