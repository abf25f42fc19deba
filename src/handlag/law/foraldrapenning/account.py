"""The account of parental days: how many a parent holds, and what has been used when a day comes."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.ages import birthday
from handlag.law.foraldrapenning.facts import Account, ForaldrapenningFacts, ParentalDays
from handlag.law.foraldrapenning.provisions import (
    andel_efter_fjarde_aret,
    av_egna_forsta_dagar,
    dagar_efter_fjarde_aret,
    dagar_pa_hogre_niva,
    dagar_pa_lagstaniva,
    dagar_vid_sen_bosattning,
    efter_de_forsta_180_dagarna,
    far_avstas,
    foralderns_dagar,
    fran_hogre_niva,
    lagstadagar_vid_sen_bosattning,
    overskjutande_efter_fjarde_aret,
)
from handlag.law.parameters import value_on

FIRST = 180


class Used(NamedTuple):
    """Eighths used so far; ``double`` counts whole days.

    ``after_four`` is both parents' where they share those days, else this parent's; ``other_high`` is what others
    have used of the child's first 180.
    """

    high: int
    lowest: int
    other_high: int
    after_four: int
    double: int

    @classmethod
    def before(cls, account: Account, foreign: Foreign) -> Used:
        """What had been used before the claimed period, foreign benefit among it (33–34 §§)."""
        return cls(
            account.used_high + 8 * foreign.high,
            account.used_lowest + 8 * foreign.lowest,
            account.other_used_high + 8 * min(account.other_foreign_days, FIRST),
            account.used_after_four_own if account.left_at_four else account.used_after_four,
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


class Foreign(NamedTuple):
    """Whole days of a foreign benefit by the level they are taken from."""

    high: int
    lowest: int


class Held(NamedTuple):
    """The eighths a parent may use in all, and those open after the fourth year."""

    high: int
    lowest: int
    total: int
    """All levels together: less than their sum where the child became resident here late."""
    after_four: int
    reserved: int
    """Of the high eighths, those that can't be given away or be taken by both parents at once."""

    def refusal(self, span: ParentalDays, used: Used, after_four: bool) -> str:
        """The reason the account refuses a day, or nothing."""
        high = span.kind == "sjukpenningniva"
        held, gone = (self.high, used.high) if high else (self.lowest, used.lowest)
        if gone + span.eighths > held or used.high + used.lowest + span.eighths > self.total:
            return "FPG_DAYS_USED"
        if after_four and used.after_four + span.eighths > self.after_four:
            return "FPG_AFTER_FOUR"
        return "" if high else self._lowest_closed(span, used, after_four)

    def _lowest_closed(self, span: ParentalDays, used: Used, after_four: bool) -> str:
        """Why the lowest level isn't open yet: it comes after the child's first 180 days (19 §, 41 f §)."""
        if after_four:
            left, high_left = self.after_four - used.after_four, self.high - used.high
            return "" if overskjutande_efter_fjarde_aret(span.eighths, left, high_left) else "FPG_HIGHER_LEFT"
        return "" if efter_de_forsta_180_dagarna(used.high + used.other_high) else "FPG_FIRST_180"


class Days(NamedTuple):
    """The parents' days together for the children of one birth."""

    high: int
    lowest: int
    total: int


def all_days(facts: ForaldrapenningFacts) -> Days:
    """What 12 § gives the parents together; fewer where the child became resident here after its first year."""
    child = facts.child
    if child.resident_from is None or child.resident_from < birthday(child.born, 1):
        high, lowest = dagar_pa_hogre_niva(child.children), dagar_pa_lagstaniva(child.children)
        return Days(high, lowest, high + lowest)
    total = dagar_vid_sen_bosattning(child.children, child.resident_from < birthday(child.born, 2))
    return Days(total, lagstadagar_vid_sen_bosattning(total, child.children), total)


def parents_days(facts: ForaldrapenningFacts) -> Held:
    """The days one parent holds, with those given away and received (12, 14–15, 17–17 c §§)."""
    account, after_four = facts.account, dagar_efter_fjarde_aret(facts.child.children)
    received = account.received_high + account.received_lowest
    if facts.custody == "transferred":
        return Held(8 * account.received_high, 8 * account.received_lowest, 8 * received, 8 * after_four, 0)
    sole, days = facts.custody == "sole", all_days(facts)
    high, lowest = foralderns_dagar(days.high, sole), foralderns_dagar(days.lowest, sole)
    total = high + lowest if days.total == days.high + days.lowest else foralderns_dagar(days.total, sole)
    reserved = value_on("foraldrapenning_reserverade_dagar", facts.period.start)
    given = min(account.given_high, far_avstas(high, reserved)) if account.given_high else 0
    return Held(
        8 * (high + account.received_high - given),
        8 * (lowest + account.received_lowest - account.given_lowest),
        8 * (total + received - given - account.given_lowest),
        8 * _after_four(account, after_four),
        0 if sole else 8 * reserved,
    )


def _after_four(account: Account, days: int) -> int:
    """Days open to the parent after the fourth year: her part, where more is left than the law then gives (15 a §)."""
    left = account.left_at_four
    if left is None or left.own + left.other == 0:
        return days
    if left.own + left.other <= 8 * days:
        return left.own // 8
    return andel_efter_fjarde_aret(days, left.own, left.own + left.other)


def foreign_days(facts: ForaldrapenningFacts) -> Foreign:
    """Foreign benefit's days taken from the parents' (33–34 §§): first the parent's own among the first 180."""
    taken, account = Foreign(0, 0), facts.account
    if not account.foreign:
        return taken
    sole, days = facts.custody == "sole", all_days(facts)
    own = foralderns_dagar(days.total, sole)
    for benefit in account.foreign:
        first_left = max(FIRST - min(account.other_foreign_days, FIRST) - taken.high, 0)
        first = av_egna_forsta_dagar(benefit.days, max(own - taken.high - taken.lowest, 0), first_left)
        rest, high = benefit.days - first, taken.high + first
        from_high = fran_hogre_niva(rest, max(days.high - high, 0), days.lowest - taken.lowest, benefit.income_based)
        taken = Foreign(high + from_high, taken.lowest + min(rest - from_high, days.lowest - taken.lowest))
    return taken
