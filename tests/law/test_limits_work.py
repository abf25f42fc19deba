"""Limits of the law of employers and the labour market, one provision at a time: figures of the sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.arbetsgivare import provisions as employers
from handlag.law.arbetsgivare.amounts import ArbetsgivarAmounts
from handlag.law.arbetsmarknad import provisions as programmes
from handlag.law.arbetsmarknad.amounts import EtableringAmounts, ProgramAmounts
from handlag.law.parameters import amounts_on
from tests.law.limits import Limit, cases

ON = date(2026, 2, 1)
EARLY_2022 = amounts_on(date(2022, 2, 1), of=ArbetsgivarAmounts)
EMPLOYER = amounts_on(date(2023, 2, 1), of=ArbetsgivarAmounts)
EMPLOYER_2026 = amounts_on(ON, of=ArbetsgivarAmounts)
PROGRAMME = amounts_on(ON, of=ProgramAmounts)
ESTABLISHMENT = amounts_on(ON, of=EtableringAmounts)
FROM_SEPTEMBER = amounts_on(date(2026, 9, 1), of=EtableringAmounts)

LIMITS: tuple[Limit, ...] = (
    (
        "2022:79: 0.35 per cent of 250,000 a month, 0.63 to 500,000, 0.77 to 1,000,000, 0.86 to 1,667,000, then 1.07",
        employers.egen_andel_under_pandemin,
        (
            ((250_000, EARLY_2022), 35),
            ((250_001, EARLY_2022), 63),
            ((500_000, EARLY_2022), 63),
            ((500_001, EARLY_2022), 77),
            ((1_000_000, EARLY_2022), 77),
            ((1_000_001, EARLY_2022), 86),
            ((1_667_000, EARLY_2022), 86),
            ((1_667_001, EARLY_2022), 107),
        ),
    ),
    (
        "2022:79: above the normal share",
        employers.ersattning_utover_normal_sjuklon,
        (((350, 100_000, 35), 0), ((351, 100_000, 35), 100), ((349, 100_000, 35), 0)),
    ),
    (
        "sjuklönelagen 17 §: 0.5 per cent to 3 million, 0.9 to 6, 1.2 to 12, 1.3 to 20, then 1.5",
        employers.egen_andel_promille,
        (
            ((3_000_000, EMPLOYER), 5),
            ((3_000_001, EMPLOYER), 9),
            ((6_000_000, EMPLOYER), 9),
            ((6_000_001, EMPLOYER), 12),
            ((12_000_000, EMPLOYER), 12),
            ((12_000_001, EMPLOYER), 13),
            ((20_000_000, EMPLOYER), 13),
            ((20_000_001, EMPLOYER), 15),
        ),
    ),
    (
        "sjuklönelagen 17 §: above the own share, at most 250,000",
        employers.ersattning_for_sjuklonekostnad,
        (
            ((15_000, 3_000_000, 5, EMPLOYER), 0),
            ((15_001, 3_000_000, 5, EMPLOYER), 100),
            ((14_000, 3_000_000, 5, EMPLOYER), 0),
            ((265_001, 3_000_000, 5, EMPLOYER), 25_000_000),
        ),
    ),
    ("sjuklönelagen 21 §: three months back", employers.forfallen_nyligen, (((97, 100), True), ((96, 100), False))),
    (
        "sjuklönelagen 22 §: unpaid, and not by the wage guarantee",
        employers.utan_lonegaranti,
        (((True, False), True), ((False, False), False), ((True, True), False)),
    ),
    (
        "sjuklönelagen 20 §: capacity or employment",
        employers.tvist_som_garantin_galler,
        (((True, False), True), ((False, True), True), ((False, False), False)),
    ),
    ("sjuklönelagen 23 §: 80 per cent of 592,000 by 365", employers.hogst_per_dag, (((EMPLOYER_2026,), 129_753),)),
    (
        "sjuklönelagen 23 §: the least of three",
        employers.garanterad_sjuklon,
        (((1, 2, 3), 1), ((2, 1, 3), 1), ((3, 2, 1), 1)),
    ),
    ("2021:1230: by the last day", employers.karensavdrag_sokt_i_tid, (((100, 100), True), ((101, 100), False))),
    (
        "1991:1046 6 §: before it was bought, or for exceptional reasons",
        employers.sokt_fore_anskaffning,
        (((100, 100, False), True), ((101, 100, False), False), ((101, 100, True), True)),
    ),
    ("1991:1046 7 §: before the month of the age", employers.fore_alder, (((99, 100), True), ((100, 100), False))),
    (
        "1991:1046 4 §: to the employer half above 10,000, or more",
        employers.bidrag_till_arbetsgivaren,
        (
            ((10_000, 0, EMPLOYER_2026), 0),
            ((10_002, 0, EMPLOYER_2026), 100),
            ((9_000, 0, EMPLOYER_2026), 0),
            ((10_001, 80, EMPLOYER_2026), 80),
            ((10_001, 40, EMPLOYER_2026), 50),
        ),
    ),
    (
        "1991:1046 4 §: to the insured all of what is of no value to others, else half or more",
        employers.bidrag_till_den_forsakrade,
        (((100, True, 0), 10_000), ((100, False, 0), 5_000), ((100, False, 80), 8_000)),
    ),
    (
        "1991:1046 4 §: at most 50,000",
        employers.hogst_femtiotusen,
        (
            ((5_000_001, False, EMPLOYER_2026), 5_000_000),
            ((4_999_999, False, EMPLOYER_2026), 4_999_999),
            ((5_000_001, True, EMPLOYER_2026), 5_000_001),
        ),
    ),
    ("2014:67: by 1 February", employers.sokt_fore_februari, (((100, 100), True), ((101, 100), False))),
    (
        "2014:67 7 §: half, 20,000 an employee and 200,000 an employer",
        employers.bidrag_till_rehabiliteringsstod,
        (
            ((1_000, 0, 0, EMPLOYER_2026), 50_000),
            ((50_000, 0, 0, EMPLOYER_2026), 2_000_000),
            ((50_000, 19_999, 0, EMPLOYER_2026), 100),
            ((50_000, 20_000, 0, EMPLOYER_2026), 0),
            ((50_000, 21_000, 0, EMPLOYER_2026), 0),
            ((50_000, 0, 199_999, EMPLOYER_2026), 100),
            ((50_000, 0, 200_000, EMPLOYER_2026), 0),
            ((50_000, 0, 210_000, EMPLOYER_2026), 0),
        ),
    ),
    ("2017:819 10 kap. 6 §: Monday to Friday", programmes.ersattningsdag, (((4,), True), ((5,), False))),
    (
        "2017:819 10 kap. 5 §: the month before, or for special reasons",
        programmes.inte_langre_tillbaka,
        (((99, 100, False), True), ((98, 100, False), False), ((98, 100, True), True)),
    ),
    (
        "2017:819 4 kap. 2 §: seven days, then a certificate",
        programmes.sjukdag_styrkt,
        (((True, 7, False), True), ((True, 8, False), False), ((True, 8, True), True), ((False, 1, True), False)),
    ),
    ("2017:819 4 kap. 3 §: within five days", programmes.samma_sjukperiod, (((105, 100), True), ((106, 100), False))),
    (
        "2017:819 4 kap. 3 §: ten waiting days",
        programmes.karensdag,
        (((True, 9), True), ((True, 10), False), ((False, 0), False)),
    ),
    ("2017:819 4 kap. 4 § 1: three days", programmes.kort_ledighet, (((3,), True), ((4,), False))),
    (
        "2017:819 4 kap. 4 § 2: ten days of June to August",
        programmes.uppehall_i_utbildning,
        (((6, 9), True), ((5, 0), False), ((8, 0), True), ((9, 0), False), ((7, 10), False)),
    ),
    ("2017:819 4 kap. 4 § 3: twenty days", programmes.uppehall_i_garantin, (((19,), True), ((20,), False))),
    (
        "2017:819 2 kap. 8 §: 450 days of the guarantee",
        programmes.grundbeloppet_slut,
        (((True, 449), False), ((True, 450), True), ((False, 450), False)),
    ),
    (
        "2024:506: ten points less from day 101, five more each hundred",
        programmes.ersattningsniva,
        (
            ((80, 100), 80),
            ((80, 101), 70),
            ((80, 200), 70),
            ((80, 201), 65),
            ((80, 301), 60),
            ((80, 401), 55),
            ((10, 101), 0),
            ((5, 101), 0),
        ),
    ),
    (
        "2017:819 2 kap. 3-4 §§: by 22 of at most 34,000, from day 301 of at most 1,364 a day",
        programmes.inkomstbaserat_belopp,
        (
            ((34_000, 80, 300, PROGRAMME), 1_236),
            ((35_000, 80, 300, PROGRAMME), 1_236),
            ((34_000, 80, 301, PROGRAMME), 1_091),
            ((22_000, 60, 301, PROGRAMME), 600),
        ),
    ),
    (
        "2017:819 2 kap. before October 2025: the benefit, or its share of the day",
        programmes.inkomstbaserat_belopp_aldre,
        (((-1, 1_001, 65), 651), ((0, 1_000, 65), 0), ((700, 1_000, 65), 700)),
    ),
    (
        "2017:819 2 kap. 4 § before: 80, 70 and 65 per cent for the young",
        programmes.andel_av_dagsfortjanst_aldre,
        (((True, 100), 80), ((True, 101), 70), ((True, 200), 70), ((True, 201), 65), ((False, 1), 65)),
    ),
    (
        "2017:819 2 kap. 3-4 §§: from October 2025 by the level instead",
        programmes.andel_av_dagsfortjanst,
        (((True, 1), 0), ((False, 1), 0)),
    ),
    (
        "2017:819 2 kap. 6 §: no more than the basic amount",
        programmes.nedsatt_efter_sanktioner,
        (((True, 500, 365), 365), ((True, 300, 365), 300), ((False, 500, 365), 500)),
    ),
    ("2017:819 2 kap. 3-4 §§: at least the least", programmes.lagst, (((300, 365), 365), ((400, 365), 400))),
    (
        "2017:819 2 kap. 10 §: 18 to 24",
        programmes.ung_deltagare,
        (((18, False), True), ((17, False), False), ((24, False), True), ((25, False), False), ((20, True), False)),
    ),
    (
        "2017:819 2 kap. 11 §: a fifth of a week, 206 of 59,200 × 1.74 %",
        programmes.hogre_utvecklingsersattning,
        (((PROGRAMME,), 206),),
    ),
    ("2017:819 2 kap. 11 §: 1,250 by 22, 57", programmes.lagre_utvecklingsersattning, (((PROGRAMME,), 57),)),
    (
        "2017:819 2 kap. 11 §: upper secondary school, or a folk high school from 20",
        programmes.ratt_till_hogre,
        (((True, 18, False), True), ((False, 20, True), True), ((False, 19, True), False), ((False, 20, False), False)),
    ),
    ("2017:819 10 kap. 6 §: by the extent", programmes.efter_omfattning, (((365, 50), 18_250), ((365, 100), 36_500))),
    (
        "2017:819 3 kap. 12 §: three children, fewer with maintenance support for three or more",
        programmes.antal_barn_med_tillagg,
        (((2,), 3), ((3,), 2), ((4,), 1), ((5,), 1), ((6,), 0)),
    ),
    (
        "2017:819 3 kap. 12 §: 1,500 and 800; from September 2026 750 and 400, double alone",
        programmes.tillagg_for_barn,
        (
            ((1, 0, 1, 0, ESTABLISHMENT), 230_000),
            ((1, 1, 1, 1, ESTABLISHMENT), 230_000),
            ((1, 0, 1, 0, FROM_SEPTEMBER), 115_000),
            ((2, 1, 1, 1, FROM_SEPTEMBER), 305_000),
        ),
    ),
    (
        "2017:819 3 kap. 13-15 §§: alone in an own dwelling",
        programmes.bostad_som_ersatts,
        (((True, True), True), ((True, False), False), ((False, True), False)),
    ),
    (
        "2017:819 3 kap. 16 §: from 1,800 to 5,700",
        programmes.bostadsersattning,
        (
            ((1_800, ESTABLISHMENT), 0),
            ((1_801, ESTABLISHMENT), 100),
            ((1_000, ESTABLISHMENT), 0),
            ((5_701, ESTABLISHMENT), 390_000),
        ),
    ),
    (
        "2017:819 5 kap. 5 §: less housing support",
        programmes.minskad_med_bostadsstod,
        (((10, 9), 1), ((10, 10), 0), ((9, 10), 0)),
    ),
    (
        "2017:819 10 kap. 8 §: thirtieths",
        programmes.del_av_manaden,
        (((3_000, 1), 100), ((3_000, 30), 3_000), ((3_000, 31), 3_000)),
    ),
    ("2022:807: two years", programmes.tid_kvar_i_etableringsjobb, (((23,), True), ((24,), False))),
    ("2022:807: for the time worked", programmes.ersattning_for_arbetad_tid, (((1_000, 50), 500), ((1, 50), 1))),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_work_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
