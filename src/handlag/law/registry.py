"""Which benefits' law is written, and where. A benefit is imported when it is first asked for, so starts stay quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from handlag.core.errors import HandlagError

if TYPE_CHECKING:
    from handlag.law.facts import Facts
    from handlag.law.population import Population
    from handlag.law.results import Explanation


class Benefit(NamedTuple):
    """A benefit's facts model and the function that decides on them."""

    facts: type[Facts]
    decide: Callable[[Any], Explanation]


class Entry(NamedTuple):
    """Where a benefit's law stands: ``handlag.law.PACKAGE.facts`` and ``handlag.law.PACKAGE.decide``."""

    package: str
    facts: str
    decide: str = "decide"


REGISTRY: dict[str, Entry] = {
    # sickness, disability pension, injury
    "sjukpenning": Entry("sjukpenning", "SjukpenningFacts"),
    "forebyggande_sjukpenning": Entry("sjukpenning", "ForebyggandeFacts", "decide_forebyggande"),
    "sjukersattning": Entry("sjukersattning", "SjukersattningFacts", "decide_sjukersattning"),
    "aktivitetsersattning": Entry("sjukersattning", "AktivitetsersattningFacts", "decide_aktivitetsersattning"),
    "narstaendepenning": Entry("narstaendepenning", "NarstaendepenningFacts"),
    "smittbararersattning": Entry("smittbararersattning", "SmittbararersattningFacts"),
    "rehabiliteringsersattning": Entry("rehabiliteringsersattning", "RehabiliteringFacts"),
    "sjukpenning_i_sarskilda_fall": Entry("sarskilda_fall", "SarskildaFallFacts"),
    "bostadstillagg": Entry("bostadstillagg", "BostadstillaggFacts"),
    "boendetillagg": Entry("boendetillagg", "BoendetillaggFacts"),
    "arbetsskadelivranta": Entry("arbetsskada", "LivrantaFacts", "decide_livranta"),
    "arbetsskadesjukpenning": Entry("arbetsskada", "ArbetsskadesjukpenningFacts", "decide_sjukpenning"),
    "personskadelivranta": Entry("arbetsskada", "PersonskadeFacts", "decide_personskada"),
    "sarskild_sjukpenning": Entry("arbetsskada", "SarskildSjukpenningFacts", "decide_sarskild"),
    "krigsskadeersattning": Entry("arbetsskada", "KrigsskadeFacts", "decide_krigsskada"),
    "yrkesskadelivranta": Entry("yrkesskadelivranta", "YrkesskadelivrantaFacts"),
    # families, disability allowances, housing
    "barnbidrag": Entry("barnbidrag", "BarnbidragFacts"),
    "foraldrapenning": Entry("foraldrapenning", "ForaldrapenningFacts"),
    "tillaggsbelopp_vid_familjeforman": Entry("familjeforman", "FamiljeformanFacts"),
    "tillfallig_foraldrapenning": Entry("tillfallig_foraldrapenning", "TillfalligFacts"),
    "graviditetspenning": Entry("graviditetspenning", "GraviditetspenningFacts"),
    "underhallsstod": Entry("underhallsstod", "UnderhallsstodFacts"),
    "underhallsstod_betalning": Entry("underhallsstod", "BetalningFacts", "decide_payment"),
    "ranta_pa_underhallsskuld": Entry("underhallsstod", "UnderhallsskuldFacts", "decide_debt"),
    "avbetalning_av_underhallsskuld": Entry("underhallsstod", "AvbetalningFacts", "decide_instalments"),
    "adoptionsbidrag": Entry("adoptionsbidrag", "AdoptionsbidragFacts"),
    "omvardnadsbidrag": Entry("omvardnadsbidrag", "OmvardnadsbidragFacts"),
    "vardbidrag": Entry("omvardnadsbidrag", "VardbidragFacts", "decide_vardbidrag"),
    "merkostnadsersattning": Entry("merkostnadsersattning", "MerkostnadsersattningFacts"),
    "handikappersattning": Entry("merkostnadsersattning", "HandikappersattningFacts", "decide_handikappersattning"),
    "assistansersattning": Entry("assistansersattning", "AssistansersattningFacts"),
    "assistansersattning_kommun": Entry("assistansersattning", "AssistansersattningFacts", "decide_municipality"),
    "bilstod": Entry("bilstod", "BilstodFacts"),
    "bilstod_aterbetalning": Entry("bilstod", "BilstodRepaymentFacts", "decide_repayment"),
    "bostadsbidrag": Entry("bostadsbidrag", "BostadsbidragFacts"),
    "tillaggsbidrag": Entry("bostadsbidrag", "BostadsbidragFacts", "decide_supplement"),
    "bostadsbidrag_slutligt": Entry("bostadsbidrag", "FinalFacts", "decide_final"),
    # labour market, dental care, international, employers, defence
    "aktivitetsstod": Entry("arbetsmarknad", "AktivitetsstodFacts", "decide_aktivitetsstod"),
    "utvecklingsersattning": Entry("arbetsmarknad", "UtvecklingsersattningFacts", "decide_utveckling"),
    "etableringsersattning": Entry("arbetsmarknad", "EtableringsersattningFacts", "decide_etablering"),
    "etableringstillagg": Entry("arbetsmarknad", "EtableringstillaggFacts", "decide_tillagg"),
    "bostadsersattning": Entry("arbetsmarknad", "BostadsersattningFacts", "decide_bostad"),
    "statlig_ersattning_for_arbete_i_etableringsjobb": Entry("arbetsmarknad", "EtableringsjobbFacts", "decide_jobb"),
    "statligt_tandvardsstod": Entry("tandvard", "TandvardFacts"),
    "ersattning_for_hoga_sjuklonekostnader": Entry("arbetsgivare", "SjuklonekostnadFacts", "decide_sjuklonekostnad"),
    "sjuklonegaranti": Entry("arbetsgivare", "SjuklonegarantiFacts", "decide_sjuklonegaranti"),
    "ersattning_for_karensavdrag": Entry("arbetsgivare", "KarensavdragFacts", "decide_karensavdrag"),
    "arbetshjalpmedel": Entry("arbetsgivare", "ArbetshjalpmedelFacts", "decide_arbetshjalpmedel"),
    "arbetsplatsinriktat_rehabiliteringsstod": Entry("arbetsgivare", "RehabstodFacts", "decide_rehabstod"),
    "internationell_vard": Entry("internationell_vard", "VardFacts"),
    "intyg_s1": Entry("internationell_vard", "S1Facts", "decide_s1"),
    "dagpenning_till_totalforsvarspliktig": Entry("totalforsvar", "VarnpliktFacts", "decide_varnplikt"),
    "dagersattning_till_totalforsvarspliktig": Entry("totalforsvar", "DagersattningFacts", "decide_dagersattning"),
    "utbildningspremie_till_totalforsvarspliktig": Entry("totalforsvar", "PremieFacts", "decide_premie"),
    "dagpenning_till_hemvarnssoldat": Entry("totalforsvar", "HemvarnFacts", "decide_hemvarn"),
    "familjebidrag_till_totalforsvarspliktiga": Entry("totalforsvar", "FamiljebidragFacts", "decide_familjebidrag"),
    "begravningsbidrag_till_totalforsvarspliktig": Entry("totalforsvar", "BegravningFacts", "decide_begravning"),
    # rules between benefits
    "samordning": Entry("samordning", "SamordningFacts"),
    "avdrag_for_uppehalle": Entry("samordning", "UppehalleFacts", "decide_uppehalle"),
    "preskription": Entry("samordning", "PreskriptionFacts", "decide_preskription"),
    "aterkrav": Entry("aterkrav", "AterkravFacts"),
    "ranta_pa_aterkrav": Entry("aterkrav", "RantaFacts", "decide_ranta"),
    "kvittning": Entry("aterkrav", "KvittningFacts", "decide_kvittning"),
    "betalningssakring": Entry("betalningssakring", "BetalningssakringFacts"),
    "omprovning": Entry("omprovning", "OmprovningFacts"),
}
"""One line per benefit, by its code in the published list of benefits."""


class Benefits(Mapping[str, Benefit]):
    """The registry as benefits, each imported when it is looked up."""

    def __getitem__(self, code: str) -> Benefit:
        return _loaded(code)

    def __iter__(self) -> Iterator[str]:
        return iter(REGISTRY)

    def __len__(self) -> int:
        return len(REGISTRY)

    def __contains__(self, code: object) -> bool:
        return code in REGISTRY


BENEFITS = Benefits()


@cache
def _loaded(code: str) -> Benefit:
    entry = REGISTRY[code]
    place = f"handlag.law.{entry.package}"
    facts = getattr(import_module(f"{place}.facts"), entry.facts)
    return Benefit(facts, getattr(import_module(f"{place}.decide"), entry.decide))


def benefit(code: str) -> Benefit:
    """A benefit by its code; ``LAW_BENEFIT`` where its law isn't written."""
    if code not in REGISTRY:
        raise unknown(code)
    return _loaded(code)


def unknown(code: str) -> HandlagError:
    """The error for a benefit whose law isn't written."""
    known = ", ".join(REGISTRY)
    return HandlagError(
        "LAW_BENEFIT",
        "benefit",
        sv=f"Lagen för förmånen {code} är inte skriven.",
        en=f"The law of the benefit {code} has not been written.",
        remedy_sv=f"Välj en av: {known}.",
        remedy_en=f"Choose one of: {known}.",
    )


def packages() -> tuple[str, ...]:
    """The packages of the registry, each once, in its order."""
    return tuple(dict.fromkeys(entry.package for entry in REGISTRY.values()))


def load_all() -> None:
    """Import the law of every benefit, so that every provision is known to the engine."""
    for code in REGISTRY:
        _loaded(code)


@cache
def populations() -> dict[str, Population]:
    """The benefits that can be computed for a whole population, by code, in the registry's order."""
    found: dict[str, Population] = {}
    for package in packages():
        place = f"handlag.law.{package}.population"
        if find_spec(place):
            for one in cast("tuple[Population, ...]", import_module(place).POPULATIONS):
                found[one.benefit] = one
    return found
