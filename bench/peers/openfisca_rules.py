"""Three benefits in OpenFisca-core, for ``bench/law_peers.py``: run by that in an environment of its own.

python openfisca_rules.py COLUMNS.npz OUT.npz  (prints seconds as JSON)
"""

import json
import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MONTH = "2026-03"
Person = build_entity(key="person", plural="persons", label="person", is_person=True)
Household = build_entity(
    key="household", plural="households", label="household", roles=[{"key": "member", "plural": "members"}]
)
P = json.loads(sys.argv[3])


def made(name, formula=None):
    fields = {"value_type": int, "entity": Person, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        fields["formula"] = formula
    return type(name, (Variable,), fields)


def wide(person, name, period):
    """OpenFisca keeps whole numbers in 32 bits, which öre and their products outgrow."""
    return person(name, period).astype(np.int64)


def sgi(person, period, parameters=None):
    income = wide(person, "income", period)
    counted = np.minimum(income // 100 * 100, P["prisbasbelopp"] * P["sgi_tak_tiondelar"] // 10)
    return np.where(income * 100 >= P["prisbasbelopp"] * P["sgi_golv_procent"], counted, 0)


def whole_day(person, period, parameters=None):
    factor = P["sjukpenning_faktor_procent"] * P["sjukpenning_normalniva_procent"]
    return (2 * wide(person, "sgi", period) * factor + 3_650_000) // (2 * 3_650_000)


def sjukpenning(person, period, parameters=None):
    return person("whole_day", period) * 25 * person("sick_quarters", period) * person("sick_days", period)


def foraldrapenning(person, period, parameters=None):
    whole = np.maximum(wide(person, "whole_day", period), P["foraldrapenning_grundniva"])
    part = (2 * whole * 100 * person("parental_eighths", period) + 8) // 16
    lowest = P["foraldrapenning_lagstaniva"] * 100 * wide(person, "parental_lowest_days", period)
    return part * person("parental_days", period) + lowest


def barnbidrag(person, period, parameters=None):
    full, half = wide(person, "children_full", period), wide(person, "children_half", period)
    children, halves = full + half + person("children_household", period), 2 * full + half
    steps = [P[f"flerbarnstillagg_barn_{n}"] for n in (2, 3, 4, 5)]
    supplement = sum(np.where(children >= n, step, 0) for n, step in zip((2, 3, 4), steps[:3], strict=True))
    supplement = supplement + np.where(children >= 5, steps[3] * (children - 4), 0)
    each = np.maximum(children, 1)
    part = (2 * supplement * 100 * halves + 2 * each) // (4 * each)
    whole = P["barnbidrag"] * 50 * halves + np.where(children >= 2, part, 0)
    return (whole + 99) // 100 * 100


RESULTS = {"sjukpenning": sjukpenning, "foraldrapenning": foraldrapenning, "barnbidrag": barnbidrag}


def main():
    """Calculate the columns of the file named first, write the results to the second, and print the seconds."""
    columns = dict(np.load(sys.argv[1]))
    began, used = time.perf_counter(), time.process_time()
    system = TaxBenefitSystem([Person, Household])
    for name in columns:
        system.add_variable(made(name))
    for name, formula in {"sgi": sgi, "whole_day": whole_day, **RESULTS}.items():
        system.add_variable(made(name, formula))
    rows = len(columns["income"])
    builder = SimulationBuilder()
    builder.create_entities(system)
    people = np.arange(rows)
    builder.declare_person_entity("person", people)
    household = builder.declare_entity("household", people)
    builder.join_with_persons(household, people, np.array(["member"] * rows))
    simulation = builder.build(system)
    for name, values in columns.items():
        simulation.set_input(name, MONTH, values)
    built = time.perf_counter()
    found = {name: simulation.calculate(name, MONTH) for name in RESULTS}
    done, processor = time.perf_counter(), time.process_time() - used
    np.savez(sys.argv[2], **found)
    print(json.dumps({"build": built - began, "calculate": done - built, "processor": processor}))


if __name__ == "__main__":
    main()
