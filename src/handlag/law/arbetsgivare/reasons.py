"""The sentences behind each line and question of support to employers."""

from __future__ import annotations

from handlag.law.results import Question, Reason

_SJL, _AHJ, _REH = "Lagen (1991:1047) om sjuklön ", "Förordning (1991:1046) ", "Förordning (2014:67) "

COSTS = Reason(
    "SLK_COMPENSATED",
    (_SJL + "17 § (upphävd)",),
    "Sjuklönekostnaden är högre än den andel ni själva ska bära.",
    "The cost of sick pay is higher than the share you are to bear yourselves.",
)
LOW_COSTS = Reason(
    "SLK_BELOW",
    (_SJL + "17 § (upphävd)",),
    "Sjuklönekostnaden når inte över den andel ni själva ska bära.",
    "The cost of sick pay is not above the share you are to bear yourselves.",
)
COVID_COSTS = Reason(
    "SLK_ABOVE_NORMAL",
    ("Förordning (2022:79) 9–11 §§",),
    "Månadens sjuklönekostnad ersätts till den del den är högre än normalt.",
    "The month's cost of sick pay is paid for as far as it is above the normal.",
)
COSTS_ENDED = Reason(
    "SLK_ENDED",
    ("Prop. 2023/24:83",),
    "Ersättningen upphörde för sjuklön efter juni 2024.",
    "The compensation ended for sick pay after June 2024.",
)
GUARANTEED = Reason(
    "SLG_GRANTED",
    (_SJL + "20–23 §§",),
    "Sjuklönen är tvistig och det finns sannolika skäl för din rätt till den.",
    "The sick pay is disputed, and there are probable reasons for your right to it.",
)
NO_DISPUTE = Reason(
    "SLG_OTHER_DISPUTE",
    (_SJL + "20 §",),
    "Tvisten gäller något som garantin inte omfattar.",
    "The dispute is about something the guarantee does not cover.",
)
UNLIKELY = Reason(
    "SLG_UNLIKELY",
    (_SJL + "21 §",),
    "Det finns inte sannolika skäl för rätten till sjuklön.",
    "There are no probable reasons for the right to sick pay.",
)
TOO_OLD = Reason(
    "SLG_TOO_OLD",
    (_SJL + "21 §",),
    "Sjuklönen förföll mer än tre månader före ansökningsmånaden.",
    "The sick pay fell due more than three months before the month of the application.",
)
PAID_OTHERWISE = Reason(
    "SLG_PAID_OTHERWISE",
    (_SJL + "21–22 §§",),
    "Sjuklönen är betald, eller staten svarar för den genom lönegarantin.",
    "The sick pay is paid, or the state answers for it by the wage guarantee.",
)
ASK_LIKELY = Question(
    "SLG_LIKELY",
    _SJL + "21 §",
    "Finns det sannolika skäl för att arbetstagaren har rätt till sjuklönen?",
    "Are there probable reasons that the employee has a right to the sick pay?",
)
DEDUCTION = Reason(
    "KAR_GRANTED",
    ("SFB 27 kap. 9 a §",),
    "Karensavdraget ersätts med ett schablonbelopp.",
    "The deduction is given back with a flat sum.",
)
DEDUCTION_LATE = Reason(
    "KAR_LATE",
    ("SFB 27 kap. 9 a §",),
    "Ansökan kom efter den 30 juni 2022.",
    "The application came after 30 June 2022.",
)
DEDUCTION_ENDED = Reason(
    "KAR_ENDED",
    ("SFB 27 kap. 9 a §",),
    "Ersättningen lämnades för karensavdrag till och med mars 2022.",
    "The compensation was paid for deductions to and including March 2022.",
)
ASK_SELF_EMPLOYED = Question(
    "KAR_SELF_EMPLOYED",
    "SFB 27 kap. 9 a § med förordning",
    "Vilket var beloppet per karensdag för egenföretagare i början av 2022? Det har inte hittats.",
    "What was the sum a waiting day for the self-employed in early 2022? It has not been found.",
)
AID = Reason(
    "AHJ_GRANTED",
    (_AHJ + "2 och 4 §§",),
    "Hjälpmedlet behövs för att den försäkrade ska kunna arbeta.",
    "The aid is needed for the insured to be able to work.",
)
NO_AID = Reason(
    "AHJ_NOT_NEEDED",
    (_AHJ + "2–4 §§",),
    "Hjälpmedlet ger inte rätt till bidrag.",
    "The aid gives no right to a grant.",
)
AID_BOUGHT = Reason(
    "AHJ_ALREADY_BOUGHT",
    (_AHJ + "6 §",),
    "Ansökan gjordes efter köpet.",
    "The application was made after the purchase.",
)
AID_AGE = Reason(
    "AHJ_AGE",
    (_AHJ + "7 §",),
    "Bidrag lämnas längst till månaden före den då man fyller 69 år.",
    "The grant is paid at the longest to the month before turning 69.",
)
ASK_AID = Question(
    "AHJ_NEEDED",
    _AHJ + "2–3 §§",
    "Behövs hjälpmedlet för arbetet, utöver vad verksamheten ändå behöver?",
    "Is the aid needed for the work, beyond what the business needs anyway?",
)
ASK_HIGHER = Question(
    "AHJ_HIGHER",
    _AHJ + "4 §",
    "Ska mer än 50 000 kronor beviljas för ett datorbaserat hjälpmedel eller av synnerliga skäl?",
    "Is more than SEK 50,000 to be granted, for a computer-based aid or for exceptional reasons?",
)
SUPPORT = Reason(
    "REH_GRANTED",
    (_REH + "7 §",),
    "Halva kostnaden för stödet ersätts.",
    "Half of the cost of the support is paid.",
)
NO_SUPPORT = Reason(
    "REH_NOT_COVERED",
    (_REH + "1 och 7 §§",),
    "Insatsen ger inte rätt till bidrag, eller årets bidrag är slut.",
    "The service gives no right to a grant, or the year's grant is used up.",
)
SUPPORT_LATE = Reason(
    "REH_LATE",
    (_REH + "ansökan",),
    "Ansökan kom efter den 1 februari året efter insatsen.",
    "The application came after 1 February of the year after the service.",
)
UNCLEAR = Reason(
    "ARB_UNCLEAR",
    (),
    "Frågan kan inte avgöras innan en bedömning är gjord.",
    "The question cannot be decided before an assessment is made.",
)
