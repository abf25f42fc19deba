"""What an officer can do about an unclear question of law from the case: put it in the common work log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from handlag.law.results import Question
from handlag.portal.act import Act, Deed, text
from handlag.portal.fields import Field
from handlag.steering.actions.questions import Asked, ask_question

FORM = "ask-law"


def act(questions: Iterable[Question] = ()) -> Act:
    """The form, with the provisions of what is to be assessed filled in."""
    provisions = "\n".join(dict.fromkeys(question.lagrum for question in questions))
    return Act(
        FORM, _("Ask about an unclear question of law"), _("Put it in the log"),
        _("The question is in the common work log. The answer is shown here when it comes."), ask,
        (
            text("text", FORM, _("The question"),
                 _("The question of law, without anything that tells whose case it is.")),
            Field("provisions", "text", _("Provisions it is of"), _("One a line, like SFB 27 kap. 46–49 §§."),
                  required=False, form=FORM, values=(provisions,)),
        ),
        help=_("Lawyers take it on; you decide the case meanwhile if it can't wait."),
        offered=lambda page: True,
    )  # fmt: skip


def ask(deed: Deed) -> Any:
    """Put the question in the log with a link to the case."""
    lines = tuple(deed.given.get("provisions", "").splitlines())
    return ask_question(
        Asked(deed.given.get("text", ""), lines, deed.case.benefit, deed.case.id), deed.now, deed.account
    )
