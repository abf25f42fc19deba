"""An alarm in plain words: when, how large, what it is not, and what nobody has looked at yet. Swedish and English."""

from __future__ import annotations

from handlag.followup.stability.chart import Alarm, Stretch
from handlag.followup.stability.panel import REBASE, LegalChange, Panel
from handlag.followup.stability.split import Split

KIND = {
    "sv": {
        "regulation": "föreskrift",
        "legal_position": "rättsligt ställningstagande",
        "judgment": "dom",
        REBASE: "beslutad ny utgångsnivå",
    },
    "en": {
        "regulation": "regulation",
        "legal_position": "legal position",
        "judgment": "judgment",
        REBASE: "decided new level",
    },
}
MEASURES = {
    "sv": {
        "rejection": "avslagen", "supplement": "begärda kompletteringar", "review": "beslut med tidsbestämd omprövning",
        "amount": "beviljade belopp över jämförelsens median", "held": "tidsbestämda omprövningar som gjorts i tid",
    },
    "en": {
        "rejection": "rejections", "supplement": "requests for evidence", "review": "decisions with a scheduled review",
        "amount": "granted amounts above the reference's median", "held": "scheduled reviews held in time",
    },
}  # fmt: skip
"""What a series counts, by code. A grant is a decision that isn't a rejection, so one chart watches both."""
FINDINGS = {
    "sv": {
        "new_stratum": "Gruppen {0} fanns inte under jämförelsetiden; den väntas ligga som genomsnittet.",
        "volume_moved": "Antalet beslut är {0} gånger jämförelsetidens, som gränsen är satt för.",
    },
    "en": {
        "new_stratum": "Stratum {0} wasn't in the reference; it is expected to be as the average.",
        "volume_moved": "Decisions are {0} times the reference's, which the limit is set for.",
    },
}


def number(value: float, digits: int, language: str) -> str:
    """A number with the language's decimal sign."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if language == "sv" else text


def ratio_text(ratio: tuple[float, float, float], language: str) -> str:
    """An odds ratio with its interval."""
    middle, low, high = (number(each, 2, language) for each in ratio)
    if language == "sv":
        return f"oddskvot {middle} (95 % intervall {low}–{high})"
    return f"odds ratio {middle} (95 % interval {low}–{high})"


def change_text(change: LegalChange, language: str) -> str:
    """A registered change: kind, name, date."""
    return f"{KIND[language][change.kind]} {change.name} ({change.day})"


def alarm_text(alarm: Alarm, chance: float, months: int, language: str, measure: str = "rejection") -> list[str]:
    """The alarm's sentences."""
    return (_swedish if language == "sv" else _english)(alarm, chance, months, MEASURES[language][measure])


def again_text(alarm: Alarm, language: str) -> str:
    """A further alarm the same way, in one line."""
    words = "igen, troligen samma förskjutning" if language == "sv" else "again, most likely the same shift"
    return f"{alarm.period}: {words}, {ratio_text(alarm.level.odds_ratio, language)}"


def _points(split: Split, language: str) -> tuple[str, str, str]:
    moved, mix, rate = split.after - split.before, split.mix, split.rate
    whole, of_mix, of_rate = (f"{100 * each:+.1f}" for each in (moved, mix, rate))
    if language == "sv":
        return whole.replace(".", ","), of_mix.replace(".", ","), of_rate.replace(".", ",")
    return whole, of_mix, of_rate


def _swedish(alarm: Alarm, chance: float, months: int, counted: str) -> list[str]:
    whole, mix, rate = _points(alarm.split, "sv")
    known = "; ".join(change_text(each, "sv") for each in alarm.changes)
    spread = (
        f"Kontoret {alarm.one_office} bär ensamt förskjutningen; utan det återstår inget säkert."
        if alarm.one_office
        else f"Inget enskilt av {alarm.offices} kontor bär förskjutningen."
        if alarm.offices > 1
        else "Serien har ett kontor, så kontor kan inte jämföras."
    )
    return [
        f"{alarm.period}: {counted} är {'fler' if alarm.up else 'färre'} än väntat, "
        f"{ratio_text(alarm.level.odds_ratio, 'sv')}.",
        f"Det började troligen {alarm.began} (95 %: {alarm.began_earliest} till {alarm.began_latest}).",
        f"Blandningen av ärenden: andelen har ändrats {whole} procentenheter, varav {mix} av andra ärenden och "
        f"{rate} av andra beslut i samma slags ärenden.",
        f"Slumpen: så långt går serien i högst {100 * chance:.0f} % av fallen på {months} månader om inget ändras, "
        "månadernas egen spridning inräknad.",
        f"Rätten: {'mätt för sig och inte del av larmet: ' + known if known else 'ingen ändring är registrerad'}.",
        spread,
        "Inte undersökt: sena eller dubbla registreringar, en rättsändring som ingen registrerat, skillnader mellan "
        "ärenden som grupperna inte fångar. Oddskvoten är räknad efter ett larm och därför något för långt från 1.",
    ]


def _english(alarm: Alarm, chance: float, months: int, counted: str) -> list[str]:
    whole, mix, rate = _points(alarm.split, "en")
    known = "; ".join(change_text(each, "en") for each in alarm.changes)
    spread = (
        f"Office {alarm.one_office} carries the shift alone; without it nothing certain remains."
        if alarm.one_office
        else f"No single one of {alarm.offices} offices carries the shift."
        if alarm.offices > 1
        else "The series has one office, so offices can't be compared."
    )
    return [
        f"{alarm.period}: {counted} are {'more' if alarm.up else 'fewer'} than expected, "
        f"{ratio_text(alarm.level.odds_ratio, 'en')}.",
        f"It most likely began in {alarm.began} (95 %: {alarm.began_earliest} to {alarm.began_latest}).",
        f"Mix of cases: the share moved {whole} percentage points, {mix} of them by other cases and {rate} by other "
        "decisions in the same kind of cases.",
        f"Chance: the series goes this far in at most {100 * chance:.0f} % of {months}-month spans if nothing changes, "
        "the months' own spread counted.",
        f"Law: {'measured apart and no part of the alarm: ' + known if known else 'no change is registered'}.",
        spread,
        "Not looked at: late or double registration, a change of law nobody has registered, differences between cases "
        "that the strata don't hold. The odds ratio is taken after an alarm and so lies somewhat too far from 1.",
    ]


def stretch_text(stretch: Stretch, series: Panel, language: str) -> str:
    """What a registered change of law moved."""
    names = "; ".join(change_text(each, language) for each in stretch.changes)
    if stretch.moved is None:
        return f"{names}: {'ännu inget mätt' if language == 'sv' else 'nothing measured yet'}."
    begin, end = series.name(stretch.start), series.name(stretch.settled - 1)
    word = "mätt" if language == "sv" else "measured"
    return f"{names}: {ratio_text(stretch.moved.odds_ratio, language)}, {word} {begin}–{end}."
