"""Every exchange with Google passes here: counted by method, failures made GoogleTrouble, passing ones tried
again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, TypeVar

from .errors import GoogleTrouble, from_exception
from .retry import Patience, persist

Json = dict[str, Any]
T = TypeVar("T")


class Calls:
    """The counter and the patience shared by all rooms of one gate. `made` counts attempts by method id;
    `port` is the address of the workspace where it is one of this machine."""

    def __init__(self, patience: Patience | None = None, port: str = "") -> None:
        self.patience = patience or Patience()
        self.port = port
        self.made: Counter[str] = Counter()

    def execute(self, request: Any, *, repeatable: bool | None = None) -> Json:
        """The answer to a request of googleapiclient ({} for an empty one).

        GET and PUT are repeatable, POST and DELETE only when the caller says so.
        """
        if repeatable is None:
            repeatable = request.method in ("GET", "PUT")
        return self.run(str(request.methodId), lambda: request.execute(num_retries=0) or {}, repeatable)

    def run(self, method: str, ask: Callable[[], T], repeatable: bool) -> T:
        """What `ask` (exactly one exchange of the method named) answers. GoogleTrouble when it failed for
        good."""
        return persist(lambda: self._once(method, ask), self.patience, repeatable)

    def _once(self, method: str, ask: Callable[[], T]) -> T:
        self.made[method] += 1
        try:
            return ask()
        except Exception as error:
            trouble = error if isinstance(error, GoogleTrouble) else from_exception(method, error)
            if trouble is None:
                raise
            trouble.port = self.port
            raise trouble from error
