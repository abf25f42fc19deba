"""What a day comes to: by the hour for the employed, by 260 for business, by 365 for calendar days (34–37 §§)."""

from __future__ import annotations

from datetime import date

from handlag.law import sgi
from handlag.law.daily import covering
from handlag.law.engine import Ore
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.graviditetspenning.provisions import annan_inkomst_till_taket, anstallningsinkomst_till_taket
from handlag.law.parameters import amounts_on
from handlag.law.tillfallig_foraldrapenning import provisions as law
from handlag.law.tillfallig_foraldrapenning.account import Used
from handlag.law.tillfallig_foraldrapenning.facts import CareDays, TillfalligFacts


class Pay:
    """How one parent's days are paid."""

    def __init__(self, facts: TillfalligFacts, incomes: sgi.Incomes) -> None:
        self.facts, self.incomes = facts, incomes
        self.by_hour = facts.work in ("employee", "combined")
        self.only_business = facts.work == "self_employed"
        minutes = facts.sgi.yearly_working_minutes
        self.hours_lacking = self.by_hour and minutes is None
        self.yearly_hours = sgi.arsarbetstid(minutes) if minutes else 0

    def of(self, day: date, span: CareDays, used: Used) -> tuple[Ore, Used]:
        """Öre for a day, and what has been used of minutes and business days after it."""
        p = amounts_on(day, "prisbasbelopp", of=LowerCeiling)
        if self.facts.work == "unemployed" or covering(self.facts.parental_benefit, day):
            return self._calendar_day(span, p), used
        total, after = 0, used
        if self.by_hour and self.yearly_hours:
            total, after = self._hours(span, p, used)
        if self.hours_lacking:
            return 1, after
        if self.facts.work in ("self_employed", "combined"):
            business, after = self._business(day, span, p, after)
            total += business
        return total, after

    def _employment(self, p: LowerCeiling) -> int:
        return anstallningsinkomst_till_taket(self.incomes.employment, p)

    def _own(self, p: LowerCeiling) -> int:
        employment = 0 if self.only_business else self.incomes.employment
        return annan_inkomst_till_taket(employment, self.incomes.business, p)

    def _calendar_day(self, span: CareDays, p: LowerCeiling) -> Ore:
        base = self._employment(p) if self.facts.work != "self_employed" else 0
        if self.incomes.business and self.facts.work in ("self_employed", "combined"):
            base += self._own(p)
        return law.del_av_dag(law.hel_kalenderdag(base, p), span.eighths)

    def _hours(self, span: CareDays, p: LowerCeiling, used: Used) -> tuple[Ore, Used]:
        hourly = law.belopp_for_timme(self._employment(p), self.yearly_hours, p)
        after = used.minutes + span.minutes
        hours = law.hela_timmar(after) - law.hela_timmar(used.minutes)
        return 100 * hourly * hours, used._replace(minutes=after)

    def _business(self, day: date, span: CareDays, p: LowerCeiling, used: Used) -> tuple[Ore, Used]:
        ordinal = day.toordinal()
        if not law.hogst_fem_dagar_av_sju(used.business_in_seven(ordinal)):
            return 0, used
        amount = law.del_av_dag(law.hel_dag_av_annat_forvarvsarbete(self._own(p), p), span.eighths)
        recent = tuple(paid for paid in used.business if paid > ordinal - 7)
        return amount, used._replace(business=(*recent, ordinal))
