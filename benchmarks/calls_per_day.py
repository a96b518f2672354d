"""Calls to Google: a college's day by method, what one tick reads and writes whatever the number of staff,
and day 150 of the school year beside the first one.

python -m benchmarks calls_per_day
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from . import counted
from .college import College, Size, college
from .counted import READ, WRITE, Log
from .day import SPARSE, Minute, bytes_read, methods, minutes, most_per_file, working_days
from .report import Report

FIRST = date(2026, 9, 1)
WEEKDAY = date(2026, 11, 11)
SMALL, LARGE = Size(14, 12, 25), Size(140, 120, 5)
YEAR = Size(6, 5, 8)
DAY = 150
QUIET = 2
READS = ("sheets.spreadsheets.get", "forms.forms.responses.list", "forms.forms.get", "drive.files.get")
WRITES = ("sheets.spreadsheets.batchUpdate", "forms.forms.batchUpdate")


def main() -> None:
    report = Report("calls_per_day", "Calls to Google")
    report.text("Counted on the way to the workspace, request by request, not by the toolkit's own counter.")
    small = whole_day(SMALL)
    by_method(report, small)
    quiet(report, small)
    per_tick(report, small, whole_day(LARGE))
    school_year(report)
    report.done()


def whole_day(size: Size) -> list[Minute]:
    """A distance-learning Wednesday from 8:00 to 16:00, a tick a minute."""
    with ExitStack() as stack:
        opened, log = opened_college(stack, size, WEEKDAY)
        return list(minutes(opened, log, WEEKDAY))


def opened_college(stack: ExitStack, size: Size, day: date) -> tuple[College, Log]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    opened = stack.enter_context(college(folder / "school", size, datetime.combine(day, time(7, 30))))
    return opened, counted.count(opened.known.gate.door.account)


def by_method(report: Report, day: Sequence[Minute]) -> None:
    report.heading(f"One day: {told(SMALL)}")
    counts = methods(day)
    report.table(["Method", "Calls"], [*counts.most_common(), ("all", counts.total())])
    letters = sum(minute.letters for minute in day)
    report.text(
        f"{len(day)} ticks, {letters} letters, {sum(minute.cells for minute in day)} cells, "
        f"{sum(len(minute.failures) for minute in day)} failures. The busiest tick made "
        f"{max(minute.calls for minute in day)} calls."
    )


def quiet(report: Report, day: Sequence[Minute]) -> None:
    report.heading("Quiet ticks")
    report.text("Ticks in which nothing was due, nothing sent and no cell of a sheet written.")
    still = [minute for minute in day if not minute.acted]
    numbers = sorted({minute.calls for minute in still})
    report.table(
        ["Calls in the tick", "Ticks"], [(n, sum(minute.calls == n for minute in still)) for n in numbers]
    )
    report.text(
        *(
            f"At {minute.moment:%H:%M} the tables had changed: {told_methods(minute)}."
            for minute in still
            if minute.calls > QUIET
        )
    )


def told_methods(minute: Minute) -> str:
    return ", ".join(f"{number} × {method}" for method, number in methods([minute]).items())


def per_tick(report: Report, small: Sequence[Minute], large: Sequence[Minute]) -> None:
    report.heading("The most in any one tick, per file")
    rows = [
        *((f"reads of one file by {method}", READ, method) for method in READS),
        ("reads of one file, all methods", READ, ""),
        *((f"writes to one file by {method}", WRITE, method) for method in WRITES),
        ("writes to one file, all methods", WRITE, ""),
    ]
    report.table(
        ["Whole day, a tick a minute", told(SMALL), told(LARGE)],
        [(title, most_per_file(small, kind, m), most_per_file(large, kind, m)) for title, kind, m in rows],
    )
    days = (small, large)
    report.text(
        "At 9:11 a student is written into the table by hand. The tick that takes it up reads the form's "
        "structure once besides its answers, writes it once, and asks for the new version of its file."
    )
    letters = [sum(minute.letters for minute in day) for day in days]
    calls = [methods(day).total() for day in days]
    rest = [sum(n for m, n in methods(day).items() if not m.startswith("gmail")) for day in days]
    report.table(
        ["Whole day", told(SMALL), told(LARGE)],
        [("letters", *letters), ("calls", *calls), ("calls without mail", *rest)],
    )


def school_year(report: Report) -> None:
    """Whole days are measured minute by minute; the days between only pass, with answers and a few ticks."""
    report.heading(f"Day {DAY} of the school year: {told(YEAR)}")
    measured: list[tuple[str, list[Minute]]] = []
    with ExitStack() as stack:
        opened, log = opened_college(stack, YEAR, FIRST)
        days = list(islice(working_days(opened, FIRST), DAY))
        place = sum(day.month == days[-1].month for day in days)
        month = sum(day.month == FIRST.month for day in days)
        wanted = {number: f"day {number}" for number in sorted({1, 2, place, month, DAY})}
        for number, day in enumerate(days, start=1):
            log.take()
            found = list(minutes(opened, log, day, None if number in wanted else SPARSE))
            if number in wanted:
                measured.append((f"{wanted[number]} ({day:%a %d.%m})", found))
    rows: list[tuple[str, list[int]]] = [
        ("calls", [methods(day).total() for _, day in measured]),
        ("— of them reading", [sum(e.kind == READ for m in day for e in m.exchanges) for _, day in measured]),
        ("KiB read", [bytes_read(day) // 1024 for _, day in measured]),
        *(
            (f"— by {m}", [bytes_read(day, m) // 1024 for _, day in measured])
            for m in (*READS[:3], "drive.files.list")
        ),
        ("most reads of one file in a tick", [most_per_file(day, READ) for _, day in measured]),
        ("ticks of two calls", [sum(m.calls == QUIET for m in day) for _, day in measured]),
        ("failures", [sum(len(m.failures) for m in day) for _, day in measured]),
    ]
    report.table(["", *(name for name, _ in measured)], [(title, *values) for title, values in rows])
    report.text(
        "Sheets are one workbook a month, so what a tick reads grows within a month and begins anew: "
        f"day {DAY} is working day {place} of its month and stands beside day {place}; "
        f"day {month} ends September. "
        "Answers are read from the beginning of the previous working day on; the first day has no such day."
    )


def told(size: Size) -> str:
    return f"{size.masters} masters, {size.groups} groups, {size.groups * size.students} students"


if __name__ == "__main__":
    main()
