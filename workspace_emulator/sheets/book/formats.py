"""The table of cell formats of a workbook: equal formats are kept once and cells hold their number."""

from __future__ import annotations

import json

from ...wire import Json


class Formats:
    """Formats by number; number 0 is «none»."""

    def __init__(self, stored: list[Json] | None = None) -> None:
        self.all: list[Json] = stored or [{}]
        self._numbers = {_key(known): number for number, known in enumerate(self.all)}
        self._made: dict[tuple[int, str, str], int] = {}

    def __getitem__(self, number: int) -> Json:
        return self.all[number]

    def number(self, wanted: Json) -> int:
        """The number of a format, new or known."""
        key = _key(wanted)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.all)
            self.all.append(wanted)
        return found

    def with_number_format(self, number: int, number_format: Json | None) -> int:
        """The same format with another number format; None takes it away."""
        kind = number_format or {}
        made = (number, kind.get("type", ""), kind.get("pattern", ""))
        found = self._made.get(made)
        if found is not None:
            return found
        changed = {key: item for key, item in self.all[number].items() if key != "numberFormat"}
        if number_format:
            changed["numberFormat"] = number_format
        self._made[made] = self.number(changed)
        return self._made[made]


def _key(known: Json) -> str:
    return json.dumps(known, sort_keys=True, ensure_ascii=False)
