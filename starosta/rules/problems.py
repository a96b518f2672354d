"""A fault in the school's data as a value. Its wording lives in `words.toml`; nothing here is shown to
people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
