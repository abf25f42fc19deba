"""Limits of the law of families and disability, one provision at a time: the figures are the sections' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.adoptionsbidrag import provisions as adoption
from handlag.law.adoptionsbidrag.amounts import AdoptionsbidragAmounts
from handlag.law.assistansersattning import provisions as assistance
from handlag.law.assistansersattning.amounts import AssistansAmounts
from handlag.law.bilstod import provisions as car
from handlag.law.bilstod.amounts import BilstodAmounts
from handlag.law.engine import Answer
from handlag.law.graviditetspenning import provisions as pregnancy
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.merkostnadsersattning import provisions as costs
from handlag.law.merkostnadsersattning.amounts import MerkostnadsAmounts
from handlag.law.omvardnadsbidrag import provisions as care
from handlag.law.omvardnadsbidrag.amounts import OmvardnadsbidragAmounts
from handlag.law.parameters import amounts_on
from handlag.law.underhallsstod import provisions as maintenance
from handlag.law.underhallsstod.amounts import UnderhallAmounts
from tests.law.limits import Limit, cases, day, month

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR
ON = date(2026, 2, 1)
ASSISTANCE = amounts_on(ON, of=AssistansAmounts)
IN_2024 = amounts_on(date(2024, 2, 1), of=AssistansAmounts)
CAR = amounts_on(ON, of=BilstodAmounts)
COSTS = amounts_on(ON, of=MerkostnadsAmounts)
CARE = amounts_on(ON, of=OmvardnadsbidragAmounts)
MAINTENANCE = amounts_on(ON, of=UnderhallAmounts)
BEFORE_AUGUST_2022 = amounts_on(date(2022, 7, 1), of=UnderhallAmounts)
PREGNANCY = amounts_on(ON, of=LowerCeiling)
ADOPTION = amounts_on(ON, of=AdoptionsbidragAmounts)
BORN = month(2010, 5)

LIMITS: tuple[Limit, ...] = (
    ("19 kap. 29 §: as much as the support", maintenance.intrade_i_barnets_ratt, (((10, 9), 9), ((9, 10), 9))),
    (
        "21 kap. 3 § 2: within a year from when it became valid, not before",
        adoption.ansokt_inom_ett_ar,
        (((99, 100, 465), False), ((100, 100, 465), True), ((465, 100, 465), True), ((466, 100, 465), False)),
    ),
    ("21 kap. 5 §: had not turned ten", adoption.under_tio_ar, (((99, 100), True), ((100, 100), False))),
    (
        "21 kap. 7 §: half each of two, all of one, or as asked, even nothing",
        adoption.foralderns_del,
        (((1, -1), 100), ((2, -1), 50), ((2, 0), 0), ((2, 100), 100), ((2, 30), 30)),
    ),
    (
        "21 kap. 2 §: 75,000 kronor, half 37,500",
        adoption.bidrag_for_barnet,
        (((100, ADOPTION), 7_500_000), ((50, ADOPTION), 3_750_000), ((1, ADOPTION), 75_000)),
    ),
    (
        "51 kap. 6 §, annex of 2025: six hours a day under 1, 1 h 15 min to 6, half an hour to 11, none from 12",
        assistance.foraldraavdrag_fran_grundlaggande,
        (
            ((0, ASSISTANCE), 2_520),
            ((1, ASSISTANCE), 525),
            ((6, ASSISTANCE), 525),
            ((7, ASSISTANCE), 210),
            ((11, ASSISTANCE), 210),
            ((12, ASSISTANCE), 0),
        ),
    ),
    (
        "51 kap. 6 §, annex: of other needs 15 minutes a day from 1, 30 from 7 to 17",
        assistance.foraldraavdrag_fran_andra_behov,
        (
            ((0, ASSISTANCE), 0),
            ((1, ASSISTANCE), 105),
            ((6, ASSISTANCE), 105),
            ((7, ASSISTANCE), 210),
            ((17, ASSISTANCE), 210),
            ((18, ASSISTANCE), 0),
        ),
    ),
    (
        "51 kap. 6 §, annex of 2023: twice that",
        assistance.foraldraavdrag_fran_grundlaggande,
        (((0, IN_2024), 5_040), ((1, IN_2024), 1_050), ((7, IN_2024), 420)),
    ),
    (
        "51 kap. 6 §: what is exempt bears no deduction, the rest never less than nothing",
        assistance.behov_efter_avdrag,
        (((600, 100, 200), 400), ((300, 100, 200), 100), ((299, 100, 200), 100), ((100, 0, 200), 0)),
    ),
    ("51 kap. 3 §: more than 20 hours", assistance.mer_an_20_timmar, (((1_200,), False), ((1_201,), True))),
    (
        "51 kap. 7 §: one month before that of the application",
        assistance.hogst_en_manad_tillbaka,
        (((99, 100), True), ((98, 100), False)),
    ),
    (
        "51 kap. 8 §: past the target age only if granted or applied for before",
        assistance.beviljad_eller_sokt_fore_riktaldern,
        (
            ((99, 100, 0, 0), True),
            ((100, 100, 0, 0), False),
            ((100, 100, 99, 0), True),
            ((100, 100, 100, 0), False),
            ((100, 100, 0, 99), True),
            ((100, 100, 0, 100), False),
            ((100, 100, 1, 0), True),
            ((100, 100, 0, 1), True),
        ),
    ),
    ("51 kap. 10 §: no more hours than then", assistance.inte_fler_timmar_efter_riktaldern, (((5, 4), 4), ((3, 4), 3))),
    (
        "51 kap. 11 §: the flat amount, at most 12 per cent more: 34,770 and 38,942 öre",
        assistance.timbelopp,
        (
            ((0, ASSISTANCE), 34_770),
            ((35_000, ASSISTANCE), 35_000),
            ((38_942, ASSISTANCE), 38_942),
            ((38_943, ASSISTANCE), 38_942),
        ),
    ),
    (
        "51 kap. 14 §: minutes of an hour, half an öre up",
        assistance.ersattning_for_manad,
        (((30, 34_770), 17_385), ((1, 34_770), 580), ((1, 34_769), 579)),
    ),
    (
        "51 kap. 22 §: the first 20 hours of every seven days, 5,314 minutes of 31 days",
        assistance.kommunens_minuter,
        (((9_000, 31), 5_314), ((5_314, 31), 5_314), ((5_313, 31), 5_313), ((9_000, 28), 4_800)),
    ),
    (
        "51 kap. 9 §: what is granted a week for the month's days",
        assistance.minuter_att_ersatta,
        (((3_000, 31, 20_000), 13_285), ((3_000, 31, 13_284), 13_284)),
    ),
    (
        "52 kap. 10 § 3: from 18 and not 50",
        car.mellan_18_och_50,
        (((99, 100, 200), False), ((100, 100, 200), True), ((199, 100, 200), True), ((200, 100, 200), False)),
    ),
    ("52 kap. 10 §: before the target age", car.under_riktaldern, (((99, 100), True), ((100, 100), False))),
    (
        "52 kap. 10 § 4: a child at home who has not turned 18 and needs the car",
        car.barn_i_hemmet,
        (
            ((99, 100, True, True), True),
            ((100, 100, True, True), False),
            ((99, 100, False, True), False),
            ((99, 100, True, False), False),
        ),
    ),
    (
        "52 kap. 7 §: nine years, or 18,000 mil, else when needed",
        car.nytt_bidrag,
        (((9, NO, 0), YES), ((8, NO, 0), NO), ((0, NO, 18_000), YES), ((8, UNCLEAR, 17_999), UNCLEAR)),
    ),
    (
        "52 kap. 13 §: drives oneself, or may be driven and has a driver",
        car.kor_sjalv,
        (
            ((True, False, False), True),
            ((False, True, True), True),
            ((False, False, True), False),
            ((False, True, False), False),
        ),
    ),
    (
        "52 kap. 17 §: 40,000 less 400 a thousand above 120,000, 4,000 from 210,001 to 220,000, then none",
        car.anskaffningsbidrag,
        (
            ((120_999, CAR), 40_000),
            ((121_000, CAR), 39_600),
            ((121_999, CAR), 39_600),
            ((122_000, CAR), 39_200),
            ((210_000, CAR), 4_000),
            ((210_001, CAR), 4_000),
            ((220_000, CAR), 4_000),
            ((220_001, CAR), 0),
        ),
    ),
    (
        "52 kap. 15 §: 30,000, 12,000 and 3,000",
        car.grundbidrag,
        (((False, False, CAR), 30_000), ((True, False, CAR), 12_000), ((False, True, CAR), 3_000)),
    ),
    ("52 kap. 20 §: less other grants", car.minskat_med_annat_bidrag, (((10, 9), 1), ((10, 10), 0), ((10, 11), 0))),
    (
        "52 kap. 18 a-c §§: 50,000 and 60,000, and what devices cost",
        car.tillaggsbidrag,
        (
            ((False, False, 7, CAR), 7),
            ((True, False, 0, CAR), 50_000),
            ((False, True, 0, CAR), 60_000),
            ((True, True, 7, CAR), 110_007),
        ),
    ),
    (
        "52 kap. 22 §: a ninth less a year",
        car.avrakning_av_tidigare,
        (((90, 0), 90), ((90, 1), 80), ((90, 8), 10), ((90, 9), 0), ((90, 12), 0)),
    ),
    (
        "52 kap. 24 §: a ninth less a year",
        car.belopp_att_aterbetala,
        (((90, 0), 90), ((90, 1), 80), ((90, 8), 10), ((90, 9), 0), ((90, 12), 0)),
    ),
    ("52 kap. 23 §: within nine years", car.aterbetalas, (((8,), True), ((9,), False))),
    (
        "52 kap. 25 §: a tenth, at most a prisbasbelopp",
        car.vid_vagrad_funktionskontroll,
        (((100_000, CAR), 10_000), ((592_000, CAR), 59_200), ((592_010, CAR), 59_200)),
    ),
    (
        "52 kap. 19 §: adaptation, of a worn car for special reasons",
        car.anpassningsbidrag,
        (((0, False, YES), NO), ((1, False, NO), YES), ((1, True, NO), NO), ((1, True, YES), YES)),
    ),
    (
        "10 kap. 6 §: from the sixtieth day before",
        pregnancy.fran_sextionde_dagen,
        (((40, 100), True), ((39, 100), False)),
    ),
    ("10 kap. 8 §: to the eleventh day before", pregnancy.till_elfte_dagen, (((89, 100), True), ((90, 100), False))),
    (
        "10 kap. 11 §: 7.5 prisbasbelopp, 444,000; employment first",
        pregnancy.annan_inkomst_till_taket,
        (
            ((444_000, 100, PREGNANCY), 0),
            ((443_900, 150, PREGNANCY), 100),
            ((0, 500_000, PREGNANCY), 444_000),
            ((0, 199, PREGNANCY), 100),
        ),
    ),
    (
        "10 kap. 11 §: down to a hundred, at most 444,000",
        pregnancy.anstallningsinkomst_till_taket,
        (((443_999, PREGNANCY), 443_900), ((444_100, PREGNANCY), 444_000)),
    ),
    (
        "10 kap. 2-3 §§: cannot be moved",
        pregnancy.kan_inte_omplaceras,
        (((YES,), NO), ((NO,), YES), ((UNCLEAR,), UNCLEAR)),
    ),
    ("10 kap. 4 §: quarters of a day", pregnancy.del_av_hel, (((944, 1), 23_600), ((944, 4), 94_400))),
    ("50 kap. 10 §: three months back", costs.tidigast_enligt_ansokan, (((97, 100), True), ((96, 100), False))),
    (
        "50 kap. 4 §: impaired before the target age",
        costs.nedsatt_fore_riktaldern,
        (((99, 100), True), ((100, 100), False)),
    ),
    (
        "50 kap. 11 §: to the sixth month after the death",
        costs.efter_barnets_dod,
        (((106, 100), True), ((107, 100), False)),
    ),
    (
        "50 kap. 12 §: 25, 35, 45, 55 and 65 per cent of 59,200 give 30 to 70",
        costs.procent_av_merkostnader,
        (
            ((14_799, COSTS), 0),
            ((14_800, COSTS), 30),
            ((20_719, COSTS), 30),
            ((20_720, COSTS), 40),
            ((26_639, COSTS), 40),
            ((26_640, COSTS), 50),
            ((32_559, COSTS), 50),
            ((32_560, COSTS), 60),
            ((38_479, COSTS), 60),
            ((38_480, COSTS), 70),
        ),
    ),
    (
        "50 kap. 12 §: the blind 70 per cent, with a full benefit 40",
        costs.minst_for_blind,
        (((0, False), 70), ((50, False), 70), ((0, True), 40), ((50, True), 50)),
    ),
    (
        "50 kap. 12 §: severely impaired hearing 40 per cent",
        costs.minst_for_gravt_horselskadad,
        (((0,), 40), ((41,), 41)),
    ),
    (
        "50 kap. 8 §: all, half each, as asked, or by quarters of the costs",
        costs.foralderns_del,
        (
            ((False, -1, -1), 100),
            ((True, -1, -1), 50),
            ((True, 0, -1), 0),
            ((True, 30, -1), 30),
            ((True, 30, 0), 0),
            ((True, 30, 3), 75),
        ),
    ),
    (
        "SFS 2018:1265 p. 4 and 6: decided or applied for before 2019, to the day it ends",
        costs.handikappersattning_galler,
        (
            ((740_000, day(2018, 12, 31), day(2019, 1, 1), 0), True),
            ((740_000, day(2019, 1, 1), day(2018, 12, 31), 0), True),
            ((740_000, day(2019, 1, 1), day(2019, 1, 1), 0), False),
            ((740_000, day(2018, 1, 1), day(2018, 1, 1), 740_000), True),
            ((740_001, day(2018, 1, 1), day(2018, 1, 1), 740_000), False),
        ),
    ),
    (
        "SFS 2018:1265 p. 5: ended before 1 July 2021, for at most 18 months",
        costs.nytt_beslut_om_handikappersattning,
        (
            ((day(2021, 6, 30), 1), True),
            ((day(2021, 7, 1), 1), False),
            ((day(2021, 6, 30), 18), True),
            ((day(2021, 6, 30), 19), False),
            ((day(2021, 6, 30), 0), False),
            ((0, 1), False),
            ((1, 1), True),
        ),
    ),
    ("22 kap. 8 §: three months back", care.tidigast_enligt_ansokan, (((97, 100), True), ((96, 100), False))),
    (
        "22 kap. 9 §: to June of the year of 19",
        care.till_juni_aret_barnet_fyller_19,
        (((month(2029, 6), BORN), True), ((month(2029, 7), BORN), False)),
    ),
    (
        "22 kap. 7 §: all, half each, as asked, or by quarters of residence, even none",
        care.foralderns_del,
        (
            ((False, -1, -1), 100),
            ((True, -1, -1), 50),
            ((True, 0, -1), 0),
            ((True, 30, -1), 30),
            ((True, 30, 0), 0),
            ((True, 30, 3), 75),
        ),
    ),
    (
        "22 kap. 10 §: six months of interruption, six more for special reasons",
        care.under_avbrott,
        (((6, NO), YES), ((7, NO), NO), ((7, YES), YES), ((12, YES), YES), ((13, YES), NO)),
    ),
    (
        "22 kap. 11 §: to the eighth month after the death, of more than a quarter",
        care.efter_dodsfallet,
        (((108, 100, 2), True), ((109, 100, 2), False), ((100, 100, 1), True), ((101, 100, 1), False)),
    ),
    (
        "22 kap. 12 §: half of three or four quarters, a quarter of half",
        care.niva_efter_dodsfallet,
        (((4,), 2), ((3,), 2), ((2,), 1)),
    ),
    (
        "22 kap. 13 §: 250 per cent of 59,200 a year, 148,000",
        care.bidrag_for_ar,
        (((4, 100, CARE), 14_800_000), ((1, 100, CARE), 3_700_000), ((4, 50, CARE), 7_400_000)),
    ),
    (
        "22 kap. before 2019, extra costs only: 36 per cent of 59,200 a year, 21,312, or 62.5, 37,000",
        care.vardbidrag_for_merkostnader,
        (((False, 100, CARE), 2_131_200), ((True, 100, CARE), 3_700_000), ((False, 50, CARE), 1_065_600)),
    ),
    ("22 kap. 8 §: only an increase", care.okning_for_forfluten_tid, (((10, 9), 1), ((10, 10), 0), ((9, 10), 0))),
    (
        "SFS 2018:1265 p. 2: decided or applied for before 2019",
        care.vardbidrag_galler,
        (
            ((100, day(2018, 12, 31), day(2019, 1, 1), 100), True),
            ((101, day(2018, 12, 31), day(2019, 1, 1), 100), False),
            ((100, day(2019, 1, 1), day(2018, 12, 31), 100), True),
            ((100, day(2019, 1, 1), day(2019, 1, 1), 100), False),
        ),
    ),
    (
        "SFS 2018:1265 p. 2: prolonged to 1 July 2022",
        care.forlangt_vardbidrag,
        (((day(2022, 6, 30), True), True), ((day(2022, 7, 1), True), False), ((day(2022, 6, 30), False), False)),
    ),
    (
        "18 kap. 4 §: lives here, and has custody of a child under 18",
        maintenance.boforalder_har_vardnaden_och_bor_har,
        (
            ((True, True, True), True),
            ((True, False, True), False),
            ((True, False, False), True),
            ((False, True, True), False),
        ),
    ),
    (
        "18 kap. 9 §: pays at least the support",
        maintenance.betalar_i_ratt_ordning,
        (((100, 100), True), ((99, 100), False)),
    ),
    ("18 kap. 13 §: from the month after", maintenance.fran_manaden_efter, (((100, 100), False), ((101, 100), True))),
    ("18 kap. 13 §: one month back", maintenance.hogst_en_manad_tillbaka, (((99, 100), True), ((98, 100), False))),
    (
        "18 kap. 13 §: to the month of 18",
        maintenance.till_manaden_barnet_fyller_18,
        (((month(2028, 5), BORN), True), ((month(2028, 6), BORN), False)),
    ),
    (
        "18 kap. 14 §: to June of the year of 20",
        maintenance.till_juni_aret_barnet_fyller_20,
        (((month(2030, 6), BORN), True), ((month(2030, 7), BORN), False)),
    ),
    (
        "18 kap. 20 §: 1,673 to the month of 7, 1,823 to that of 15, then 2,223",
        maintenance.helt_underhallsstod,
        (
            ((month(2017, 5), BORN, MAINTENANCE), 1_673),
            ((month(2017, 6), BORN, MAINTENANCE), 1_823),
            ((month(2025, 5), BORN, MAINTENANCE), 1_823),
            ((month(2025, 6), BORN, MAINTENANCE), 2_223),
        ),
    ),
    (
        "18 kap. 20 § before August 2022: 1,673 to the month of 11",
        maintenance.helt_underhallsstod,
        (((month(2021, 5), BORN, BEFORE_AUGUST_2022), 1_673), ((month(2021, 6), BORN, BEFORE_AUGUST_2022), 1_823)),
    ),
    ("18 kap. 26 §: double", maintenance.dubbelt_hos_sarskilda_vardnadshavare, (((167_300,), 334_600),)),
    (
        "18 kap. 21-29 §§: never below nothing",
        maintenance.efter_avrakning,
        (((100, 99), 1), ((100, 100), 0), ((100, 101), 0)),
    ),
    (
        "18 kap. 30 §: half of what exceeds 60,000, a twelfth a month",
        maintenance.avrakning_for_barnets_inkomst,
        (
            ((60_000, MAINTENANCE), 0),
            ((59_000, MAINTENANCE), 0),
            ((60_024, MAINTENANCE), 100),
            ((84_000, MAINTENANCE), 100_000),
        ),
    ),
    (
        "18 kap. 32 §: whole kronor, nothing under 50",
        maintenance.stod_att_betala_ut,
        (((4_999,), 0), ((5_000,), 5_000), ((5_099,), 5_000)),
    ),
    (
        "19 kap. 27 §: whole kronor, nothing under 50",
        maintenance.belopp_att_betala,
        (((4_999,), 0), ((5_000,), 5_000), ((5_099,), 5_000)),
    ),
    (
        "19 kap. 10 §: above 120,000",
        maintenance.underlag,
        (((120_000, MAINTENANCE), 0), ((120_001, MAINTENANCE), 1), ((119_000, MAINTENANCE), 0)),
    ),
    ("19 kap. 11, 15 §§: all kinds of income", maintenance.bidragsskyldigs_inkomst, (((1, 20, 300, 4_000), 4_321),)),
    (
        "19 kap. 17 §: 14, 11.5 and 10 per cent, then (n + 27)/n with two decimals",
        maintenance.procenttal,
        (((1,), 1_400), ((2,), 1_150), ((3,), 1_000), ((4,), 775), ((5,), 640), ((7,), 485)),
    ),
    (
        "19 kap. 16 §: a twelfth of the per cent",
        maintenance.betalningsbelopp_for_manad,
        (((120_000, 1_400), 140_000), ((1, 1_400), 1)),
    ),
    (
        "19 kap. 22, 24 §§: at least 30 days a year, unless not followed",
        maintenance.ratt_till_avdrag_for_vistelse,
        (((30, False), True), ((29, False), False), ((30, True), False)),
    ),
    (
        "19 kap. 25 §: from the month after the notice",
        maintenance.efter_anmalan_om_vistelse,
        (((100, 100), False), ((101, 100), True)),
    ),
    (
        "19 kap. 22 §: a fortieth a day, at most all",
        maintenance.avdrag_for_vistelse,
        (((40_000, 1), 1_000), ((40_000, 40), 40_000), ((40_000, 41), 40_000)),
    ),
    ("19 kap. 26 §: at most the support", maintenance.hogst_underhallsstodet, (((99, 100), 99), ((101, 100), 100))),
    ("19 kap. 18 §: what was paid is taken off", maintenance.avraknat_underhall, (((100, 99), 1), ((100, 101), 0))),
    ("19 kap. 5 §: three years back", maintenance.hogst_tre_ar_tillbaka, (((64, 100), True), ((63, 100), False))),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_families_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
