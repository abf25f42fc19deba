"""Limits of the law of housing, one provision at a time: the figures are the sections' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.boendetillagg import provisions as residential
from handlag.law.boendetillagg.amounts import BoendetillaggAmounts
from handlag.law.bostadsbidrag import provisions as housing
from handlag.law.bostadsbidrag.amounts import BostadsbidragAmounts
from handlag.law.bostadstillagg import provisions as supplement
from handlag.law.bostadstillagg.amounts import BostadstillaggAmounts
from handlag.law.parameters import amounts_on
from tests.law.limits import Limit, cases

ON = date(2026, 2, 1)
HOUSING = amounts_on(ON, of=BostadsbidragAmounts)
HOUSING_2025 = amounts_on(date(2025, 12, 1), of=BostadsbidragAmounts)
RESIDENTIAL = amounts_on(ON, of=BoendetillaggAmounts)
SUPPLEMENT = amounts_on(ON, of=BostadstillaggAmounts)

LIMITS: tuple[Limit, ...] = (
    (
        "103 c kap. 2-3 §§: after a time-limited benefit ended",
        residential.efter_tidsbegransad_ersattning,
        (((True, 101, 100), True), ((True, 100, 100), False), ((False, 101, 100), False)),
    ),
    ("103 c kap. 7 §: three months back", residential.tidigast_enligt_ansokan, (((97, 100), True), ((96, 100), False))),
    (
        "103 c kap. 8 §: before the month of the target age",
        residential.fore_riktaldern,
        (((99, 100), True), ((100, 100), False)),
    ),
    (
        "103 d kap. 2 §: 104,400, with a spouse 52,200 from 2025",
        residential.helt_boendetillagg,
        (((False, RESIDENTIAL), 104_400), ((True, RESIDENTIAL), 52_200)),
    ),
    (
        "103 d kap. 3-4 §§: 18,000, 30,000 and 42,000, half where both spouses have it",
        residential.hojning_for_barn,
        (
            ((0, False, RESIDENTIAL), 0),
            ((1, False, RESIDENTIAL), 18_000),
            ((2, False, RESIDENTIAL), 30_000),
            ((3, False, RESIDENTIAL), 42_000),
            ((4, False, RESIDENTIAL), 42_000),
            ((1, True, RESIDENTIAL), 9_000),
        ),
    ),
    (
        "103 d kap. 7 §: less 70 per cent of income above 83,950",
        residential.minskat_for_inkomst,
        (
            ((100_000, 83_950, RESIDENTIAL), 10_000_000),
            ((100_000, 83_900, RESIDENTIAL), 10_000_000),
            ((100_000, 83_951, RESIDENTIAL), 9_999_930),
            ((100_000, 300_000, RESIDENTIAL), 0),
            ((70, 84_050, RESIDENTIAL), 0),
        ),
    ),
    ("103 d kap. 8 §: the benefit's share", residential.andel, (((100, 4), 100), ((100, 1), 25), ((101, 2), 51))),
    (
        "103 d kap. 9 §: less a year's bostadsbidrag, half of it for each spouse",
        residential.efter_bostadsbidrag,
        (
            ((200_000, 100, False), 80_000),
            ((200_000, 100, True), 140_000),
            ((120_000, 100, False), 0),
            ((119_999, 100, False), 0),
        ),
    ),
    (
        "103 e kap. 5 §: to a krona divisible by twelve",
        residential.manadsbelopp,
        (((599,), 0), ((600,), 100), ((1_799,), 100), ((1_800,), 200)),
    ),
    ("101 kap. 10 §: three months back", supplement.tidigast_enligt_ansokan, (((97, 100), True), ((96, 100), False))),
    (
        "101 kap. 10 a §: applied for by the month after the main decision, back to its first month",
        supplement.med_grundforman,
        (((90, 101, 100, 90), True), ((90, 102, 100, 90), False), ((89, 101, 100, 90), False)),
    ),
    (
        "102 kap. 22 §: before the month of the target age",
        supplement.fore_riktaldern,
        (((99, 100), True), ((100, 100), False)),
    ),
    (
        "102 kap. 11-12 §§: 15 per cent above 100,000, of spouses 200,000 and half each, whole thousands",
        supplement.del_av_formogenhet,
        (
            ((100_999, False), 0),
            ((101_000, False), 15_000),
            ((99_000, False), 0),
            ((200_999, True), 0),
            ((202_000, True), 15_000),
        ),
    ),
    (
        "102 kap. 16 §: all, half of work, 80 per cent of the rest",
        supplement.inkomster_som_raknas,
        (((1, 0, 0, 0), 100), ((0, 1, 0, 0), 50), ((0, 0, 1, 0), 80), ((0, 0, 0, 7), 7)),
    ),
    (
        "102 kap. 17 §: 2.43 and 2.2 prisbasbelopp of 59,200",
        supplement.fribelopp,
        (((False, SUPPLEMENT), 14_385_600), ((True, SUPPLEMENT), 13_024_000)),
    ),
    (
        "102 kap. 16 §: above the free amount",
        supplement.reduceringsinkomst,
        (((100, 99), 1), ((100, 100), 0), ((99, 100), 0)),
    ),
    ("102 kap. 6 §: half of both", supplement.halva_makarnas, (((100, 50), 75), ((1, 0), 1))),
    (
        "101 kap. 9 §, 102 kap. 22-23 §§: above bostadsbidrag, half for each spouse, at most 2,250 in a room for two",
        supplement.bostadskostnad,
        (
            ((5_000, 1_000, False, False), 400_000),
            ((5_000, 1_000, True, False), 200_000),
            ((1_000, 1_000, False, False), 0),
            ((900, 1_000, False, False), 0),
            ((5_000, 0, False, True), 225_000),
            ((2_000, 0, False, True), 200_000),
        ),
    ),
    (
        "102 kap. 22 §: 96 per cent to 5,000 and 70 to 7,500, half the limits for each spouse",
        supplement.beaktad_bostadskostnad,
        (
            ((500_000, False, SUPPLEMENT), 480_000),
            ((750_000, False, SUPPLEMENT), 655_000),
            ((900_000, False, SUPPLEMENT), 655_000),
            ((250_000, True, SUPPLEMENT), 240_000),
            ((400_000, True, SUPPLEMENT), 327_500),
            ((400_000, False, SUPPLEMENT), 384_000),
        ),
    ),
    (
        "102 kap. 25 §: 62 per cent to a prisbasbelopp, 50 above",
        supplement.minskning,
        (((5_920_000, SUPPLEMENT), 3_670_400), ((5_920_100, SUPPLEMENT), 3_670_450), ((100, SUPPLEMENT), 62)),
    ),
    (
        "102 kap. 21 §: twelve months less the reduction",
        supplement.bostadstillagg_for_ar,
        (((100, 1_199), 1), ((100, 1_200), 0), ((100, 1_201), 0)),
    ),
    (
        "102 kap. 26-28 §§: what 1.5357 or 1.2353 prisbasbelopp lacks, housing at most 7,500 or 3,750 a month",
        supplement.sarskilt_for_ar,
        (
            ((0, 0, 0, 0, False, SUPPLEMENT), 9_091_344),
            ((0, 0, 0, 0, True, SUPPLEMENT), 7_312_976),
            ((1_000, 0, 0, 0, False, SUPPLEMENT), 7_891_344),
            ((1_000, 2_000, 0, 0, False, SUPPLEMENT), 6_691_344),
            ((0, 0, 1_344, 0, False, SUPPLEMENT), 9_090_000),
            ((0, 0, 0, 900_000, False, SUPPLEMENT), 18_091_344),
            ((0, 0, 0, 900_000, True, SUPPLEMENT), 11_812_976),
            ((90_000, 0, 0, 0, False, SUPPLEMENT), 0),
            ((0, 0, 9_091_344, 0, False, SUPPLEMENT), 0),
        ),
    ),
    (
        "103 kap. 5 §: to a krona divisible by twelve",
        supplement.manadsbelopp,
        (((599,), 0), ((600,), 100), ((1_800,), 200)),
    ),
    (
        "96 kap. 12 §: from the month after, or the same where it arose on its first day",
        housing.fran_manaden_efter,
        (((100, 100, False), False), ((101, 100, False), True), ((100, 100, True), True), ((99, 100, True), False)),
    ),
    (
        "96 kap. 12 §: to the month it ended in, not that month where it ended on its first day",
        housing.till_manaden_da_ratten_upphor,
        (((100, 100, False), True), ((101, 100, False), False), ((100, 100, True), False), ((99, 100, True), True)),
    ),
    (
        "96 kap. 14 §: from the month of the application",
        housing.tidigast_ansokningsmanaden,
        (((100, 100, False), True), ((99, 100, False), False), ((99, 100, True), True)),
    ),
    (
        "96 kap. 6 §: two rooms and 40 square metres to visit",
        housing.rymlig_for_umgange,
        (((True, 40), True), ((True, 39), False), ((False, 40), False)),
    ),
    (
        "96 kap. 10-11 §§: has turned 18 and not 29",
        housing.mellan_18_och_29,
        (
            ((100, 100, 70, 200), True),
            ((99, 100, 70, 200), False),
            ((230, 100, 199, 200), True),
            ((230, 100, 200, 200), False),
        ),
    ),
    (
        "97 kap. 2, 13 §§: 80 per cent of study grant, all of the rest: 80,800 of 101,000 and of 1,000 each",
        housing.egen_inkomst,
        (((1_000, 0, 0, 0, 101_000), 81_800), ((0, 1_000, 2_000, 3_000, 0), 6_000), ((0, 0, 0, 0, 9_999), 7_999)),
    ),
    (
        "97 kap. 6 §: 15 per cent of wealth above 100,000, whole ten thousands",
        housing.tillagg_for_formogenhet,
        (((109_999,), 0), ((110_000,), 1_500), ((129_999,), 3_000), ((99_999,), 0)),
    ),
    (
        "97 kap. 7 §: by one's own part, and the children's shared",
        housing.makes_del_av_tillagg,
        (
            ((3_000, 150, 50, 200, 1), 3_000),
            ((3_000, 100, 100, 200, 2), 2_250),
            ((3_000, 0, 0, 0, 2), 0),
            ((3_000, 1, 0, 1, 1), 3_000),
        ),
    ),
    (
        "97 kap. 11-12 §§: a child's surplus of capital above 1,000, of half of it for an alternating child",
        housing.barns_kapitalinkomst,
        (((1_000, False), 0), ((1_001, False), 1), ((999, False), 0), ((2_000, True), 0), ((2_002, True), 1)),
    ),
    (
        "97 kap. 20-21 §§: 80 square metres with one child to 160 with five, always 3,000 to 4,200 kronor",
        housing.bostadskostnad_for_familj,
        (
            ((8_000, 80, 1), 800_000),
            ((8_100, 81, 1), 800_000),
            ((10_000, 160, 1), 500_000),
            ((10_000, 200, 5), 800_000),
            ((10_000, 320, 6), 500_000),
            ((4_000, 800, 1), 300_000),
            ((9_000, 1_600, 5), 420_000),
            ((2_900, 800, 1), 290_000),
            ((10_000, 120, 3), 1_000_000),
        ),
    ),
    (
        "97 kap. 18 §: half between 1,400 and 6,800, 7,900 or 8,600 from 2026",
        housing.bidrag_till_bostadskostnad,
        (
            ((140_000, 1, 0, HOUSING), 0),
            ((139_900, 1, 0, HOUSING), 0),
            ((680_000, 1, 0, HOUSING), 270_000),
            ((900_000, 1, 0, HOUSING), 270_000),
            ((900_000, 2, 0, HOUSING), 325_000),
            ((900_000, 3, 0, HOUSING), 360_000),
            ((900_000, 4, 0, HOUSING), 360_000),
            ((900_000, 1, 9_000, HOUSING), 380_000),
            ((900_000, 1, 0, HOUSING_2025), 195_000),
            ((140_200, 1, 0, HOUSING), 100),
        ),
    ),
    (
        "97 kap. 22 §: 1,500, 2,000 and 2,650",
        housing.sarskilt_for_hemmavarande,
        (((0, HOUSING), 0), ((1, HOUSING), 1_500), ((2, HOUSING), 2_000), ((3, HOUSING), 2_650), ((4, HOUSING), 2_650)),
    ),
    (
        "97 kap. 22 a §: 1,300, 1,600 and 2,100; beside one at home 300 or 800, beside two 500",
        housing.sarskilt_for_vaxelvis,
        (
            ((0, 0, HOUSING), 0),
            ((0, 1, HOUSING), 1_300),
            ((0, 2, HOUSING), 1_600),
            ((0, 3, HOUSING), 2_100),
            ((1, 1, HOUSING), 300),
            ((1, 2, HOUSING), 800),
            ((2, 1, HOUSING), 500),
            ((2, 2, HOUSING), 500),
            ((3, 1, HOUSING), 0),
            ((1, 0, HOUSING), 0),
        ),
    ),
    (
        "97 kap. 23 §: 500, 600 and 700 visiting; beside others 100 each, three children at most",
        housing.umgangesbidrag,
        (
            ((0, 0, HOUSING), 0),
            ((1, 0, HOUSING), 500),
            ((2, 0, HOUSING), 600),
            ((3, 0, HOUSING), 700),
            ((1, 1, HOUSING), 100),
            ((3, 1, HOUSING), 200),
            ((1, 2, HOUSING), 100),
            ((2, 2, HOUSING), 100),
            ((1, 3, HOUSING), 0),
            ((1, 4, HOUSING), 0),
        ),
    ),
    (
        "97 kap. 15 §: 20 per cent above 150,000, of spouses above 75,000 each",
        housing.minskning_for_familj,
        (
            ((150_000, 0, False, HOUSING), 0),
            ((149_000, 0, False, HOUSING), 0),
            ((150_001, 0, False, HOUSING), 20),
            ((76_000, 0, True, HOUSING), 20_000),
            ((0, 76_000, True, HOUSING), 20_000),
            ((76_000, 77_000, True, HOUSING), 60_000),
            ((75_000, 74_000, True, HOUSING), 0),
        ),
    ),
    (
        "97 kap. 28 §: 60 square metres without children, the whole area at a disability",
        housing.bostadskostnad_utan_barn,
        (((6_100, 60, False), 610_000), ((6_100, 61, False), 600_000), ((6_100, 61, True), 610_000)),
    ),
    (
        "97 kap. 26-27 §§: 90 per cent from 1,800 to 2,600, 65 from there to 3,600 or an accepted ceiling",
        housing.bidrag_utan_barn,
        (
            ((180_000, 0), 0),
            ((170_000, 0), 0),
            ((260_000, 0), 72_000),
            ((250_000, 0), 63_000),
            ((360_000, 0), 137_000),
            ((400_000, 0), 137_000),
            ((400_000, 3_800), 150_000),
            ((181_000, 0), 900),
        ),
    ),
    (
        "97 kap. 24 §: a third above 41,000, together above 58,000",
        housing.minskning_utan_barn,
        (
            ((41_000, False), 0),
            ((41_003, False), 100),
            ((40_000, False), 0),
            ((58_000, True), 0),
            ((58_003, True), 100),
        ),
    ),
    (
        "97 kap. 16, 25 §§: nothing where the year comes to less than 1,200 kronor",
        housing.bidrag_for_ar,
        (((10_000, 0), 120_000), ((10_000, 1), 0), ((10_000, 130_000), 0), ((20_000, 100_000), 140_000)),
    ),
    (
        "98 kap. 4 §: down to a hundred kronor",
        housing.preliminart_for_manad,
        (((119_999 * 12,), 110_000), ((120_000 * 12,), 120_000)),
    ),
    (
        "98 kap. 5 §: so many twelfths",
        housing.slutligt_for_manader,
        (((1_200_000, 1), 100_000), ((1_200_000, 12), 1_200_000)),
    ),
    (
        "98 kap. 7 §: on what is paid out as on what is repaid",
        housing.med_tillagg_eller_avgift,
        (((120_000, 0), 120_000), ((120_000, 3_001), 123_001), ((-120_000, 3_001), 123_001)),
    ),
    (
        "98 kap. 6 §: differences under 1,200 kronor are neither paid nor repaid",
        housing.skillnad_att_reglera,
        (
            ((219_999, 100_000), 0),
            ((220_000, 100_000), 120_000),
            ((100_000, 219_999), 0),
            ((100_000, 220_000), -120_000),
        ),
    ),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_housing_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
