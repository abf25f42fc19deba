"""Limits of the law of dental care and total defence, one provision at a time: figures of the sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.engine import Answer
from handlag.law.parameters import amounts_on
from handlag.law.tandvard import provisions as dental
from handlag.law.tandvard.amounts import TandvardAmounts
from handlag.law.totalforsvar import provisions as defence
from handlag.law.totalforsvar.amounts import ForsvarsAmounts, TrainingAmounts
from tests.law.limits import Limit, cases

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR
ON = date(2026, 2, 1)
DENTAL = amounts_on(ON, of=TandvardAmounts)
DENTAL_2025 = amounts_on(date(2025, 12, 1), of=TandvardAmounts)
DEFENCE = amounts_on(ON, of=ForsvarsAmounts)
TRAINING = amounts_on(ON, of=TrainingAmounts)

LIMITS: tuple[Limit, ...] = (
    (
        "2008:145 1 kap. 4 §: from the year of 20, of 24 before 2025",
        dental.gammal_nog,
        (((20, DENTAL), True), ((19, DENTAL), False)),
    ),
    (
        "2008:145 4 kap. 8 §: two weeks",
        dental.redovisad_i_tid,
        (((14, False), True), ((15, False), False), ((15, True), True)),
    ),
    (
        "2008:193 4 §: 600 at 20-23 and from 67, else 300",
        dental.allmant_tandvardsbidrag,
        (
            ((23, False, DENTAL), 600),
            ((24, False, DENTAL), 300),
            ((66, False, DENTAL), 300),
            ((67, False, DENTAL), 600),
            ((66, True, DENTAL), 600),
            ((64, False, DENTAL_2025), 300),
            ((65, False, DENTAL_2025), 600),
        ),
    ),
    (
        "2008:193 4 b §: 1,000 a half-year from 2026",
        dental.sarskilt_bidrag_kvar,
        (((0, DENTAL), 1_000), ((999, DENTAL), 1), ((1_000, DENTAL), 0), ((1_100, DENTAL), 0), ((0, DENTAL_2025), 600)),
    ),
    ("2008:145 2 kap. 4 §: the lower of the prices", dental.ersattningsgrundande_kostnad, (((10, 9), 9), ((9, 10), 9))),
    (
        "2008:193 5 a §: from 67, at a price not above the reference",
        dental.ger_sarskild_ersattning,
        (
            ((67, True, 100, 100, DENTAL), True),
            ((66, True, 100, 100, DENTAL), False),
            ((67, False, 100, 100, DENTAL), False),
            ((67, True, 101, 100, DENTAL), False),
            ((67, True, 100, 100, DENTAL_2025), False),
        ),
    ),
    ("2008:193 5 b §: 90 per cent", dental.sarskild_tandvardsersattning, (((100, DENTAL), 9_000),)),
    (
        "2008:193 5 §: half above 3,000 and 85 per cent above 15,000, also by 0.0507 and 0.2534 prisbasbelopp",
        dental.tandvardsersattning,
        (
            ((300_000, DENTAL_2025), 0),
            ((290_000, DENTAL_2025), 0),
            ((300_200, DENTAL_2025), 100),
            ((1_500_000, DENTAL_2025), 600_000),
            ((1_510_000, DENTAL_2025), 608_500),
            ((300_000, DENTAL), 0),
            ((1_510_000, DENTAL), 608_500),
        ),
    ),
    (
        "2008:193 5 §: down to fifty kronor",
        dental.limit,
        (((2_999, 10_000), 2_950), ((3_000, 10_000), 3_000), ((507, 59_200), 3_000), ((507, 59_100), 2_950)),
    ),
    (
        "1995:239 2 kap. 2 §: 90 per cent by 365, at least 130, of at most 592,000",
        defence.dagpenning,
        (
            ((365_000, DEFENCE), 90_000),
            ((0, DEFENCE), 13_000),
            ((592_000, DEFENCE), 146_000),
            ((700_000, DEFENCE), 146_000),
        ),
    ),
    (
        "1995:239 2 kap. 1-2 §§: all but long basic training",
        defence.tjanstgoring_med_dagpenning,
        (((True, 60), True), ((True, 61), False), ((False, 61), True)),
    ),
    ("1995:239 2 kap. 1 §: 200 kronor from 2026", defence.dagersattning, (((TRAINING,), 20_000),)),
    (
        "1995:239 2 kap. 6 §: 12,200 more after 400 days, at least 6,100",
        defence.utbildningspremie,
        (
            ((700_000, True, 400, TRAINING), 700_000),
            ((700_000, True, 401, TRAINING), 1_920_000),
            ((700_000, False, 401, TRAINING), 700_000),
            ((609_999, False, 61, TRAINING), 610_000),
        ),
    ),
    (
        "1997:147 2-4 §§: on alert, exercises and tasks, training of more than two days",
        defence.hemvarnstjanst_med_dagpenning,
        (
            ((True, False, False, 1), True),
            ((False, True, False, 2), False),
            ((False, True, False, 3), True),
            ((False, False, True, 1), True),
            ((False, False, False, 9), False),
        ),
    ),
    (
        "1997:147 3 §: shorter training with lost income",
        defence.kort_utbildning_med_inkomstforlust,
        (((True, 2, True), True), ((True, 3, True), False), ((True, 2, False), False), ((False, 2, True), False)),
    ),
    (
        "1997:147 6 §: not a free day of entry or leaving",
        defence.in_och_utryckning,
        (
            ((False, True, True, False), False),
            ((False, True, True, True), True),
            ((True, True, True, False), True),
            ((False, False, True, False), True),
            ((False, True, False, False), True),
        ),
    ),
    (
        "1997:147 7 §: six hours, or on average",
        defence.tillrackligt_lang_dag,
        (
            ((False, 360, 0, 2), True),
            ((False, 359, 720, 2), True),
            ((False, 359, 719, 2), False),
            ((True, 1, 1, 2), True),
        ),
    ),
    ("1995:239 7 kap. 8 §: under 18", defence.barn_under_18, (((17,), True), ((18,), False))),
    (
        "1995:239 7 kap. 9 §: with the family, or paid for three months, else judged",
        defence.bostad_som_ger_bidrag,
        (
            ((True, False, False, False, NO), YES),
            ((False, False, True, True, NO), YES),
            ((False, True, True, True, NO), NO),
            ((False, False, False, True, UNCLEAR), UNCLEAR),
            ((False, False, True, False, NO), NO),
        ),
    ),
    (
        "1995:239 7 kap. 11 §: 2,175 and 4,350",
        defence.familjepenning,
        (((1, 0, DEFENCE), 2_175), ((0, 1, DEFENCE), 4_350), ((2, 1, DEFENCE), 8_700)),
    ),
    (
        "1995:239 7 kap. 11 §: at most what must be paid",
        defence.familjepenning_till_underhall,
        (((True, 9_999, DEFENCE), 2_175), ((False, 9_999, DEFENCE), 4_350), ((True, 100, DEFENCE), 100)),
    ),
    (
        "1995:239 7 kap. 13 § 1: half above 1,000, or three eighths of more than 4,000; other above 500",
        defence.makes_inkomst,
        (
            ((1_000, 0), 0),
            ((1_002, 0), 1),
            ((900, 0), 0),
            ((4_000, 0), 1_500),
            ((4_001, 0), 1_500),
            ((4_008, 0), 1_503),
            ((0, 500), 0),
            ((0, 501), 1),
            ((0, 400), 0),
        ),
    ),
    (
        "1995:239 7 kap. 13 § 2: at most its family benefit",
        defence.barns_inkomst,
        (((100, 500, DEFENCE), 100), ((100, 501, DEFENCE), 101), ((0, 400, DEFENCE), 0), ((3_000, 0, DEFENCE), 2_175)),
    ),
    (
        "1995:239 7 kap. 13 § 3: half above 2,000, or three eighths of more than 8,000; other above 500",
        defence.egen_inkomst,
        (
            ((2_000, 0), 0),
            ((2_002, 0), 1),
            ((1_900, 0), 0),
            ((8_000, 0), 3_000),
            ((8_001, 0), 3_000),
            ((8_008, 0), 3_003),
            ((0, 501), 1),
            ((0, 400), 0),
        ),
    ),
    (
        "1995:239 7 kap. 13 §: half of housing is left",
        defence.efter_familjens_inkomst,
        (((1_000, 400, 1_200), 20_000), ((1_000, 400, 1_199), 20_100), ((1_000, 400, 9_000), 20_000)),
    ),
    (
        "1995:239 7 kap. 13-15 §§: less one's own",
        defence.efter_egen_inkomst,
        (((10_000, 99), 100), ((10_000, 100), 0), ((10_000, 101), 0)),
    ),
    (
        "1995:239 7 kap. 18 §: 380, half shared, none with parents",
        defence.tillagg_till_bostadsbidrag,
        (((False, False, DEFENCE), 38_000), ((False, True, DEFENCE), 19_000), ((True, False, DEFENCE), 0)),
    ),
    (
        "1995:239 7 kap. 19 §: dearer than the surplus",
        defence.naring_som_ger_bidrag,
        (
            ((101, 100, False, YES), YES),
            ((100, 100, False, YES), NO),
            ((0, 100, True, YES), YES),
            ((101, 100, False, UNCLEAR), UNCLEAR),
        ),
    ),
    (
        "1995:239 7 kap. 21 §: at most 49,000",
        defence.naringsbidrag,
        (((49_001, DEFENCE), 4_900_000), ((48_999, DEFENCE), 4_899_900)),
    ),
    (
        "1995:239 7 kap. 17 §: 30 days after 120, or after long training completed or ended by an injury",
        defence.dagar_efter_utryckning,
        (
            ((False, False, False, 120), 30),
            ((False, True, True, 119), 0),
            ((True, True, False, 1), 30),
            ((True, False, True, 1), 30),
            ((True, False, False, 119), 0),
        ),
    ),
    (
        "1995:239 11 kap. 9 §: 30 days back",
        defence.inte_mer_an_30_dagar_tillbaka,
        (((70, 100, False), True), ((69, 100, False), False), ((69, 100, True), True)),
    ),
    (
        "1995:239 11 kap. 8 §: up to a krona, nothing under 100 a month",
        defence.att_betala_for_manaden,
        (
            ((9_999, 30, DEFENCE), 0),
            ((10_000, 30, DEFENCE), 10_000),
            ((10_001, 30, DEFENCE), 10_100),
            ((30_000, 1, DEFENCE), 1_000),
        ),
    ),
    (
        "1995:239 7 kap. 23 §: 8,700 and 4,350",
        defence.begravningsbidrag,
        (((True, DEFENCE), 870_000), ((False, DEFENCE), 435_000)),
    ),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_dental_care_and_defence_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
