"""The chronometry of a working day: lines «8:15–8:30; куратор; функция; результат; проблема» read, and
checked as a day.

The five columns are those of the appendix to the instruction (000, приложение); the sentences of the
complaints are not here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from .problems import Problem
from .writing import alike, clean, normal

MAX_TEXT = 20_000
MAX_LINES = 200
MAX_PROBLEMS = 40
MAX_GAP_MINUTES = 10
MIN_COVERAGE = 0.9

_COLUMNS = 5
_QUOTE = 60
_HEAD = 120
_DASH = r"\-\u2010-\u2015\u2212"
_WORD = r"[^\W\d_]{1,3}\.?"
_TIME = rf"(\d{{1,2}})(?:\s?:\s?|[.{_DASH}])(\d{{2}})(?::\d\d)?(?!\d)"
_NUMBERING = r"(?:\d{1,3}\s*[.)]\s*)??"
_SPAN = re.compile(
    rf"[\W_]*{_NUMBERING}(?:{_WORD}\s*)?{_TIME}\s*(?:{_WORD}\s*)?[{_DASH}.…\s]*(?:{_WORD}\s*)?{_TIME}"
)
_ONE_TIME = re.compile(rf"[\W_]*(?:{_WORD}\s*)?{_TIME}\W*")
_ROW_NUMBER = re.compile(r"№?\s*\d{1,3}\s*[.)]?")
_UNIT = re.compile(rf"\s*{_WORD}\W*")
_SEPARATORS = re.compile(r"[;|\t]")
_ZERO = re.compile(r"(?<![^\W_])[OoОо](?=\d)|(?<=[\d:.])[OoОо](?![^\W\d_])")
_NOT_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Line:
    """One readable line. `number` counts from 1 as the person sees the text; `role` is a known role, or what
    was written in its place when it is none (`known` is False). `trouble` is '' when the person had none."""

    number: int
    start: time
    end: time
    role: str
    function: str = ""
    result: str = ""
    trouble: str = ""
    known: bool = True

    @property
    def minutes(self) -> int:
        """Length in minutes; 0 when the end is not after the start."""
        return max(0, _minutes(self.end) - _minutes(self.start))


@dataclass(frozen=True)
class Unread:
    """A line without a readable time: nothing of it could be counted, its text is kept."""

    number: int
    text: str


@dataclass(frozen=True)
class Chronometry:
    """All lines in the order they were written, what could not be read, and the faults of single lines."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: tuple[Unread, ...] = ()


def parse(text: str, roles: Sequence[str], nothing: Collection[str] = frozenset()) -> Chronometry:
    """Reads the lines of a report.

    `roles` are the roles the school knows; a role may be written in any case, with «е» for «ё», with Latin
    look-alikes or shortened as long as one role alone begins so. `nothing` are the ways to say that there was
    no trouble; a dash always does. Fields are parted by «;», «|» or a tab. At most MAX_TEXT characters and
    MAX_LINES lines are read.
    """
    lines: list[Line] = []
    unread: list[Unread] = []
    problems: list[Problem] = []
    for number, raw in _numbered(text):
        fields = _fields(raw)
        span, fields = _take_span(fields)
        if span is None:
            unread.append(Unread(number, clean(raw)))
            problems.append(_complaint("no_time", number, raw))
            continue
        start, end = _clock(span[:2]), _clock(span[2:])
        if start is None or end is None:
            unread.append(Unread(number, clean(raw)))
            problems.append(_complaint("bad_time", number, raw))
            continue
        line, faults = _line(number, start, end, fields, roles, nothing)
        lines.append(line)
        problems += (_complaint(name, number, raw, **facts) for name, facts in faults)
    return Chronometry(tuple(lines), (*_bounds(text), *_at_most(problems)), tuple(unread))


def check(
    chronometry: Chronometry,
    person_roles: Iterable[str],
    day_start: time,
    day_end: time,
    max_gap_minutes: int = MAX_GAP_MINUTES,
    min_coverage: float = MIN_COVERAGE,
) -> list[Problem]:
    """Faults of the day as a whole (000, п. 7): an end before its start, gaps longer than `max_gap_minutes`
    between the bounds of the working day, overlaps, roles of the person without a line, and, when no single
    gap is to blame, a covered share below `min_coverage`. Lines need no order; work outside the day is
    allowed."""
    if not chronometry.lines:
        return [Problem("chronometry.empty")]
    lines = sorted(chronometry.lines, key=lambda line: (line.start, line.end, line.number))
    problems = [
        _day_problem("end_before_start", line=line.number, start=_hm(line.start), end=_hm(line.end))
        for line in chronometry.lines
        if not line.minutes
    ]
    counted = [line for line in lines if line.minutes]
    gaps = list(_gaps(counted, day_start, day_end, max_gap_minutes))
    problems += [*gaps, *_overlaps(counted)]
    share = coverage(chronometry, day_start, day_end)
    if not gaps and share < min_coverage:
        problems.append(_day_problem("coverage", percent=int(share * 100), least=round(min_coverage * 100)))
    present = {_letters(line.role) for line in lines if line.known}
    problems += [
        _day_problem("missing_role", role=role) for role in person_roles if _letters(role) not in present
    ]
    return _at_most(problems)


def coverage(chronometry: Chronometry, day_start: time, day_end: time) -> float:
    """The share of the working day that the lines cover, 0 to 1; overlapping lines count once."""
    first, last = _minutes(day_start), _minutes(day_end)
    covered, reached = 0, first
    for line in sorted(chronometry.lines, key=lambda line: line.start):
        start, end = max(_minutes(line.start), reached), min(_minutes(line.end), last)
        covered += max(0, end - start)
        reached = max(reached, end)
    return covered / (last - first) if last > first else 1.0


def minutes_told(lines: Iterable[Line]) -> int:
    """Minutes that the lines speak of, inside of the day or not; overlapping lines count once."""
    told, reached = 0, 0
    for line in sorted(lines, key=lambda line: line.start):
        start, end = max(_minutes(line.start), reached), _minutes(line.end)
        told += max(0, end - start)
        reached = max(reached, end)
    return told


def minutes_by_role(lines: Iterable[Line]) -> dict[str, int]:
    """Minutes written down for each role the school knows, as they stand: an overlap counts in both lines.
    Lines whose role was not understood are left out until their author has mended them."""
    minutes: dict[str, int] = {}
    for line in lines:
        if line.known:
            minutes[line.role] = minutes.get(line.role, 0) + line.minutes
    return minutes


def trouble_of(written: str, nothing: Collection[str]) -> str:
    """What somebody wrote about a trouble; '' when it says in one of the ways `nothing` that there was
    none."""
    return "" if not _letters(written) or _bare(written) in set(map(_bare, nothing)) else written


def match_role(written: str, roles: Iterable[str]) -> tuple[str, ...]:
    """The known roles a written one may mean: itself, or all that begin so word by word («рук. ВКР»), from
    three letters on."""
    known = tuple(roles)
    exact = tuple(role for role in known if _letters(role) == _letters(written))
    if exact:
        return exact[:1]
    words = _words(written)
    if not words or len(words[0]) < 3:
        return ()
    return tuple(role for role in known if _begins(_words(role), words))


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text[:MAX_TEXT].splitlines()[:MAX_LINES], start=1):
        if clean(raw).strip(";| "):
            yield number, raw


def _bounds(text: str) -> Iterator[Problem]:
    if len(text) > MAX_TEXT:
        yield _day_problem("too_long", characters=len(text), limit=MAX_TEXT)
    if len(text[:MAX_TEXT].splitlines()) > MAX_LINES:
        yield _day_problem("too_many_lines", limit=MAX_LINES)


def _fields(raw: str) -> list[str]:
    """The parts of a line without blank ones at its ends."""
    parts = [clean(part) for part in _SEPARATORS.split(raw)]
    while parts and not parts[-1]:
        parts.pop()
    while parts and not parts[0]:
        parts.pop(0)
    return parts


def _take_span(fields: list[str]) -> tuple[tuple[str, ...] | None, list[str]]:
    """Four numbers of the line's span and the fields after it; a row number before the span is dropped, two
    columns with one time each are joined, and what follows the span in the same field becomes a field of its
    own."""
    if len(fields) > 1 and _ROW_NUMBER.fullmatch(fields[0]):
        fields = fields[1:]
    if len(fields) > 1 and all(_ONE_TIME.fullmatch(_zeros(field)) for field in fields[:2]):
        fields = [f"{fields[0]} - {fields[1]}", *fields[2:]]
    found = _SPAN.match(_zeros(fields[0]))
    if not found:
        return None, fields
    rest = fields[0][found.end() :]
    rest = "" if _UNIT.fullmatch(rest) else rest.strip(" .,:-–—")
    return found.groups(), ([rest] if rest else []) + fields[1:]


def _zeros(field: str) -> str:
    """The beginning of a field with letters «O» inside of times read as zeros, of the same length."""
    return _ZERO.sub("0", field[:_HEAD])


def _clock(numbers: tuple[str, ...]) -> time | None:
    hour, minute = map(int, numbers)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _line(
    number: int, start: time, end: time, fields: list[str], roles: Sequence[str], nothing: Collection[str]
) -> tuple[Line, list[tuple[str, Mapping[str, object]]]]:
    faults: list[tuple[str, Mapping[str, object]]] = []
    if len(fields) > _COLUMNS - 1:
        faults.append(("too_many_columns", {"columns": len(fields) + 1}))
        fields = [*fields[: _COLUMNS - 2], "; ".join(fields[_COLUMNS - 2 :])]
    written, function, result, trouble = (*fields, "", "", "", "")[: _COLUMNS - 1]
    role, known = _cut(written.rstrip(" .,")), False
    meant = match_role(written, roles)
    if len(meant) == 1:
        role, known = meant[0], True
    elif meant:
        faults.append(("ambiguous_role", {"role": role, "roles": ", ".join(meant)}))
    elif role and fields[1:]:
        faults.append(("unknown_role", {"role": role, "roles": ", ".join(roles)}))
    if not fields or (len(fields) == 1 and not known):
        # What was done, most likely; certainly no role.
        role, function = "", _cut(written)
        faults.append(("no_separators", {}))
    else:
        columns = (("no_role", role), ("no_function", function), ("no_result", result))
        faults += [(name, {}) for name, value in columns if not value]
    told = trouble_of(trouble, nothing)
    return Line(number, start, end, role, function, result, told, known), faults


def _gaps(lines: Sequence[Line], day_start: time, day_end: time, limit: int) -> Iterator[Problem]:
    reached, last, before = _minutes(day_start), _minutes(day_end), 0
    for line in lines:
        start = min(_minutes(line.start), last)
        if start - reached > limit:
            facts = {"start": _clock_text(reached), "end": _clock_text(start), "minutes": start - reached}
            where = {"before": before, "line": line.number} if before else {"line": line.number}
            yield _day_problem("gap" if before else "gap_at_start", **facts, **where)
        if _minutes(line.end) > reached:
            reached, before = _minutes(line.end), line.number
    if lines and last - reached > limit:
        facts = {"start": _clock_text(reached), "end": _clock_text(last), "minutes": last - reached}
        yield _day_problem("gap_at_end", **facts, line=before)


def _overlaps(lines: Sequence[Line]) -> Iterator[Problem]:
    """Each line at most once, against the one before it that lasts longest."""
    longest: Line | None = None
    for line in lines:
        if longest and line.start < longest.end:
            until = min(line.end, longest.end)
            first, second = sorted((longest.number, line.number))
            facts = {"start": _hm(line.start), "end": _hm(until), "line": second, "other": first}
            yield _day_problem("overlap", **facts)
        if longest is None or line.end > longest.end:
            longest = line


def _at_most(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MAX_PROBLEMS:
        return problems
    more = len(problems) - MAX_PROBLEMS
    return [*problems[:MAX_PROBLEMS], _day_problem("more", count=more)]


def _complaint(name: str, number: int, raw: str, **facts: object) -> Problem:
    return Problem(f"chronometry.{name}", {"line": number, "text": _cut(clean(raw)), **facts})


def _day_problem(name: str, **facts: object) -> Problem:
    return Problem(f"chronometry.{name}", facts)


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1].rstrip() + "…"


def _bare(text: str) -> str:
    return normal(text).strip(" .,!-")


def _letters(text: str) -> str:
    return _NOT_LETTERS.sub("", alike(text))


def _words(text: str) -> list[str]:
    return [word for word in _NOT_LETTERS.split(alike(text)) if word]


def _begins(role: Sequence[str], written: Sequence[str]) -> bool:
    return len(written) <= len(role) and all(
        word.startswith(part) for word, part in zip(role, written, strict=False)
    )


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _hm(at: time) -> str:
    return _clock_text(_minutes(at))


def _clock_text(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
