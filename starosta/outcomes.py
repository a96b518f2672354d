"""Outcomes of a day in words, as documents, and as plain data to remember. Deciding them is in
`rules.settle`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from . import documents
from .google.message import Attachment
from .rules import names
from .rules.daily_reports import Report
from .rules.plan import DayPlan
from .rules.roster import Roster
from .rules.settle import Settled, Settlement, Status
from .shelf import Shelf
from .words import Words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def worded(settled: Settled, words: Words) -> str:
    """«вовремя», «с опозданием на 5 мин», «не сдано», «освобождён (отпуск)», «ожидается»."""
    if settled.status is Status.LATE:
        return words("phrases.late_by", duration=words.duration(settled.minutes_late))
    if settled.status is Status.EXCUSED:
        return words("phrases.excused_because", reason=settled.reason)
    return words(f"statuses.{settled.status}")


def reason(settled: Settled, words: Words) -> str:
    """Why somebody is excused, or why an answer did not count; '' when there is nothing to say."""
    if settled.status is Status.EXCUSED or not settled.reason:
        return settled.reason
    return words(f"reasons.{settled.reason}")


def document(report: Report, roster: Roster, shelf: Shelf, words: Words) -> Attachment:
    """One master's report in the form of the appendix (000, приложение), as XLSX."""
    blank = documents.report_blank(shelf.toml("daily_reports/report.document.toml"))
    person = roster.staff.get(report.person)
    values = documents.ReportValues(
        code=report.person,
        name=person.name if person else report.person,
        short_name=names.short(person.name) if person else report.person,
        date=report.date,
        weekday=str(words.section("weekdays").get(str(report.date.weekday()), "")),
        lines=report.lines,
        unread=report.unread,
    )
    content = documents.report_xlsx(values, blank, report.last_at)
    return Attachment(documents.report_name(values, blank), XLSX, content)


def name(duty: str, day: date) -> str:
    """Under which name a day's outcome is remembered."""
    return f"outcome/{duty}/{day.isoformat()}"


def pack(settlement: Settlement) -> list[list[Any]]:
    """[key, status, minutes late] of each obligation."""
    return [[one.obligation.key, one.status.value, one.minutes_late] for one in settlement.settled]


def unpack(kept: Iterable[Any], plan: DayPlan) -> list[Settled]:
    """The remembered outcomes of those obligations that the plan still knows."""
    known = {obligation.key: obligation for obligation in plan.obligations}
    return [Settled(known[key], Status(status), minutes) for key, status, minutes in kept if key in known]
