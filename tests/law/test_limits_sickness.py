"""Limits of the law of sickness, disability pension and injury, one provision at a time: figures of the sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.arbetsskada import provisions as injury
from handlag.law.arbetsskada.amounts import InjuryAmounts
from handlag.law.engine import Answer
from handlag.law.narstaendepenning import provisions as relatives
from handlag.law.parameters import amounts_on
from handlag.law.rehabiliteringsersattning import provisions as rehabilitation
from handlag.law.sarskilda_fall import provisions as special
from handlag.law.sarskilda_fall.amounts import SarskildaFallAmounts
from handlag.law.sjukersattning import provisions as pension
from handlag.law.sjukersattning.amounts import SjukersattningAmounts
from handlag.law.smittbararersattning import provisions as infection
from handlag.law.yrkesskadelivranta import provisions as old
from handlag.law.yrkesskadelivranta.amounts import OldAnnuityAmounts
from tests.law.limits import Limit, cases, month

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR
ON = date(2026, 2, 1)
PENSION = amounts_on(ON, of=SjukersattningAmounts)
INJURY = amounts_on(ON, of=InjuryAmounts)
SPECIAL = amounts_on(ON, of=SarskildaFallAmounts)
OLD = amounts_on(ON, of=OldAnnuityAmounts)
BORN = month(1996, 5)

LIMITS: tuple[Limit, ...] = (
    ("33 kap. 14 §: three months back", pension.tidigast_enligt_ansokan, (((97, 100), True), ((96, 100), False))),
    (
        "33 kap. 14 §: without application from the month after",
        pension.efter_beslut_utan_ansokan,
        (((100, 100), False), ((101, 100), True)),
    ),
    (
        "33 kap. 5 §: insured, or ill before the year of 18",
        pension.forsakrad_vid_forsakringsfallet,
        (((True, 40), True), ((False, 17), True), ((False, 18), False)),
    ),
    (
        "33 kap. 16 §: whole from July of the year of 19, part from 30, to the month before the target age",
        pension.alder_for_sjukersattning,
        (
            ((month(2015, 6), BORN, 99_999, True), False),
            ((month(2015, 7), BORN, 99_999, True), True),
            ((month(2026, 4), BORN, 99_999, False), False),
            ((month(2026, 5), BORN, 99_999, False), True),
            ((month(2026, 5), BORN, month(2026, 5), True), False),
            ((month(2026, 4), BORN, month(2026, 5), True), True),
        ),
    ),
    (
        "33 kap. 18 §: from July of the year of 19 to the month before 30",
        pension.alder_for_aktivitetsersattning,
        (
            ((month(2015, 6), BORN), False),
            ((month(2015, 7), BORN), True),
            ((month(2026, 4), BORN), True),
            ((month(2026, 5), BORN), False),
        ),
    ),
    ("33 kap. 19 §: three years", pension.inom_tre_ar, (((36,), True), ((37,), False))),
    ("33 kap. 9 §: what work leaves", pension.formansniva, (((12, 3), 9), ((3, 3), 0), ((3, 6), 0))),
    (
        "34 kap. 3 §: five years from 53, six from 50, seven from 47, else eight",
        pension.ramtid,
        (((53,), 5), ((52,), 6), ((50,), 6), ((49,), 7), ((47,), 7), ((46,), 8)),
    ),
    (
        "34 kap. 7-8 §§: at most 7.5 base amounts of its year, moved with them: 444,000 of 2026",
        pension.omraknad_bruttoinkomst,
        (
            ((356_999, 47_600, 59_200), 44_399_876),
            ((357_000, 47_600, 59_200), 44_400_000),
            ((400_000, 47_600, 59_200), 44_400_000),
        ),
    ),
    (
        "34 kap. 9 §: the mean of three",
        pension.antagandeinkomst,
        (((300, 300, 300), 300), ((1, 0, 0), 0), ((2, 0, 0), 1)),
    ),
    (
        "34 kap. 10 §: or of the best two",
        pension.antagandeinkomst_for_unga,
        (((100, 150, 100), 125), ((200, 150, 100), 200)),
    ),
    (
        "34 kap. 11 §: at least the SGI, of 7.5 base amounts",
        pension.inkomst_aret_fore_for_unga,
        (((100, 500_000, 59_200), 444_000), ((100, 200, 59_200), 200), ((300, 200, 59_200), 300)),
    ),
    ("34 kap. 12 §: 64.7 per cent", pension.hel_inkomstrelaterad, (((1_000, PENSION), 647), ((500, PENSION), 324))),
    (
        "34 kap. 14 §: less a foreign benefit",
        pension.efter_utlandsk_forman,
        (((10, 9), 1), ((10, 10), 0), ((10, 11), 0)),
    ),
    (
        "35 kap. 12-13 §§: all of the time ahead after four fifths, else in proportion",
        pension.framtida_forsakringstid,
        (((80, 100, 120), 120), ((79, 100, 120), 118), ((0, 100, 120), 0)),
    ),
    (
        "35 kap. 9 §: as much as here of the time since",
        pension.hemlandstid,
        (((100, 60, 120), 50), ((100, 59, 120), 49)),
    ),
    ("35 kap. 5 §: whole years", pension.sammanlagd_forsakringstid, (((10, 13), 1), ((11, 13), 2))),
    ("35 kap. 3 §: three years", pension.minst_tre_ars_forsakringstid, (((3,), True), ((2,), False))),
    (
        "35 kap. 18-19 §§: 2.48 to 2.73 by age and 2.78 from 30, of 59,200",
        pension.hel_garantiniva,
        (
            ((20, PENSION), 14_681_600),
            ((21, PENSION), 14_977_600),
            ((22, PENSION), 14_977_600),
            ((23, PENSION), 15_273_600),
            ((25, PENSION), 15_569_600),
            ((27, PENSION), 15_865_600),
            ((28, PENSION), 15_865_600),
            ((29, PENSION), 16_161_600),
            ((30, PENSION), 16_457_600),
        ),
    ),
    ("35 kap. 20 §: fortieths", pension.avkortad_garantiniva, (((400, 39), 390), ((400, 40), 400), ((400, 41), 400))),
    (
        "35 kap. 24 §: what the income-related lacks",
        pension.hel_garantiersattning,
        (((10, 9), 1), ((10, 10), 0), ((9, 10), 0)),
    ),
    ("34 kap. 13 §, 35 kap. 25 §: twelfths", pension.partiell, (((100, 12), 100), ((100, 3), 25), ((101, 6), 51))),
    (
        "36 kap. 6 §: three quarters of an annuity above a sixth of the prisbasbelopp",
        pension.minskning_for_livranta,
        (((986_666, PENSION), 0), ((986_667, PENSION), 740_000), ((1_200_000, PENSION), 900_000)),
    ),
    (
        "36 kap. 8 §: 60 per cent of the prisbasbelopp is left, as far as there was so much",
        pension.lagst_efter_livranta,
        (
            ((0, 9_999_999, 12, PENSION), 3_552_000),
            ((0, 100, 12, PENSION), 100),
            ((4_000_000, 9_999_999, 12, PENSION), 4_000_000),
            ((0, 9_999_999, 6, PENSION), 1_776_000),
        ),
    ),
    (
        "36 kap. 2 §: the larger of guarantee and survivor's",
        pension.garanti_eller_efterlevandestod,
        (((10, 11), 0), ((10, 10), 10), ((10, 9), 10)),
    ),
    (
        "36 kap. 30 §: to a krona divisible by twelve, nothing under twelve",
        pension.manadsbelopp,
        (((1_199,), 0), ((1_200,), 100), ((1_799,), 100), ((1_800,), 200)),
    ),
    ("36 kap. 10 §: after twelve months", pension.far_vila, (((12,), True), ((11,), False))),
    (
        "36 kap. 14-15 §§: 24 months in all",
        pension.inom_vilandetiden,
        (((12, 12), True), ((12, 13), False), ((25, 0), False)),
    ),
    (
        "36 kap. 12 § to June 2026: all of it at studies",
        pension.vilande_del_till_juni_2026,
        (((12, 6, True), 12), ((12, 6, False), 6), ((3, 6, False), 3)),
    ),
    ("36 kap. 12 § from July 2026: as asked", pension.vilande_del, (((12, 6, True), 6), ((3, 6, False), 3))),
    (
        "36 kap. 18 §: a quarter for 24 months of work",
        pension.belopp_vid_vila,
        (((100, True, 24), 25), ((100, True, 25), 0), ((100, False, 1), 0)),
    ),
    (
        "36 kap. 9 a § to June 2026: six months of trial",
        pension.provotid_till_juni_2026,
        (((6, 12), True), ((7, 12), False), ((6, 11), False)),
    ),
    (
        "36 kap. 9 a § from July 2026: twelve",
        pension.provotid,
        (((12, 12), True), ((13, 12), False), ((12, 11), False)),
    ),
    (
        "37 kap. 6 §: free 1 prisbasbelopp at whole, 2.6 at three quarters, 3.6, 4.2 at half, 5.8 at a quarter",
        pension.fribelopp_steglost,
        (
            ((12, PENSION), 5_920_000),
            ((10, PENSION), 5_920_000),
            ((9, PENSION), 15_392_000),
            ((8, PENSION), 21_312_000),
            ((7, PENSION), 21_312_000),
            ((6, PENSION), 24_864_000),
            ((4, PENSION), 24_864_000),
            ((3, PENSION), 34_336_000),
        ),
    ),
    (
        "37 kap. 6 §: half of what exceeds it",
        pension.efter_steglos_avrakning,
        (((100, 50, 60), 100), ((100, 60, 60), 100), ((100, 62, 60), 99), ((100, 300, 60), 0), ((100, 260, 60), 0)),
    ),
    (
        "37 kap. 7 §: 8 prisbasbelopp with the income",
        pension.hogst_med_inkomsten,
        (
            ((100, 0, PENSION), 100),
            ((100, 47_359_999, PENSION), 1),
            ((100, 47_360_000, PENSION), 0),
            ((100, 47_360_100, PENSION), 0),
        ),
    ),
    (
        "47 kap. 7 §: within three months",
        relatives.sokt_inom_tre_manader,
        (((100, 100, False), True), ((100, 101, False), False), ((100, 101, True), True)),
    ),
    (
        "47 kap. 8-9 §§: 100 days, 240 for infection by treatment",
        relatives.hogsta_antal_dagar,
        (((False,), 100), ((True,), 240)),
    ),
    (
        "47 kap. 10 §: in quarters",
        relatives.dagar_kvar,
        (((0, 100), 400), ((400, 100), 0), ((401, 100), 0), ((399, 100), 1)),
    ),
    (
        "47 kap. 11 §: whole, three quarters, half, a quarter",
        relatives.formansniva,
        (((0,), 4), ((1,), 3), ((25,), 3), ((26,), 2), ((50,), 2), ((51,), 1), ((75,), 1), ((76,), 0)),
    ),
    ("47 kap. 17 §: less others", relatives.utan_andra_formaner, (((4, 3), 1), ((4, 4), 0), ((2, 4), 0))),
    (
        "47 kap. 3 §: seriously ill, with consent",
        relatives.vard_av_svart_sjuk,
        (((YES, YES), YES), ((YES, NO), NO), ((NO, UNCLEAR), NO), ((UNCLEAR, YES), UNCLEAR), ((YES, UNCLEAR), UNCLEAR)),
    ),
    (
        "47 kap. 3 §: both here and insured",
        relatives.vardas_har_och_ar_forsakrad,
        (((True, True), True), ((True, False), False), ((False, True), False)),
    ),
    (
        "46 kap. 11 §: whole, three quarters, half, a quarter",
        infection.formansniva,
        (((0,), 4), ((1,), 3), ((25,), 3), ((26,), 2), ((50,), 2), ((51,), 1), ((75,), 1), ((76,), 0)),
    ),
    (
        "27 kap. 37 §: 180 days past the last age",
        infection.dagar_efter_sista_aldern,
        (((0,), 180), ((179,), 1), ((180,), 0), ((181,), 0)),
    ),
    ("46 kap. 18 §: less others", infection.efter_andra_formaner, (((10, 9), 1), ((10, 10), 0), ((10, 11), 0))),
    ("46 kap. 19 §: above the wage", infection.over_lonen, (((10, 9), 1), ((10, 10), 0), ((10, 11), 0))),
    ("46 kap. 6 §: the part left", infection.nedsatt, (((200, 50), 100), ((200, 0), 0), ((199, 50), 99))),
    ("46 kap. 20-21 §§: what nobody else pays", infection.resekostnad, (((10, 9), 1), ((10, 10), 0), ((9, 10), 0))),
    (
        "31 kap. 4 §: before the month of the target age",
        rehabilitation.fore_riktaldern,
        (((99, 100), True), ((100, 100), False)),
    ),
    (
        "31 kap. 5 §: kept at illness for 30 days, with a certificate after seven",
        rehabilitation.far_behallas_vid_sjukdom,
        (((7, False), True), ((8, False), False), ((8, True), True), ((30, True), True), ((31, True), False)),
    ),
    ("31 kap. 8 §: a quarter at least", rehabilitation.nedsatt_minst_en_fjardedel, (((25,), True), ((24,), False))),
    (
        "31 kap. 8 §: quarters",
        rehabilitation.formansniva,
        (((100,), 4), ((75,), 3), ((74,), 2), ((25,), 1), ((24,), 0)),
    ),
    ("31 kap. 12 §: less others", rehabilitation.efter_andra_formaner, (((10, 9), 1), ((10, 10), 0), ((10, 11), 0))),
    (
        "28 a kap. 3 §: after a time-limited benefit ended",
        special.efter_tidsbegransad_ersattning,
        (((True, 101, 100), True), ((True, 100, 100), False), ((False, 101, 100), False)),
    ),
    (
        "28 a kap. 4 §: under 230 a day",
        special.for_lag_ordinarie_ersattning,
        (((229, SPECIAL), True), ((230, SPECIAL), False)),
    ),
    (
        "28 a kap. 19 §: until the SGI reaches 115,400",
        special.ratten_bestar,
        (((115_399, SPECIAL), True), ((115_400, SPECIAL), False)),
    ),
    ("28 a kap. 7 §: before the target age", special.fore_riktaldern, (((99, 100), True), ((100, 100), False))),
    ("28 a kap. 8 §: quarters", special.formansniva, (((100,), 4), ((50,), 2), ((49,), 1), ((24,), 0))),
    (
        "28 a kap. 9 §: 230, 173, 115 and 58",
        special.hogsta_belopp,
        (((4, SPECIAL), 230), ((3, SPECIAL), 173), ((2, SPECIAL), 115), ((1, SPECIAL), 58), ((0, SPECIAL), 0)),
    ),
    (
        "28 a kap. 13 §: quarters of the ceiling beside sjukersättning",
        special.hogsta_vid_sjukersattning,
        (((4, 1, SPECIAL), 17_300), ((1, 2, SPECIAL), 2_875), ((2, 3, SPECIAL), 2_900)),
    ),
    ("28 a kap. 11 §: above the ordinary", special.utover_ordinarie, (((10, 9), 1), ((10, 10), 0), ((9, 10), 0))),
    (
        "28 a kap. 14 §: nearest krona, a half down",
        special.livranta_per_dag,
        (((182,), 0), ((183,), 1), ((547,), 1), ((548,), 2), ((365,), 1)),
    ),
    ("28 a kap. 14 §: less the annuity", special.efter_livranta, (((200, 1), 100), ((100, 1), 0), ((99, 1), 0))),
    ("43 kap. 10 §: after the time of protection", injury.efter_skyddstiden, (((100, 100), False), ((101, 100), True))),
    ("43 kap. 14 §: days after it", injury.dag_efter_skyddstiden, (((100, 100), False), ((101, 100), True))),
    (
        "41 kap. 5 §: before the month of the target age",
        injury.fore_riktaldern,
        (((99, 100), True), ((100, 100), False)),
    ),
    (
        "41 kap. 6 §: injured from that month, with an SGI, before the month of 69",
        injury.efter_riktaldern,
        (
            ((month(2064, 1), month(2063, 5), month(2063, 5), BORN, True), True),
            ((month(2064, 1), month(2063, 4), month(2063, 5), BORN, True), False),
            ((month(2064, 1), month(2063, 5), month(2063, 5), BORN, False), False),
            ((month(2065, 4), month(2063, 5), month(2063, 5), BORN, True), True),
            ((month(2065, 5), month(2063, 5), month(2063, 5), BORN, True), False),
        ),
    ),
    ("42 kap. 6 §: within six years", injury.ansokt_inom_sex_ar, (((100, 172), True), ((100, 173), False))),
    ("42 kap. 6 §: on the last day", injury.inte_forlorad, (((100, 100), True), ((100, 101), False))),
    ("41 kap. 2 §: a fifteenth", injury.nedsatt_med_en_femtondel, (((10, 150), True), ((9, 150), False))),
    (
        "41 kap. 2 § 2: a quarter of 59,200, 14,800",
        injury.forlust_minst_en_fjardedels_prisbasbelopp,
        (((14_800, 59_200), True), ((14_799, 59_200), False)),
    ),
    (
        "41 kap. 16 §: 2, 2.5 and 3 prisbasbelopp",
        injury.lagsta_underlag,
        (((20, 59_200), 118_400), ((21, 59_200), 148_000), ((24, 59_200), 148_000), ((25, 59_200), 177_600)),
    ),
    ("43 kap. 13 §: 7 prisbasbelopp", injury.lagsta_underlag_militar_utbildning, (((59_200,), 414_400),)),
    (
        "41 kap. 18 §: at least the least, at most 444,000",
        injury.livranteunderlag,
        (((100, 200, 59_200), 200), ((300, 200, 59_200), 300), ((500_000, 0, 59_200), 444_000)),
    ),
    (
        "41 kap. 8 §: the same share",
        injury.livranta_ar,
        (((300_000, 100_000, 300_000), 10_000_000), ((1, 1, 3), 33), ((1, 2, 3), 67)),
    ),
    ("41 kap. 21 §: by the year's number", injury.omraknad_livranta, (((10_000, 10_270), 10_270), ((1, 15_000), 2))),
    (
        "41 kap. 21 §: at most the same share of 444,000",
        injury.hogsta_omraknade_livranta,
        (((1, 2, INJURY), 22_200_000), ((1, 1, INJURY), 44_400_000)),
    ),
    (
        "42 kap. 2 §: what is above",
        injury.utover_ersattning_for_samma_forlust,
        (((10, 9), 1), ((10, 10), 0), ((10, 11), 0)),
    ),
    (
        "42 kap. 4 §: less the degree's share",
        injury.minskad_for_annan_sjukdom,
        (((100, 100, 1, 2), 50), ((50, 100, 1, 2), 0), ((10, 100, 1, 2), 0)),
    ),
    (
        "40 kap. 4, 6 §§: 80 per cent by 365, half a krona up",
        injury.arbetsskadesjukpenning_for_dag,
        (((365_000,), 80_000), ((228,), 0), ((229,), 100)),
    ),
    (
        "40 kap. 5 §: 80 per cent of the loss, at most as above",
        injury.ytterligare_dag,
        (((10_000, 9_000), 8_000), ((20_000, 9_000), 9_000), ((62, 9_000), 0), ((63, 9_000), 100)),
    ),
    (
        "43 kap. 14 §: training of more than 60 days",
        injury.ratt_till_sarskild_sjukpenning,
        (((61, YES), YES), ((60, YES), NO), ((61, UNCLEAR), UNCLEAR)),
    ),
    (
        "43 kap. 15 §: 4, 4.5 and 5 prisbasbelopp",
        injury.berakningsunderlag,
        (
            ((20, INJURY), 23_680_000),
            ((21, INJURY), 26_640_000),
            ((24, INJURY), 26_640_000),
            ((25, INJURY), 29_600_000),
        ),
    ),
    (
        "43 kap. 16 §: 80 per cent by 365, by quarters",
        injury.sarskild_sjukpenning,
        (((36_500_00, 4), 8_000), ((36_500_00, 1), 2_000)),
    ),
    ("43 kap. 17 §: above the others", injury.utover_annan_ersattning, (((10, 9), 1), ((10, 10), 0), ((10, 11), 0))),
    (
        "44 kap. 5 §: six prisbasbelopp, by per cent",
        injury.sarskild_krigsskadeersattning,
        (((59_200, 100), 35_520_000), ((59_200, 1), 355_200)),
    ),
    (
        "lag 1967:919 1 §: what was not exchanged",
        old.ej_utbytt_del,
        (((100, 25), 7_500), ((100, 0), 10_000), ((100, 100), 0)),
    ),
    (
        "lag 1967:919 2 §: 25, 20 and 10 per cent by the year of the injury",
        old.hojd_1968,
        (
            ((100, 1961), 125),
            ((100, 1962), 120),
            ((100, 1964), 120),
            ((100, 1965), 110),
            ((100, 1967), 110),
            ((100, 1968), 100),
        ),
    ),
    (
        "lag 1967:919 3 §: the number with two decimals",
        old.tal_av_basbeloppet,
        (((10_000, 5_000), 2), ((12_500, 5_000), 3), ((12_499, 5_000), 2)),
    ),
    ("lag 1967:919 3 §: of the year's prisbasbelopp", old.vardesakrad, (((3, OLD), 177_600), ((100, OLD), 5_920_000))),
    (
        "lag 1977:268 2 §: 30, 20 and 10 per cent by the year, at least 500 kronor",
        old.hojning_1977,
        (
            ((100, 1954, 10_700), 321_000),
            ((100, 1955, 10_700), 214_000),
            ((100, 1967, 10_700), 214_000),
            ((100, 1968, 10_700), 107_000),
            ((1, 1968, 10_700), 50_000),
        ),
    ),
    (
        "lag 1977:268 3 §: with the prisbasbelopp, down to kronor divisible by twelve",
        old.uppraknad,
        (
            ((100, 0, 59_200, OLD), 5_919_600),
            ((100, 400, 59_200, OLD), 5_919_600),
            ((100, 1_200, 59_200, OLD), 5_920_800),
        ),
    ),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_sickness_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
