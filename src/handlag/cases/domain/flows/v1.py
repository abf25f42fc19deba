"""Version 1 of the flows: who, what is missing, what the law says, what the party says, who decides."""

from __future__ import annotations

from handlag.cases.domain.flow import Flow, Step
from handlag.cases.domain.steps import (
    ask_the_law,
    find_the_family,
    find_the_missing,
    hear_the_party,
    let_the_machine,
    look_at_the_party,
    wait_for_the_claim,
)

PARTY = Step("party", look_at_the_party, "Vem ansökan gäller", "Whom the claim is about")
COMPLETE = Step("complete", find_the_missing, "Vi kontrollerar att allt finns", "We check that all is there")
FAMILY = Step("family", find_the_family, "Vi kontrollerar vem barnet hör till", "We check whose child it is")
LAW = Step("law", ask_the_law, "Vi prövar mot lagen", "We apply the law")
HEARD = Step("heard", hear_the_party, "Du får yttra dig", "You may answer")
CLAIM = Step("claim", wait_for_the_claim, "Vi väntar på din ansökan", "We are waiting for your claim")
DECIDE = Step("decide", let_the_machine, "Beslut", "Decision")

SJUKPENNING = Flow("sjukpenning", 1, (PARTY, COMPLETE, LAW, HEARD, DECIDE))
FORALDRAPENNING = Flow("foraldrapenning", 1, (PARTY, COMPLETE, FAMILY, LAW, HEARD, DECIDE))
BARNBIDRAG = Flow("barnbidrag", 1, (PARTY, COMPLETE, FAMILY, LAW, HEARD, DECIDE))
"""Barnbidrag needs no application when the child is born (16 kap. 2 §): the case is opened by the birth itself, and
what may be missing is who of the parents is to be paid."""

LAKARINTYG = Flow("lakarintyg", 1, (CLAIM,))
"""A certificate has come and nobody has claimed: nothing is decided by this flow. The claim brings its own."""
