"""The fixed sentences of the letters, in both languages with the same keys."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "sv": {
        "agency": "Handlag socialförsäkring",
        "case": "Ärende",
        "decision_title": "Beslut om {benefit}",
        "row_heads": ["Dagar", "Beslut", "Belopp", "Lagrum"],
        "granted": "Beviljas",
        "refused": "Beviljas inte",
        "by_heading": "Vem som har beslutat",
        "by_machine": "Beslutet är fattat automatiskt, utan att någon handläggare har deltagit.",
        "by_person": "Beslutet är fattat av {who}.",
        "reasons_heading": "Varför",
        "facts_heading": "Uppgifterna beslutet bygger på",
        "lagrum_heading": "Reglerna beslutet bygger på",
        "reconsider_heading": "Om du tycker att beslutet är fel",
        "reconsider": "Du kan begära omprövning. Begäran ska ha kommit in till oss inom två månader från den dag du "
        "fick beslutet. Får du brevet i dag är sista dagen {by}. Skriv vilket beslut det gäller, vad du vill ändra och "
        "varför. Omprövning kan inte leda till ett sämre beslut för dig. "
        "(113 kap. 7, 8 och 19 §§ socialförsäkringsbalken)",
        "reconsider_how": "Begär omprövning på Mina sidor eller i ett brev, och ange ärendenumret.",
        "supplement_title": "Vi behöver fler uppgifter från dig",
        "supplement_lead": "För att kunna besluta om din ansökan behöver vi det här:",
        "supplement_by": "Senast",
        "supplement_else": "Får vi inte uppgifterna i tid kan vi besluta utifrån det som finns i ärendet.",
        "claim_title": "Du kan behöva ansöka om {benefit}",
        "claim_lead": "Vi har fått ett läkarintyg om dig från {unit}. Ett läkarintyg är ingen ansökan. Vill du ha "
        "{benefit} behöver du själv ansöka (110 kap. 4 § socialförsäkringsbalken).",
        "claim_how": "Ansök på Mina sidor senast {by}. Har du redan ansökt, eller vill du inte ha ersättning, behöver "
        "du inte göra något.",
        "claim_else": "Har ingen ansökan kommit då avslutar vi ärendet. Intyget finns kvar, och du kan ansöka senare. "
        "För tid före ansökan kan rätten till ersättning vara begränsad.",
        "communication_title": "Du kan yttra dig innan vi beslutar",
        "communication_lead": "Vi har gått igenom din ansökan. Så här ser ärendet ut nu, och så här tänker vi besluta:",
        "communication_by": "Vill du lämna synpunkter ska de ha kommit in senast {by}. Därefter beslutar vi. "
        "(25 § förvaltningslagen)",
        "outside_title": "Vi behöver uppgifter från er",
        "outside_lead": "För att kunna besluta i ett ärende om socialförsäkring behöver vi uppgifter om {about}:",
        "outside_how": "Svara skriftligt och ange ärendenumret {number}. Ni är skyldiga att lämna uppgifterna "
        "(110 kap. socialförsäkringsbalken).",
        "reminder_title": "Påminnelse: vi väntar på uppgifter",
        "reminder_lead": "Vi har bett dig om uppgifter och inte fått dem. Vi behöver fortfarande det här:",
        "reminder_about": "Vi har bett er om uppgifter om {about} och inte fått dem. Vi behöver fortfarande det här:",
        "again_title": "Omprövning av beslut om {benefit}",
        "again_changed": "Vi ändrar beslutet om {benefit} till din fördel.",
        "again_unchanged": "Vi ändrar inte beslutet om {benefit}.",
        "again_asked": "Du begärde omprövning {day}. En annan handläggare än den som fattade beslutet har gått igenom "
        "ärendet på nytt. En omprövning kan inte ge dig mindre än du hade (113 kap. 8 § socialförsäkringsbalken).",
        "appeal_heading": "Om du tycker att beslutet är fel",
        "appeal": "Du kan överklaga till förvaltningsrätten. Skicka överklagandet till oss. Det ska ha kommit in inom "
        "två månader från den dag du fick beslutet. Får du brevet i dag är sista dagen {by}. Skriv vilket beslut det "
        "gäller, vad du vill ändra och varför. (113 kap. 10 och 20 §§ socialförsäkringsbalken)",
        "late_reconsideration_title": "Din begäran om omprövning kom in för sent",
        "late_reconsideration": "Vi tar inte upp din begäran. Den kom in {received}, och sista dagen var {last_day} "
        "(113 kap. 19 § socialförsäkringsbalken).",
        "late_appeal_title": "Ditt överklagande kom in för sent",
        "late_appeal": "Vi avvisar överklagandet. Det kom in {received}, och sista dagen var {last_day} "
        "(113 kap. 20 § socialförsäkringsbalken).",
        "handover_title": "Överlämnande av överklagande",
        "handover_lead": "{name} har överklagat beslutet {decided} om {benefit} i ärende {number}.",
        "handover_in_time": "Överklagandet kom in {received}. Sista dagen var {last_day}, så det har kommit in i tid.",
        "handover_enclosed": "Överklagandet, det överklagade beslutet och handlingarna i ärendet överlämnas "
        "(46 § förvaltningslagen).",
        "recovery_title": "Beslut om återbetalning av {benefit}",
        "recovery_paid_wrongly": "Du har fått {amount} för mycket i {benefit} för tiden {period}.",
        "recovery_demanded": "Du ska betala tillbaka {demanded} senast {due}. Kan du inte betala allt på en gång kan "
        "vi komma överens om en avbetalningsplan. Betala med ärendenumret {number} som referens.",
        "recovery_not_demanded": "Du ska inte betala tillbaka pengarna.",
        "came_back_title": "Din utbetalning kom tillbaka",
        "came_back_lead": "Vi skickade {amount} i {benefit} till ditt konto den {pay_day}, men banken kunde inte sätta "
        "in pengarna.",
        "came_back_do": "Kontrollera ditt konto och anmäl rätt konto till oss på Mina sidor eller i ett brev. Då "
        "betalar vi ut pengarna igen.",
        "came_back_until": "Pengarna är dina till och med {until}. Därefter kan vi inte betala ut dem. "
        "(107 kap. 12–14 §§ socialförsäkringsbalken)",
    },
    "en": {
        "agency": "Handlag Social Insurance",
        "case": "Case",
        "decision_title": "Decision on {benefit}",
        "row_heads": ["Days", "Decision", "Amount", "Provisions"],
        "granted": "Granted",
        "refused": "Not granted",
        "by_heading": "Who has decided",
        "by_machine": "The decision was made automatically; no officer took part.",
        "by_person": "The decision was made by {who}.",
        "reasons_heading": "Why",
        "facts_heading": "The facts the decision rests on",
        "lagrum_heading": "The provisions the decision rests on",
        "reconsider_heading": "If you think the decision is wrong",
        "reconsider": "You can ask for reconsideration. We must have your request within two months from the day you "
        "got the decision. If you get this letter today, the last day is {by}. Write which decision you mean, what you "
        "want changed and why. Reconsideration can't make the decision worse for you. "
        "(Social Insurance Code, chapter 113, sections 7, 8 and 19)",
        "reconsider_how": "Ask on My pages or by letter, and give the case number.",
        "supplement_title": "We need more information from you",
        "supplement_lead": "To be able to decide on your claim we need this:",
        "supplement_by": "By",
        "supplement_else": "If it does not come in time we may decide on what is in the case.",
        "claim_title": "You may need to claim {benefit}",
        "claim_lead": "We have received a medical certificate about you from {unit}. A certificate is no claim. If you "
        "want {benefit} you need to make a claim yourself (Social Insurance Code, chapter 110, section 4).",
        "claim_how": "Make a claim on My pages by {by}. If you have claimed already, or don't want the benefit, you "
        "need do nothing.",
        "claim_else": "If no claim has come by then we close the case. The certificate is kept, and you can claim "
        "later. For time before the claim the right to the benefit may be limited.",
        "communication_title": "You may answer before we decide",
        "communication_lead": "We have gone through your claim. This is how it stands and what we intend to decide:",
        "communication_by": "If you want to comment, we must have it by {by}. After that we decide. "
        "(Administrative Procedure Act, section 25)",
        "outside_title": "We need information from you",
        "outside_lead": "To be able to decide in a case of social insurance we need information about {about}:",
        "outside_how": "Answer in writing and give the case number {number}. You are obliged to give the information "
        "(Social Insurance Code, chapter 110).",
        "reminder_title": "Reminder: we are waiting for information",
        "reminder_lead": "We have asked you for information and not received it. We still need this:",
        "reminder_about": "We have asked you for information about {about} and not received it. We still need this:",
        "again_title": "Reconsideration of a decision on {benefit}",
        "again_changed": "We change the decision on {benefit} in your favour.",
        "again_unchanged": "We do not change the decision on {benefit}.",
        "again_asked": "You asked for reconsideration on {day}. An officer other than the one who decided has gone "
        "through the case anew. A reconsideration can't give you less than you had (Social Insurance Code, "
        "chapter 113, section 8).",
        "appeal_heading": "If you think the decision is wrong",
        "appeal": "You can appeal to the administrative court. Send the appeal to us. We must have it within two "
        "months from the day you got the decision. If you get this letter today, the last day is {by}. Write which "
        "decision you mean, what you want changed and why. (Social Insurance Code, chapter 113, sections 10 and 20)",
        "late_reconsideration_title": "Your request for reconsideration came too late",
        "late_reconsideration": "We do not take up your request. It came on {received}, and the last day was "
        "{last_day} (Social Insurance Code, chapter 113, section 19).",
        "late_appeal_title": "Your appeal came too late",
        "late_appeal": "We dismiss the appeal. It came on {received}, and the last day was {last_day} "
        "(Social Insurance Code, chapter 113, section 20).",
        "handover_title": "An appeal handed over",
        "handover_lead": "{name} has appealed the decision of {decided} on {benefit} in case {number}.",
        "handover_in_time": "The appeal came on {received}. The last day was {last_day}, so it is in time.",
        "handover_enclosed": "The appeal, the decision and the documents of the case are handed over "
        "(Administrative Procedure Act, section 46).",
        "recovery_title": "Decision on repayment of {benefit}",
        "recovery_paid_wrongly": "You have received {amount} too much in {benefit} for {period}.",
        "recovery_demanded": "You must pay back {demanded} by {due}. If you can't pay it all at once we can agree on a "
        "plan of instalments. Pay with the case number {number} as reference.",
        "recovery_not_demanded": "You do not have to pay the money back.",
        "came_back_title": "Your payment came back",
        "came_back_lead": "We sent {amount} of {benefit} to your account on {pay_day}, but the bank could not deliver "
        "the money.",
        "came_back_do": "Check your account and tell us the right one on My pages or by letter. We then pay the money "
        "out again.",
        "came_back_until": "The money is yours through {until}. After that we can't pay it out. "
        "(Social Insurance Code, chapter 107, sections 12–14)",
    },
}

_HEADLINES = {
    "sv": {
        "granted": "Du får {benefit}.",
        "partly": "Du får {benefit} för en del av det du har ansökt om.",
        "refused": "Du får inte {benefit}.",
    },
    "en": {
        "granted": "You get {benefit}.",
        "partly": "You get {benefit} for part of what you claimed.",
        "refused": "You do not get {benefit}.",
    },
}


def headline(language: str, outcome: str, benefit: str) -> str:
    """The letter's first sentence: what was decided."""
    return _HEADLINES[language][outcome].format(benefit=benefit)
