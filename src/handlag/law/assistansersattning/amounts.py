"""The dated amounts of assistansersättning."""

from __future__ import annotations

from typing import NamedTuple

from handlag.law.parameters import dated_amounts


@dated_amounts
class AssistansAmounts(NamedTuple):
    """An hour's flat amount in öre, and parental deductions in minutes a day (förordning 1993:1091)."""

    day: int
    assistans_schablon_ore: int
    foraldraavdrag_grund_0: int
    foraldraavdrag_grund_1: int
    foraldraavdrag_grund_7: int
    foraldraavdrag_annat_1: int
    foraldraavdrag_annat_7: int
    foraldraavdrag_annat_12: int
