"""What an officer can do on the case's page: each a small form and the cases room's action it calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from handlag.cases.actions.assess import assess
from handlag.cases.actions.close_case import REVIEWED, close_case
from handlag.cases.actions.communicate import communicate
from handlag.cases.actions.decide import decide, propose_decision
from handlag.cases.actions.evidence import LONGEST_DAYS, add_evidence, receive_supplement, request_supplement
from handlag.cases.actions.note import write_note
from handlag.cases.actions.plan import schedule_review, wait_until
from handlag.cases.actions.take_task import release_task, take_task
from handlag.cases.domain.questions import form_of
from handlag.cases.domain.steps import REVIEW
from handlag.cases.models import Supplement
from handlag.cases.models.case import State
from handlag.core.errors import NotFound
from handlag.law.results import Question
from handlag.portal import care_acts, family_acts, law_acts, meeting_acts, words
from handlag.portal.act import Act, Deed, text
from handlag.portal.acts_again import AGAIN
from handlag.portal.fields import Choice, Field
from handlag.portal.reads.case_page import CasePage
from handlag.portal.typed import day, maybe_whole, within, written


def acts_for(page: CasePage) -> list[Act]:
    """What may be done on a case as it stands, the asked questions first."""
    asked = [question_act(question) for question in page.questions] if _with_task(page) else []
    arrived = [_arrival(row) for row in page.supplements if not (row.received_at or row.lapsed_at)]
    return [
        *asked,
        *arrived,
        *(act for act in (*ACTS, meeting_acts.BOOK, *AGAIN) if act.offered(page)),
        *meeting_acts.acts_of(page.meetings),
        *_to_care(page),
        law_acts.act(page.questions),
    ]


def fields_in(act: Act) -> list[Field]:
    """The act's fields before anything is filled in."""
    return list(act.fields)


def act_named(name: str, questions: Iterable[Question] = ()) -> Act:
    """The act with a name: fixed ones, and one per question of the law (``assess-CODE``)."""
    known = {act.name: act for act in (*ACTS, meeting_acts.BOOK, *AGAIN, *BARE, _care_act(()), law_acts.act(questions))}
    if name in known:
        return known[name]
    if (met := meeting_acts.act_named(name)) is not None:
        return met
    if name.startswith("received-"):
        return _taken_in(name)
    if name.startswith("assess-"):
        code = name.removeprefix("assess-")
        asked = next((question for question in questions if question.code == code), None)
        return question_act(asked or Question(code, "", code, code))
    raise _unknown()


def _taken_in(name: str, what: str = "") -> Act:
    """The form that takes in what was asked for, when it comes on paper or by telephone."""
    code = name.removeprefix("received-")
    return Act(
        name,
        _("Enter what came: %(what)s") % {"what": what or code},
        _("Save what came"),
        _("What came has been saved."),
        _received(code),
        (text("text", name, _("What it says")),),
    )


def _unknown() -> NotFound:
    return NotFound(
        "PORTAL_ACT", "act",
        sv="Det går inte att göra med ett ärende.", en="That can't be done to a case.",
        remedy_sv="Välj något på ärendets sida.", remedy_en="Choose something on the case's page.",
    )  # fmt: skip


def question_act(question: Question) -> Act:
    """The form that answers a question the law leaves open, with reasons."""
    return Act(
        f"assess-{question.code}",
        question.en if _english() else question.sv,
        _("Save the assessment"),
        _("The assessment has been saved."),
        _assess(question.code),
        (*_answer_fields(question.code), _reasons(f"assess-{question.code}")),
        help=question.lagrum,
    )


def _arrival(row: Supplement) -> Act:
    return _taken_in(f"received-{row.code}", row.en if _english() else row.sv)


def _answer_fields(code: str) -> tuple[Field, ...]:
    return tuple(
        Field(
            one.name,
            one.kind,
            one.en if _english() else one.sv,
            choices=tuple(Choice(str(each.value).lower(), each.en if _english() else each.sv) for each in one.choices),
            form=f"assess-{code}",
        )
        for one in form_of(code)
    )


def _assess(code: str) -> Callable[[Deed], Any]:
    def do(deed: Deed) -> Any:
        answer = {one.name: _typed(deed.given.get(one.name, "")) for one in form_of(code)}
        return assess(
            deed.case.id, deed.account, deed.now, code, answer,
            reasons=deed.given.get("reasons", ""), expected_revision=deed.revision,
        )  # fmt: skip

    return do


def _typed(value: str) -> Any:
    return {"true": True, "false": False}.get(value, value)


def _reasons(form: str) -> Field:
    return Field("reasons", "text", _("Reasons"), _("So that the party can understand them."), form=form)


def _english() -> bool:
    return (get_language() or "sv").startswith("en")


def _days(form: str, days: int) -> Field:
    return Field("days", "integer", _("Days to answer in"), form=form, values=(str(days),))


def _request(deed: Deed) -> Any:
    return request_supplement(
        deed.case.id, deed.account, deed.now, asked_of=deed.given.get("asked_of", ""), text=deed.given.get("text", ""),
        days=within(deed.given, "days", LONGEST_DAYS), expected_revision=deed.revision,
    )  # fmt: skip


def _to_care(page: CasePage) -> list[Act]:
    """Writing to the units whose certificates the case has, where there are any."""
    choices = care_acts.choices(page.certificates)
    return [_care_act(choices)] if choices and page.case.state != State.CLOSED else []


def _care_act(certificates: tuple[Choice, ...]) -> Act:
    return Act(
        care_acts.FORM, _("Write to health care"), _("Send to care"), _("The message is on its way to care."),
        care_acts.write, care_acts.fields(certificates),
        help=_("A complement makes the case wait for the answer; other subjects don't."),
    )  # fmt: skip


def _communicate(deed: Deed) -> Any:
    return communicate(
        deed.case.id, deed.account, deed.now, text=deed.given.get("text", ""),
        days=within(deed.given, "days", LONGEST_DAYS), expected_revision=deed.revision,
    )  # fmt: skip


def _income(deed: Deed) -> Any:
    content = {
        "kind": deed.given.get("kind", ""),
        "yearly_kronor": maybe_whole(deed.given.get("yearly_kronor", "")),
    }
    source = deed.given.get("source", "").strip() or str(deed.account.get_full_name() or deed.account.username)
    return add_evidence(deed.case.id, deed.now, kind="income", content=content, source=source, account=deed.account)


def _received(code: str) -> Callable[[Deed], Any]:
    def do(deed: Deed) -> Any:
        content = {"text": written(deed.given, "text")}
        return receive_supplement(deed.case.id, code, deed.now, content=content, account=deed.account)

    return do


def _propose(deed: Deed) -> Any:
    return propose_decision(
        deed.case.id, deed.account, deed.now, expected_revision=deed.revision, reasons=deed.given.get("reasons", "")
    )


def _decide(deed: Deed) -> Any:
    return decide(
        deed.case.id, deed.account, deed.now, expected_revision=deed.revision, reasons=deed.given.get("reasons", "")
    )


def _with_task(page: CasePage) -> bool:
    return page.task is not None and page.case.state == State.WITH_PERSON


def decidable(page: CasePage) -> bool:
    """Whether the law has an answer that a person can decide on."""
    ours = page.again.settled  # what the party has asked for since is decided in its own way
    return _with_task(page) and ours and not page.law.questions and page.law.error is None


def _four_eyes(page: CasePage) -> bool:
    return bool(page.task and page.task.detail.get("four_eyes"))


def _open(page: CasePage) -> bool:
    return page.case.state != State.CLOSED


def _parental(page: CasePage) -> bool:
    return _open(page) and page.case.benefit == "foraldrapenning"


BARE = (
    Act(
        "take", _("Take the task"), _("Take the task"), _("You have the task."),
        lambda deed: take_task(deed.task.id, deed.account, deed.now),
    ),
    Act(
        "release", _("Put the task back"), _("Put the task back"), _("The task is back in the queue."),
        lambda deed: release_task(deed.task.id, deed.account, deed.now),
    ),
)  # fmt: skip
"""Acts without a form, offered beside the need."""

DECIDE = Act(
    "decide", _("Decide"), _("Make the decision"), _("The decision has been made and its letter is on the way."),
    _decide, (text("reasons", "decide", _("Own words to the party"), required=False),),
    offered=lambda page: decidable(page) and not (_four_eyes(page) and page.task and page.task.kind != "approve"),
)  # fmt: skip
PROPOSE = Act(
    "propose", _("Propose the decision to a colleague"), _("Propose the decision"),
    _("The decision has been proposed. A colleague makes it."), _propose,
    (text("reasons", "propose", _("Own words to the party"), required=False),),
    help=_("You propose, and somebody else decides."),
    offered=lambda page: decidable(page) and page.task is not None and page.task.kind != "approve",
)  # fmt: skip

ACTS: tuple[Act, ...] = (
    DECIDE,
    PROPOSE,
    Act(
        "communicate", _("Put the material to the party"), _("Send it"),
        _("The material has been sent; the case waits for the answer."), _communicate,
        (
            text("text", "communicate", _("What you want to say besides"), required=False),
            _days("communicate", 14),
        ),
        help=_("The law's answer as it stands goes with it, with its reasons (FL 25 §)."),
        offered=decidable,
    ),
    Act(
        "request", _("Ask for more information"), _("Ask"), _("It has been asked for; the case waits for it."),
        _request,
        (
            Field(
                "asked_of", "choice", _("Whom do you ask?"),
                choices=tuple(Choice(code, text) for code, text in words.ASKED.items()), form="request",
            ),
            text("text", "request", _("What is needed, in words the reader understands")),
            _days("request", 14),
        ),
        offered=_with_task,
    ),
    Act(
        "income", _("Enter an income"), _("Save the income"), _("The income has been saved."), _income,
        (
            Field(
                "kind", "choice", _("Income from"),
                choices=(Choice("employment", _("Employment")), Choice("business", _("Own business"))), form="income",
            ),
            Field("yearly_kronor", "kronor", _("Kronor a year before tax"), form="income"),
            Field("source", "line", _("Who has told it"), required=False, form="income"),
        ),
        help=_("It is used in place of what the registers say."),
        offered=_open,
    ),
    Act(
        "days", _("Record parental days given or taken back"), _("Record the notice"),
        _("The notice has been recorded."),
        family_acts.move_days, family_acts.DAYS_FIELDS, help="SFB 12 kap. 17–17 c §§", offered=_parental,
    ),
    Act(
        "arrived", _("Enter when the child became resident here"), _("Save the day"), _("The day has been saved."),
        family_acts.arrived, family_acts.ARRIVED_FIELDS, help="SFB 12 kap. 12 §", offered=_parental,
    ),
    Act(
        "foreign", _("Enter days of a foreign parental benefit"), _("Save the days"), _("The days have been saved."),
        family_acts.foreign, family_acts.FOREIGN_FIELDS, help="SFB 12 kap. 33–34 §§", offered=_parental,
    ),
    Act(
        "wait", _("Put the case aside until a day"), _("Put aside"), _("The case is put aside until that day."),
        lambda deed: wait_until(deed.case.id, deed.account, deed.now, until=day(deed.given, "until")),
        (Field("until", "date", _("Until"), form="wait"),),
        help=_("New information takes it up before. The clock goes on."),
        offered=_with_task,
    ),
    Act(
        "close", _("Close without a decision"), _("Close the case"), _("The case is closed."),
        lambda deed: close_case(deed.case.id, deed.now, reason=deed.given.get("reason", ""), account=deed.account),
        (
            Field(
                "reason", "choice", _("Why"),
                choices=tuple(Choice(code, text) for code, text in words.CLOSINGS.items() if code != REVIEWED),
                form="close",
            ),
        ),
        offered=lambda page: _with_task(page) and page.case.decided_at is None,
    ),
    Act(
        "end-review", _("Leave the decision as it is"), _("End the review"),
        _("The review is ended; the decision stands."),
        lambda deed: close_case(deed.case.id, deed.now, reason=REVIEWED, account=deed.account),
        offered=lambda page: bool(page.task and page.task.kind == REVIEW) and _with_task(page),
    ),
    Act(
        "review", _("Have the decision looked at again"), _("Set the day"), _("The review is set."),
        lambda deed: schedule_review(
            deed.case.id, deed.account, deed.now, kind=deed.given.get("kind", "") or "follow_up",
            due=day(deed.given, "until"),
        ),
        (
            Field("until", "date", _("On"), form="review"),
            Field("kind", "line", _("What is to be looked at"), required=False, form="review"),
        ),
        offered=lambda page: bool(page.decisions),
    ),
    Act(
        "note", _("Write a note"), _("Save the note"), _("The note has been saved."),
        lambda deed: write_note(deed.case.id, deed.account, deed.now, text=deed.given.get("text", "")),
        (text("text", "note", _("Note"), _("It can't be changed afterwards. The party may read it.")),),
        offered=lambda page: True,
    ),
)  # fmt: skip
"""Acts with a form, in the order they are offered."""
