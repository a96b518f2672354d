"""Отчёты мастеров: хронометраж проверяем, реестры заполняем, вечером отправляем пакет.

Каждая строка хронометража — время; роль; функция; результат; проблема. Пропуски времени, наложения, роли без
строки и непонятные строки — письмом самому мастеру, с номером строки. Реестр дня, часы по ролям и проблемы —
в книге месяца. В назначенное время старший мастер и заместитель директора получают пакет: полнота, проблемы,
отчёт каждого мастера по форме приложения.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from starosta.rules import daily_reports, names, telling
from starosta.rules.daily_reports import Report, ReportAnswer, ReportsDay
from starosta.rules.duties import Duty
from starosta.rules.settle import Settled
from starosta.rules.steps import Step, StepKind
from starosta.school import School, Value, Wanted

FORM = "daily_report"
Rows = dict[str, dict[str, Value]]


def run(school: School) -> None:
    packages = school.due_steps((StepKind.PACKAGE,))
    if packages or school.has_news(FORM):
        for day in school.memory.fill_dates(FORM, school.open_dates):
            found = read(school, day)
            fill(school, day, found.reports)
            with school.apart():
                complain(school, found.reports)
        school.handled(FORM)
    for step in packages:
        with school.apart():
            send_package(school, step, school.roster.duties[step.duty])


def read(school: School, day: date) -> ReportsDay:
    answers = [
        ReportAnswer(
            r.answer.id,
            r.person.code,
            r.date,
            r.answer.one("chronometry"),
            r.answer.first_at,
            r.answer.last_at,
        )
        for r in school.reads(FORM)
        if r.date == day
    ]
    profile = school.roster.bells.get(school.agenda.day(day).profile)
    return daily_reports.read(
        answers,
        school.roster.staff,
        {day: profile} if profile else {},
        school.roster.lists.get("role", ()),
        school.words.section("chronometry").get("nothing", ()),
        max_gap_minutes=school.settings.rules.longest_gap,
    )


def fill(school: School, day: date, reports: Sequence[Report]) -> None:
    """The month's workbook: who reported and how, hours by role, troubles. People's columns are never
    written."""
    by_person = {row.person: row for row in daily_reports.register(reports)}
    register: Rows = {}
    for settled in outcomes(school, day):
        code = settled.obligation.person
        cells: dict[str, Value] = {
            "date": day,
            "person": code,
            "name": name(school, code),
            "status": school.status(settled),
        }
        if code in by_person:
            row = by_person[code]
            cells |= {
                "at": f"{row.at.astimezone(school.zone):%d.%m %H:%M}",
                "minutes": float(row.minutes),
                "coverage": float(row.percent),
                "roles": ", ".join(row.roles),
                "remarks": float(row.remarks),
            }
        register[f"{day.isoformat()}/{code}"] = cells
    hours: Rows = {
        row.key: {
            "date": day,
            "person": row.person,
            "role": row.role,
            "name": name(school, row.person),
            "hours": row.hours,
        }
        for row in daily_reports.hours(reports)
    }
    troubles: Rows = {
        row.key: {
            "key": row.key,
            "date": day,
            "name": name(school, row.person),
            "role": row.role,
            "trouble": row.text,
            "status": school.words(f"trouble_statuses.{row.status}"),
        }
        for row in daily_reports.troubles(reports)
    }
    reported = set(by_person)
    for part, rows in (("register", register), ("hours", hours), ("troubles", troubles)):
        gone = withdrawn(school, part, day, reported, rows) if part != "register" else {}
        if rows or gone:
            wanted = Wanted(rows | gone, initial=frozenset({"status"}) if part == "troubles" else frozenset())
            school.put("daily_reports", "registers", part, wanted, month=day)


def withdrawn(school: School, part: str, day: date, reported: set[str], rows: Rows) -> Rows:
    """Rows of earlier versions of a report, emptied: whoever corrects a role must not be counted twice."""
    emptied: Rows = {}
    for key, cells in school.memory.rows(f"registers/{day:%Y-%m}", part).items():
        date_part, _, rest = key.partition("/")
        ours = date_part == day.isoformat() and rest.partition("/")[0] in reported
        if ours and key not in rows:
            emptied[key] = dict.fromkeys(cells)
    return emptied


def complain(school: School, reports: Sequence[Report]) -> None:
    """Faults of a report go to its author, once for each time it was sent."""
    for report in reports:
        person = school.roster.staff[report.person]
        to = school.letters.person(person) if report.problems else None
        if to is None:
            continue
        duty = next((duty for duty in school.roster.duties.values() if duty.proof == FORM), None)
        facts = {
            "problems": [school.sentence(problem) for problem in report.problems],
            "link": school.form(FORM).personal(school.responder(FORM), person, day=report.date),
            "clause": duty.basis if duty else "",
            "about": report.date,
        }
        key = f"chronometry/{report.answer}/{report.last_at.isoformat()}"
        school.send("daily_reports/chronometry", to, key, facts, day=report.date)


def send_package(school: School, step: Step, duty: Duty) -> None:
    settlement = school.settlement(step.date, duty)
    reports = read(school, step.date).reports
    facts = telling.digest(duty, step, settlement, school.roster.staff)
    minutes: dict[str, int] = {}
    for report in reports:
        for role, spent in report.minutes.items():
            minutes[role] = minutes.get(role, 0) + spent
    facts |= {
        "attached": len(reports),
        "hours": [
            {"role": role, "minutes": spent} for role, spent in sorted(minutes.items(), key=lambda x: -x[1])
        ],
        "troubles": [
            {"name": name(school, row.person), "trouble": row.text} for row in daily_reports.troubles(reports)
        ],
        "remarks": [
            {"name": name(school, report.person), "count": len(report.problems)}
            for report in reports
            if report.problems
        ],
        "register_link": school.book_link("registers", step.date),
    }
    attached = [school.report_document(report) for report in reports]
    sent = [
        school.send(
            "daily_reports/evening_package",
            to,
            step.key,
            facts,
            day=step.date,
            attachments=attached,
            expires=step.expires,
        )
        for to in school.letters.recipients(step.to)
    ]
    if all(sent):
        school.done(step, sent=bool(sent))


def outcomes(school: School, day: date) -> list[Settled]:
    """The status of every report expected on a day."""
    return [settled for settlement in school.settlements(FORM, day) for settled in settlement.settled]


def name(school: School, code: str) -> str:
    return names.told(code, school.roster.staff)
