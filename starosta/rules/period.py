"""Completeness and timeliness over weeks and months, by duty and person. Values only, no words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from .duties import Obligation
from .settle import Evidence, Status
from .settle_year import evidence_columns, obligation_columns, settle_year
from .summary import Totals

Key = TypeVar("Key")


@dataclass(frozen=True)
class Share:
    """What one person owed of one duty within the period, and what became of it."""

    duty: str
    person: str
    totals: Totals


def shares(
    obligations: Iterable[Obligation], evidence: Iterable[Evidence], now: datetime
) -> tuple[Share, ...]:
    """One row for each duty and person that occur, in order of appearance, by the rules of `settle`; `now` is
    aware. Heavy: imports pandas."""
    columns = obligation_columns(obligations)
    if columns.empty:
        return ()
    settled = settle_year(columns, evidence_columns(evidence), now).settled
    counted = settled.groupby(["duty", "person"], sort=False)["status"].value_counts(sort=False)
    table = counted.unstack(fill_value=0)
    statuses = [Status(name) for name in table.columns]
    return tuple(
        Share(str(duty), str(person), Totals.of(dict(zip(statuses, counts, strict=True))))
        for (duty, person), counts in zip(table.index, table.to_numpy().tolist(), strict=True)
    )


def summed(found: Iterable[Share], key: Callable[[Share], Key]) -> dict[Key, Totals]:
    """Totals of the rows that share a key, in order of appearance."""
    sums: dict[Key, Totals] = {}
    for share in found:
        sums[key(share)] = sums.get(key(share), Totals()) + share.totals
    return sums
