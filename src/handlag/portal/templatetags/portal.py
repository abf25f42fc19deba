"""How figures, days, money and codes are written on a page, in the reader's language."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from math import isfinite
from typing import Any

from django import template
from django.template.defaultfilters import date as date_format
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from handlag.cases.domain import order
from handlag.cases.domain.order import Group
from handlag.core.benefits import FACTS, benefit_name
from handlag.followup import output
from handlag.followup.domain.tables import ReportTable
from handlag.followup.domain.tables import Row as ReportRow
from handlag.intake.domain.certificates.codes import said_of
from handlag.intake.domain.claims import Field as ClaimField
from handlag.intake.domain.claims import form_named
from handlag.law.about import about
from handlag.law.registry import REGISTRY
from handlag.planning.words import benefit_words, series_words
from handlag.portal import words

register = template.Library()
THIN = "\u00a0"  # no-break space: a number never falls apart at a line's end


def english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "sv").startswith("en")


@register.filter
def number(value: float | int | None, decimals: int = 0) -> str:
    """A figure grouped in thousands, with the decimal mark of the language; a dash where there is none."""
    if value is None:
        return "–"
    text = f"{value:,.{decimals}f}".replace("-", "\u2212")
    return text if english() else text.replace(",", THIN).replace(".", ",")


@register.filter
def percent(share: Any) -> str:
    """A share of one as per cent, with as many decimals as it has."""
    text = f"{float(share) * 100:.4f}".rstrip("0").rstrip(".")
    return f"{text}%" if english() else f"{text.replace('.', ',')}{THIN}%"


@register.filter
def ratio(value: Any) -> str:
    """A ratio with two decimals; a dash where there is none."""
    return number(float(value), 2) if value not in (None, "") else "–"


@register.filter
def whole_percent(share: float | Fraction | None) -> str:
    """A share of one as whole per cent; a dash where there is none."""
    if share is None or not isfinite(share):
        return "–"
    return f"{100 * float(share):.0f}%" if english() else f"{100 * float(share):.0f}{THIN}%"


@register.filter
def kronor(ore: int | None) -> str:
    """An amount in öre as kronor, with öre only where there are any."""
    if ore is None:
        return "–"
    sign, size = ("\u2212" if ore < 0 else ""), abs(ore)
    whole = number(size // 100)
    if size % 100:
        whole += f"{'.' if english() else ','}{size % 100:02d}"
    return f"{sign}SEK{THIN}{whole}" if english() else f"{sign}{whole}{THIN}kr"


@register.filter
def day(value: date | datetime | str | None) -> str:
    """A day in words: 12 mars 2024."""
    if not value:
        return "–"
    parsed = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    if isinstance(parsed, datetime):
        parsed = timezone.localtime(parsed).date()
    return date_format(parsed, "j F Y").replace(" ", THIN)


@register.filter
def moment(value: datetime | None) -> str:
    """A day and a time of day, Swedish time."""
    if value is None:
        return "–"
    return date_format(timezone.localtime(value), "j F Y H:i").replace(" ", THIN)


@register.filter
def period(value: Any) -> str:
    """A period with both its days counted in: 3–28 mars 2024. The database keeps the day after the last."""
    first, after = value.lower, value.upper
    if after is None:
        return f"{day(first)}–"
    return between(first, after - timedelta(days=1))


def between(first: date, last: date) -> str:
    """Two days as briefly as they can be said without doubt."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    if first.year == last.year:
        return f"{date_format(first, 'j F')}".replace(" ", THIN) + f"{THIN}– {day(last)}"
    return f"{day(first)} – {day(last)}"


@register.filter
def days(value: Any) -> int | None:
    """How many days a closed period has."""
    return None if value.upper is None else (value.upper - value.lower).days


@register.filter
def since(value: date, today: date) -> int:
    """Whole days from one day to another."""
    return (today - value).days


@register.filter
def word(code: str, family: str) -> str:
    """The reader's word for a code."""
    return words.word(code, family)


@register.filter
def benefit(code: str) -> str:
    """The benefit's name: of those that have cases here, else of those whose law is written, else as reports say."""
    if code in FACTS:
        return benefit_name(code, get_language() or "sv")
    return about(code).name.in_language(get_language() or "sv") if code in REGISTRY else benefit_words(code, language())


@register.filter
def series(name: str) -> str:
    """The name of a forecast series: a benefit, its case type, or the sum of them all."""
    return series_words(name, language())


@register.filter
def coded(code: str, family: str) -> str:
    """The words for a code of the agency's answer lists, in the reader's language."""
    swedish, english = said_of(family, code)
    return english if language() == "en" else swedish


@register.filter
def handled(code: str) -> bool:
    """Whether the benefit can be claimed here, on a form of its own."""
    return code in FACTS


@register.filter
def said(thing: Any, name: str = "") -> str:
    """What a thing that carries both languages says in the reader's: ``name_sv``/``name_en``, or ``sv``/``en``."""
    key = f"{name}_{language()}" if name else language()
    value = thing.get(key, "") if isinstance(thing, dict) else getattr(thing, key, "")
    return str(value or "")


@register.filter
def problem(error: Any) -> str:
    """What is wrong, in the reader's language."""
    return str(error.wording(language()).problem)


@register.filter
def remedy(error: Any) -> str:
    """What to do about it, in the reader's language."""
    return str(error.wording(language()).remedy)


def language() -> str:
    """The reader's language as the rooms' texts name it: sv or en."""
    return "en" if english() else "sv"


@register.filter
def identity(value: str) -> str:
    """An identity number as people write it: 19850312-1234."""
    return f"{value[:8]}-{value[8:]}" if len(value) == 12 else value


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """One value of a mapping, empty where there is none."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def heading(table: ReportTable) -> str:
    """A report table's title with its number and notes."""
    return output.heading(table, language())


@register.filter
def row_label(row: ReportRow) -> str:
    """A row's name with the marks of its notes."""
    return output.row_label(row, language())


@register.filter
def footnotes(table: ReportTable) -> list[str]:
    """The notes as printed under the table."""
    return output.footnotes(table, language())


@register.filter
def in_words(group: Group) -> str:
    """A group of the queue's order in words."""
    return order.in_words(group, language())


@register.filter
def in_language(pair: tuple[str, str]) -> str:
    """The reader's of a Swedish and an English text."""
    return pair[1] if english() else pair[0]


@register.filter
def line_days(line: Any) -> str:
    """The days of a line of the law, both counted in."""
    return between(line.start, line.end)


@register.filter
def spelled(value: Any) -> str:
    """A stored value in words: what was answered to a question or sent in as a supplement."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, dict):
        return "; ".join(f"{key.replace('_', ' ')}: {spelled(each)}" for key, each in value.items())
    if isinstance(value, list):
        return ", ".join(spelled(each) for each in value)
    return str(value)


@register.filter
def steps(receipt: Any) -> list[Any]:
    """A receipt's steps in words."""
    from handlag.portal.explained import explained  # noqa: PLC0415 — it writes figures with the filters above

    return list(explained(receipt.get("steps", []), language(), receipt.get("benefit", ""))) if receipt else []


@register.filter
def answers(claim: Any) -> list[tuple[str, str]]:
    """What was answered on a claim's form: each question in the reader's language with its answer."""
    form = form_named(claim.form)
    given = claim.content
    return [
        (one.label(language()), _answer(one, given[one.name], language()))
        for one in form.fields
        if one.name in given and one.kind != "confirm"
    ]


def _answer(one: ClaimField, value: Any, reader: str) -> str:
    chosen = {each.value: each.label(reader) for each in one.choices}
    if one.kind == "boolean":
        return gettext("Yes") if value else gettext("No")
    if one.choices:
        return ", ".join(chosen.get(str(each), str(each)) for each in (value if isinstance(value, list) else [value]))
    if one.kind == "kronor":
        return kronor(int(value) * 100)
    return day(str(value)) if one.kind == "date" else str(value)


ICONS = {
    "success": "M9 16.2 4.8 12l-1.4 1.4L9 19 21 7l-1.4-1.4z",
    "error": "M12 2 1 21h22L12 2zm1 16h-2v-2h2v2zm0-4h-2v-4h2v4z",
    "warning": "M12 2 1 21h22L12 2zm1 16h-2v-2h2v2zm0-4h-2v-4h2v4z",
    "info": "M11 7h2v2h-2V7zm0 4h2v6h-2v-6zm1-9a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 18a8 8 0 1 1 0-16 8 8 0 0 1 0 16z",
    "down": "M7.4 8.6 12 13.2l4.6-4.6L18 10l-6 6-6-6z",
}


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """A drawn sign; always beside words, so screen readers pass over it."""
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" width="24" height="24" fill="currentColor" aria-hidden="true" '
        'focusable="false"><path d="{}"></path></svg>',
        classes,
        ICONS[name],
    )
