"""When a failed call is made again and how long to wait: the only place that repeats calls to Google."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .errors import PASSING, GoogleTrouble, Kind

T = TypeVar("T")


@dataclass(frozen=True)
class Patience:
    """Waits of `first`, twice that, … up to `longest` seconds, each cut by chance to between a half and the
    whole.

    The last attempt begins before `deadline` seconds have passed: enough to sit out a quota of one minute.
    Where nobody answers at all it begins before `unreachable` seconds have passed, for the next tick comes
    soon; where nobody listens on a port of this machine, before `closed` seconds have.
    `sleep`, `chance` (0…1) and `clock` (seconds, monotonic) are given by tests.
    """

    first: float = 1.0
    longest: float = 32.0
    deadline: float = 120.0
    unreachable: float = 15.0
    closed: float = 2.0
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    clock: Callable[[], float] = time.monotonic

    def deadline_of(self, trouble: GoogleTrouble) -> float:
        """Seconds from the first attempt to the beginning of the last."""
        if trouble.kind is not Kind.UNREACHABLE:
            return self.deadline
        closed = trouble.port and not trouble.sent
        return min(self.closed if closed else self.unreachable, self.deadline)

    def wait(self, attempt: int, trouble: GoogleTrouble) -> float:
        """Seconds to wait after the attempt of this number (the first is 1); Google's own wish goes first."""
        if trouble.retry_after is not None:
            return trouble.retry_after
        # The exponent is bounded because a float is not: 2.0 ** 1100 overflows.
        return min(self.longest, self.first * 2.0 ** min(attempt - 1, 30)) * (0.5 + self.chance() / 2)


def persist(ask: Callable[[], T], patience: Patience, repeatable: bool) -> T:
    """What `ask` answers, asked again while its trouble may pass. GoogleTrouble when it does not pass in
    time.

    A call that may have been carried out is made again only when it is `repeatable`: reading, or writing that
    comes to the same when done twice. What was certainly not carried out (a quota's refusal, a line never
    opened) is asked again whatever it is.
    """
    started = patience.clock()
    attempt = 1
    while True:
        try:
            return ask()
        except GoogleTrouble as trouble:
            wait = patience.wait(attempt, trouble)
            late = patience.clock() - started + wait > patience.deadline_of(trouble)
            if late or not may_repeat(trouble, repeatable):
                raise
        patience.sleep(wait)
        attempt += 1


def may_repeat(trouble: GoogleTrouble, repeatable: bool) -> bool:
    """Whether making the call once more is both useful and safe."""
    if trouble.kind not in PASSING:
        return False
    return repeatable or trouble.kind is Kind.RATE or not trouble.sent
