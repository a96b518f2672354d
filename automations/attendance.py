"""Посещаемость: ответы «Мониторинга» — в журналы групп.

На каждый месяц своя книга, в ней по вкладке на группу: строки — обучающиеся, столбцы — занятия. Отметки — из
вкладки «Справочники». Тема занятия, онлайн-часть и то, что помешало, — во вкладке «Занятия». Клетку, которую
поправил человек, программа не трогает: что пришло в ответе, видно во вкладке «Расхождения». Если в ответе
что-то не так, мастер получает письмо.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time

from starosta.rules import attendance, chronometry, names, settle, timetable
from starosta.rules.answers import Read
from starosta.rules.attendance import AttendanceDay, MonitoringAnswer
from starosta.rules.problems import Problem
from starosta.rules.timetable import Lesson
from starosta.school import School, Value, Wanted

FORM = "monitoring"


def run(school: School) -> None:
    if not school.has_news(FORM):
        return
    for day in school.fill_dates(FORM):
        with school.apart():
            found = read(school, day)
            fill(school, day, found)
            tell(school, day, found)
    school.handled(FORM)


def read(school: School, day: date) -> AttendanceDay:
    return attendance.read(
        [monitoring(school, read) for read in school.reads(FORM) if read.date == day],
        school.agenda.lessons(day),
        school.roster.students,
        school.roster.marks,
        settle.lessons(school.settlement(day, duty) for duty in school.roster.proved_by(FORM)),
        show_present=school.settings.rules.show_present,
    )


def fill(school: School, day: date, found: AttendanceDay) -> None:
    """Each group's tab: the lessons that answers speak of, and those that none speaks of any more."""
    left = school.memory.abandoned(FORM, day, found.about, school.reads(FORM))
    for group, lessons in timetable.by_group({*found.about.values(), *left}).items():
        wanted = journal(school, group, lessons, found, left)
        if wanted.rows:
            school.put("attendance", "attendance", "group", wanted, month=day, group=group)
    rows = {lesson.key: lesson_row(school, lesson, answer) for lesson, answer in found.answered}
    gone = retired(school, day, left, rows)
    if rows or gone:
        school.put("attendance", "attendance", "lessons", Wanted(rows, retired=gone), month=day)
    note_troubles(school, day, found, left)


def note_troubles(school: School, day: date, found: AttendanceDay, left: Collection[str]) -> None:
    """What was in the way of lessons stands among the troubles of the month's reports, by the lesson's key:
    people give it a status and somebody who sees to it."""
    nothing = school.words.section("chronometry").get("nothing", ())
    told = {
        lesson.key: (lesson, answer, chronometry.trouble_of(answer.trouble, nothing))
        for lesson, answer in found.answered
    }
    rows: dict[str, dict[str, Value]] = {
        key: {
            "key": key,
            "date": lesson.date,
            "name": names.told(answer.person, school.roster.staff),
            "role": school.words("phrases.at_lesson", group=lesson.group),
            "trouble": trouble,
            "status": school.words("trouble_statuses.new"),
        }
        for key, (lesson, answer, trouble) in told.items()
        if trouble
    }
    known = school.memory.rows(f"registers/{day:%Y-%m}", "troubles")
    taken = {
        key: {"trouble": school.words.taken_back(str(known[key].get("trouble") or ""))}
        for key in {*told, *left} - rows.keys()
        if key in known
    }
    if rows or taken:
        wanted = Wanted(rows, initial=frozenset({"status"}), retired=taken)
        school.put("daily_reports", "registers", "troubles", wanted, month=day)


def lesson_row(school: School, lesson: Lesson, answer: MonitoringAnswer) -> dict[str, Value]:
    """What the tab «Занятия» tells of a lesson: the topic, what was done, the part online, what was in the
    way."""
    online = (f"{at:%H:%M}" for at in (answer.online_start, answer.online_end) if at is not None)
    return {
        "date": lesson.date,
        "group": lesson.group,
        "number": str(lesson.number),
        "name": names.told(answer.person, school.roster.staff),
        "at": f"{answer.first_at.astimezone(school.zone):%d.%m %H:%M}",
        "topic": answer.topic,
        "structure": ", ".join(answer.structure),
        "online": "–".join(online),
        "trouble": answer.trouble,
    }


def retired(
    school: School, day: date, left: Collection[str], rows: Collection[str]
) -> dict[str, dict[str, Value]]:
    """Rows of lessons that no answer speaks of any more; whoever wrote a note beside one keeps its place."""
    known = school.memory.rows(f"attendance/{day:%Y-%m}", "lessons")
    keep = {"date", "group", "number"}
    return {key: dict.fromkeys(known[key].keys() - keep) for key in left if key in known and key not in rows}


def monitoring(school: School, read: Read) -> MonitoringAnswer:
    """An answer with its fields understood; what was left open stays empty."""
    answer, group = read.answer, read.group
    marks = {path[2]: value[0] for path, value in answer.values.items() if path[:2] == ("marks", group)}
    present = school.form(FORM).place_of("presence", answer.one("presence", group))
    return MonitoringAnswer(
        answer.id,
        read.person.code,
        read.date,
        group,
        answer.first_at,
        answer.last_at,
        {0: "all", 1: "some"}.get(present, ""),  # type: ignore[arg-type]
        marks,
        clock(answer.one("online_start")),
        clock(answer.one("online_end")),
        answer.one("topic"),
        answer.values.get(("structure",), ()),
        answer.one("trouble"),
    )


def journal(
    school: School, group: str, lessons: Sequence[str], found: AttendanceDay, left: Collection[str]
) -> Wanted:
    """Rows by student, a column for each lesson. A mark that an answer gave and does not give any more is
    withdrawn; those of students whose row left the tables stay."""
    shown = {taught.lesson.key: taught.shown for taught in found.lessons}
    rows: dict[str, dict[str, str | None]] = {}
    for student, cells in school.memory.rows(f"attendance/{lessons[0][:7]}", f"group/{group}").items():
        for lesson in cells.keys() & set(lessons):
            if lesson in left or student in school.roster.students:
                rows.setdefault(student, {})[lesson] = None
    for lesson in lessons:
        for student, mark in shown.get(lesson, {}).items():
            name = school.roster.students[student].name
            rows[student] = {"student": student, "name": name, **rows.get(student, {}), lesson: mark}
    return Wanted(rows, {lesson: column(school, lesson) for lesson in lessons})


def column(school: School, lesson: str) -> str:
    """The title of a lesson's column."""
    day, number = date.fromisoformat(lesson.partition("/")[0]), lesson.rpartition("/")[2]
    return school.words("titles.lesson_column", day=f"{day:%d.%m}", number=number)


def tell(school: School, day: date, found: AttendanceDay) -> None:
    """What is wrong with an answer, and what is only remarkable, goes once to the one who sent it."""
    faults, remarks = sentences(school, found.problems), sentences(school, found.remarks)
    for read in school.reads(FORM):
        told = read.answer.id in {*faults, *remarks} and school.news.fresh(FORM, read.answer.last_at)
        if told and read.date == day:
            with school.apart():
                id = read.answer.id
                send(school, read, {"faults": faults.get(id, []), "remarks": remarks.get(id, [])})


def sentences(school: School, problems: Iterable[Problem]) -> dict[str, list[str]]:
    by_answer: dict[str, list[str]] = {}
    for problem in problems:
        by_answer.setdefault(str(problem.facts["answer"]), []).append(school.sentence(problem))
    return by_answer


def send(school: School, read: Read, told: Mapping[str, Sequence[str]]) -> None:
    to = school.letters.person(read.person)
    if to is not None:
        facts = {"group": read.group, "link": school.responder(FORM), "clause": school.roster.basis(FORM)}
        key = f"attendance/{read.answer.id}/{read.answer.last_at.isoformat()}"
        school.send("attendance/answer_faults", to, key, {**facts, **told}, day=read.date)


def clock(text: str) -> time | None:
    try:
        return time.fromisoformat(text) if text else None
    except ValueError:
        return None
