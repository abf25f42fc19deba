"""The officer's pages: my tasks, the queue, and the case on one screen with what can be done to it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from handlag.cases.actions.take_task import take_next_work
from handlag.cases.models import Case, Letter, Task
from handlag.cases.queries.order import active_order
from handlag.cases.queries.work import waiting
from handlag.cases.queries.work import work as queue
from handlag.core import clock
from handlag.core.errors import HandlagError, NotFound
from handlag.exchange.models import CareTask
from handlag.exchange.queries import care_tasks_of
from handlag.people.actions.read_person import read_person
from handlag.people.models import Role
from handlag.people.queries import person_by_identity
from handlag.portal import acts
from handlag.portal.access import account_of, page_for
from handlag.portal.act import Act, Deed
from handlag.portal.fields import Field, Summary, filled, summary
from handlag.portal.middleware import status_of
from handlag.portal.reads import work
from handlag.portal.reads.case_page import CasePage, case_by_number, case_page
from handlag.portal.templatetags.portal import language
from handlag.portal.typed import maybe_whole
from handlag.portal.views.mine import pdf

READERS = (Role.OFFICER, Role.MANAGER, Role.LAWYER)
QUEUE = 100


@page_for(Role.OFFICER)
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """My tasks, and how many more there are to take."""
    account, today = account_of(request), clock.legal_day(clock.wall_clock())
    taken: list[Task | CareTask] = [*work.my_tasks(account), *care_tasks_of(account)]
    rows = sorted(work.all_rows(account, taken, today), key=lambda row: row.deadline)
    return render(request, "portal/work/start.html", {"rows": rows, "waiting": waiting(account)})


@page_for(Role.OFFICER)
@require_POST
def next_task(request: HttpRequest) -> HttpResponse:
    """Take the next task in the queue's order and open its case, or what it is about."""
    task = take_next_work(account_of(request), clock.wall_clock())
    if task is None:
        messages.info(request, _("There is no task for you to take."))
        return redirect("work-start")
    if isinstance(task, CareTask):
        return redirect("work-care-task", task.pk)
    return redirect("work-case", task.case.number)


@page_for(Role.OFFICER, Role.MANAGER)
@require_GET
def queue_page(request: HttpRequest) -> HttpResponse:
    """The queue in its order, and why each task stands where it does. A manager sees all of it."""
    account, now = account_of(request), clock.wall_clock()
    placed = queue(QUEUE, now, account if account.role == Role.OFFICER else None)
    rows = work.all_rows(account, [one.task for one in placed], clock.legal_day(now))
    why = [one.why(language()) for one in placed]
    context = {"rows": list(zip(rows, why, strict=True)), "order": active_order(now), "limit": QUEUE}
    return render(request, "portal/work/queue.html", context)


@page_for(*READERS)
@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """A case by its number, or a person's cases by her identity number."""
    asked = request.GET.get("q", "").strip()
    if not asked:
        return render(request, "portal/work/find.html")
    if Case.objects.filter(number=asked).exists():
        return redirect("work-case", asked)
    return _cases_of_person(request, asked)


def _cases_of_person(request: HttpRequest, asked: str) -> HttpResponse:
    now, context = clock.wall_clock(), {"asked": asked}
    try:
        person = person_by_identity(asked, clock.legal_day(now))
        read_person(account_of(request), person, "identify", now)
    except HandlagError as error:
        return render(request, "portal/work/find.html", {**context, "error": error}, status=status_of(error))
    return render(request, "portal/work/find.html", {**context, "person": person, "cases": work.cases_of(person)})


@page_for(*READERS)
@require_GET
def case(request: HttpRequest, number: str) -> HttpResponse:
    """The case on one screen."""
    found = readable(request, number)
    return _screen(request, case_page(found, clock.wall_clock(), language()))


@page_for(Role.OFFICER)
@require_POST
def act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do something to the case. What is refused comes back with the form as it was filled in."""
    found, now = readable(request, number), clock.wall_clock()
    given = {key: " ".join(request.POST.getlist(key)) for key in request.POST}
    deed = Deed(account_of(request), found, now, _revision(given, found), given)
    chosen = acts.act_named(name)
    try:
        chosen.do(deed)
    except HandlagError as error:
        page = case_page(case_by_number(number), now, language())
        refused = _screen(request, page, acts.act_named(name, page.questions), error, dict(request.POST.lists()))
        refused["HX-Push-Url"] = "false"  # the address bar keeps the case's own address, which can be opened again
        return refused
    messages.success(request, str(chosen.done))
    return redirect("work-case", number)


@page_for(*READERS)
@require_GET
def letter(request: HttpRequest, number: str, letter_id: UUID) -> HttpResponse:
    """A letter of the case as PDF."""
    found = readable(request, number, "letter")
    kept = Letter.objects.filter(case=found, pk=letter_id).first()
    if kept is None or kept.pdf is None:
        raise NotFound(
            "PORTAL_LETTER_UNKNOWN", "letter",
            sv="Brevet finns inte, eller har inte skapats än.", en="There is no such letter, or it isn't made yet.",
            remedy_sv="Öppna brevet från ärendets sida.", remedy_en="Open the letter from the case's page.",
        )  # fmt: skip
    return pdf(bytes(kept.pdf), f"{number}-{kept.kind}.pdf")


def readable(request: HttpRequest, number: str, what: str = "case") -> Case:
    """The case, after the access rules have let the account read about its person and the read is logged."""
    found = case_by_number(number)
    read_person(account_of(request), found.person, what, clock.wall_clock(), found.id)
    return found


def _revision(given: dict[str, str], found: Case) -> int:
    """The revision the page was drawn at, so that a decision on facts that have moved is refused."""
    read = maybe_whole(given.get("revision", ""))
    return found.revision if read is None else read


def _screen(
    request: HttpRequest,
    page: CasePage,
    failed: Act | None = None,
    error: HandlagError | None = None,
    posted: dict[str, list[str]] | None = None,
) -> HttpResponse:
    account = account_of(request)
    can_act = account.role == Role.OFFICER
    offered = [
        (one, *_drawn(one, posted or {}, error if failed and failed.name == one.name else None))
        for one in (acts.acts_for(page) if can_act else [])
    ]
    context = {"page": page, "acts": offered, "error": error, "failed": failed, "can_act": can_act}
    context["can_preview"] = can_act and acts.decidable(page)
    return render(request, "portal/work/case.html", context, status=status_of(error) if error else 200)


def _drawn(one: Act, posted: dict[str, list[str]], error: HandlagError | None) -> tuple[list[Field], Summary]:
    errors = [error] if error else []
    fields = filled(one.fields, posted if error else {}, errors)
    return fields, summary(fields, errors)
