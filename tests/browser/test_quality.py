"""The pages of quality: rounds, learning, supervision and trials."""

from __future__ import annotations

from datetime import date
from typing import Any

from handlag.cases.models import Case
from handlag.events.kinds import Kind
from handlag.events.log import Actor, leave
from handlag.people.models import Account, Person, Role
from handlag.quality.actions.close_round import close_round
from handlag.quality.actions.learn import choose
from handlag.quality.actions.legal import carry_measure, decide_measure, find, open_follow_up
from handlag.quality.actions.supervise import open_supervision
from handlag.quality.actions.trial import ask_in, register_trial
from handlag.quality.effects_files import EXAMPLE as TRIAL
from handlag.steering.actions.sources import register_source
from tests.browser.scene import decided, look, officer
from tests.browser.waits import focused
from tests.cases import scene
from tests.quality import scene as review
from tests.quality import trials


def test_the_pages_of_quality(page_as: Any, axe: Any, anna: Person, language: str) -> None:
    """A round under way and one closed, a file beside its controls, and what an error looks like."""
    ada = officer("ada")
    controller = Account.objects.create(username="conny", role=Role.CONTROLLER)
    decided(anna)
    days = {"first_day": date(2026, 2, 1), "last_day": date(2026, 2, 28)}
    closed = review.drawn(controller, [ada], **days)
    for one in review.waiting(closed):
        review.score(one, "sjp_income", over_ore=500_00)
    close_round(controller, closed.id, "", scene.noon("2026-04-14"))
    under_way = review.drawn(controller, [ada], name="Igen", calibrated_by=closed.id, calibration=1, **days)
    page = page_as(controller, language=language)
    look(page, axe, "/quality/rounds/", f"/quality/rounds/{closed.id}/", f"/quality/rounds/{under_way.id}/")
    page.goto("/quality/rounds/")
    page.click("button[value=draw]")
    focused(page, "error")
    axe(page)
    malmo = scene.unit("malmo", name="Enhet Malmö")
    bea = officer("bea", unit=malmo)
    now = scene.noon("2026-04-14")
    watched = open_supervision(controller, now, title="Tillsyn", questions=["Räcker tiden?"], units=["malmo"])
    deep = open_follow_up(controller, now, title="Karens", question="Lika?", sample="50 akter")
    finding = find(controller, deep.id, now, text="Fel", direction="strict", cause="time")
    position = register_source(review.POSITION, now)
    measure = decide_measure(controller, finding.id, text="Mall", responsible="IT", due=date(2026, 9, 1))
    carry_measure(controller, measure.id, position.id)
    decide_measure(controller, finding.id, text="Råd", responsible="Rätt", due=date(2026, 9, 1))
    leave(Kind.ASSESSED, now, case_id=Case.objects.all()[0].id, actor=Actor("officer", ada.id))
    review.alarmed()
    talk = choose(ada, bea, [Case.objects.all()[0]], "Motivering", now)
    look(
        page, axe, "/quality/", "/quality/legal/", f"/quality/legal/{deep.id}/", "/quality/supervision/",
        f"/quality/supervision/{watched.id}/",
    )  # fmt: skip
    pages = ("/learning/", f"/learning/{talk.id}/", "/supervision/", f"/supervision/{watched.id}/")
    look(page_as(bea, language=language), axe, *pages)
    trial = register_trial(controller, TRIAL.read_text(encoding="utf-8"), scene.noon("2025-03-01"))
    taking = [ask_in(ada, trial.id, case, True, scene.noon("2025-03-02")) for case in Case.objects.all()]
    look(page, axe, "/quality/effects/", f"/quality/effects/{trial.id}/")
    asked_in = f"/trials/took-part/{taking[0].id}/"
    look(page_as(ada, language=language), axe, "/trials/", f"/trials/{trial.id}/", asked_in)
    ended = trials.tried(controller, ada)
    look(page, axe, f"/quality/effects/{ended.id}/")
    look(page_as(ada, language=language), axe, "/review/", f"/review/{review.waiting(under_way)[0].id}/")
