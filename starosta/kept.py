"""What one process keeps from tick to tick instead of making it again. Only values made of nothing but
their mark belong here; what must outlive the process is in the state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Made = TypeVar("Made")


@dataclass
class Kept:
    """One value under each name, the newest."""

    _values: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    def of(self, name: str, mark: Any, make: Callable[[], Made]) -> Made:
        """What was made under the name while its mark was equal to this one, else what `make` gives now."""
        known = self._values.get(name)
        if known is None or known[0] != mark:
            known = self._values[name] = (mark, make())
        value: Made = known[1]
        return value
