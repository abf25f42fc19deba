"""SFB 51 kap. as provisions: minutes a week or a month, sums in öre."""

from __future__ import annotations

from handlag.law.assistansersattning.amounts import AssistansAmounts
from handlag.law.engine import Answer, Day, Key, Month, Ore, provision
from handlag.law.rounding import nearest_half_up

_M = Key.BENEFIT_MONTH
_BASIC = ("foraldraavdrag_grund_0", "foraldraavdrag_grund_1", "foraldraavdrag_grund_7")
_OTHER = ("foraldraavdrag_annat_1", "foraldraavdrag_annat_7", "foraldraavdrag_annat_12")


@provision("SFB 51 kap. 2 §", key=_M)
def omfattas_av_lss(judged: Answer) -> Answer:
    """Whether the person is of those that LSS 1 § covers."""
    return judged


@provision("SFB 51 kap. 7 §", key=_M, sfs="2012:935")
def hogst_en_manad_tillbaka(month: Month, applied: Month) -> bool:
    """Whether the month is at most one before that of the application or of the municipality's notice."""
    return month >= applied - 1


@provision("SFB 51 kap. 8 §", key=_M, sfs="2022:879")
def beviljad_eller_sokt_fore_riktaldern(day: Day, reached: Day, granted: Day, applied: Day) -> bool:
    """Whether the person is below the target age of pension, or was granted it or applied before reaching it."""
    return day < reached or 0 < granted < reached or 0 < applied < reached


@provision("SFB 51 kap. 6 §, förordning (1993:1091) bilagan", key=_M, sfs="2022:1251", uses=_BASIC)
def foraldraavdrag_fran_grundlaggande(age: int, p: AssistansAmounts) -> int:
    """Minutes a week taken from a child's basic needs by the age reached in the month; none from 12."""
    if age < 1:
        return 7 * p.foraldraavdrag_grund_0
    if age < 7:
        return 7 * p.foraldraavdrag_grund_1
    return 7 * p.foraldraavdrag_grund_7 if age < 12 else 0


@provision("SFB 51 kap. 6 §, förordning (1993:1091) bilagan", key=_M, sfs="2022:1251", uses=_OTHER)
def foraldraavdrag_fran_andra_behov(age: int, p: AssistansAmounts) -> int:
    """Minutes a week taken from a child's other personal needs: none before 1 or from 18."""
    if age < 1 or age >= 18:
        return 0
    if age < 7:
        return 7 * p.foraldraavdrag_annat_1
    return 7 * (p.foraldraavdrag_annat_7 if age < 12 else p.foraldraavdrag_annat_12)


@provision("SFB 51 kap. 6 §", key=_M, sfs="2022:1251")
def behov_efter_avdrag(minutes: int, exempt: int, deduction: int) -> int:
    """A need after the deduction, which is never made from what is exempt."""
    return exempt + max(minutes - exempt - deduction, 0)


@provision("SFB 51 kap. 3 §", key=_M)
def mer_an_20_timmar(basic: int) -> bool:
    """Whether the basic needs are on average more than 20 hours a week."""
    return basic > 20 * 60


@provision("SFB 51 kap. 10 §", key=_M, sfs="2022:879")
def inte_fler_timmar_efter_riktaldern(minutes: int, then: int) -> int:
    """Minutes a week granted past the target age of pension: no more than when it was reached."""
    return min(minutes, then)


@provision("SFB 51 kap. 9 och 14 §§", key=_M)
def minuter_att_ersatta(granted_a_week: int, days: int, payable: int) -> int:
    """Minutes of the month that are paid: those performed, up to the granted of its days."""
    return min(payable, granted_a_week * days // 7)


@provision("SFB 51 kap. 11 §, förordning (1993:1091) 5 §", key=_M, sfs="2018:122", uses=("assistans_schablon_ore",))
def timbelopp(cost: Ore, p: AssistansAmounts) -> Ore:
    """An hour's amount: the flat one, or for special reasons the cost up to 12 per cent more (0 for no such grant)."""
    flat = p.assistans_schablon_ore
    return min(max(cost, flat), flat * 112 // 100)


@provision("SFB 51 kap. 14 §", key=_M, sfs="2018:555")
def ersattning_for_manad(minutes: int, hourly: Ore) -> Ore:
    """The month's payment, to the nearest öre."""
    return nearest_half_up(minutes * hourly, 60)


@provision("SFB 51 kap. 22 §", key=_M, sfs="2011:332")
def kommunens_minuter(minutes: int, days: int) -> int:
    """Of the month's paid minutes those the municipality bears: the first 20 hours a week."""
    return min(minutes, 20 * 60 * days // 7)
