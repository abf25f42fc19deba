"""Keeps the Swedish texts in step with the pages: ``python -m handlag.portal.catalogue``.

The English text in the source is the key. The catalogue (``.po``) is written by people; the compiled form (``.mo``)
is kept beside it in the repository, so that nothing has to be compiled, or installed for compiling, at set-up.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[1]
CATALOGUE = PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "django.po"
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
QUOTED = r"(u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\")"
IN_TEMPLATE = re.compile(rf"\b(gettext|ngettext|_)\({QUOTED}(?:, *{QUOTED})?")
Key = tuple[str, str]  # the text, and its plural or nothing


def used() -> set[Key]:
    """Every text the package asks a translation for."""
    found: set[Key] = set()
    for path in PACKAGE.rglob("*.py"):
        found.update(_in_python(path.read_text(encoding="utf-8")))
    for path in PACKAGE.rglob("templates/**/*.html"):
        found.update(_in_template(path.read_text(encoding="utf-8")))
    return found


def _in_python(source: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            if texts:
                yield texts[0], texts[1] if node.func.id.startswith("ngettext") else ""


def _in_template(source: str) -> Iterator[Key]:
    for name, text, plural in IN_TEMPLATE.findall(templatize(source)):
        yield ast.literal_eval(text), ast.literal_eval(plural) if plural and name == "ngettext" else ""


def entry_key(entry: polib.POEntry) -> Key:
    """What an entry of the catalogue translates."""
    return entry.msgid, entry.msgid_plural or ""


def untranslated(catalogue: polib.POFile) -> list[str]:
    """Texts in use that have no Swedish yet."""
    done = {entry_key(entry) for entry in catalogue if entry.translated()}
    return sorted(text for text, plural in used() if (text, plural) not in done)


def update() -> polib.POFile:
    """Add the texts that are new to the catalogue, drop those no longer used, and compile it."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=120)
    known, wanted = {entry_key(entry): entry for entry in catalogue}, used()
    for key in known.keys() - wanted:
        catalogue.remove(known[key])
    for text, plural in wanted - known.keys():
        catalogue.append(_new(text, plural))
    catalogue.sort(key=lambda entry: entry.msgid.casefold())
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    return catalogue


def _new(text: str, plural: str) -> polib.POEntry:
    if not plural:
        return polib.POEntry(msgid=text, msgstr="")
    return polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural={0: "", 1: ""})


if __name__ == "__main__":
    missing = untranslated(update())
    sys.stdout.write("".join(f"without Swedish: {text}\n" for text in missing))
    sys.exit(1 if missing else 0)
