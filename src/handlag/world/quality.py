"""A year's quality follow-up in a synthetic agency, so that its pages have something to show.

What the reviewers say is drawn by a hash of the file, at rates of the world's own: they stand for nobody's quality.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from handlag.cases.models import Case
from handlag.core.clock import legal_day
from handlag.core.errors import HandlagError
from handlag.people.models import Account
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.draw_round import draw_round
from handlag.quality.actions.legal import decide_measure, find, open_follow_up, reply
from handlag.quality.actions.score_file import score_file
from handlag.quality.actions.trial import ask_in, close_trial, keep_outcome, register_trial
from handlag.quality.domain.draw import rank
from handlag.quality.domain.verdict import CAUSES, Verdict, asked
from handlag.quality.domain.wanted import Wanted
from handlag.quality.effects_files import EXAMPLE
from handlag.quality.models import LegalFollowUp, ReviewRound, Scoring, Trial
from handlag.quality.queries.rounds import checklist_of

REVIEWERS = ("handlaggare", "specialist", "jurist")
LEADER, OFFICER = "controller", "handlaggare"
BENEFITS = ("sjukpenning", "foraldrapenning")
FILES = 60
MISSED, SLIPPED, WRONG = 0.06, 0.01, 0.08
"""Of a control: how often it was missed, and how often a reviewer sees it otherwise; of a file: a wrong amount."""


def review_files(now: datetime) -> int:
    """A closed round and one half scored; looks scored. Nothing where there are rounds, or too little to draw from."""
    if ReviewRound.objects.exists():
        return 0
    this_month = legal_day(now).replace(day=1)
    last = _month_before(this_month)
    try:
        first = _draw(f"Aktgranskning {_month_before(last):%Y-%m}", _month_before(last), now)
        done = _score(first, now, 1.0)
        close_round(first.led_by, first.id, "", now)
        return done + _score(_draw(f"Aktgranskning {last:%Y-%m}", last, now, first), now, 0.5)
    except HandlagError as error:
        if error.code not in ("QUALITY_FRAME_EMPTY", "QUALITY_NOBODY_MAY_REVIEW"):
            raise
        return 0


def _month_before(day: date) -> date:
    return (day - timedelta(days=1)).replace(day=1)


def _draw(name: str, month: date, now: datetime, earlier: ReviewRound | None = None) -> ReviewRound:
    reviewers = Account.objects.filter(username__in=REVIEWERS).values_list("id", flat=True)
    last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    wanted = Wanted(
        name, BENEFITS, month, last, FILES, least=5, double_percent=20, reviewers=tuple(reviewers),
        calibrated_by=earlier.id if earlier else None, calibration=15 if earlier else 0,
    )  # fmt: skip
    return draw_round(wanted, Account.objects.get(username=LEADER), now)


def _score(made: ReviewRound, now: datetime, share: float) -> int:
    """Score the files up to a share of the round, third looks as they come."""
    done, limit = 0, int(share * made.items.count())
    while True:
        rows = Scoring.objects.filter(item__round=made, item__position__lte=limit, done_at__isnull=True)
        waiting = list(
            rows.select_related("reviewer", "item__round", "item__decision__case").order_by("item__position")
        )
        if not waiting:
            return done
        for look in waiting:
            score_file(look.reviewer, look.id, _said(look), now)
        done += len(waiting)


def _said(look: Scoring) -> Verdict:
    """What the file holds, now and then seen otherwise by this pair of eyes."""
    file = look.item.decision_id
    answers = {}
    for control in asked(checklist_of(look.item), look.item.decision.outcome):
        missed = _drawn(f"{file}{control.code}") < MISSED
        otherwise = _drawn(f"{look.id}{control.code}") < SLIPPED
        answers[control.code] = "no" if missed != otherwise else "yes"
    wrong = _drawn(f"{file}amount")
    ore = 100 * int(200 + 4000 * _drawn(f"{file}size"))
    over, under = (ore if wrong < WRONG / 2 else 0), (ore if WRONG / 2 <= wrong < WRONG else 0)
    if "no" not in answers.values() and not over and not under:
        return Verdict(answers)
    cause = list(CAUSES)[int(_drawn(f"{file}cause") * len(CAUSES))]
    return Verdict(answers, over, under, (cause,))


def _drawn(key: str) -> float:
    """A number from 0 up to 1, the same for the same key."""
    return int(rank("quality", key)[:12], 16) / 16**12


TRIED = 400
"""Days ago the world's trial was registered; its outcomes are due half a year after somebody agreed."""
HELPED, HELPED_ANYWAY, UNKNOWN = 0.6, 0.4, 0.05


def try_measure(now: datetime) -> int:
    """A closed trial by lot with as many as its protocol asks for, or as there are. People who took part."""
    if Trial.objects.exists():
        return 0
    began = now - timedelta(days=TRIED)
    written = EXAMPLE.read_text(encoding="utf-8").replace("effect: 0.10", "effect: 0.25")
    leader, officer = (Account.objects.get(username=name) for name in (LEADER, OFFICER))
    trial = register_trial(leader, written, began)
    cases = Case.objects.filter(benefit="sjukpenning", opened_at__lte=began, person__protection="none")
    cases = cases.select_related("person").order_by("id")
    seen: set[UUID] = set()
    for case in cases[: 4 * trial.in_all]:
        if len(seen) < trial.in_all and case.person_id not in seen:
            seen.add(case.person_id)
            _take_part(trial, case, officer, began, now)
    close_trial(leader, trial.id, now)
    return len(seen)


def _take_part(trial: Trial, case: Case, officer: Account, began: datetime, now: datetime) -> None:
    """Agree, be drawn, get what the lot said, and be measured, unless nobody got hold of her."""
    made = ask_in(officer, trial.id, case, True, began)
    if _drawn(f"{case.id}unknown") < UNKNOWN:
        return
    chance = HELPED if made.arm == "measure" else HELPED_ANYWAY
    outcome = float(_drawn(f"{case.id}outcome") < chance)
    keep_outcome(officer, made.id, now, outcome=outcome, received=made.arm == "measure")


def follow_up_in_depth(now: datetime) -> bool:
    """A follow-up of a question of law, with a finding under way. Whether it was made now."""
    if LegalFollowUp.objects.exists():
        return False
    leader = Account.objects.get(username=LEADER)
    made = open_follow_up(
        leader, now, title="När är utredningen tillräcklig?", benefits=("sjukpenning",),
        question="Utreds arbetsförmågan lika långt i bifall och avslag, och när räcker läkarintyget?",
        sample="Dragna akter ur den senaste avslutade granskningen, lika många bifall som avslag.",
    )  # fmt: skip
    text = "I några avslag frågades vården inte, fast intyget lämnade det avgörande öppet."
    found = find(leader, made.id, now, text=text, direction="strict", cause="time")
    reply(leader, found.id, now, "Svarstiden från vården är längre än vår egen frist; vi väntar inte ut den.")
    due = legal_day(now) + timedelta(days=90)
    decide_measure(leader, found.id, text="Fråga samma dag som intyget läses.", responsible="Specialisterna", due=due)
    return True
