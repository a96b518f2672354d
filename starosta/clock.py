"""The only `now()`, and the loop that pokes once a minute. What is due is decided by the plan and the
history, never here."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LONGEST_SLEEP = 5.0
"""Seconds: so that Ctrl+C and a changed machine clock are noticed soon."""


def now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def stopwatch() -> Callable[[], timedelta]:
    """Tells how long ago it was started, whatever becomes of the machine's clock."""
    started = time.monotonic()
    return lambda: timedelta(seconds=time.monotonic() - started)


def every_minute(
    poke: Callable[[], None], until: datetime | None = None, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Call `poke` at once and then each minute until a moment, or for ever. `poke` raises only what should
    end the loop."""
    import schedule

    rounds = schedule.Scheduler()
    rounds.every(1).minutes.do(poke)
    poke()
    while until is None or now() < until:
        left = timedelta(seconds=max(rounds.idle_seconds or 0, 0))
        rest = left if until is None else min(left, max(until - now(), timedelta()))
        sleep(min(rest.total_seconds(), LONGEST_SLEEP) or 0.05)
        rounds.run_pending()
