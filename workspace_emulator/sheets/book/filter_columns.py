"""The columns that filters name by their numbers: they follow when columns are inserted, deleted or moved."""

from __future__ import annotations

from ...wire import Json
from .lines import Shift


def follow_columns(kept: Json, lines: Shift) -> None:
    """Change a BasicFilter or a FilterView in place; what a deleted column asked is forgotten."""
    for name, key in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if name not in kept:
            continue
        moved = [(lines.index(spec.get(key, 0)), spec) for spec in kept[name]]
        kept[name] = [spec | {key: column} for column, spec in moved if column is not None]
        if not kept[name]:
            del kept[name]
    if "criteria" in kept:
        numbers = {lines.index(int(column)): item for column, item in kept["criteria"].items()}
        kept["criteria"] = {str(column): item for column, item in numbers.items() if column is not None}
        if not kept["criteria"]:
            del kept["criteria"]
