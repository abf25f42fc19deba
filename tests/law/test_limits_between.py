"""Limits of the rules between benefits, of repayment and of care abroad, one provision at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.aterkrav import provisions as recovery
from handlag.law.aterkrav.amounts import RanteAmounts
from handlag.law.betalningssakring import provisions as seizure
from handlag.law.engine import Answer
from handlag.law.internationell_vard import provisions as abroad
from handlag.law.omprovning import provisions as review
from handlag.law.parameters import amounts_on
from handlag.law.samordning import care_provisions as in_care
from handlag.law.samordning import provisions as together
from handlag.law.samordning.amounts import UppehalleAmounts
from handlag.law.underhallsstod import debt_provisions as debt
from tests.law.limits import Limit, cases, day

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR
ON = date(2026, 2, 1)
BOARD = amounts_on(ON, of=UppehalleAmounts)
RATES = amounts_on(ON, of=RanteAmounts)

LIMITS: tuple[Limit, ...] = (
    (
        "106 kap. 8 §: whole months",
        in_care.hela_manaden_pa_institution,
        (((100, 100, 130), True), ((99, 100, 130), False), ((130, 100, 130), True), ((131, 100, 130), False)),
    ),
    (
        "106 kap. 10 §: for twelve months",
        in_care.foralder_behovs_vid_behandlingen,
        (((99, 100, YES), YES), ((100, 100, YES), NO), ((99, 100, UNCLEAR), UNCLEAR)),
    ),
    (
        "106 kap. 11 §: ten in a row or in a quarter",
        in_care.tillfalligt_utan_vard,
        (((10, 0), True), ((9, 9), False), ((1, 10), True)),
    ),
    ("106 kap. 35 §: six months", in_care.ursprunglig_bostad, (((99, 100), True), ((100, 100), False))),
    (
        "106 kap. 36 §: two months, and again",
        in_care.bostadstillagg_under_langt_straff,
        (
            ((99, 100, 0), True),
            ((100, 100, 0), False),
            ((199, 100, 200), False),
            ((200, 100, 200), True),
            ((100, 100, 1), True),
        ),
    ),
    (
        "106 kap. 13, 19 §§: asked for, or at the state's cost",
        in_care.ska_betala_for_uppehallet,
        (
            ((True, True, False), True),
            ((True, False, True), False),
            ((False, False, True), True),
            ((False, True, False), False),
        ),
    ),
    (
        "106 kap. 39 §: 80 kronor, a third, down to a krona",
        in_care.avdrag_per_dag,
        (
            ((24_000, False, BOARD), 8_000),
            ((23_999, False, BOARD), 7_900),
            ((720_000, True, BOARD), 8_000),
            ((719_999, True, BOARD), 7_900),
            ((99_999, False, BOARD), 8_000),
        ),
    ),
    ("108 kap. 9 a §: at most what was received", recovery.hogst_vad_som_tagits_emot, (((10, 9), 9), ((9, 10), 9))),
    ("108 kap. 10 §: what was not used", recovery.oanvand_assistansersattning, (((10, 9), 9), ((9, 10), 9))),
    ("107 kap. 15 §: six months", together.sista_dag_att_lyfta, (((day(2025, 8, 31), 3), day(2026, 2, 28)),)),
    ("108 kap. 2 §: what was too much", recovery.for_mycket_utbetalt, (((10, 9), 1), ((10, 10), 0), ((9, 10), 0))),
    (
        "108 kap. 8-9 §§: support, housing and final settlements",
        recovery.alltid_aterbetalning,
        (((True, False), True), ((False, True), True), ((False, False), False)),
    ),
    (
        "108 kap. 10 §: kept unless 2 § is met",
        recovery.interimistiskt_beslut,
        (((True, False), True), ((True, True), False), ((False, False), False)),
    ),
    (
        "108 kap. 13-14 §§: not for the careless",
        recovery.eftergift_far_provas,
        (
            ((False, True, NO), YES),
            ((True, True, YES), NO),
            ((True, False, UNCLEAR), UNCLEAR),
            ((True, False, YES), YES),
        ),
    ),
    (
        "108 kap. 11 §: a part",
        recovery.eftergivet,
        (((1_000, True, 50), 500), ((1_000, False, 50), 0), ((1, True, 50), 1)),
    ),
    ("108 kap. 15 §: not before it fell due", recovery.ranta_lopar_fran, (((99, 100), 100), ((101, 100), 101))),
    ("108 kap. 19 §: the day after", recovery.drojsmalsranta_fran, (((100,), 101),)),
    (
        "108 kap. 16 §: two points more, never below nothing",
        recovery.rantesats_vid_avbetalning,
        (((250, RATES), 450), ((-200, RATES), 0), ((-201, RATES), 0), ((-199, RATES), 1)),
    ),
    ("räntelagen 6 §: eight points more", recovery.rantesats_vid_drojsmal, (((RATES,), 1_000),)),
    (
        "108 kap. 22 §: the reasonable part, at most the debt",
        recovery.avdrag_vid_kvittning,
        (((3, 2, 1, True), 1), ((1, 2, 3, True), 1), ((3, 1, 2, True), 1), ((1, 1, 1, False), 0)),
    ),
    (
        "108 kap. 28 §: every condition",
        seizure.skal_for_betalningssakring,
        (((YES, YES, YES, YES), YES), ((YES, NO, UNCLEAR, YES), NO), ((YES, YES, UNCLEAR, YES), UNCLEAR)),
    ),
    (
        "108 kap. 28 §: at most what is likely, before the decision",
        seizure.hogst_vad_som_sannolikt_bestams,
        (((10, 9, False), 9), ((10, 9, True), 10), ((8, 9, False), 8)),
    ),
    (
        "113 kap. 3 §: plainly wrong, not minor, not tried by a court",
        review.ska_andras,
        (
            ((YES, False, False), YES),
            ((YES, True, False), NO),
            ((YES, False, True), NO),
            ((UNCLEAR, False, False), UNCLEAR),
        ),
    ),
    (
        "113 kap. 4 §: not to the detriment of what fell due",
        review.far_inte_andras_till_nackdel,
        (
            ((True, True, False), True),
            ((True, False, True), True),
            ((True, False, False), False),
            ((False, True, True), False),
        ),
    ),
    (
        "113 kap. 5 §: two years",
        review.sista_dag_for_andring,
        (((day(2024, 2, 29),), day(2026, 2, 28)), ((day(2024, 3, 1),), day(2026, 3, 1))),
    ),
    (
        "113 kap. 5-6 §§: later for what was not known",
        review.far_tas_upp,
        (
            ((100, 100, False, False), True),
            ((101, 100, False, False), False),
            ((101, 100, True, False), True),
            ((101, 100, False, True), True),
        ),
    ),
    (
        "113 kap. 7-8 §§: once, in writing",
        review.kan_omprovas,
        (
            ((True, False, False, False), True),
            ((False, False, False, False), False),
            ((True, True, False, False), False),
            ((True, False, True, False), False),
            ((True, False, False, True), False),
        ),
    ),
    (
        "113 kap. 10 §: reconsidered first",
        review.ska_omprovas_fore_overklagande,
        (
            ((True, False, False), True),
            ((False, False, False), False),
            ((True, True, False), False),
            ((True, False, True), False),
        ),
    ),
    (
        "113 kap. 19 §: two months, the next working day",
        review.sista_dag_att_begara,
        (((day(2026, 1, 7),), day(2026, 3, 9)), ((day(2026, 1, 9),), day(2026, 3, 9))),
    ),
    ("113 kap. 19 §: on the last day", review.begard_i_tid, (((100, 100), True), ((101, 100), False))),
    (
        "106 kap. 16-17 §§: from the 61st day to the thirtieth before release",
        together.vilar_efter_sextio_dagar,
        (
            ((60, -1, False), False),
            ((61, -1, False), True),
            ((61, 31, False), True),
            ((61, 30, False), False),
            ((61, 0, False), False),
            ((61, 99, True), False),
        ),
    ),
    (
        "106 kap. 12, 14 §§: let out to work",
        together.lamnas_inte_under_frihetsberovande,
        (((True, False), True), ((True, True), False), ((False, False), False)),
    ),
    (
        "106 kap. 37 §: thirtieths up to a krona",
        together.del_av_manad,
        (((3_000_00, 1), 100_00), ((3_001_00, 1), 101_00), ((3_001_00, 31), 3_001_00)),
    ),
    (
        "107 kap. 2 §: what both exceed",
        together.avdrag_pa_retroaktiv,
        (((100, 100, 150), 50), ((100, 100, 200), 0), ((100, 100, 250), 0), ((100, 300, 100), 100)),
    ),
    (
        "107 kap. 12 §: the second year after",
        together.sista_dag_att_lyfta,
        (
            ((day(2024, 6, 27), 0), day(2026, 12, 31)),
            ((day(2024, 6, 27), 1), day(2025, 12, 31)),
            ((day(2024, 6, 27), 2), day(2025, 1, 31)),
        ),
    ),
    ("107 kap. 12 §: after the last day", together.preskriberad, (((100, 100), False), ((101, 100), True))),
    (
        "19 kap. 40, 47 §§: past the due day, not put off",
        debt.inte_betald_i_ratt_tid,
        (((101, 100, False), True), ((100, 100, False), False), ((101, 100, True), False)),
    ),
    (
        "19 kap. 43 §: a twelfth of 1.5, at least 150 a child",
        debt.delpost,
        (((1_200, 1), 15_000), ((1_201, 1), 15_013), ((0, 3), 45_000)),
    ),
    (
        "19 kap. 43 §: past the fifth month",
        debt.hela_skulden_forfaller,
        (((100, 100, False), False), ((101, 100, False), True), ((101, 100, True), False)),
    ),
    (
        "2013:513 6-7 §§: the Swedish cost less the fee",
        abroad.ersattning_for_vard,
        (((100, 50, 49), 100), ((100, 50, 50), 0), ((100, 50, 60), 0), ((1, 50, 0), 100)),
    ),
    ("2013:513 15 §: ninety days", abroad.senaste_beslut, (((100,), 190),)),
    (
        "987/2009 art. 26: above the fee there",
        abroad.ersattning_med_forhandstillstand,
        (((10, 9), 100), ((10, 10), 0), ((9, 10), 0)),
    ),
    (
        "883/2004 art. 24.2: the longest insured, or as long and last",
        abroad.sverige_svarar_for_pensionaren,
        (
            ((False, 9, 1, YES), NO),
            ((True, 1, 2, YES), NO),
            ((True, 3, 2, NO), YES),
            ((True, 2, 2, NO), NO),
            ((True, 2, 2, UNCLEAR), UNCLEAR),
        ),
    ),
    (
        "883/2004 art. 20: what Sweden gives, and not in time",
        abroad.forhandstillstand,
        (((YES, YES), YES), ((NO, YES), NO), ((UNCLEAR, NO), NO), ((YES, UNCLEAR), UNCLEAR)),
    ),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_between_benefits_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
