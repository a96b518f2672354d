"""The table of cell formats of a workbook: equal formats are kept once and cells hold their number."""

from __future__ import annotations

import json

from ...wire import Json

FEW = 256


class Formats:
    """Formats by number; number 0 is «none», and so are numbers that wait to be given again.

    `made` counts all that there ever were: it changes whenever a number means something new.
    """

    def __init__(self, stored: list[Json] | None = None, made: int = 0) -> None:
        self.all: list[Json] = stored or [{}]
        self.made = made or len(self.all)
        self._numbers = {_key(known): number for number, known in enumerate(self.all) if known or not number}
        self._free = [number for number, known in enumerate(self.all) if number and not known]
        self._made: dict[tuple[int, str, str], int] = {}
        self._most = FEW

    def __getitem__(self, number: int) -> Json:
        return self.all[number]

    def number(self, wanted: Json) -> int:
        """The number of a format, new or known."""
        key = _key(wanted)
        found = self._numbers.get(key)
        if found is None:
            self.made += 1
            if self._free:
                found = self._free.pop()
                self.all[found] = wanted
            else:
                found = len(self.all)
                self.all.append(wanted)
            self._numbers[key] = found
        return found

    def is_text(self, number: int) -> bool:
        """Whether what is typed under a format stays text."""
        known = self.all[number].get("numberFormat", {})
        return bool(known.get("type") == "TEXT" or known.get("pattern") == "@")

    @property
    def many(self) -> bool:
        """Whether there are twice as many as were last in use, and it is worth looking for unused ones."""
        return len(self._numbers) > self._most

    def keep(self, used: set[int]) -> None:
        """Forget all formats but these."""
        self._free = [number for number in range(1, len(self.all)) if number not in used]
        for number in self._free:
            self.all[number] = {}
        self._numbers = {key: number for key, number in self._numbers.items() if number in used or not number}
        self._made.clear()
        self._most = max(FEW, 2 * len(self._numbers))

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
