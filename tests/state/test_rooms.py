"""History, cursors, snapshots, cells, runs and reported problems: what is written is read back after a
restart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from starosta.state.database import State
from starosta.state.records import Done, KeptAnswer, Run, Snapshot

MORNING = datetime(2026, 11, 11, 5, 15, tzinfo=UTC)
MOSCOW = timezone(timedelta(hours=3))
TODAY = date(2026, 11, 11)

WRITES: dict[str, tuple[Callable[[State], object], Callable[[State], object], object]] = {
    "a line of history": (
        lambda state: state.history.record(
            "digest/2026-11-11", "digest", MORNING, {"кому": "старший мастер"}
        ),
        lambda state: state.history.since(),
        [Done("digest/2026-11-11", "digest", MORNING, {"кому": "старший мастер"})],
    ),
    "a line of history keeps its first moment": (
        lambda state: [state.history.record("k", "digest", MORNING + timedelta(minutes=m)) for m in (0, 5)],
        lambda state: [(line.once_key, line.at) for line in state.history.since()],
        [("k", MORNING)],
    ),
    "history by kind and moment": (
        lambda state: [
            state.history.record(kind, kind, MORNING.astimezone(MOSCOW) + timedelta(hours=h))
            for h, kind in enumerate(("remind", "digest", "remind_after"))
        ],
        lambda state: (
            [line.once_key for line in state.history.since(MORNING + timedelta(hours=1))],
            [line.once_key for line in state.history.since(kind="remind")],
        ),
        (["digest", "remind_after"], ["remind"]),
    ),
    "what was done among many": (
        lambda state: state.history.record("7", "digest", MORNING),
        lambda state: state.history.done(str(number) for number in range(2000)),
        {"7"},
    ),
    "a cursor": (
        lambda state: state.cursors.set("forms/monitoring", {"since": "2026-11-11T05:15:00Z", "ids": ["а"]}),
        lambda state: state.cursors.get("forms/monitoring"),
        {"since": "2026-11-11T05:15:00Z", "ids": ["а"]},
    ),
    "a cursor set twice": (
        lambda state: [state.cursors.set("c", value) for value in (1, 2)],
        lambda state: state.cursors.all(),
        {"c": 2},
    ),
    "a cursor forgotten": (
        lambda state: [state.cursors.set("c", value) for value in (1, None)],
        lambda state: state.cursors.get("c", "нет"),
        "нет",
    ),
    "cursors by prefix, taken literally": (
        lambda state: [state.cursors.set(name, 1) for name in ("form_a", "formXa", "sheet")],
        lambda state: state.cursors.all("form_"),
        {"form_a": 1},
    ),
    "answers of a form that another has replaced": (
        lambda state: (
            [state.answers.keep("check_in", "old", [KeptAnswer("а", MORNING, {"n": n})]) for n in (1, 2)]
            + [state.answers.keep("check_in", "new", [KeptAnswer("б", MORNING, {})])]
            + [state.answers.keep("monitoring", "old", [KeptAnswer("в", MORNING, {})])]
        ),
        lambda state: (
            state.answers.elsewhere("check_in", "new", MORNING),
            state.answers.elsewhere("check_in", "new", MORNING + timedelta(seconds=1)),
            [answer.id for answer in state.answers.elsewhere("check_in", "", MORNING)],
        ),
        ([KeptAnswer("а", MORNING, {"n": 1})], [], ["а", "б"]),
    ),
    "an edited answer, and one of long ago": (
        lambda state: (
            [
                state.answers.keep("check_in", "old", [KeptAnswer("а", MORNING + timedelta(days=days), days)])
                for days in (0, 1)
            ]
            + [
                state.answers.keep("check_in", "old", [KeptAnswer("я", MORNING - timedelta(days=500), 0)]),
                state.answers.keep("check_in", "old", [KeptAnswer("б", MORNING, 0)]),
            ]
        ),
        lambda state: [
            (answer.id, answer.content)
            for answer in state.answers.elsewhere("check_in", "", MORNING - timedelta(days=999))
        ],
        [("б", 0), ("а", 1)],
    ),
    "the last snapshot": (
        lambda state: [
            state.snapshots.keep("staff", [[value, None]], MORNING + timedelta(minutes=m))
            for m, value in enumerate(("старое", "новое"))
        ],
        lambda state: state.snapshots.last("staff"),
        Snapshot([["новое", None]], MORNING + timedelta(minutes=1)),
    ),
    "cells of every type": (
        lambda state: state.cells.remember(
            "book", "ПК-11", {("а", "1"): "н", ("б", "1"): 4.5, ("в", "1"): None}
        ),
        lambda state: state.cells.written("book", "ПК-11"),
        {("а", "1"): "н", ("б", "1"): 4.5, ("в", "1"): None},
    ),
    "a cell written again, another tab left alone": (
        lambda state: [
            state.cells.remember("book", tab, {("а", "1"): value})
            for tab, value in (("ПК-11", "н"), ("ПК-12", "б"), ("ПК-11", True))
        ],
        lambda state: (state.cells.written("book", "ПК-11"), state.cells.written("book", "ПК-12")),
        ({("а", "1"): True}, {("а", "1"): "б"}),
    ),
    "tabs that hold anything": (
        lambda state: [
            state.cells.remember("book", tab, {("а", "1"): value})
            for tab, value in (("ПК-12", "н"), ("ПК-11", 4.5), ("пустая", None))
        ],
        lambda state: state.cells.tabs("book"),
        ["ПК-11", "ПК-12"],
    ),
    "cells of a row forgotten": (
        lambda state: [
            state.cells.remember("book", "tab", {(row, "1"): "н" for row in ("а", "б", "в")}),
            state.cells.forget("book", "tab", ["а", "в"]),
        ],
        lambda state: state.cells.written("book", "tab"),
        {("б", "1"): "н"},
    ),
    "the newest run of each automation; those of long ago are forgotten": (
        lambda state: [
            state.runs.record("duties", MORNING - timedelta(days=40), "done", {}, 0),
            state.runs.record("attendance", MORNING - timedelta(days=2), "done", {}, 0),
            state.runs.record("attendance", MORNING, "done", {"drive.files.list": 1}, 2),
        ],
        lambda state: state.runs.since(MORNING - timedelta(days=99)) and state.runs.latest(),
        {"attendance": Run(3, "attendance", MORNING, MORNING, "done", {"drive.files.list": 1}, 2)},
    ),
    "a problem reported once a day": (
        lambda state: state.reported.mark(["а", "а"], TODAY),
        lambda state: (
            state.reported.unreported(["б", "а", "б"], TODAY),
            state.reported.unreported(["а"], TODAY + timedelta(days=1)),
        ),
        (["б"], ["а"]),
    ),
}


@pytest.mark.parametrize("name", WRITES)
def test_what_is_written_is_read_after_a_restart(name: str, where: str) -> None:
    write, read, expected = WRITES[name]
    before = State.open(where)
    write(before)
    before.close()
    after = State.open(where)
    found: Any = read(after)
    after.close()
    assert found == expected


def test_recording_says_whether_it_was_new(state: State) -> None:
    assert [state.history.record("k", "digest", MORNING) for _ in range(2)] == [True, False]


def test_a_moment_without_a_zone_is_refused(state: State) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        state.history.record("k", "digest", MORNING.replace(tzinfo=None))
