"""The schemas we hold messages to: our own where the contract's files name shared ones, and as strict as those."""

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from handlag.exchange.domain import contract
from handlag.exchange.domain.contract import GET, REGISTER, REVOKE, TO_CARE, TO_RECIPIENT, Operation
from tests.shared import shared

OPERATIONS = (REGISTER, REVOKE, TO_RECIPIENT, TO_CARE, GET)
MUTANTS = 1_000
OTHER_TEXTS = (
    "", " ", "x", "007", "-1", "1.1", "1.x", "1x1", "2026", "2026-01-01", "2026-13-01", "2026-01-01Z", "OK",
    "2026-01-01T10:00:00", "2026-01-01T1:00:00", "2026-01-01T10:00:00Z", "2026-01-01T10:00:00.123", "191212121212",
    "19121212121", "19121212-1212", "1.2.752.129.2.1.3.3", "1.2.752.129.2.1.4.1",
)  # fmt: skip


def test_every_schema_that_is_named_is_there_and_carries_its_rights() -> None:
    named = {
        (path.parent / location).resolve()
        for path in contract.folder().rglob("*.[wx]sd*")
        for element in etree.parse(path).iter("*")
        if (location := element.get("schemaLocation"))
    }
    real = {Path(contract.located(str(each))) for each in named}

    assert [each.name for each in real if not each.exists()] == []
    assert [each.name for each in real if not _says_whose(each)] == []


def _says_whose(path: Path) -> bool:
    top = path.read_text("utf-8")[:1_500]
    return any(words in top for words in ("Handlag's own schema", "Apache", "W3C Software License"))


def test_a_schema_without_one_of_ours_is_where_it_is_named() -> None:
    assert contract.located("/a/core_components/xmldsig-filter2.xsd") == "/a/core_components/signature-filter.xsd"
    assert contract.located("RegisterCertificateResponder_3.1.xsd") == "RegisterCertificateResponder_3.1.xsd"
    assert contract.located("") == ""


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)
def test_our_schemas_are_as_strict_as_the_contracts_own(operation: Operation) -> None:
    folder = shared("certificates/schemas/interactions") / f"{operation.name}Interaction"
    published = etree.XMLSchema(file=str(folder / operation.schema))
    chance = random.Random(operation.name)  # noqa: S311
    messages = _messages(operation)

    mutants = [_mutant(chance.choice(messages), chance) for _ in range(MUTANTS)]
    mutants += [each for message in messages for each in _retold(message)]
    verdicts = [published.validate(each) for each in mutants]

    assert 0 < sum(verdicts) < len(mutants)
    assert [not contract.faults(operation, each) for each in mutants] == verdicts


def _messages(operation: Operation) -> list[etree._Element]:
    """The published messages; a hyphen in a person's number, which alone makes one invalid, is taken out."""
    files = sorted(shared("certificates").rglob("*.xml"))
    roots = [etree.fromstring(re.sub(rb"(\d{8})-(\d{4})<", rb"\1\2<", each.read_bytes())) for each in files]
    if operation is not GET:
        return [each for each in roots if each.tag == operation.qname]
    certificate = deepcopy(next(each for each in roots if each.tag == REGISTER.qname)[0])
    certificate.tag = f"{{{GET.namespace}}}intyg"
    answer = etree.Element(f"{GET.qname}Response")
    answer.append(certificate)
    return [answer]


def _mutant(message: etree._Element, chance: random.Random) -> etree._Element:
    """The message with one element left out, doubled, renamed or put in another place."""
    changed = deepcopy(message)
    inner = list(changed.iterdescendants("*"))
    one, other = chance.choice(inner), chance.choice(inner)
    change = chance.randrange(4)
    if change == 0:
        _parent(one).remove(one)
    elif change == 1:
        one.addnext(deepcopy(one))
    elif change == 2:
        one.tag = other.tag
    else:
        _parent(one).insert(chance.randrange(5), deepcopy(other))
    return changed


def _retold(message: etree._Element) -> Iterator[etree._Element]:
    """The message with one value or identity changed at a time: each place that holds one, each text."""
    inner = list(message.iterdescendants("*"))
    places = {(_parent(each).tag, each.tag): at for at, each in enumerate(inner) if not len(each) or each.get("id")}
    for at, text in product(places.values(), OTHER_TEXTS):
        changed = deepcopy(message)
        place = list(changed.iterdescendants("*"))[at]
        if place.get("id"):
            place.set("id", text)
        else:
            place.text = text
        yield changed


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent
