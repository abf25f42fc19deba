"""Processes that write a block of a database world each."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from handlag.world.domain.plan import Plan


def side_by_side(plan: Plan, now: datetime, blocks: Iterable[int], processes: int) -> Iterator[tuple[int, int]]:
    """Write blocks in processes of their own, as each becomes free; which block, and its rows."""
    with multiprocessing.get_context("spawn").Pool(processes, django.setup) as pool:
        yield from pool.imap_unordered(_block, [(plan, now, block) for block in blocks])


def _block(work: tuple[Plan, datetime, int]) -> tuple[int, int]:
    from handlag.world.make import let_commits_wait, write_block  # noqa: PLC0415 — after Django is set up

    plan, now, block = work
    let_commits_wait()
    return block, write_block(plan, now, block)
