"""Отчёты мастеров: хронометраж проверяем, реестры заполняем, вечером отправляем пакет.

Каждая строка хронометража — время; роль; функция; результат; проблема. Пропуски времени, наложения, роли без
строки и непонятные строки — письмом самому мастеру, с номером строки. Реестр дня, часы по ролям и проблемы —
в книге месяца. В назначенное время старший мастер и заместитель директора получают пакет: полнота, проблемы,
отчёт каждого мастера по форме приложения. Что пришло или исправлено позже, уходит дополнением, когда приём
закрыт.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from starosta.rules import chronometry, daily_reports, names, telling
from starosta.rules.daily_reports import Report, ReportAnswer
from starosta.rules.duties import Duty
from starosta.rules.settle import Settled
from starosta.rules.steps import Step, StepKind
from starosta.school import School, Value, Wanted

FORM = "daily_report"
Rows = dict[str, Mapping[str, Value]]


def run(school: School) -> None:
    packages = school.due_steps((StepKind.PACKAGE,))
    if packages or school.has_news(FORM):
        for day in school.fill_dates(FORM):
            with school.apart():
                reports = read(school, day)
                fill(school, day, reports)
                for report in reports:
                    with school.apart():
                        complain(school, report)
        school.handled(FORM)
    for step in packages:
        with school.apart():
            send_package(school, step, school.roster.duties[step.duty])


def read(school: School, day: date) -> tuple[Report, ...]:
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
    written. Whoever reported, or did by an answer that says something else now, is not counted twice."""
    about = {report.answer: daily_reports.subject(report) for report in reports}
    left = school.memory.abandoned(FORM, day, about, school.reads(FORM))
    days = {*about.values(), *left}
    put(school, day, "register", Wanted(register(school, day, reports, left)))
    rows = hours(school, reports)
    gone: Rows = {key: {"hours": None} for key in retired(school, day, "hours", days, rows)}
    put(school, day, "hours", Wanted(rows, retired=gone))
    rows = troubles(school, day, reports)
    taken = {
        key: {"trouble": school.words.taken_back(str(cells.get("trouble") or ""))}
        for key, cells in retired(school, day, "troubles", days, rows).items()
    }
    put(school, day, "troubles", Wanted(rows, initial=frozenset({"status"}), retired=taken))


def put(school: School, day: date, tab: str, wanted: Wanted) -> None:
    if wanted.rows or wanted.retired:
        school.put("daily_reports", "registers", tab, wanted, month=day)


def written(school: School, day: date, tab: str) -> Mapping[str, Mapping[str, Value]]:
    """The rows of a tab as we last wrote them."""
    return school.memory.rows(f"registers/{day:%Y-%m}", tab)


def register(school: School, day: date, reports: Sequence[Report], left: Collection[str]) -> Rows:
    """One row for everybody who owes a report; cells of a report that was somebody else's are withdrawn."""
    by_person = {row.person: row for row in daily_reports.register(reports)}
    before = written(school, day, "register")
    rows: Rows = {}
    for code, status in statuses(school, day).items():
        key = f"{day.isoformat()}/{code}"
        cells: dict[str, Value] = {"date": day, "person": code, "name": name(school, code), "status": status}
        if code in by_person:
            row = by_person[code]
            cells |= {
                "at": f"{row.at.astimezone(school.zone):%d.%m %H:%M}",
                "minutes": float(row.minutes),
                "coverage": float(row.percent),
                "roles": ", ".join(row.roles),
                "remarks": float(row.remarks),
            }
        rows[key] = (dict.fromkeys(before.get(key, ())) if key in left else {}) | cells
    return rows


def statuses(school: School, day: date) -> dict[str, str]:
    """The status of everybody who owes a report that day; who owes several by this form is told of each."""
    owed: dict[str, list[Settled]] = {}
    for duty in school.roster.proved_by(FORM):
        for settled in school.settlement(day, duty).settled:
            owed.setdefault(settled.obligation.person, []).append(settled)
    found = {}
    for code, several in owed.items():
        told = [(school.roster.duties[one.obligation.duty].title, school.status(one)) for one in several]
        alike = len({status for _, status in told}) == 1
        found[code] = told[0][1] if alike else "; ".join(f"{title}: {status}" for title, status in told)
    return found


def hours(school: School, reports: Sequence[Report]) -> Rows:
    return {
        row.key: {
            "date": row.date,
            "person": row.person,
            "role": row.role,
            "name": name(school, row.person),
            "hours": row.hours,
        }
        for row in daily_reports.hours(reports)
    }


def troubles(school: School, day: date, reports: Sequence[Report]) -> Rows:
    known = {
        key: school.words.as_told(str(cells.get("trouble") or ""))
        for key, cells in written(school, day, "troubles").items()
    }
    return {
        row.key: {
            "key": row.key,
            "date": row.date,
            "name": name(school, row.person),
            "role": row.role,
            "trouble": row.text,
            "status": school.words(f"trouble_statuses.{row.status}"),
        }
        for row in daily_reports.troubles(reports, known)
    }


def retired(school: School, day: date, tab: str, days: Collection[str], rows: Rows) -> Rows:
    """Rows that reports of these people's days gave earlier and do not give any more, as they stand."""
    begins = tuple(f"{subject}/" for subject in days)
    standing = written(school, day, tab).items()
    return {key: cells for key, cells in standing if key not in rows and key.startswith(begins)}


def complain(school: School, report: Report) -> None:
    """Faults of a report go to its author, once for each time it was sent."""
    person = school.roster.staff[report.person]
    told = report.problems and school.news.fresh(FORM, report.last_at)
    to = school.letters.person(person) if told else None
    if to is None:
        return
    facts = {
        "problems": [school.sentence(problem) for problem in report.problems],
        "link": school.form(FORM).personal(school.responder(FORM), person, day=report.date),
        "clause": school.roster.basis(FORM),
        "about": report.date,
    }
    key = f"chronometry/{report.answer}/{report.last_at.isoformat()}"
    school.send("daily_reports/chronometry", to, key, facts, day=report.date)


def send_package(school: School, step: Step, duty: Duty) -> None:
    """Every report of the day; a later package is a supplement: only what the addressee has not had yet or
    what was corrected since, and none at all when nothing was."""
    reports = read(school, step.date)
    facts = package(school, step, duty, reports)
    present = {report.answer: report.last_at.isoformat() for report in reports}
    closed = []
    for to in school.letters.recipients(step.to):
        line = f"package/{duty.code}/{step.date}/{to.email}"
        had: Mapping[str, str] | None = school.memory.note(line)
        fresh = [report for report in reports if (had or {}).get(report.answer) != present[report.answer]]
        if had is not None and not fresh:
            continue
        facts |= {
            "attached": len(fresh),
            "supplement": had is not None,
            "remarks": [
                {"name": name(school, report.person), "count": len(report.problems)}
                for report in fresh
                if report.problems
            ],
        }
        sent = school.send(
            "daily_reports/evening_package",
            to,
            step.letter,
            facts,
            day=step.date,
            attachments=[school.report_document(report) for report in fresh],
            expires=step.expires,
            says=present,
        )
        closed.append(sent)
        if sent:
            school.memory.note(line, school.letters.said(step.letter, to))
            school.letters.forget(step.letter, to)
    if all(closed):
        school.done(step, sent=bool(closed))


def package(school: School, step: Step, duty: Duty, reports: Sequence[Report]) -> dict[str, Any]:
    """What the evening package tells of the whole day."""
    settlement = school.settlement(step.date, duty)
    minutes: dict[str, int] = {}
    for report in reports:
        for role, spent in report.minutes.items():
            minutes[role] = minutes.get(role, 0) + spent
    troubles = [
        {"name": name(school, row.person), "trouble": row.text} for row in daily_reports.troubles(reports)
    ]
    return telling.digest(duty, step, settlement, school.roster.staff, school.now) | {
        "hours": [
            {"role": role, "minutes": spent} for role, spent in sorted(minutes.items(), key=lambda x: -x[1])
        ],
        "troubles": [*troubles, *lesson_troubles(school, step.date)],
        "register_link": school.book_link("registers", step.date),
    }


def lesson_troubles(school: School, day: date) -> list[dict[str, str]]:
    """What was in the way of the day's lessons, as the tab «Занятия» tells it."""
    nothing = school.words.section("chronometry").get("nothing", ())
    rows = school.memory.rows(f"attendance/{day:%Y-%m}", "lessons")
    told = [
        (cells, chronometry.trouble_of(str(cells.get("trouble") or ""), nothing))
        for key, cells in sorted(rows.items())
        if key.startswith(f"{day.isoformat()}/")
    ]
    return [
        {"name": str(cells.get("name") or ""), "trouble": f"{cells.get('group')}: {trouble}"}
        for cells, trouble in told
        if trouble
    ]


def name(school: School, code: str) -> str:
    return names.told(code, school.roster.staff)
