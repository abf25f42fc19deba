"""Three benefits in ttsim, GETTSIM's engine, for ``bench/law_peers.py``: run by that in an environment of its own.

python ttsim_rules.py COLUMNS.npz OUT.npz AMOUNTS checked|unchecked  (prints seconds as JSON)
"""

import json
import os
import sys
import time

CHECKED = sys.argv[4] == "checked"
os.environ["TTSIM_BEARTYPE_CLAW"] = "1" if CHECKED else "0"

import numpy as np  # noqa: E402  the switch above is read at import
from ttsim import InputData, MainTarget, OrigPolicyObjects, TTTargets, main  # noqa: E402
from ttsim.tt import Currency, TTSIMUnit, UnitSystem, policy_function, policy_input  # noqa: E402

LAW = json.loads(sys.argv[3])
UNIT = TTSIMUnit.DIMENSIONLESS
PBB, FLOOR, CEILING = (
    LAW["prisbasbelopp"],
    LAW["sgi_golv_procent"],
    LAW["prisbasbelopp"] * LAW["sgi_tak_tiondelar"] // 10,
)
FACTOR = LAW["sjukpenning_faktor_procent"] * LAW["sjukpenning_normalniva_procent"]
BASE, LOWEST, CHILD = LAW["foraldrapenning_grundniva"], LAW["foraldrapenning_lagstaniva"], LAW["barnbidrag"]
TWO, THREE, FOUR, FIVE = (LAW[f"flerbarnstillagg_barn_{n}"] for n in (2, 3, 4, 5))


@policy_function(unit=UNIT, verify_units=False)
def sgi(income: int) -> int:
    return min(income // 100 * 100, CEILING) if income * 100 >= PBB * FLOOR else 0


@policy_function(unit=UNIT, verify_units=False)
def whole_day(sgi: int) -> int:
    return (2 * sgi * FACTOR + 3_650_000) // (2 * 3_650_000)


@policy_function(unit=UNIT, verify_units=False)
def sjukpenning(whole_day: int, sick_quarters: int, sick_days: int) -> int:
    return whole_day * 25 * sick_quarters * sick_days


@policy_function(unit=UNIT, verify_units=False)
def foraldrapenning(whole_day: int, parental_eighths: int, parental_days: int, parental_lowest_days: int) -> int:
    return (2 * max(whole_day, BASE) * 100 * parental_eighths + 8) // 16 * parental_days + (
        LOWEST * 100 * parental_lowest_days
    )


@policy_function(unit=UNIT, verify_units=False)
def supplement(children_full: int, children_half: int, children_household: int) -> int:
    if children_full + children_half + children_household >= 5:
        out = TWO + THREE + FOUR + FIVE * (children_full + children_half + children_household - 4)
    elif children_full + children_half + children_household == 4:
        out = TWO + THREE + FOUR
    elif children_full + children_half + children_household == 3:
        out = TWO + THREE
    elif children_full + children_half + children_household == 2:
        out = TWO
    else:
        out = 0
    return out


@policy_function(unit=UNIT, verify_units=False)
def barnbidrag(supplement: int, children_full: int, children_half: int, children_household: int) -> int:
    return (
        (
            CHILD * 50 * (2 * children_full + children_half)
            + (
                2 * supplement * 100 * (2 * children_full + children_half)
                + 2 * max(children_full + children_half + children_household, 1)
            )
            // (4 * max(children_full + children_half + children_household, 1))
            + 99
        )
        // 100
        * 100
    )


def _inputs(names):
    made = {}
    for name in names:
        scope = {"policy_input": policy_input, "UNIT": UNIT}
        exec(f"@policy_input(unit=UNIT)\ndef {name}() -> int:\n    'A column.'\n", scope)  # noqa: S102  ttsim takes its columns as functions
        made[name] = scope[name]
    return made


def run():
    """Calculate the columns of the file named first, write the results to the second, and print the seconds."""
    columns = dict(np.load(sys.argv[1]))
    rules = {one.leaf_name: one for one in (sgi, whole_day, sjukpenning, foraldrapenning, supplement, barnbidrag)}
    objects = rules | _inputs(["p_id", *columns])
    wanted = {"sjukpenning": None, "foraldrapenning": None, "barnbidrag": None}
    began, used = time.perf_counter(), time.process_time()
    found = main(
        main_target=MainTarget.results.tree,
        policy_date_str="2026-03-01",
        orig_policy_objects=OrigPolicyObjects(
            column_objects_and_param_functions={("rules.py", name): one for name, one in objects.items()},
            param_specs={},
        ),
        input_data=InputData.tree({"p_id": np.arange(len(columns["income"])), **columns}),
        tt_targets=TTTargets.tree(wanted),
        rounding=False,
        unit_system=UnitSystem(currencies={"SEK": Currency(statutory_from="1873-01-01")}),
        include_fail_nodes=CHECKED,
        include_warn_nodes=False,
    )
    done, processor = time.perf_counter(), time.process_time() - used
    np.savez(sys.argv[2], **{name: np.asarray(found[name]) for name in wanted})
    print(json.dumps({"build": 0.0, "calculate": done - began, "processor": processor}))


if __name__ == "__main__":
    run()
