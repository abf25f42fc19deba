"""The sentences behind each line and question of care abroad."""

from __future__ import annotations

from handlag.law.results import Question, Reason

_ACT, _REG, _IMP = "Lag (2013:513) ", "Förordning (EG) 883/2004 ", "Förordning (EG) 987/2009 "

PAID_BACK = Reason(
    "IVD_PAID_BACK",
    (_ACT + "5–7 §§",),
    "Vården ersätts med vad den skulle ha kostat i Sverige minus patientavgiften, högst vad som har betalats.",
    "The care is paid for with what it would have cost in Sweden less the fee, at most what was paid.",
)
DENTAL = Reason(
    "IVD_DENTAL",
    (_ACT + "5 §", _ACT + "10 §"),
    "Tandvården ersätts med det tandvårdsstöd den skulle ha gett i Sverige, högst vad som har betalats.",
    "The dental care is paid for with the support it would have had in Sweden, at most what was paid.",
)
MEDICINE = Reason(
    "IVD_MEDICINE",
    (_ACT + "5 §", _ACT + "9 §"),
    "Läkemedlet ersätts med den rabatt det skulle ha haft i Sverige, högst vad som har betalats.",
    "The medicine is paid for with the reduction it would have had in Sweden, at most what was paid.",
)
LOCAL_RULES = Reason(
    "IVD_NECESSARY",
    (_REG + "art. 19", _IMP + "art. 25"),
    "Nödvändig vård ersätts enligt vistelselandets regler.",
    "Necessary care is paid for by the rules of the country of stay.",
)
APPROVED = Reason(
    "IVD_APPROVED",
    (_REG + "art. 20", _IMP + "art. 26"),
    "Vården var godkänd i förväg; du betalar bara vårdlandets patientavgift.",
    "The care was approved beforehand; you pay only the fee of the country of care.",
)
NOTHING = Reason(
    "IVD_NOTHING_ABOVE",
    (_ACT + "6–7 §§", _IMP + "art. 25–26"),
    "Det finns ingen kostnad att ersätta utöver patientavgiften.",
    "There is no cost to pay for beyond the patient's fee.",
)
OUTSIDE = Reason(
    "IVD_OUTSIDE",
    (_ACT + "1–2 §§", _REG + "art. 2"),
    "Vård i det landet ersätts inte på det här sättet.",
    "Care in that country is not paid for in this way.",
)
NOT_COMPETENT = Reason(
    "IVD_OTHER_STATE",
    (_ACT + "5 § 1",),
    "Ett annat land än Sverige svarar för patientens vård.",
    "Another state than Sweden answers for the patient's care.",
)
NOT_STAFF = Reason(
    "IVD_NOT_STAFF",
    (_ACT + "5 § 2",),
    "Vården gavs inte av hälso- och sjukvårdspersonal.",
    "The care was not given by health-care staff.",
)
NOT_PUBLIC = Reason(
    "IVD_NOT_PUBLIC",
    (_ACT + "5 § 3",),
    "Vården skulle inte ha bekostats av det allmänna i Sverige.",
    "The care would not have been paid for by the public in Sweden.",
)
NOT_APPROVED = Reason(
    "IVD_NOT_APPROVED",
    (_REG + "art. 20",),
    "Vården ges i Sverige i tid, eller hör inte till den vård som ges här.",
    "The care is given in Sweden in time, or is not among the care given here.",
)
UNCLEAR = Reason(
    "IVD_UNCLEAR",
    (),
    "Frågan kan inte avgöras innan uppgifter eller en bedömning finns.",
    "The question cannot be decided before there is information or an assessment.",
)
ASK_COMPETENT = Question(
    "IVD_COMPETENT",
    _ACT + "5 § 1",
    "Är Sverige det land som svarar för patientens vård?",
    "Is Sweden the state that answers for the patient's care?",
)
ASK_PUBLIC = Question(
    "IVD_PUBLICLY_PAID",
    _ACT + "5 § 3",
    "Skulle vården ha bekostats av det allmänna om den hade getts i Sverige?",
    "Would the care have been paid for by the public had it been given in Sweden?",
)
ASK_COST = Question(
    "IVD_SWEDISH_COST",
    _ACT + "6–7 §§",
    "Vad skulle vården ha kostat i Sverige? Regionen svarar.",
    "What would the care have cost in Sweden? The region answers.",
)
ASK_LOCAL = Question(
    "IVD_LOCAL_RATE",
    _IMP + "art. 25",
    "Vad ersätter vistelselandet enligt sina egna regler? Dess institution svarar.",
    "What does the country of stay pay back by its own rules? Its institution answers.",
)
ASK_APPROVAL = Question(
    "IVD_APPROVAL",
    _REG + "art. 20",
    "Kan vården inte ges i Sverige inom den tid som är medicinskt försvarbar, och hör den till vården här?",
    "Can the care not be given in Sweden within the time medically justifiable, and is it among the care here?",
)
ASK_BRITAIN = Question(
    "IVD_BRITAIN",
    "Avtalen mellan EU och Förenade kungariket",
    "Gäller utträdesavtalet eller avtalet om handel och samarbete, och vad ger det?",
    "Does the withdrawal agreement or the trade and cooperation agreement apply, and what does it give?",
)
GRANTED = Reason(
    "S1_GRANTED",
    (_REG + "art. 17 och 24–26",),
    "Sverige svarar för vården i bosättningslandet och utfärdar intyg S1.",
    "Sweden answers for care in the country of residence and issues certificate S1.",
)
HOME = Reason(
    "S1_OUTSIDE",
    (_REG + "art. 17",),
    "Intyg S1 gäller den som bor i ett annat EU- eller EES-land eller i Schweiz.",
    "Certificate S1 is for those who live in another EU or EEA state or in Switzerland.",
)
NOT_INSURED = Reason(
    "S1_NOT_INSURED",
    (_REG + "art. 11–17",),
    "Svensk lag gäller inte för arbetet.",
    "Swedish law does not apply to the work.",
)
RESIDENCE = Reason(
    "S1_RESIDENCE_ANSWERS",
    (_REG + "art. 23 och 31",),
    "Bosättningslandet svarar självt för vården.",
    "The country of residence answers for the care itself.",
)
OTHER_STATE = Reason(
    "S1_OTHER_STATE",
    (_REG + "art. 24",),
    "Sverige betalar ingen pension, eller ett annat land där försäkringen varat längre svarar för vården.",
    "Sweden pays no pension, or another state where insurance lasted longer answers for the care.",
)
NO_FAMILY = Reason(
    "S1_NO_FAMILY_RIGHT",
    (_REG + "art. 17, 26 och 32",),
    "Rätten följer inte med någon som Sverige svarar för.",
    "The right does not follow from anybody Sweden answers for.",
)
ASK_LAW = Question(
    "S1_APPLICABLE_LAW",
    _REG + "art. 11–16",
    "Gäller svensk lagstiftning för arbetet?",
    "Does Swedish law apply to the work?",
)
ASK_LAST = Question(
    "S1_LAST_STATE",
    _REG + "art. 24.2 b",
    "Vilket av de länder där försäkringen varat lika länge var pensionären senast försäkrad i?",
    "In which of the states of equally long insurance was the pensioner last insured?",
)
ASK_FAMILY = Question(
    "S1_FAMILY",
    _REG + "art. 1 i",
    "Räknar bosättningslandet personen som familjemedlem?",
    "Does the country of residence count the person as family?",
)
ASK_SUPPORT = Question(
    "IVD_SUPPORT_IN_SWEDEN",
    _ACT + "9–10 §§",
    "Vilket tandvårdsstöd, eller vilken rabatt på läkemedlet, skulle ha getts i Sverige?",
    "What dental support, or what reduction on the medicine, would have been given in Sweden?",
)
