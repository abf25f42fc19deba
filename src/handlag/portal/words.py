"""The words readers see for the codes the rooms keep. A code without a word is shown as it stands, spaced."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Word = Promise | str

STATES: dict[str, Word] = {
    "running": _("We are looking into it"),
    "with_person": _("With an officer"),
    "waiting": _("Waiting"),
    "closed": _("Closed"),
}
COURT: dict[str, Word] = {
    "upheld": _("The court upheld the decision"),
    "changed": _("The court changed the decision"),
    "sent_back": _("The court sent the case back"),
    "dismissed": _("The court dismissed the appeal"),
}
AGAIN: dict[str, Word] = {
    "open": _("being looked at"),
    "changed": _("the decision was changed"),
    "unchanged": _("the decision stands"),
    "dismissed": _("dismissed: it came too late"),
    "withdrawn": _("withdrawn"),
    "taken_as_change": _("looked into as a change"),
    "handed_over": _("handed over to the court"),
    "tried": _("decided by the court"),
}
OUTCOMES: dict[str, Word] = {
    "unchanged": _("Not changed"),
    "dismissed": _("Dismissed"),
    "granted": _("Granted"),
    "partly": _("Partly granted"),
    "refused": _("Refused"),
    "unclear": _("Unclear"),
    "met": _("Met"),
    "not_met": _("Not met"),
    "calculated": _("Calculated"),
    "JA": _("yes"),
    "NEJ": _("no"),
}
PAYMENTS: dict[str, Word] = {
    "planned": _("Coming"),
    "held": _("Held back and being looked at"),
    "ordered": _("On its way"),
    "accepted": _("Accepted by the bank"),
    "settled": _("Paid"),
    "returned": _("Returned"),
    "rejected": _("Rejected by the bank"),
    "reissued": _("Came back and has been paid out again"),
    "lapsed": _("Came back and was not claimed in time"),
    "cancelled": _("Cancelled"),
    "paid": _("Paid"),
}
ROLES: dict[str, Word] = {
    "insured": _("Insured person"),
    "officer": _("Officer"),
    "manager": _("Manager"),
    "controller": _("Controller"),
    "lawyer": _("Lawyer"),
    "engineer": _("Engineer"),
}
ASKED: dict[str, Word] = {"insured": _("The insured"), "care": _("Health care"), "employer": _("The employer")}
TASKS: dict[str, Word] = {"open": _("Open"), "taken": _("Taken"), "done": _("Done"), "cancelled": _("Cancelled")}
LETTERS: dict[str, Word] = {
    "decision": _("Decision"),
    "supplement": _("Request for more information"),
    "communication": _("Before we decide"),
    "came_back": _("A payment came back"),
    "recovery": _("Decision on repayment"),
    "employer_request": _("Request to the employer"),
    "care_request": _("Request to health care"),
    "reminder": _("Reminder"),
    "claim": _("You may need to make a claim"),
    "reconsideration": _("Reconsideration"),
    "dismissal": _("Dismissal"),
    "handover": _("Appeal handed over"),
}
EVENTS: dict[str, Word] = {
    "claim_received": _("Application received"),
    "claim_withdrawn": _("Application withdrawn"),
    "certificate_received": _("Medical certificate received"),
    "certificate_refused": _("Medical certificate refused"),
    "certificate_linked": _("Medical certificate linked to its person"),
    "certificate_revoked": _("Medical certificate withdrawn by its issuer"),
    "care_message_sent": _("Message to health care written"),
    "care_message_received": _("Message from health care received"),
    "care_message_failed": _("Message to health care never reached it"),
    "care_question_answered": _("Health care has answered"),
    "care_reminded": _("Health care reminded"),
    "case_prepared": _("A certificate came before any claim"),
    "case_opened": _("Case opened"),
    "reconsideration_requested": _("Reconsideration asked for"),
    "reconsideration_settled": _("Request for reconsideration settled"),
    "appealed": _("Appeal received"),
    "appeal_settled": _("Appeal settled"),
    "court_decided": _("The court has decided"),
    "evidence_added": _("Evidence added"),
    "supplement_requested": _("More information asked for"),
    "supplement_reminded": _("Reminder of information asked for"),
    "supplement_received": _("More information received"),
    "supplement_lapsed": _("No more information came in time"),
    "step_passed": _("Step passed"),
    "need_raised": _("A person is needed"),
    "automation_blocked": _("The machine may not decide"),
    "sampled_for_review": _("Drawn at random for a person"),
    "task_opened": _("Task opened"),
    "task_taken": _("Task taken"),
    "task_released": _("Task put back"),
    "task_done": _("Task done"),
    "task_cancelled": _("Task cancelled"),
    "clock_paused": _("Clock paused"),
    "clock_resumed": _("Clock running again"),
    "assessed": _("Question assessed"),
    "communicated": _("Material sent to the party"),
    "statement_received": _("The party has answered"),
    "decision_proposed": _("Decision proposed"),
    "decided": _("Decision made"),
    "letter_queued": _("Letter queued"),
    "letter_made": _("Letter made"),
    "review_scheduled": _("Review scheduled"),
    "review_held": _("Review held"),
    "meeting_booked": _("Meeting booked"),
    "meeting_held": _("Meeting held"),
    "meeting_cancelled": _("Meeting cancelled"),
    "case_closed": _("Case closed"),
    "note_written": _("Note written"),
    "legal_question_asked": _("Question of law asked"),
    "legal_question_answered": _("Question of law answered"),
    "legal_question_lifted": _("Question of law lifted to a legal position"),
    "entitlement_created": _("Entitlement created"),
    "entitlement_ended": _("Entitlement ended"),
    "run_started": _("Pay-day run started"),
    "run_finished": _("Pay-day run finished"),
    "payment_ordered": _("Payment ordered"),
    "payment_settled": _("Payment made"),
    "payment_returned": _("Payment returned"),
    "payment_reissued": _("Payment to be made again"),
    "payment_lapsed": _("Returned payment written off"),
    "wrong_payment_handled": _("Wrong payment tried"),
    "recovery_claimed": _("Repayment claimed"),
    "recovery_paid": _("Repayment received"),
    "recovery_remitted": _("Claim waived"),
    "recovery_written_off": _("Claim written off"),
    "recovery_planned": _("Instalments agreed"),
    "difference_recorded": _("More paid than there was a right to"),
}
RUNS: dict[str, Word] = {
    "started": _("Started"),
    "split": _("Payments being ordered"),
    "finished": _("Finished"),
}
WAY: dict[str, Word] = {
    "received": _("Application received"),
    "certificate": _("Medical certificate received"),
    "claim": _("Your application"),
    "looking": _("We look into it"),
    "decided": _("Decision"),
}
AREAS: dict[str, Word] = {
    "sickness": _("Illness and injury"),
    "children_families": _("Children and family"),
    "disability": _("Disability"),
    "labour_market_dental_international": _("Labour market, teeth and care abroad"),
    "other": _("Other"),
}
UNITS: dict[str, Word] = {"day": _("a day"), "month": _("a month"), "once": _("once")}
DAY_LEVELS: dict[str, Word] = {
    "high": _("Days at sickness or base level"),
    "lowest": _("Days at lowest level"),
}
PAGES: dict[str, Word] = {
    "file_review": _("review of how cases are handled"),
    "my_cases": _("List of cases"),
    "my_case": _("Case"),
    "my_payments": _("Payments"),
    "my_reads": _("Read log"),
    "my_days": _("Parental days"),
    "my_letter": _("Letter"),
    "my_claim": _("Application form"),
    "my_certificate": _("Sending in a certificate"),
    "my_answer": _("Answer to a question from us"),
    "case": _("Case"),
    "letter": _("Letter"),
    "claim": _("Registering an application"),
    "certificate": _("Registering a certificate"),
    "identify": _("Search for a person"),
}
SUBJECTS: dict[str, Word] = {
    "KOMPLT": _("Complement"),
    "AVSTMN": _("Coordination meeting"),
    "KONTKT": _("Contact"),
    "OVRIGT": _("Other matter"),
    "PAMINN": _("Reminder"),
}
CARE: dict[str, Word] = {
    "findings": _("Certificate with remarks"),
    "question": _("Question from health care"),
    "answer": _("Answer from health care"),
    "failed": _("A message never reached health care"),
    "differs": _("A certificate was sent again with other content"),
    "no_answer": _("Health care has not answered in spite of a reminder"),
}
DELIVERIES: dict[str, Word] = {
    "waiting": _("on its way"),
    "sent": _("delivered"),
    "refused": _("refused"),
    "given_up": _("given up"),
}
CHANNELS: dict[str, Word] = {
    "riv": _("the national exchange"),
    "api": _("a program"),
    "xml": _("a file"),
    "paper": _("on paper"),
    "insured": _("from the insured"),
}
WAITING: dict[str, Word] = {
    "supplement_insured": _("Information from the insured is awaited"),
    "supplement_care": _("Information from health care is awaited"),
    "supplement_employer": _("Information from the employer is awaited"),
    "statement": _("The party may answer before we decide"),
    "planned": _("The case is taken up again on a set day"),
    "claim": _("A certificate has come, but no claim"),
    "decided": _("decided"),
    "withdrawn": _("withdrawn"),
}
MEETINGS: dict[str, Word] = {
    "coordination": _("Coordination meeting"),
    "three_party": _("Three-party conversation"),
    "joint_mapping": _("Joint mapping"),
    "transition": _("Transition meeting"),
}
PARTICIPANTS: dict[str, Word] = {
    "insured": _("the insured"),
    "care": _("health care"),
    "employer": _("the employer"),
    "employment_service": _("the Employment Service"),
    "union": _("the union"),
    "municipality": _("the municipality"),
    "other": _("somebody else"),
}
CAUSES: dict[str, Word] = {
    "insured_at_application": _("Wrong information in the claim"),
    "insured_changed_circumstances": _("Changes were not reported"),
    "insured_affiliation": _("Wrong insurance affiliation"),
    "agency": _("An error of the agency"),
    "other_actor": _("An error of somebody else"),
}
IMPULSES: dict[str, Word] = {
    "signal": _("A signal in the handling"),
    "sampling": _("Sampling"),
    "tip": _("A tip"),
    "authority": _("Notification from another authority"),
}
CONTROLS: dict[str, Word] = {
    "none": _("No measure"),
    "rejected": _("Rejection"),
    "reduced": _("Reduced compensation"),
    "ceased": _("The right ceased"),
    "recovered": _("Recovery"),
}
ENTRIES: dict[str, Word] = {
    "demanded": _("Claimed"),
    "paid": _("Paid"),
    "remitted": _("Waived"),
    "written_off": _("Written off"),
}
NEEDS: dict[str, Word] = {
    "assess": _("assess what the law leaves open"),
    "communicate": _("put the material to the party"),
    "decide": _("decide"),
    "look": _("look at the case"),
    "approve": _("make the proposed decision"),
    "review": _("review the decision"),
    "reconsider": _("reconsider the decision"),
    "appeal": _("hand over or dismiss the appeal"),
}
ACTORS: dict[str, Word] = {
    "machine": _("machine"),
    "insured": _("insured"),
    "officer": _("officer"),
    "care": _("health care"),
    "bank": _("bank"),
}
MEASURES: dict[str, Word] = {
    "count": _("number"),
    "ore": _("öre"),
    "days": _("days"),
    "percent": _("per cent"),
}
USES: dict[str, Word] = {
    "external reporting": _("external reporting"),
    "steering": _("steering"),
    "analysis": _("analysis, never as anybody's result"),
}
ADDS: dict[str, Word] = {
    "flow": _("over time and groups"),
    "stock": _("over groups, not over time"),
    "ratio": _("neither over time nor groups"),
}
BREAKDOWNS: dict[str, Word] = {
    "benefit": _("benefit"),
    "sex": _("sex"),
    "unit": _("unit"),
    "form": _("form"),
    "region": _("region"),
}
CLOSINGS: dict[str, Word] = {
    "withdrawn": _("The application is withdrawn"),
    "duplicate": _("The case is the same as another"),
    "mistake": _("The case was opened by mistake"),
    "reviewed": _("The review changed nothing"),
}
DIMENSIONS: dict[str, Word] = {
    "benefit": _("Benefit"),
    "outcome": _("Outcome"),
    "unit": _("Unit"),
    "manner": _("Decided by"),
    "year": _("Year"),
}
STRATA: dict[str, Word] = {
    "granted": _("grants"),
    "refused": _("refusals"),
    "machine": _("decided by the machine"),
    "person": _("decided by a person"),
}
AGREEMENT: dict[str, Word] = {
    "slight": _("hardly beyond chance"),
    "fair": _("fair"),
    "moderate": _("moderate"),
    "substantial": _("substantial"),
    "almost_perfect": _("almost perfect"),
}
REPORTS: dict[str, Word] = {
    "annual": _("Annual report"),
    "s1": _("International care month by month"),
    "plan": _("The action plan followed up"),
}
FORMS: dict[str, Word] = {"pdf": "PDF", "web": _("Web page"), "xlsx": "Excel (XLSX)", "csv": "CSV"}
HIDDEN: dict[str, Word] = {
    "few": _("rests on, or tells of, one to three persons"),
    "cover": _("covers such a figure, which would follow from it"),
    "made": _("is made from a hidden figure"),
    "withheld": _("withheld by the register that supplies it, or hidden with its month"),
}
TABLE_STATES: dict[str, Word] = {
    "ready": _("ready"),
    "wrong": _("errors to correct"),
    "missing": _("without figures"),
}
SOURCES: dict[str, Word] = {
    "statute": _("Statute or ordinance"),
    "regulation": _("Regulation"),
    "general_advice": _("General advice"),
    "legal_position": _("Legal position"),
    "judgment": _("Judgment"),
}
QUESTIONS: dict[str, Word] = {
    "asked": _("Asked, not handed over yet"),
    "triaged": _("With a forum"),
    "answered": _("Answered with guidance"),
    "lifted": _("Lifted to a legal position"),
}
FORUMS: dict[str, Word] = {
    "specialists": _("Specialists"),
    "department_lawyers": _("Department lawyers"),
    "legal_department": _("Legal department"),
    "strategic_forum": _("Strategic legal forum"),
}
WATCHED: dict[str, Word] = {
    "rejection": _("Rejections"),
    "supplement": _("Evidence asked for"),
    "review": _("Scheduled reviews"),
    "amount": _("High amounts"),
    "held": _("Scheduled reviews held in time"),
}
DECIDED: dict[str, Word] = {
    "first": _("first decisions"),
    "correction": _("corrections"),
    "reconsideration": _("reconsiderations"),
    "review": _("reviews"),
}
CLAIMED: dict[str, Word] = {
    "first_claim": _("first claims"),
    "continued": _("continued claims"),
    "due": _("fallen due"),
}
EXPLANATIONS: dict[str, Word] = {
    "data": _("The data: late, missing or double"),
    "mix": _("Other cases than before"),
    "law": _("The law changed"),
    "drift": _("Drift: the same law applied otherwise"),
    "chance": _("Chance"),
}
CANDIDATES: dict[str, Word] = {
    "none": _("No change"),
    "law": _("A step at the day of a registered source"),
    "step": _("A step found in the data"),
    "slope": _("A slope: drift little by little"),
}
VERDICTS: dict[str, Word] = {
    "inside": _("within"),
    "warning": _("outside 95 %"),
    "outside": _("outside 99.8 %"),
    "hidden": _("hidden"),
}
EFFORTS: dict[str, Word] = {
    "review": _("file review"),
    "legal": _("in-depth legal follow-up"),
    "supervision": _("supervision"),
    "trial": _("trial by lot"),
    "alarm": _("stability alarm"),
    "control": _("control investigations"),
}
DIRECTIONS: dict[str, Word] = {
    "strict": _("too strict"),
    "generous": _("too generous"),
    "both": _("both ways"),
    "neither": _("neither way"),
}
THEME_KINDS: dict[str, Word] = {"strength": _("works well"), "challenge": _("is hard")}
FAMILIES: dict[str, dict[str, Word]] = {
    "state": STATES,
    "outcome": OUTCOMES,
    "court": COURT,
    "again": AGAIN,
    "payment": PAYMENTS,
    "role": ROLES,
    "asked": ASKED,
    "task": TASKS,
    "letter": LETTERS,
    "event": EVENTS,
    "run": RUNS,
    "way": WAY,
    "measure": MEASURES,
    "use": USES,
    "adds": ADDS,
    "breakdown": BREAKDOWNS,
    "need": NEEDS,
    "actor": ACTORS,
    "waiting": WAITING,
    "unit": UNITS,
    "page": PAGES,
    "day_level": DAY_LEVELS,
    "subject": SUBJECTS,
    "care": CARE,
    "delivery": DELIVERIES,
    "channel": CHANNELS,
    "source": SOURCES,
    "watched": WATCHED,
    "decided": DECIDED,
    "claimed": CLAIMED,
    "meeting": MEETINGS,
    "cause": CAUSES,
    "impulse": IMPULSES,
    "control": CONTROLS,
    "entry": ENTRIES,
    "participant": PARTICIPANTS,
    "explanation": EXPLANATIONS,
    "candidate": CANDIDATES,
    "verdict": VERDICTS,
    "question": QUESTIONS,
    "forum": FORUMS,
    "dimension": DIMENSIONS,
    "stratum": STRATA,
    "agreement": AGREEMENT,
    "report": REPORTS,
    "form": FORMS,
    "hidden": HIDDEN,
    "table_state": TABLE_STATES,
    "effort": EFFORTS,
    "direction": DIRECTIONS,
    "theme": THEME_KINDS,
}


def word(code: str, family: str) -> str:
    """The word for a code in the reader's language."""
    known = FAMILIES[family].get(code)
    return str(known) if known is not None else code.replace("_", " ")
