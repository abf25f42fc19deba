"""SFB 21 kap. as provisions."""

from __future__ import annotations

from handlag.law.adoptionsbidrag.amounts import AdoptionsbidragAmounts
from handlag.law.engine import Answer, Day, Key, Ore, provision

_B = Key.BIRTH


@provision("SFB 21 kap. 2 §", key=_B)
def barn_fran_utlandet(foreign: bool) -> bool:
    """Whether the child was neither a Swedish citizen nor resident here when it came into care."""
    return foreign


@provision("SFB 21 kap. 3 § 1", key=_B)
def bosatta_vid_vard_och_giltighet(at_care: bool, at_validity: bool) -> bool:
    """Whether the parents were resident here when the child came and when the adoption became valid here."""
    return at_care and at_validity


@provision("SFB 21 kap. 3 § 2", key=Key.NOTICE)
def ansokt_inom_ett_ar(applied: Day, valid: Day, a_year_later: Day) -> bool:
    """Whether the application came within a year from when the adoption became valid here."""
    return valid <= applied <= a_year_later


@provision("SFB 21 kap. 4 §", key=_B, sfs="2018:1290")
def svensk_domstol_eller_likstallt(decision: Answer) -> Answer:
    """Whether a Swedish court decided the adoption, or a foreign decision that holds here."""
    return decision


@provision("SFB 21 kap. 5 §", key=_B, sfs="2018:1290")
def under_tio_ar(taken_into_care: Day, tenth_birthday: Day) -> bool:
    """Whether the child was under ten when it came into care."""
    return taken_into_care < tenth_birthday


@provision("SFB 21 kap. 5 § andra stycket", key=_B, sfs="2018:1290")
def inte_makes_barn(partners_child: bool) -> bool:
    """Whether the adoption is of another child than a spouse's or cohabiting partner's."""
    return not partners_child


@provision("SFB 21 kap. 6 §", key=_B)
def formedlad_av_auktoriserad(authorised: bool) -> bool:
    """Whether an authorised association arranged the adoption."""
    return authorised


@provision("SFB 21 kap. 7 §", key=_B)
def foralderns_del(parents: int, requested: int) -> int:
    """The parent's part in per cent: half each of two, or as they ask (-1 for nothing asked)."""
    if requested >= 0:
        return requested
    return 100 // parents


@provision("SFB 21 kap. 2 § andra stycket", key=_B, sfs="2016:1294", uses=("adoptionsbidrag",))
def bidrag_for_barnet(percent: int, p: AdoptionsbidragAmounts) -> Ore:
    """The parent's part of a child's 75,000 kronor, in öre."""
    return p.adoptionsbidrag * percent
