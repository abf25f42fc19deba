"""The sentences under a table: what differs, and "no significant difference" where nothing does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import floor

from handlag.followup.domain.codes import REPORTED
from handlag.followup.domain.indicators import Text
from handlag.followup.significance.compare import Method
from handlag.followup.significance.estimates import Estimate, Mean
from handlag.followup.significance.points import SEX, Between, Difference, Family, Point
from handlag.followup.significance.several import Several
from handlag.followup.significance.sexes import Sexes, SexRule, Verdict, judge

GROUPS = {
    "women": Text("kvinnor", "women"),
    "men": Text("män", "men"),
    "born_in_sweden": Text("inrikes födda", "persons born in Sweden"),
    "foreign_born": Text("utrikes födda", "persons born abroad"),
}
WAYS = {
    Several.BENJAMINI_HOCHBERG: Text("Benjamini–Hochberg", "Benjamini–Hochberg"),
    Several.HOLM: Text("Holm", "Holm"),
}


def sentences(family: Family, rule: SexRule | None = None) -> list[Text]:
    """Everything to be said of a measure: years, groups, the sexes by the report's rule, and the tests made."""
    said = [_difference(each) for each in family.differences if each.between is not Between.SEXES]
    said += [sexes_text(judge(years, rule)) for years in by_sex(family)]
    if family.too_few:
        said.append(_too_few(len(family.too_few)))
    return [Text(*(each[:1].upper() + each[1:] for each in text)) for text in [*said, tests_text(family)]]


def by_sex(family: Family) -> Iterator[list[Difference]]:
    """The comparisons of women with men, those of one figure over the years together."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[Difference]] = defaultdict(list)
    for each in family.differences:
        if each.between is Between.SEXES:
            others = tuple(pair for pair in each.first.groups if pair[0] != SEX)
            found[each.first.benefit, others].append(each)
    yield from found.values()


def tests_text(family: Family) -> Text:
    """How many tests were made and how many would have passed by chance alone."""
    made, false, way = family.tests, _number(family.expected_false, 2), WAYS[family.several]
    return Text(
        f"Prövade jämförelser: {made}. Vid 5 procents nivå väntas {false.sv} ge utslag av slump om inget skiljer; "
        f"det är räknat bort ({way.sv}).",
        f"Comparisons tested: {made}. At the level of 5 per cent {false.en} are expected to show a difference by "
        f"chance where there is none; this is allowed for ({way.en}).",
    )


def _too_few(points: int) -> Text:
    return Text(
        f"Värden som bygger på eller röjer en till tre personer och därför inte jämförs: {points}.",
        f"Values that rest on or tell of one to three persons and so are not compared: {points}.",
    )


def _difference(each: Difference) -> Text:
    if each.comparison.p is None:
        return _untested(each)
    if not each.significant:
        return _nothing(each)
    return _changed(each) if each.between is Between.YEARS else _apart(each)


def _changed(each: Difference) -> Text:
    lead, what = _lead(each), _what(each.comparison.first)
    before, after = _value(each.comparison.second), _value(each.comparison.first)
    up = each.comparison.difference > 0
    sv, en = ("ökat", "risen") if up else ("minskat", "fallen")
    years = each.second.year, each.first.year
    return Text(
        f"{lead.sv}{what.sv} har {sv} från {before.sv} {years[0]} till {after.sv} {years[1]}.",
        f"{lead.en}{what.en} has {en} from {before.en} in {years[0]} to {after.en} in {years[1]}.",
    )


def _apart(each: Difference) -> Text:
    lead, what = _lead(each), _what(each.comparison.first)
    pairs = [(_group(each.first, each), each.comparison.first), (_group(each.second, each), each.comparison.second)]
    (more, most), (less, least) = sorted(pairs, key=lambda pair: -pair[1].value)
    high, low, year = _value(most), _value(least), each.first.year
    return Text(
        f"{lead.sv}{what.sv} {year} är högre för {more.sv} ({high.sv}) än för {less.sv} ({low.sv}).",
        f"{lead.en}{what.en} in {year} is higher for {more.en} ({high.en}) than for {less.en} ({low.en}).",
    )


def _nothing(each: Difference) -> Text:
    lead, sides = _lead(each), _sides(each)
    sv = f"{lead.sv}ingen statistiskt säkerställd skillnad mellan {sides.sv}"
    en = f"{lead.en}no significant difference between {sides.en}"
    if each.alone:
        sv += " (den skulle ha räckt som enda jämförelse, inte bland så många)"
        en += " (it would have passed as the only comparison, not among so many)"
    return Text(f"{sv}.", f"{en}.")


def _untested(each: Difference) -> Text:
    lead, sides = _lead(each), _sides(each)
    alike = isinstance(each.comparison.first, Mean) and each.comparison.method is Method.NONE
    sv, en = (
        ("värdena är lika eller för få", "the values are alike or too few")
        if alike
        else ("alla eller inga", "all or none")
    )
    return Text(
        f"{lead.sv}skillnad mellan {sides.sv} kan inte prövas ({sv}).",
        f"{lead.en}a difference between {sides.en} can't be tested ({en}).",
    )


def _sides(each: Difference) -> Text:
    first, second = _value(each.comparison.first), _value(each.comparison.second)
    if each.between is Between.YEARS:
        a, b = (Text(str(year), str(year)) for year in (each.first.year, each.second.year))
        return Text(f"{b.sv} ({second.sv}) och {a.sv} ({first.sv})", f"{b.en} ({second.en}) and {a.en} ({first.en})")
    a, b, year = _group(each.first, each), _group(each.second, each), each.first.year
    return Text(
        f"{a.sv} ({first.sv}) och {b.sv} ({second.sv}) {year}",
        f"{a.en} ({first.en}) and {b.en} ({second.en}) in {year}",
    )


def sexes_text(sexes: Sexes) -> Text:
    """The comment on women and men, or why there is none."""
    newest = sexes.years[-1]
    lead = _lead(newest)
    match sexes.verdict:
        case Verdict.RECURS:
            said = _apart(newest)
            span = f"{newest.first.year - len(sexes.years) + 1}–{newest.first.year}"
            return Text(f"{said.sv} Så har det varit alla år {span}.", f"{said.en} It has been so every year {span}.")
        case Verdict.LARGE:
            said = _apart(sexes.large or newest)
            return Text(f"{said.sv} Skillnaden är stor.", f"{said.en} The difference is large.")
        case Verdict.TOO_SMALL:
            return Text(
                f"{lead.sv}grupperna är för små för att skillnader mellan kvinnor och män ska kommenteras.",
                f"{lead.en}the groups are too small for differences between women and men to be commented.",
            )
        case Verdict.NOT_YET:
            return Text(
                f"{lead.sv}skillnaden mellan kvinnor och män är inte stor och har inte återkommit i tre år.",
                f"{lead.en}the difference between women and men is not large and has not recurred for three years.",
            )
        case _:
            return Text(
                f"{lead.sv}ingen statistiskt säkerställd skillnad mellan kvinnor och män.",
                f"{lead.en}no significant difference between women and men.",
            )


def _lead(each: Difference) -> Text:
    """``Bostadsbidrag, kvinnor: ``; what sets the two points apart is named in the sentence itself."""
    name = REPORTED.get(each.first.benefit)
    named = Text(name.name_sv, name.name_en) if name else Text(each.first.benefit, each.first.benefit)
    named = each.first.name or named
    shared = [_named(value) for key, value in each.first.groups if (key, value) in each.second.groups]
    sv, en = (", ".join(filter(None, words)) for words in zip(named, *shared, strict=True))
    return Text(f"{sv}: " if sv else "", f"{en}: " if en else "")


def _group(point: Point, each: Difference) -> Text:
    apart = set(point.groups) - (set(each.first.groups) & set(each.second.groups))
    return _named(next(iter(apart))[1])


def _named(value: str) -> Text:
    plain = value.replace("_", " ")
    return GROUPS.get(value, Text(plain, plain))


def _what(each: Estimate) -> Text:
    return Text("medelvärdet", "the mean") if isinstance(each, Mean) else Text("andelen", "the share")


def _value(each: Estimate) -> Text:
    if isinstance(each, Mean) and each.unit is not None:
        number = _number(floor(each.value + 0.5), 0)
        return Text(f"{number.sv} {each.unit.sv}", f"{number.en} {each.unit.en}")
    if isinstance(each, Mean):
        return _number(each.value, 1)
    number = _number(100 * each.value, 1)
    return Text(f"{number.sv} procent", f"{number.en} per cent")


def _number(value: float, decimals: int) -> Text:
    text = f"{value:.{decimals}f}"
    return Text(text.replace(".", ","), text)
