"""What ISO 20022 says of a message, read off the classes pyiso20022 has generated from the published schemas.

The classes are read as text and nothing of them is run: their fields stand in the schema's order, each with what the
schema asks of it. Choices are the types whose name ends so; of their elements exactly one stands.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from lxml import etree


@dataclass
class Part:
    """An element, an attribute or the text of a type, with its own type and what the schema says of it."""

    name: str
    kind: str  # Element, Attribute, or empty: the text itself
    of: str
    many: bool
    says: dict[str, Any]


@dataclass
class Type:
    """A type: its parts in order, or the codes it may be."""

    parts: list[Part] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)


@cache
def types(message: str) -> dict[str, Type]:
    """The types of a message such as ``pain.002.001.10``."""
    found = find_spec("pyiso20022")
    assert found, "the development requirements carry pyiso20022"
    assert found.submodule_search_locations
    name = message.replace(".", "_")
    path = Path(found.submodule_search_locations[0]) / message.split(".", maxsplit=1)[0] / name / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: _type(node) for node in tree.body if isinstance(node, ast.ClassDef)}


def _type(node: ast.ClassDef) -> Type:
    if any(isinstance(base, ast.Name) and base.id == "Enum" for base in node.bases):
        values = [each.value for each in node.body if isinstance(each, ast.Assign)]
        return Type(codes={value.value for value in values if isinstance(value, ast.Constant)})
    return Type([_part(each) for each in node.body if isinstance(each, ast.AnnAssign)])


def _part(node: ast.AnnAssign) -> Part:
    assert isinstance(node.value, ast.Call)
    metadata = next((each.value for each in node.value.keywords if each.arg == "metadata"), None)
    says = _said(metadata) if isinstance(metadata, ast.Dict) else {}
    written = ast.unparse(node.annotation)
    of = re.sub(r"^list\[|\]$|None \| ", "", written)
    return Part(says.get("name", ""), says.get("type", ""), of, written.startswith("list["), says)


def _said(metadata: ast.Dict) -> dict[str, Any]:
    """The plain values of a field's metadata; a number is written there as ``Decimal("0")``."""
    said = {}
    for key, value in zip(metadata.keys, metadata.values, strict=True):
        inner = value.args[0] if isinstance(value, ast.Call) else value
        if isinstance(key, ast.Constant) and isinstance(inner, ast.Constant):
            said[str(key.value)] = Decimal(inner.value) if isinstance(value, ast.Call) else inner.value
    return said


def faults(message: str, document: etree._Element) -> list[str]:
    """Everything in a document that the message's definition does not allow, by the path to it."""
    assert etree.QName(document).namespace == f"urn:iso:std:iso:20022:tech:xsd:{message}"
    return list(_faults(types(message), document, "Document", ""))


def _faults(known: dict[str, Type], element: etree._Element, of: str, path: str) -> Iterator[str]:
    here = f"{path}/{etree.QName(element).localname}"
    parts = known[of].parts
    yield from (f"{here}: no attribute {name}" for name in element.attrib if name not in {part.name for part in parts})
    for part in parts:
        if part.kind == "Attribute" and (part.says.get("required") or part.name in element.attrib):
            yield from _value(known, element.get(part.name), part, f"{here}@{part.name}")
        elif not part.kind:
            yield from _value(known, element.text, part, here)
    yield from _children(known, element, [part for part in parts if part.kind == "Element"], of, here)


def _children(known: dict[str, Type], element: etree._Element, parts: list[Part], of: str, here: str) -> Iterator[str]:
    names, reached, counts = [part.name for part in parts], 0, dict.fromkeys((part.name for part in parts), 0)
    for child in element:
        name = etree.QName(child).localname
        if name not in names:
            yield f"{here}/{name}: unknown here"
            continue
        if names.index(name) < reached:
            yield f"{here}/{name}: out of order"
        reached, counts[name] = names.index(name), counts[name] + 1
        part = parts[reached]
        leaf = part.of not in known or known[part.of].codes
        yield from _value(known, child.text, part, f"{here}/{name}") if leaf else _faults(known, child, part.of, here)
    yield from (f"{here}/{part.name}: missing" for part in parts if part.says.get("required") and not counts[part.name])
    yield from (f"{here}/{part.name}: more than one" for part in parts if not part.many and counts[part.name] > 1)
    yield from (
        f"{here}/{part.name}: too few"
        for part in parts
        if part.many and counts[part.name] < part.says.get("min_occurs", 0)
    )
    if of.endswith("Choice") and sum(map(bool, counts.values())) != 1:
        yield f"{here}: not one of {', '.join(names)}"


def _value(known: dict[str, Type], text: str | None, part: Part, where: str) -> Iterator[str]:
    value, says = (text or "").strip(), part.says
    short, long = len(value) < says.get("min_length", 0), len(value) > says.get("max_length", len(value))
    if not value or short or long:
        yield f"{where}: length {len(value)}"
    if "pattern" in says and not re.fullmatch(says["pattern"], value):
        yield f"{where}: {value!r} against {says['pattern']}"
    codes = known[part.of].codes if part.of in known else set()
    if codes and value not in codes:
        yield f"{where}: {value!r} is no code"
    if not _readable(part.of, value, says):
        yield f"{where}: {value!r} is no {part.of}"


def _readable(of: str, value: str, says: dict[str, Any]) -> bool:
    try:
        if of == "Decimal":
            number = Decimal(value)
            return -int(number.as_tuple().exponent) <= says.get("fraction_digits", 99) and number >= says.get(
                "min_inclusive", number
            )
        if of == "XmlDate":
            date.fromisoformat(value)
        if of == "XmlDateTime":
            datetime.fromisoformat(value)
    except (ValueError, InvalidOperation):
        return False
    return True
