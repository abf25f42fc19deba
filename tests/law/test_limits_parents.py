"""Limits of the law of tillfällig föräldrapenning, one provision at a time: the figures are the sections' own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from handlag.law.engine import Answer
from handlag.law.graviditetspenning.amounts import LowerCeiling
from handlag.law.parameters import amounts_on
from handlag.law.tillfallig_foraldrapenning import provisions as temporary
from tests.law.limits import Limit, cases

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR
P = amounts_on(date(2026, 2, 1), of=LowerCeiling)

LIMITS: tuple[Limit, ...] = (
    (
        "13 kap. 9 a § before April 2026: 90 days back, at a child's death any",
        temporary.ansokt_inom_90_dagar,
        (
            ((10, 100, False, False, False), True),
            ((9, 100, False, False, False), False),
            ((9, 100, True, False, False), False),
            ((9, 100, False, True, False), True),
            ((9, 100, False, False, True), True),
        ),
    ),
    (
        "13 kap. 9 a § from April 2026: 30 days back, at a serious illness or death any",
        temporary.ansokt_inom_30_dagar,
        (
            ((70, 100, False, False, False), True),
            ((69, 100, False, False, False), False),
            ((69, 100, True, False, False), True),
            ((69, 100, False, True, False), True),
            ((69, 100, False, False, True), True),
        ),
    ),
    (
        "13 kap. 16 §: away from work, and no vacation or other benefit",
        temporary.ledig_utan_annan_ersattning,
        (((False, False), True), ((True, False), False), ((False, True), False)),
    ),
    (
        "13 kap.: to both for the kinds that allow it",
        temporary.far_ges_till_bada,
        (((True, False), True), ((False, True), True), ((False, False), False)),
    ),
    ("13 kap. 16 §: under twelve", temporary.under_tolv, (((99, 100), True), ((100, 100), False))),
    ("13 kap. 20 §: to the birthday", temporary.mote_eller_utredning, (((99, 100), True), ((100, 100), False))),
    ("13 kap. 20 § before 2026: no meeting", temporary.ingen_ratt_vid_mote, (((99, 100), False),)),
    (
        "13 kap. 17 §: from 240 days of age, or care arranged, or in hospital",
        temporary.ordnad_tillsyn_eller_sjukhus,
        (
            ((240, False, False), True),
            ((239, False, False), False),
            ((239, True, False), True),
            ((239, False, True), True),
        ),
    ),
    (
        "13 kap. 18 §: not in place of parental benefit, but for hospital",
        temporary.inte_i_stallet_for_foraldrapenning,
        (((True, False), False), ((True, True), True), ((False, False), True)),
    ),
    (
        "13 kap. 22 §: from twelve and not sixteen, in need",
        temporary.sarskilt_behov_fran_tolv,
        (
            ((99, 100, 200, YES), NO),
            ((100, 100, 200, YES), YES),
            ((199, 100, 200, UNCLEAR), UNCLEAR),
            ((200, 100, 200, YES), NO),
        ),
    ),
    (
        "13 kap. 26 §: by LSS, under sixteen",
        temporary.kontaktdag,
        (((99, 100, True), True), ((100, 100, True), False), ((99, 100, False), False)),
    ),
    (
        "13 kap. 27 §: by LSS from sixteen and not 21, or in special school",
        temporary.lss_fran_sexton,
        (
            ((99, 100, 200, 0, True), False),
            ((100, 100, 200, 0, True), True),
            ((200, 100, 200, 0, True), False),
            ((200, 100, 200, 200, True), True),
            ((201, 100, 200, 200, True), False),
            ((150, 100, 200, 0, False), False),
        ),
    ),
    (
        "13 kap. 30 §: seriously ill, under 18",
        temporary.allvarligt_sjukt_barn,
        (((99, 100, YES), YES), ((100, 100, YES), NO)),
    ),
    (
        "13 kap. 31 a §: under the limit",
        temporary.i_stallet_for_sjuk_foralder,
        (((99, 100, UNCLEAR), UNCLEAR), ((100, 100, YES), NO)),
    ),
    (
        "13 kap. 14 §: to the sixtieth day at home, of a child under ten",
        temporary.vid_fodelse_eller_adoption,
        (
            ((100, 100, 100, 999), True),
            ((99, 100, 100, 999), False),
            ((160, 100, 100, 999), True),
            ((161, 100, 100, 999), False),
            ((100, 100, 100, 101), True),
            ((100, 100, 100, 100), False),
        ),
    ),
    (
        "13 kap. 31 e §: ninety days from the day after the death of a child under 18",
        temporary.vid_barns_dod,
        (
            ((100, 100, 999), False),
            ((101, 100, 999), True),
            ((190, 100, 999), True),
            ((191, 100, 999), False),
            ((101, 100, 101), True),
            ((101, 100, 100), False),
        ),
    ),
    ("13 kap.: within the days, in eighths", temporary.inom_dagarna, (((72, 8, 10), True), ((73, 8, 10), False))),
    (
        "13 kap. 21 §: the first sixty",
        temporary.ur_de_forsta_60,
        (((472, 8, False), True), ((473, 8, False), False), ((0, 8, True), False)),
    ),
    (
        "13 kap. 21 §: the further sixty, not for an ill carer",
        temporary.ur_ytterligare_60,
        (((472, 8, False), True), ((473, 8, False), False), ((0, 8, True), False)),
    ),
    ("13 kap. 35 §: five days in seven", temporary.hogst_fem_dagar_av_sju, (((4,), True), ((5,), False))),
    (
        "13 kap. 35 §: 77.6 per cent by 260, 1,325 of 444,000",
        temporary.hel_dag_av_annat_forvarvsarbete,
        (((444_000, P), 1_325), ((0, P), 0)),
    ),
    ("13 kap. 36 §: by 365, 944 of 444,000", temporary.hel_kalenderdag, (((444_000, P), 944),)),
    ("13 kap. 34 §: an hour, 149 of 400,000 by 2,080", temporary.belopp_for_timme, (((400_000, 2_080, P), 149),)),
    ("13 kap. 34 §: whole hours, a half up", temporary.hela_timmar, (((89,), 1), ((90,), 2), ((29,), 0))),
    ("13 kap. 35 §: eighths to the öre", temporary.del_av_dag, (((1_325, 1), 16_563), ((1_325, 8), 132_500))),
)


@pytest.mark.parametrize(("rule", "arguments", "expected"), cases(LIMITS))
def test_a_limit_of_the_law_of_parents_stands_where_the_section_has_it(
    rule: Callable[..., Any], arguments: tuple[Any, ...], expected: Any
) -> None:
    assert rule(*arguments) == expected
