"""SFB 15 and 16 kap. as provisions: months as whole numbers, a child's allowance counted in halves."""

from __future__ import annotations

from handlag.law.engine import Key, Kronor, Month, Ore, provision
from handlag.law.parameters import Amounts
from handlag.law.rounding import up_to_whole

_MONTH = Key.BENEFIT_MONTH
_STEPS = ("flerbarnstillagg_barn_2", "flerbarnstillagg_barn_3", "flerbarnstillagg_barn_4", "flerbarnstillagg_barn_5")


@provision("SFB 15 kap. 4 §", key=_MONTH)
def forsta_manaden(right_arose: Month) -> Month:
    """The first month of the allowance: the one after birth, or after the right otherwise arose."""
    return Month(right_arose + 1)


@provision("SFB 15 kap. 4 §", key=_MONTH)
def sista_manaden(birth: Month) -> Month:
    """The last month of the allowance: the end of the quarter in which the child becomes 16."""
    sixteen = birth + 12 * 16
    return Month(sixteen - sixteen % 3 + 2)


@provision("SFB 15 kap. 5–6 §§", key=_MONTH, sfs="2023:348")
def forlangt_fran(last: Month, school: Month) -> Month:
    """The first month of extended allowance, in compulsory or special school: after the last ordinary one."""
    return Month(max(last + 1, school))


@provision("SFB 15 kap. 7 §", key=_MONTH)
def forlangt_till(finished: Month) -> Month:
    """The last month of extended allowance: the one in which the child finishes or breaks off school."""
    return finished


@provision("SFB 15 kap. 11 §", key=_MONTH)
def raknas_fran_kvartalet(started: Month) -> Month:
    """The first month a student counts for the supplement: of the quarter in which the studies begin."""
    return Month(started - started % 3)


@provision("SFB 15 kap. 11 §", key=_MONTH)
def raknas_langst_till(birth: Month) -> Month:
    """The last month a student counts for the supplement: June of the year in which the child becomes 20."""
    return Month(12 * (birth // 12 + 20) + 5)


@provision("SFB 16 kap. 4 §", key=_MONTH)
def hela_till_ensam_vardnadshavare(sole: bool) -> bool:
    """Whether the whole allowance goes to the recipient as sole custodian."""
    return sole


@provision("SFB 16 kap. 5–8 §§", key=_MONTH, sfs="2013:1018")
def andel_vid_gemensam_vardnad(notified_claimant: bool, notified_other: bool, alternating: bool) -> int:
    """Halves at joint custody: the notified parent gets both, else one each; alternating gives one each."""
    if alternating:
        return 1
    if notified_other:
        return 0
    return 2 if notified_claimant else 1


@provision("SFB 15 kap. 3 §", key=_MONTH, uses=("barnbidrag",))
def allmant_barnbidrag(halves: int, p: Amounts) -> Ore:
    """The month's allowance for so many halves of a child's allowance."""
    return p.barnbidrag * 50 * halves


@provision("SFB 15 kap. 8 §", key=_MONTH, uses=_STEPS)
def helt_flerbarnstillagg(children: int, p: Amounts) -> Kronor:
    """The month's supplement for so many children: so much for each from the second on."""
    total = 0
    if children >= 2:
        total += p.flerbarnstillagg_barn_2
    if children >= 3:
        total += p.flerbarnstillagg_barn_3
    if children >= 4:
        total += p.flerbarnstillagg_barn_4
    if children >= 5:
        total += p.flerbarnstillagg_barn_5 * (children - 4)
    return total


@provision("SFB 16 kap. 15–17 §§", key=_MONTH, uses=_STEPS)
def flerbarnstillagg(children: int, halves: int, p: Amounts) -> Ore:
    """The recipient's part of the supplement: in proportion to the allowances she gets, a part of an öre upwards.

    ``children`` are all counted, shared ones as whole; ``halves`` those of the recipient. Upwards, since the month's
    sum is rounded that way (20 §) and no rounding before it may take from it.
    """
    if children < 2:
        return 0
    return up_to_whole(helt_flerbarnstillagg(children, p) * 100 * halves, 2 * children)


@provision("SFB 16 kap. 20 §", key=_MONTH)
def avrundat_manadsbelopp(ore: Ore) -> Ore:
    """The month's amount to be paid: upwards to a whole krona."""
    return 100 * up_to_whole(ore, 100)


@provision("SFB 15 kap. 3 och 8 §§", key=_MONTH)
def barnbidrag_for_manad(halves: int, children: int, supplement_halves: int, p: Amounts) -> Ore:
    """Allowance and supplement of one month together, as paid."""
    return avrundat_manadsbelopp(allmant_barnbidrag(halves, p) + flerbarnstillagg(children, supplement_halves, p))
