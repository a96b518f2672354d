"""What non-programmers edit: every template is readable, every letter comes out whole, every key used in
code has its words and every word its use."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, meta

from starosta import blanks, documents, shelf
from starosta.google.errors import Kind
from starosta.letters import Writer
from starosta.rules import steps, telling
from starosta.rules import vocabulary as vocabularies
from starosta.rules.settle import Status, settle
from starosta.rules.steps import StepKind
from starosta.words import Words
from tests.cast import STAFF, WEDNESDAY, ZONE
from tests.rules.college import answer, at, duties, lessons_of, planned

ROOT = Path(__file__).parents[1]
RU = ROOT / "sheets_templates" / "ru"
SHELF = shelf.Shelf.of()
WORDS = Words.of(SHELF)
PROFILES = sorted(path.stem for path in (ROOT / "sheets_templates" / "profiles").glob("*.toml"))
LETTERS = sorted(
    path.relative_to(RU).with_suffix("").as_posix()
    for path in RU.glob("*/*.txt")
    if path.parent.name != "demo"
)


# --- blanks


@pytest.mark.parametrize(
    "path", sorted((ROOT / "sheets_templates").rglob("*.toml")), ids=lambda path: path.name
)
def test_every_table_of_the_shelves_parses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name == "school.toml" and path.parent.name == "school":
        text = re.sub(r'"?\{\w+\}"?', '"x"', text)
    tomllib.loads(text)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_finds_its_tabs_forms_and_starting_rows(name: str) -> None:
    profile = shelf.profile(name)
    book = blanks.school_workbook(SHELF, profile, "Школа")
    assert [tab.key for tab in book.tabs] == profile["tabs"]
    for key in profile["forms"]:
        assert blanks.form(SHELF, key).clause
    assert set(profile["followed_forms"]) <= set(profile["forms"])
    for tab, rows in SHELF.toml(f"school/{name}.toml")["rows"].items():
        assert {len(row) for row in rows if len(row) > len(book.tab(tab).columns)} == set()
    duty_rows = SHELF.toml(f"school/{name}.toml")["rows"]["duties"]
    keys = [column.key for column in book.tab("duties").columns]
    assert {row[keys.index("proof")] for row in duty_rows} <= set(profile["forms"])


def test_every_column_s_choices_exist() -> None:
    book = blanks.school_workbook(SHELF, shelf.profile("college"), "")
    known = {f"{tab.key}.{column.key}" for tab in book.tabs for column in tab.columns}
    monthly = [blanks.workbook(SHELF, *found) for found in workbooks()]
    columns = [column for book in (book, *monthly) for tab in book.tabs for column in tab.columns]
    assert {column.choices_from for column in columns} - known == {""}
    assert {column.choices_words for column in columns} - WORDS.section("choices").keys() == {""}
    assert {column.choices_list for column in columns} - WORDS.section("vocabulary.lists").keys() == {""}


def workbooks() -> list[tuple[str, str]]:
    return [(path.parent.name, path.name.partition(".")[0]) for path in sorted(RU.glob("*/*.sheet.toml"))]


@pytest.mark.parametrize(("automation", "key"), workbooks())
def test_a_workbook_has_keyed_tabs_and_a_place_for_conflicts(automation: str, key: str) -> None:
    book = blanks.workbook(SHELF, automation, key)
    assert "{month}" in book.title
    assert [tab.key for tab in book.tabs if not any(column.required for column in tab.columns)] == []
    assert [column.key for column in book.tab("conflicts").columns] == [
        "tab", "row", "column", "current", "wanted", "at",
    ]  # fmt: skip


def test_the_report_document_has_the_five_columns_of_the_appendix() -> None:
    blank = documents.report_blank(SHELF.toml("daily_reports/report.document.toml"))
    assert [column.field for column in blank.columns] == ["time", "role", "function", "result", "trouble"]


# --- letters


@cache
def sample_day() -> dict[str, dict[str, Any]]:
    """Facts of the duties' letters as the rules make them: some late, some missing."""
    vocabulary = vocabularies.from_words(WORDS.section("vocabulary"))
    # The clause comes from the sheet, which the duties of the rules' tests leave out.
    owed = {code: replace(duty, basis="Инструкция, п. 4") for code, duty in duties(vocabulary).items()}
    duty = owed["monitoring"]
    plan = planned([duty], WEDNESDAY)
    answers = [
        answer("monitoring", "М-01", WEDNESDAY, "9:30", "ПК-11"),
        answer("monitoring", "М-01", WEDNESDAY, "9:31", "ПК-11"),
    ]
    now = at(WEDNESDAY, "9:40")
    made = steps.steps(plan, {duty.code: duty})
    settled = settle(plan.obligations, answers, now)
    digest = next(step for step in made if step.kind is StepKind.DIGEST and step.due == now)
    reminder = next(step for step in made if step.kind is StepKind.REMIND_BEFORE and step.to == "М-03")
    links = {obligation.key: "http://127.0.0.1/form" for obligation in plan.obligations}
    reminding = telling.reminder(duty, reminder.obligations, lessons_of(WEDNESDAY), links)
    told = telling.digest(duty, digest, settled, STAFF, now, settled.settled)
    done = telling.digest(duty, digest, settle(plan.obligations, _all(plan.obligations), now), STAFF, now)
    return {"reminder": reminding, "digest": told, "done": done}


def _all(obligations: Any) -> list[Any]:
    return [answer(one.proof, one.person, one.date, "9:00", one.group) for one in obligations]


def facts_of(letter: str) -> list[dict[str, Any]]:
    """What a letter is written with: once everything there may be, once as little as there may be."""
    day = sample_day()
    faults = ["Строка 1 «x»: не вижу времени."]
    answered = {"group": "ПК-11", "link": "http://127.0.0.1/form"}
    package = {
        "attached": 2,
        "supplement": False,
        "hours": [{"role": "куратор", "minutes": 75}],
        "troubles": [{"name": "Иванов И. И.", "trouble": "не было света"}],
        "remarks": [{"name": "Иванов И. И.", "count": 2}],
        "register_link": "http://127.0.0.1/book",
    }
    nothing = {
        "attached": 0,
        "supplement": True,
        "hours": [],
        "troubles": [],
        "remarks": [],
        "register_link": "",
    }
    now = datetime(2026, 11, 11, 9, 20, tzinfo=ZONE)
    table = {
        "duties/remind_before": [day["reminder"]],
        "duties/remind_after": [day["reminder"], {**day["reminder"], "closes": now + timedelta(days=1)}],
        "duties/digest": [day["digest"], day["done"]],
        "duties/escalate": [day["digest"]],
        "daily_reports/evening_package": [{**day["digest"], **package}, {**day["done"], **nothing}],
        "daily_reports/chronometry": [
            {"problems": faults, "link": "http://127.0.0.1/form", "clause": "п. 7", "about": WEDNESDAY}
        ],
        "attendance/answer_faults": [
            {**answered, "faults": faults, "remarks": faults, "clause": "п. 4"},
            {**answered, "faults": [], "remarks": faults, "clause": ""},
        ],
        "roster_sync/table_faults": [
            {
                "faults": [
                    {"place": "вкладка «Сотрудники», строка 2", "text": "Заполните."},
                    {"place": "", "text": "x"},
                ],
                "rest": 3,
                "kinds": [{"place": "вкладка «Группы»", "count": 3, "row": 4, "text": "Заполните."}],
                "moment": now,
                "book_link": "http://127.0.0.1/book",
            },
            {"faults": [{"place": "", "text": "x"}], "rest": 0, "kinds": [], "moment": now, "book_link": ""},
        ],
        "roster_sync/failure": [
            {"automation": "посещаемость", "what": "Сбой.", "cure": cure, "moment": now}
            for cure in ("Повторите.", "")
        ],
    }
    common = {
        "subject": "11 ноября: мониторинг до 9:15",
        "date": WEDNESDAY,
        "today": WEDNESDAY,
        "name": "Иван Иванович",
    }
    return [{**common, **facts} for facts in table[letter]]


@pytest.mark.parametrize("letter", LETTERS)
def test_every_letter_comes_out_whole(letter: str) -> None:
    for facts in facts_of(letter):
        written = Writer(SHELF, WORDS).write(letter, facts)
        assert written.subject == "11 ноября: мониторинг до 9:15"
        for text in (written.text, written.html.partition("<body")[2]):
            assert re.findall(r"\{\{|\}\}|\{%|None|Undefined|\\[*_|]", text) == []
        assert written.text.splitlines()[0].strip()
        assert re.search(r"[a-z]+\.[a-z_]+\b(?!/)", re.sub(r"http\S+|example\.org", "", written.text)) is None


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_asks_for_nothing_that_nobody_gives_it(letter: str) -> None:
    source = (RU / f"{letter}.txt").read_text(encoding="utf-8")
    asked = meta.find_undeclared_variables(Environment(autoescape=True).parse(source))
    given = set.intersection(*(set(facts) for facts in facts_of(letter)))
    assert asked - given - Writer(SHELF, WORDS)._tools().keys() == set()


def test_every_letter_an_automation_sends_has_its_template() -> None:
    sent = {text for text in constants("automations", "starosta") if re.fullmatch(r"(\w+)/(\w+)", text)}
    named = {text for text in sent if text in LETTERS}
    reminders = {f"duties/{kind}" for kind in (StepKind.REMIND_BEFORE, StepKind.REMIND_AFTER)}
    assert named | reminders == set(LETTERS)


# --- words


@cache
def code(*rooms: str) -> tuple[tuple[str, ast.Module], ...]:
    paths = sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))
    return tuple(
        (path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths
    )


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that are no docstrings; parts of f-strings too."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


@cache
def constants(*rooms: str) -> frozenset[str]:
    return frozenset(str(node.value) for _, tree in code(*rooms) for node in strings(tree))


def leaves(table: Any, prefix: str = "") -> Iterator[str]:
    """«section.name» of every entry."""
    for name, value in table.items():
        yield from leaves(value, f"{prefix}{name}.") if isinstance(value, dict) else (f"{prefix}{name}",)


KNOWN_BY_NUMBER = {"weekdays", "months", "months_genitive"}
READ_WHOLE = {"vocabulary", "choices", "chronometry", "plurals", "day_kinds"}
"""Sections the code goes through instead of naming their entries."""


@pytest.mark.parametrize(
    "path", [path for path in leaves(WORDS.table) if path.partition(".")[0] not in READ_WHOLE]
)
def test_every_word_has_its_use(path: str) -> None:
    section, _, name = path.rpartition(".")
    if section in KNOWN_BY_NUMBER:
        assert name.isdecimal()
        return
    used = constants("starosta", "automations") | automations() | forms() | MADE
    within_templates = any(
        f'"{path}"' in (RU / f"{letter}.txt").read_text(encoding="utf-8") for letter in LETTERS
    )
    short = path.removeprefix("problems.")
    assert within_templates or {path, short, name} & used, f"nobody says {path}"


MADE = {
    *(str(status) for status in Status),
    *(f"google_{kind}" for kind in Kind),
    "google_denied_mail",
    "no_staff",
    "no_groups",
}
"""Names put together while running."""


def automations() -> set[str]:
    return {path.stem for path in (ROOT / "automations").glob("*.py")}


def forms() -> set[str]:
    return set(chain.from_iterable(shelf.profile(name)["forms"] for name in PROFILES))


ROOMS = tuple(WORDS.section("problems"))
SECTIONS = tuple(name for name in WORDS.table if name not in ("vocabulary", "problems"))


def asked_for() -> Iterator[tuple[str, str]]:
    """(where, «section.name») for every sentence the code names in full."""
    for place, tree in code("starosta", "automations"):
        if place.startswith(("starosta/cli/", "starosta/demo/", "starosta/google/")):
            continue
        for node in strings(tree):
            found = re.fullmatch(r"([a-z]+)\.([a-z_]+)", str(node.value))
            if found and found[1] in (*ROOMS, *SECTIONS):
                yield f"{place}:{node.lineno}", str(node.value)


def test_every_sentence_named_in_code_stands_in_the_glossary() -> None:
    known = set(leaves(WORDS.table)) | set(leaves(WORDS.section("problems")))
    assert [(place, path) for place, path in asked_for() if path not in known] == []


def test_every_problem_made_by_its_name_has_a_sentence() -> None:
    """A module that makes problems as f"room.{name}" makes them of the names given to that function."""
    known = set(leaves(WORDS.section("problems")))
    missing = []
    for place, tree in code("starosta/rules"):
        rooms = {
            (function.name, str(part.values[0].value).rstrip("."))  # type: ignore[attr-defined]
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for part in ast.walk(function)
            if isinstance(part, ast.JoinedStr)
            and str(getattr(part.values[0], "value", "")).rstrip(".") in ROOMS
        }
        makers = dict(rooms) | {"note": "roster", "spoil": "roster"}
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func).rpartition(".")[2]
            given = call.args[0] if call.args else None
            if name in makers and isinstance(given, ast.Constant) and isinstance(given.value, str):
                path = f"{makers[name]}.{given.value}"
                missing += [f"{place}:{call.lineno} {path}"] if path not in known else []
    assert missing == []


ERRORS = {"ConfigError", "NotFoundInWorkspace", "Busy", "AccessDenied", "Mistyped", "WorkspaceUnreachable"}


def test_every_error_has_a_sentence_that_tells_what_to_do() -> None:
    known = {key: WORDS(f"errors.{key}") for key in leaves(WORDS.section("errors"))}
    cli = set(leaves(SHELF.toml("cli.toml")))
    raised = []
    for place, tree in code("starosta"):
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            key = call.args[0] if call.args else None
            if ast.unparse(call.func) in ERRORS and isinstance(key, ast.Constant):
                raised.append((f"{place}:{call.lineno}", str(key.value)))
    assert len(raised) > 20
    assert [(place, key) for place, key in raised if key not in known and key not in cli] == []
    assert [key for key, sentence in known.items() if len(re.findall(r"[.:?!](?= |$)", sentence)) < 2] == []


@pytest.mark.parametrize("path", sorted(leaves(SHELF.toml("cli.toml"))))
def test_every_word_of_the_command_line_has_its_use(path: str) -> None:
    name = path.partition(".")[2]
    used = constants("starosta/cli", "starosta/state") | {"commands"}  # a heading of the library's own
    assert {path, name} & used, f"nobody says {path}"


def test_every_word_of_the_command_line_exists() -> None:
    known = set(leaves(SHELF.toml("cli.toml")))
    called = {
        str(call.args[0].value)
        for _, tree in code("starosta/cli")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "text"
        and call.args and isinstance(call.args[0], ast.Constant)
    }  # fmt: skip
    assert called - known == set()


# --- no words in code

CYRILLIC = re.compile(r"[а-яёА-ЯЁ]{2}")
LETTERS_NOT_WORDS = {
    # What is not said to anybody but recognised in what people or other programs wrote.
    "starosta/official_calendar.py": "marks in the names of the package `holidays`",
    "starosta/rules/chronometry.py": "letters typed for zeros",
    "starosta/rules/names.py": "parts of patronymics",
    "starosta/rules/writing.py": "letters that look alike",
    "workspace_emulator/gmail/letters.py": "prefixes of answers in subjects",
    "workspace_emulator/web/compose.py": "prefixes of answers in subjects",
    "workspace_emulator/web/mail_compose.py": "prefixes of answers in subjects",
    "workspace_emulator/sheets/fresh.py": "the title Google gives to the first tab of a Russian book",
    "workspace_emulator/sheets/measure.py": "letters that are wide",
    "workspace_emulator/sheets/values/entered.py": "how people write dates",
    "workspace_emulator/sheets/values/locale.py": "names of months and days of a locale",
}


def test_what_people_read_stands_in_templates_and_not_in_code() -> None:
    written = {
        f"{place}:{node.lineno} {node.value!s}"
        for place, tree in code("starosta", "workspace_emulator", "automations")
        for node in strings(tree)
        if CYRILLIC.search(str(node.value)) and place not in LETTERS_NOT_WORDS
    }
    assert written == set()
