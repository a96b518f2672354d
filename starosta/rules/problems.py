"""A fault in the school's data as a value. Its wording lives in `words.toml`; nothing here is shown to
people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where a fault is: keys of the workbook, tab and column; `row` is counted as on the sheet (the header is
    1)."""

    workbook: str = ""
    tab: str = ""
    row: int = 0
    column: str = ""


@dataclass(frozen=True)
class Problem:
    """`code` names a sentence of `words.toml` [problems]; `facts` fill its placeholders."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    place: Place = Place()


def to_json(problem: Problem) -> dict[str, Any]:
    """A problem whose facts are texts and numbers, to be kept."""
    return {"code": problem.code, "facts": dict(problem.facts), "place": asdict(problem.place)}


def from_json(told: Mapping[str, Any]) -> Problem:
    return Problem(told["code"], told["facts"], Place(**told["place"]))
