"""Time and memory of settling a year of obligations, in columns and one by one. Results are printed, never
asserted.

python benchmarks/settle_year.py --size 1000000
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from starosta.rules.duties import Obligation
from starosta.rules.settle import Evidence, settle
from starosta.rules.settle_year import EVIDENCE_COLUMNS, OBLIGATION_COLUMNS, settle_year

Result = TypeVar("Result")

DUTIES = ("check_in", "monitoring", "link", "daily_report")
DAYS = 220
FIRST = date(2026, 9, 1)
NOW = datetime(2027, 7, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000, help="number of obligations (default 1000000)")
    parser.add_argument(
        "--plain", action="store_true", help="also settle them one by one, as a day is settled"
    )
    options = parser.parse_args()

    import pandas as pd

    owed, answered = year(options.size)
    obligations = pd.DataFrame(dict(zip(OBLIGATION_COLUMNS, zip(*owed, strict=True), strict=True)))
    evidence = pd.DataFrame(dict(zip(EVIDENCE_COLUMNS, zip(*answered, strict=True), strict=True)))
    print(f"obligations: {len(obligations):,}, answers: {len(evidence):,}; memory before: {peak_mib()} MiB")
    result = timed("settle_year, columns", lambda: settle_year(obligations, evidence, NOW))
    print(result.settled["status"].value_counts().to_string())
    print(f"extra answers: {len(result.extra):,}")
    if options.plain:
        plain_owed = [Obligation(*values) for values in owed]
        plain_answered = [Evidence(*values) for values in answered]
        timed("settle, one by one", lambda: settle(plain_owed, plain_answered, NOW))


def year(size: int) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """A made-up year, always the same: fields of obligations and of answers, nine of ten answered, some
    twice."""
    random = Random(2026)
    dates = [FIRST + timedelta(days=number) for number in range(DAYS)]
    staff = [f"М-{number:05}" for number in range(size // (len(DUTIES) * DAYS) + 1)]
    owed: list[tuple[Any, ...]] = []
    answered: list[tuple[Any, ...]] = []
    for place in range(size):
        rest, duty = divmod(place, len(DUTIES))
        number, day_number = divmod(rest, DAYS)
        day, proof, person = dates[day_number], DUTIES[duty], staff[number]
        due = datetime(day.year, day.month, day.day, 1 + duty, 15, tzinfo=UTC)
        by_lesson = proof == "link"
        group = "ПК-11" if proof in ("monitoring", "link") else ""
        lesson = f"{day}/ПК-11/1" if group else ""
        excused = "отпуск" if random.random() < 0.05 else ""
        owed.append(
            (proof, person, day, due, due + timedelta(hours=5), group, lesson, excused, proof, by_lesson)
        )
        for _ in range(random.choices((0, 1, 2), (10, 80, 10))[0]):
            at = due + timedelta(minutes=random.randint(-60, 400))
            answered.append((proof, person, day, at, at, group, lesson if by_lesson else "", str(place)))
    return owed, answered


def timed(name: str, work: Callable[[], Result]) -> Result:
    start = time.perf_counter()
    result = work()
    print(f"{name}: {time.perf_counter() - start:.2f} s, peak memory {peak_mib()} MiB")
    return result


def peak_mib() -> int:
    """Peak resident memory of this process (the kernel counts KiB on Linux, bytes on macOS)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    main()
