"""The answer on an application for bilstöd, one sum, and on a repayment."""

from __future__ import annotations

from datetime import date

from handlag.law.ages import RIKTALDER, birthday, day_reached
from handlag.law.bilstod import provisions as law
from handlag.law.bilstod import reasons
from handlag.law.bilstod.amounts import BilstodAmounts
from handlag.law.bilstod.facts import BilstodFacts, BilstodRepaymentFacts
from handlag.law.engine import Answer, Day, Kronor, recording
from handlag.law.facts import answer_of
from handlag.law.parameters import amounts_on
from handlag.law.results import Explanation, Line, Question, line_of, overall

WORKING = ("working", "former_worker")


def full_years(start: date, end: date) -> int:
    """Whole years from one day to another."""
    years = end.year - start.year
    return years - (end < birthday(start, years)) if years > 0 else 0


class Application:
    """One application being decided, and what has to be asked."""

    def __init__(self, facts: BilstodFacts) -> None:
        self.facts = facts
        self.asked: list[Question] = []
        self.day = Day(facts.decided_on.toordinal())
        self.p = amounts_on(facts.decided_on, "prisbasbelopp", of=BilstodAmounts)

    def line(self) -> Line:
        """The one line of the answer."""
        facts, on = self.facts, self.facts.decided_on
        if facts.insured is False:
            return line_of(on, on, "refused", reasons.INSURED.refused, unit="once")
        refused = self._person()
        if refused:
            return line_of(on, on, "refused", reasons.REFUSED[refused], unit="once")
        vehicle, why = self._vehicle()
        adaptation = self._adaptation()
        if facts.insured is None:
            self.asked.append(reasons.INSURED.asked)
        if self.asked:
            return line_of(on, on, "unclear", reasons.UNCLEAR, unit="once")
        if vehicle + adaptation == 0:
            return line_of(on, on, "refused", reasons.REFUSED[why or "BIL_NOTHING_LEFT"], unit="once")
        reason = reasons.GRANTED if vehicle else reasons.ADAPTED
        return line_of(on, on, "granted", reason, amount=100 * (vehicle + adaptation), unit="once", share=(1, 1))

    def _person(self) -> str:
        """The code of what the person lacks, or nothing; what is not judged is asked."""
        difficulties = law.vasentliga_svarigheter(answer_of(self.facts.difficulties))
        if difficulties is Answer.NO:
            return "BIL_NO_DIFFICULTIES"
        if difficulties is Answer.UNCLEAR:
            self.asked.append(reasons.ASK_DIFFICULTIES)
        if not self._in_group():
            return "BIL_GROUP"
        facts = self.facts
        drives = law.kor_sjalv(facts.drives_self, facts.other_driver, facts.group in WORKING)
        return "" if drives else "BIL_DRIVER"

    def _in_group(self) -> bool:
        facts = self.facts
        if facts.group in WORKING:
            return self._working()
        if facts.group == "adult_under_50":
            ages = [Day(birthday(facts.birth_date, age).toordinal()) for age in (18, 50)]
            return law.mellan_18_och_50(self.day, *ages)
        born = facts.child_birth_date
        grown = Day(birthday(born, 18).toordinal()) if born else Day(0)
        return law.barn_i_hemmet(self.day, grown, facts.lives_with_child, facts.needs_vehicle_with_child)

    def _working(self) -> bool:
        facts = self.facts
        reached = Day(day_reached(facts.birth_date, RIKTALDER).toordinal())
        if not law.under_riktaldern(self.day, reached):
            return False
        if facts.group == "former_worker":
            return True
        depends = law.beroende_av_fordon(answer_of(facts.depends_on_vehicle))
        if depends is Answer.UNCLEAR:
            self.asked.append(reasons.ASK_DEPENDS)
        return depends is not Answer.NO

    def _vehicle(self) -> tuple[Kronor, str]:
        """What is given towards a vehicle, or why nothing is."""
        facts = self.facts
        if not facts.buys_vehicle:
            return 0, ""
        if not law.anskaffat_efter_beslut(facts.bought_before_decision):
            return 0, "BIL_BOUGHT_BEFORE"
        if facts.earlier and not self._anew():
            return 0, "BIL_NINE_YEARS"
        basic = law.grundbidrag(facts.vehicle == "motorcycle", facts.vehicle == "moped", self.p)
        bought = law.minskat_med_annat_bidrag(law.anskaffningsbidrag(facts.gross_income, self.p), facts.other_grants)
        more = self._supplements()
        grants = law.hogst_anskaffningskostnaden(basic + bought + more, facts.price)
        return max(grants - self._earlier_left(), 0), ""

    def _supplements(self) -> Kronor:
        facts = self.facts
        if facts.vehicle != "car":
            return 0
        return law.tillaggsbidrag(facts.needs_adaptation, facts.needs_specially_suited, facts.original_devices, self.p)

    def _anew(self) -> bool:
        earlier = self.facts.earlier
        if earlier is None:
            return True
        years = full_years(earlier.decided_on, self.facts.decided_on)
        may = law.nytt_bidrag(years, answer_of(earlier.needed_anew), earlier.driven_mil)
        if may is Answer.UNCLEAR:
            self.asked.append(reasons.ASK_ANEW)
        return may is not Answer.NO

    def _earlier_left(self) -> Kronor:
        """What is left of an earlier grant, where safety or medicine called for a new one within nine years (22 §)."""
        earlier, on = self.facts.earlier, self.facts.decided_on
        if earlier is None or full_years(earlier.decided_on, on) >= 9 or earlier.driven_mil >= 18000:
            return 0
        return law.avrakning_av_tidigare(earlier.amount, full_years(earlier.paid_on, on))

    def _adaptation(self) -> Kronor:
        facts = self.facts
        given = law.anpassningsbidrag(
            facts.adaptation_cost, facts.vehicle_old_or_worn, answer_of(facts.special_reasons)
        )
        if given is Answer.UNCLEAR:
            self.asked.append(reasons.ASK_SPECIAL)
        return facts.adaptation_cost if given is Answer.YES else 0


def decide(facts: BilstodFacts) -> Explanation:
    """Apply SFB 52 kap. to an application and record every step. The sum is paid once."""
    with recording() as recorder:
        application = Application(facts)
        line = application.line()
    asked = [] if line.outcome == "refused" else application.asked
    known = facts.model_dump(mode="json")
    return Explanation("bilstod", known, overall([line], asked), [line], asked, recorder.steps)


def decide_repayment(facts: BilstodRepaymentFacts) -> Explanation:
    """Apply 23–25 §§: the granted line's amount is what is to be repaid."""
    with recording() as recorder:
        line = _repayment(facts)
    known = facts.model_dump(mode="json")
    return Explanation("bilstod_aterbetalning", known, overall([line], []), [line], [], recorder.steps)


def _repayment(facts: BilstodRepaymentFacts) -> Line:
    on, reason, kronor = facts.ended_on, reasons.REPAY, 0
    if facts.refused_control:
        reason = reasons.REPAY_CONTROL
        kronor = law.vid_vagrad_funktionskontroll(facts.adaptation_grant, amounts_on(on, of=BilstodAmounts))
    elif law.aterbetalas(full_years(facts.granted_on, on)):
        kronor = law.belopp_att_aterbetala(facts.amount, full_years(facts.paid_on, on))
    if facts.relieved and facts.relieved.met:
        kronor = 0
    if kronor == 0:
        return line_of(on, on, "refused", reasons.NO_REPAYMENT, unit="once")
    return line_of(on, on, "granted", reason, amount=100 * kronor, unit="once", share=(1, 1))
