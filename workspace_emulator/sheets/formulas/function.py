"""What a function is: how its arguments are prepared, and what works out its value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Function:
    """One function of the language.

    `kinds` has a letter for every parameter: n a number, t text, b truth, s one value as it is, v the same
    but errors too, a a whole array or range, w the same but an error in its place too, l a part of the
    formula not computed yet. The last `repeat`
    letters may come again. `arrays` computes the arguments as ARRAYFORMULA does. `run(at, *values)` gives a
    value or a Grid or raises Fault; with kind l it is `run(at, many, *nodes)` and all kinds are l.
    """

    run: Callable[..., Any]
    kinds: str
    least: int = -1
    repeat: int = 0
    arrays: bool = False

    def takes(self, count: int) -> bool:
        """Whether it may be called with so many arguments."""
        least = len(self.kinds) if self.least < 0 else self.least
        if count < least:
            return False
        return bool(self.repeat) or count <= len(self.kinds)

    def letters(self, count: int) -> str:
        """The kinds of so many arguments."""
        kinds = self.kinds
        while len(kinds) < count:
            kinds += kinds[-self.repeat :]
        return kinds[:count]
