"""The kinds of events. A kind is never renamed or given another meaning: follow-up counts them across years.

Every event of a case carries the case, its person and its benefit; payment events carry person, benefit, amount and,
where the entitlement stems from one, the case. Follow-up asks no other table.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

REMARKS: Mapping[str, int] = {
    "icf": 1, "CERT_NO_OWN_WORDS": 2, "CERT_PARTIAL_NO_REASONS": 4, "CERT_TEXT_REPEATED": 8, "content": 16,
}  # fmt: skip
"""What the event of a certificate remarks, as a sum: the ICF fill-in support was used, three findings of quality, a
broken rule of the form. Never another meaning."""


class Kind(StrEnum):
    """What can happen. The comment says what ``detail`` holds besides the columns."""

    CLAIM_RECEIVED = "claim_received"  # claim, channel, intention
    CLAIM_WITHDRAWN = "claim_withdrawn"  # claim
    CERTIFICATE_RECEIVED = "certificate_received"  # certificate, type, channel, findings (count), region,
    # remarks (which, as the sum of REMARKS)
    CERTIFICATE_REFUSED = "certificate_refused"  # type, codes
    CERTIFICATE_LINKED = "certificate_linked"  # certificate, how (registered, by_hand), reason
    CERTIFICATE_REVOKED = "certificate_revoked"  # certificate, parked (came before it)
    EXCHANGE_REFUSED = "exchange_refused"  # operation, outcome, error, sender: a message of the national exchange
    CARE_MESSAGE_SENT = "care_message_sent"  # message, subject, certificate
    CARE_MESSAGE_RECEIVED = "care_message_received"  # message, subject, certificate, answer (bool)
    CARE_MESSAGE_FAILED = "care_message_failed"  # message, subject, reason: it was never delivered
    CARE_QUESTION_ANSWERED = "care_question_answered"  # message, subject, by (message or certificate), days
    CARE_REMINDED = "care_reminded"  # message
    CARE_TASK_OPENED = "care_task_opened"  # task, kind
    CARE_TASK_TAKEN = "care_task_taken"  # task, kind
    CARE_TASK_RELEASED = "care_task_released"  # task, kind
    CARE_TASK_DONE = "care_task_done"  # task, kind
    CASE_PREPARED = "case_prepared"  # number: a certificate came, nobody has claimed; opened when somebody does
    CASE_OPENED = "case_opened"  # number, flow, version, received (the application's legal day; null: nobody applied)
    EVIDENCE_ADDED = "evidence_added"  # kind, source
    SUPPLEMENT_REQUESTED = "supplement_requested"  # code, asked_of, due
    SUPPLEMENT_REMINDED = "supplement_reminded"  # code, asked_of, due (the new last day)
    SUPPLEMENT_RECEIVED = "supplement_received"  # code
    SUPPLEMENT_LAPSED = "supplement_lapsed"  # code
    STEP_PASSED = "step_passed"  # step, outcome (JA, NEJ)
    NEED_RAISED = "need_raised"  # step, code
    AUTOMATION_BLOCKED = "automation_blocked"  # reasons (list of codes)
    SAMPLED_FOR_REVIEW = "sampled_for_review"  # probability
    TASK_OPENED = "task_opened"  # task, kind, role, deadline
    TASK_TAKEN = "task_taken"  # task, kind
    TASK_RELEASED = "task_released"  # task, kind
    TASK_DONE = "task_done"  # task, kind
    TASK_CANCELLED = "task_cancelled"  # task, kind
    CLOCK_PAUSED = "clock_paused"  # reason
    CLOCK_RESUMED = "clock_resumed"  # reason
    ASSESSED = "assessed"  # question, answer
    COMMUNICATED = "communicated"  # due
    STATEMENT_RECEIVED = "statement_received"
    DECIDED = "decided"  # decision, outcome, automatic, kind, days (application to decision)
    LETTER_QUEUED = "letter_queued"  # letter, kind
    LETTER_MADE = "letter_made"  # letter, bytes
    RECONSIDERATION_REQUESTED = "reconsideration_requested"  # reconsideration, decision, received (day), in_time
    RECONSIDERATION_SETTLED = (
        "reconsideration_settled"  # reconsideration, status (dismissed, withdrawn, taken_as_change)
    )
    APPEALED = "appealed"  # appeal, decision, received (day), in_time
    APPEAL_SETTLED = "appeal_settled"  # appeal, status (handed_over, dismissed), days (from received)
    COURT_DECIDED = "court_decided"  # appeal, outcome
    REVIEW_SCHEDULED = "review_scheduled"  # due, review (its kind)
    REVIEW_HELD = "review_held"  # due, review (its kind), changed (bool), days (after the due day)
    MEETING_BOOKED = "meeting_booked"  # meeting, kind, day
    MEETING_HELD = "meeting_held"  # meeting, kind, held_on (day), begun (first day of the sickness case), roles (codes)
    MEETING_CANCELLED = "meeting_cancelled"  # meeting, kind
    CASE_CLOSED = "case_closed"  # reason
    CASE_REOPENED = "case_reopened"  # reason
    NOTE_WRITTEN = "note_written"
    ENTITLEMENT_CREATED = "entitlement_created"  # entitlement, start, end
    ENTITLEMENT_ENDED = "entitlement_ended"  # entitlement, end
    DIFFERENCE_RECORDED = "difference_recorded"  # difference, start, end; amount_ore below 0 takes one back
    RUN_STARTED = "run_started"  # run, pay_day
    RUN_FINISHED = "run_finished"  # run, count
    PAYMENT_ORDERED = "payment_ordered"  # payment, run, pay_day; parts (what it counts as, 1 where there is none);
    # of a day benefit gross_days, net_eighths (whole days in eighths) and level (a word of payments.domain.days)
    PAYMENT_HELD = "payment_held"  # payment, run, reason
    PAYMENT_RELEASED = "payment_released"  # payment, pay_day
    PAYMENT_REJECTED = "payment_rejected"  # payment, reason; parts and days as when ordered
    PAYMENT_SETTLED = "payment_settled"  # payment, pay_day, settled_on (the bank's booking day)
    PAYMENT_RETURNED = "payment_returned"  # payment, pay_day, reason; parts and days as when ordered
    PAYMENT_REISSUED = "payment_reissued"  # payment, original, pay_day: what came back is to be paid out again
    PAYMENT_LAPSED = "payment_lapsed"  # payment, pay_day, lapsed_after: nobody claimed what came back in time
    WRONG_PAYMENT_HANDLED = "wrong_payment_handled"  # outcome, cause (codes of control.domain.codes), decision
    RECOVERY_CLAIMED = "recovery_claimed"  # claim, cause, day; so are the three below, each with its amount above 0
    RECOVERY_PAID = "recovery_paid"
    RECOVERY_REMITTED = "recovery_remitted"
    RECOVERY_WRITTEN_OFF = "recovery_written_off"
    RECOVERY_PLANNED = "recovery_planned"  # claim, monthly_ore, first (day); amount_ore is what is left
    CONTROL_OPENED = "control_opened"  # investigation, impulse (code of control.domain.codes)
    CONTROL_CLOSED = "control_closed"  # investigation, impulse, measure, days; amount_ore is what was paid wrongly
    CONTROL_PREVENTED = "control_prevented"  # investigation, impulse; amount_ore is what would have been paid wrongly
    POLICE_REPORTED = "police_reported"  # investigation, impulse, day
    PERSON_REGISTERED = "person_registered"
    PROTECTION_SET = "protection_set"  # protection
    RELATION_RECORDED = "relation_recorded"  # relation, source
    RELATION_CORRECTED = "relation_corrected"  # relation, source
    BANK_ACCOUNT_SET = "bank_account_set"
    INCOME_RECORDED = "income_recorded"  # income, source
    PARENTAL_DAYS_GIVEN = "parental_days_given"  # level, days (below 0 takes back), to_parent; the person is the giver
    ACCOUNT_OPENED = "account_opened"  # account, role
    ACCOUNT_CLOSED = "account_closed"  # account
    REVIEW_ROUND_DRAWN = "review_round_drawn"  # round, files, population, doubled
    FILE_SCORED = "file_scored"  # round, file, sitting: without the case, since a review tells of no person
    FILE_HANDED_OVER = "file_handed_over"  # round, file, sitting
    REVIEW_ROUND_CLOSED = "review_round_closed"  # round, left (files not scored)
    TRIAL_REGISTERED = "trial_registered"  # trial, sealed (the fingerprint of seed and protocol), size
    TRIAL_ALLOCATED = "trial_allocated"  # trial, arm (measure, comparison): the person agreed and was drawn
    TRIAL_CLOSED = "trial_closed"  # trial, seed: opened, so that the lot can be checked
    LEARNING_HELD = "learning_held"  # nothing: who, on what and what was said stay with the two
    LEGAL_FOLLOW_UP_OPENED = "legal_follow_up_opened"  # follow_up
    LEGAL_FOLLOW_UP_CLOSED = "legal_follow_up_closed"  # follow_up
    SUPERVISION_OPENED = "supervision_opened"  # supervision, round
    SUPERVISION_CLOSED = "supervision_closed"  # supervision
    WORLD_MADE = "world_made"  # stage, blocks, people, seed, first_year, today: a synthetic agency, how far
    SOURCE_REGISTERED = "source_registered"  # source, kind, reference, in_force_on
    SOURCE_ENDED = "source_ended"  # source, ends_on, reason
    LEGAL_QUESTION_ASKED = "legal_question_asked"  # question (number), provisions
    LEGAL_QUESTION_TRIAGED = "legal_question_triaged"  # question, forum
    LEGAL_QUESTION_ANSWERED = "legal_question_answered"  # question, guidance, days
    LEGAL_QUESTION_LIFTED = "legal_question_lifted"  # question, source (a legal position), days
    GUIDANCE_WITHDRAWN = "guidance_withdrawn"  # guidance, reason
    STABILITY_ALARMED = "stability_alarmed"  # investigation, series, period, upwards
    INVESTIGATION_NOTED = "investigation_noted"  # investigation
    INVESTIGATION_CLOSED = "investigation_closed"  # investigation, explanation, source, days
    STABILITY_REBASED = "stability_rebased"  # investigation, series, from_day, reason
