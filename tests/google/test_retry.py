"""Which failures are tried again, how long is waited, and when it is given up. Time is the test's own."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.retry import Patience, persist


@dataclass
class Day:
    """A clock that moves only when somebody sleeps."""

    now: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def patience(self, deadline: float = 120.0) -> Patience:
        return Patience(deadline=deadline, sleep=self.sleep, chance=lambda: 1.0, clock=lambda: self.now)


def trouble(kind: Kind, *, sent: bool = True, retry_after: float | None = None) -> GoogleTrouble:
    return GoogleTrouble(kind, "sheets.spreadsheets.get", sent=sent, retry_after=retry_after)


def attempts(day: Day, failures: list[GoogleTrouble], repeatable: bool, deadline: float = 120.0) -> int:
    """How often a call is made that fails in these ways and then succeeds; the last failure is raised if it
    stops."""
    made = 0

    def ask() -> str:
        nonlocal made
        made += 1
        if made <= len(failures):
            raise failures[made - 1]
        return "done"

    persist(ask, day.patience(deadline), repeatable)
    return made


@pytest.mark.parametrize("kind", [Kind.RATE, Kind.UNAVAILABLE, Kind.UNREACHABLE])
def test_what_passes_is_tried_again(kind: Kind) -> None:
    day = Day()
    assert (attempts(day, [trouble(kind)] * 3, repeatable=True), day.slept) == (4, [1.0, 2.0, 4.0])


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.RATE, Kind.UNAVAILABLE, Kind.UNREACHABLE}))
def test_what_does_not_pass_is_raised_at_once(kind: Kind) -> None:
    day = Day()
    with pytest.raises(GoogleTrouble):
        attempts(day, [trouble(kind)], repeatable=True)
    assert day.slept == []


@pytest.mark.parametrize(
    ("failure", "again"),
    [
        (trouble(Kind.RATE), True),
        (trouble(Kind.UNREACHABLE, sent=False), True),
        (trouble(Kind.UNREACHABLE), False),
        (trouble(Kind.UNAVAILABLE), False),
    ],
)
def test_a_call_that_must_not_be_made_twice(failure: GoogleTrouble, again: bool) -> None:
    day = Day()
    if again:
        assert attempts(day, [failure], repeatable=False) == 2
        return
    with pytest.raises(GoogleTrouble):
        attempts(day, [failure], repeatable=False)
    assert day.slept == []


def test_waits_grow_to_a_limit_and_the_deadline_ends_them() -> None:
    day = Day()
    with pytest.raises(GoogleTrouble):
        attempts(day, [trouble(Kind.UNAVAILABLE)] * 99, repeatable=True)
    assert day.slept == [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 32.0]


@pytest.mark.parametrize(
    ("port", "sent", "slept"),
    [
        ("", True, [1.0, 2.0, 4.0, 8.0]),
        ("", False, [1.0, 2.0, 4.0, 8.0]),
        ("http://127.0.0.1:8765", True, [1.0, 2.0, 4.0, 8.0]),
        ("http://127.0.0.1:8765", False, [1.0]),
    ],
)
def test_where_nobody_answers_the_next_tick_is_waited_for_instead(
    port: str, sent: bool, slept: list[float]
) -> None:
    day, failure = Day(), trouble(Kind.UNREACHABLE, sent=sent)
    failure.port = port
    with pytest.raises(GoogleTrouble):
        attempts(day, [failure] * 99, repeatable=True)
    assert day.slept == slept


def test_google_s_own_wish_goes_first() -> None:
    day = Day()
    attempts(day, [trouble(Kind.RATE, retry_after=9.0), trouble(Kind.RATE)], repeatable=True)
    assert day.slept == [9.0, 2.0]


def test_a_wish_beyond_the_deadline_is_not_waited_for() -> None:
    day = Day()
    with pytest.raises(GoogleTrouble):
        attempts(day, [trouble(Kind.RATE, retry_after=121.0)], repeatable=True)
    assert day.slept == []


@pytest.mark.parametrize(("chance", "wait"), [(0.0, 2.0), (0.5, 3.0), (1.0, 4.0)])
def test_chance_cuts_a_wait_by_up_to_a_half(chance: float, wait: float) -> None:
    assert Patience(chance=lambda: chance).wait(3, trouble(Kind.UNAVAILABLE)) == wait


def test_a_very_late_attempt_still_has_a_wait() -> None:
    assert Patience(chance=lambda: 1.0).wait(5000, trouble(Kind.UNAVAILABLE)) == 32.0
