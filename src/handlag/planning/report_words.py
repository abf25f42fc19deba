"""The words of a plan's report, Swedish and English."""

from __future__ import annotations

from typing import Any

WORDS: dict[str, dict[str, Any]] = {
    "sv": {
        "title": "Plan: {name}",
        "lead": "Version {version}, gjord {made}. Planen gäller {first} till {last} och är simulerad {runs} gånger; "
        "intervallen rymmer 80 procent av körningarna.",
        "table": "Tabell",
        "situation_heading": "Nuläge",
        "situation": "Så ser läget ut när planen börjar, i {first}. Ett ärende är pågående till dess första beslut.",
        "situation_table": "Pågående ärenden vid början av {first}",
        "situation_heads": [
            "Förmån", "Riktvärde, dagar", "Pågående", "Medelålder, dagar", "Äldre än riktvärdet", "Bortom lagens gräns",
        ],
        "measures_heading": "Åtgärder",
        "no_measures": "Inga åtgärder: planen visar vad som händer om inget ändras.",
        "loans": "Lån mellan förmåner",
        "results_heading": "Förväntade resultat",
        "results": "Medeltiden för beslutade ärenden ska läsas tillsammans med de pågåendes ålder: när gamla ärenden "
        "avgörs stiger den, fast läget blir bättre.",
        "times_table": "Handläggningstider per förmån, dagar",
        "times_heads": [
            "Förmån", "Riktvärde", "Medel första månaden", "Medel sista månaden", "Intervall", "Nio av tio inom",
            "Andel inom riktvärdet", "R",
        ],
        "pending_table": "Antal pågående ärenden per förmån, och kostnad",
        "pending_heads": [
            "Förmån", "Från start", "I slutet", "Intervall", "Äldre än riktvärdet", "Bortom lagens gräns",
            "Kronor per beslut",
        ],
        "concepts_table": "Koncepten när första anspråk har sin topp",
        "targets_table": "När målen nås och hålls",
        "targets_heads": ["Förmån", "Mått", "Mål", "Troligt från", "80 procent säkert från"],
        "never": "inte inom planen",
        "result": "Pågående ärenden går från {pending} till {end} ({low}–{high}). I {month} väntas besluten ta {days} "
        "dagar i medel, och de pågående är då {age} dagar gamla i medel.",
        "first_worse": "Medeltiden stiger först, till {days} dagar i {month}, innan den når {end}: gamla ärenden "
        "avgörs och nya handläggare lärs upp.",
        "alt": "Diagram över pågående ärenden och medeltid månad för månad för {name}: från {pending} pågående till "
        "{end} i {month}, då medeltiden är {days} dagar.",
        "ground_heading": "Vad planen vilar på",
        "ground": "Inflödet är osäkert och dras på nytt i varje körning. Bemanning är uppdelad på förmåner; ett ärende "
        "tar lika lång tid hela perioden om inget annat sägs.",
        "source": "Källa: {source}.",
    },
    "en": {
        "title": "Plan: {name}",
        "lead": "Version {version}, made {made}. The plan is for {first} to {last} and has been simulated {runs} "
        "times; the intervals hold 80 per cent of the runs.",
        "table": "Table",
        "situation_heading": "Situation",
        "situation": "This is how things stand when the plan begins, in {first}. A case is pending until its first "
        "decision.",
        "situation_table": "Pending cases at the beginning of {first}",
        "situation_heads": [
            "Benefit", "Target, days", "Pending", "Mean age, days", "Older than the target", "Beyond the law's limit",
        ],
        "measures_heading": "Measures",
        "no_measures": "No measures: the plan shows what happens if nothing is changed.",
        "loans": "Loans between benefits",
        "results_heading": "Expected results",
        "results": "The mean time of decided cases is to be read with the age of the pending: when old cases are "
        "decided it rises, though things get better.",
        "times_table": "Processing times per benefit, days",
        "times_heads": [
            "Benefit", "Target", "Mean, first month", "Mean, last month", "Interval", "Nine of ten within",
            "Share within the target", "R",
        ],
        "pending_table": "Number of pending cases per benefit, and cost",
        "pending_heads": [
            "Benefit", "At the start", "At the end", "Interval", "Older than the target", "Beyond the law's limit",
            "Kronor a decision",
        ],
        "concepts_table": "The concepts at the peak of first claims",
        "targets_table": "When the targets are met, and stay met",
        "targets_heads": ["Benefit", "Measure", "Target", "Likely from", "80 per cent sure from"],
        "never": "not within the plan",
        "result": "Pending cases go from {pending} to {end} ({low}–{high}). In {month} decisions are expected to take "
        "{days} days on average, and the pending are then {age} days old on average.",
        "first_worse": "The mean time first rises, to {days} days in {month}, before it comes to {end}: old cases are "
        "decided and new officers trained.",
        "alt": "Chart of pending cases and mean days month by month of {name}: from {pending} pending to {end} in "
        "{month}, when the mean time is {days} days.",
        "ground_heading": "What the plan rests on",
        "ground": "Inflow is uncertain and drawn anew in every run. Staff are divided on benefits; a case takes the "
        "same time all through unless something else is said.",
        "source": "Source: {source}.",
    },
}  # fmt: skip
