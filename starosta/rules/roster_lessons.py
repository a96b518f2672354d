"""The sheets about time: «Звонки», «Календарь», «Расписание», «Замены»."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from .calendar import DayKind, Override
from .people import Span
from .roster_people import Known, group, need_group, need_person, person
from .roster_rows import BLANK, RowReader, Tables, problem
from .timetable import Bell, Bells, Change, ChangeKind, Slot, WeekParity
from .writing import normal

_GROUPLESS_KINDS = (DayKind.ON_SITE, DayKind.DISTANCE)


@dataclass
class _Profile:
    row: int
    bells: dict[int, Bell] = field(default_factory=dict)
    day: tuple[time, time] | None = None


def read_bells(tables: Tables) -> Mapping[str, Bells]:
    """Bell profiles by name in lower case. A profile without the row of the working day takes its bounds
    from the lessons."""
    profiles: dict[str, _Profile] = {}
    for row in tables.rows("bells"):
        name = normal(row.need_text("profile"))
        is_day = normal(row.text("number")) in row.vocabulary.working_day
        number = 0 if is_day else row.need_range("number")[0]
        start, end = row.need_time("start"), row.need_time("end")
        if not row.broken and end <= start:
            row.spoil("bell_reversed", "end")
        if row.broken:
            continue
        profile = profiles.setdefault(name, _Profile(row.row.number))
        if (profile.day is not None) if is_day else (number in profile.bells):
            row.spoil("bell_twice", "number", profile=name)
        elif is_day:
            profile.day = (start, end)
        else:
            _note_overlap(row, profile, Bell(number, start, end))
            profile.bells[number] = Bell(number, start, end)
    return {name: _bells(tables, name, profile) for name, profile in profiles.items()}


def read_overrides(tables: Tables, known: Known, bells: Mapping[str, Bells]) -> tuple[Override, ...]:
    """Rows of «Календарь»; without a last day a row is about one day. An unknown group costs only itself,
    but never makes the row one of the whole school."""
    overrides: list[Override] = []
    for row in tables.rows("calendar"):
        span = row.need_span("from", "to")
        span = span if span.end else Span(span.start, span.start)
        kind = row.need_word("kind", row.vocabulary.day_kinds, "day_kind_unknown", DayKind.ON_SITE)
        groups = _groups(row, known)
        profile = normal(row.text("profile"))
        if profile and profile not in bells:
            row.note("profile_unknown", "profile")
            profile = ""
        if groups and kind in _GROUPLESS_KINDS:
            row.spoil("day_kind_of_groups", "groups", kind=row.text("kind"))
        if not row.broken:
            override = Override(span, kind, profile, groups, row.text("comment"))
            if not groups and any(not other.groups and other.span == span for other in overrides):
                row.note("day_twice", "from")
            overrides.append(override)
    return tuple(overrides)


def read_slots(tables: Tables, known: Known) -> tuple[Slot, ...]:
    """Rows of «Расписание»; a blank week is every week."""
    slots = []
    for row in tables.rows("timetable"):
        weekday = row.need_word("weekday", row.vocabulary.weekdays, "weekday_unknown", 0)
        if row.text("parity"):
            parity = row.need_word("parity", row.vocabulary.parities, "parity_unknown", WeekParity.EVERY)
        else:
            parity = WeekParity.EVERY
        first, last = row.need_range("number")
        group = need_group(row, "group", known)
        teacher = need_person(row, "teacher", known)
        span = row.span("from", "to")
        if not row.broken:
            what = row.text("subject"), row.text("room")
            slots.append(Slot(weekday, first, last, group, teacher, *what, parity, span, row.row.number))
    return tuple(slots)


def read_changes(tables: Tables, known: Known) -> tuple[Change, ...]:
    """Rows of «Замены». A replacement says who, what or where; an extra lesson says who."""
    changes = []
    for row in tables.rows("changes"):
        day = row.need_date("date")
        group = need_group(row, "group", known)
        number = row.need_range("number")[0]
        kind = row.need_word("kind", row.vocabulary.changes, "change_unknown", ChangeKind.REPLACE)
        teacher = person(row, "teacher", known)
        if row.text("teacher") and not teacher:
            row.broken = True
        subject, room = row.text("subject"), row.text("room")
        if kind is ChangeKind.EXTRA and not row.text("teacher"):
            row.spoil(BLANK, "teacher")
        elif kind is ChangeKind.REPLACE and not (row.text("teacher") or subject or room):
            row.spoil("change_empty", "teacher")
        if not row.broken:
            changes.append(Change(day, group, number, kind, teacher, subject, room, row.row.number))
    return tuple(changes)


def _bells(tables: Tables, name: str, profile: _Profile) -> Bells:
    bells = tuple(profile.bells[number] for number in sorted(profile.bells))
    if profile.day is None:
        tables.problems.append(problem("bells_without_day", "bells", profile.row, "number", profile=name))
    start, end = profile.day or (min(bell.start for bell in bells), max(bell.end for bell in bells))
    return Bells(name, bells, start, end)


def _note_overlap(row: RowReader, profile: _Profile, bell: Bell) -> None:
    others = (other for other in profile.bells.values() if other.start < bell.end and bell.start < other.end)
    if other := next(others, None):
        row.note("bells_overlap", "start", number=bell.number, other=other.number)


def _groups(row: RowReader, known: Known) -> tuple[str, ...]:
    found = []
    for written in row.texts("groups"):
        if code := group(written, known):
            found.append(code)
        elif known.groups:
            row.note("group_unknown", "groups", text=written)
    if row.texts("groups") and not found:
        row.broken = True
    return tuple(dict.fromkeys(found))
