"""The fields of a public form page (`entry.N` and its companions) read into answers and back. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from .outline import Question

Fields = Mapping[str, list[str]]
OTHER = "__other_option__"
OTHER_TEXT = ".other_option_response"
LEAP_YEAR = 2000


class Wrong(ValueError):
    """An answer that Google refuses; `code` names the sentence: choice, one, date, day, time, duration."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check(questions: Iterable[Question], fields: Fields) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Answers by question id (unanswered ones absent) and complaints by question id (codes of `Wrong`)."""
    given: dict[str, list[str]] = {}
    wrong: dict[str, str] = {}
    for question in questions:
        try:
            values = read(question, fields)
        except Wrong as error:
            wrong[question.id] = error.code
            continue
        if values:
            given[question.id] = values
        elif question.required:
            wrong[question.id] = "required"
    return given, wrong


def read(question: Question, fields: Fields) -> list[str]:
    """One question's values as Forms v1 prints them; [] when it was left empty. Raises Wrong."""
    return READERS[question.kind](question, fields)


def write(question: Question, values: list[str]) -> list[tuple[str, str]]:
    """The fields that a page sends for these values: the reverse of `read`."""
    name = entry(question)
    written = []
    for value in values:
        if question.options and value not in question.values and question.takes_other:
            written += [(name, OTHER), (name + OTHER_TEXT, value)]
        elif question.kind == "date" and not question.spec.get("includeYear"):
            month, day, *clock = re.split(r"[- :]", value)
            written += [(f"{name}_month", month), (f"{name}_day", day)]
            written += list(zip((f"{name}_hour", f"{name}_minute"), clock, strict=False))
        elif question.spec.get("duration"):
            parts = [*value.split(":"), "00"][:3]
            written += list(zip((f"{name}_hour", f"{name}_minute", f"{name}_second"), parts, strict=True))
        else:
            written.append((name, value))
    return written


def entry(question: Question) -> str:
    """The name of a question's field."""
    return f"entry.{question.entry}"


def number_of(field: str) -> int | None:
    """The entry number in a field's name; None for other fields."""
    match = re.match(r"entry\.([0-9]{1,18})(?:$|[._])", field)
    return int(match[1]) if match else None


def _text(question: Question, fields: Fields) -> list[str]:
    text = _last(fields, entry(question)).replace("\r\n", "\n")
    return [text] if text.strip() else []


def _choice(question: Question, fields: Fields) -> list[str]:
    name = entry(question)
    found: list[str] = []
    for value in fields.get(name, []):
        if value == OTHER and question.takes_other:
            value = _last(fields, name + OTHER_TEXT).strip()
        elif value and value not in question.values:
            raise Wrong("choice")
        if value and value not in found:
            found.append(value)
    if len(found) > 1 and question.kind != "checkbox":
        raise Wrong("one")
    return sorted(found, key=lambda value: _place(question, value))


def _place(question: Question, value: str) -> int:
    """Answers stand in the order of the options, one's own words last, however the page was shuffled."""
    return question.values.index(value) if value in question.values else len(question.values)


def _date(question: Question, fields: Fields) -> list[str]:
    name = entry(question)
    with_time, with_year = question.spec.get("includeTime", False), question.spec.get("includeYear", False)
    whole = _last(fields, name).strip().replace("T", " ")
    day, _, clock = whole.partition(" ")
    parts = [_last(fields, f"{name}_{part}").strip() for part in ("year", "month", "day")]
    if not day and any(parts[0 if with_year else 1 :]):
        day = "-".join(parts if with_year else parts[1:])
    clock = clock or _clock_parts(fields, name, ("hour", "minute"))
    if not day and not clock:
        return []
    moment = _day(day, with_year)
    printed = moment.isoformat() if with_year else moment.strftime("%m-%d")
    return [f"{printed} {_time_of_day(clock)}" if with_time else printed]


def _time(question: Question, fields: Fields) -> list[str]:
    name = entry(question)
    duration = question.spec.get("duration", False)
    names = ("hour", "minute", "second") if duration else ("hour", "minute")
    clock = _last(fields, name).strip() or _clock_parts(fields, name, names)
    if not clock:
        return []
    return [_duration(clock) if duration else _time_of_day(clock)]


def _clock_parts(fields: Fields, name: str, parts: tuple[str, ...]) -> str:
    texts = [_last(fields, f"{name}_{part}").strip() for part in parts]
    return ":".join(text or "0" for text in texts) if any(texts) else ""


def _day(text: str, with_year: bool) -> date:
    match = re.fullmatch(r"(?:(\d{1,4})-)?(\d{1,2})-(\d{1,2})", text)
    if match is None or (with_year and not match[1]):
        raise Wrong("date" if with_year else "day")
    try:
        return date(int(match[1]) if with_year else LEAP_YEAR, int(match[2]), int(match[3]))
    except ValueError:
        raise Wrong("date" if with_year else "day") from None


def _time_of_day(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2})(?::\d{1,2})?", text)
    try:
        return time(int(match[1]), int(match[2])).strftime("%H:%M") if match else _refuse("time")
    except ValueError:
        return _refuse("time")


def _duration(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?", text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (99, 99, 99)
    if hours > 72 or minutes > 59 or seconds > 59:
        raise Wrong("duration")
    return f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")


def _refuse(code: str) -> str:
    raise Wrong(code)


def _last(fields: Fields, name: str) -> str:
    values = fields.get(name)
    return values[-1] if values else ""


READERS: dict[str, Callable[[Question, Fields], list[str]]] = {
    "text": _text,
    "paragraph": _text,
    "radio": _choice,
    "checkbox": _choice,
    "dropdown": _choice,
    "scale": _choice,
    "rating": _choice,
    "date": _date,
    "time": _time,
}
