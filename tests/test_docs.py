"""The documentation holds: commands, options, paths, JSON shapes, times, exit codes, the worked example."""

from __future__ import annotations

import importlib.util
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import gspread
import pytest
import requests

from benchmarks.college import College, Size, college
from starosta import cli, errors, runner
from starosta.cli import entry, tick
from starosta.rules import moments, vocabulary
from workspace_emulator import control, coverage, faults
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs/admin-guide.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "docs/adding-an-automation.md").read_text(encoding="utf-8")
EMULATOR = (ROOT / "workspace_emulator/README.md").read_text(encoding="utf-8")
PAGES = sorted([ROOT / "README.md", ROOT / "workspace_emulator/README.md", *(ROOT / "docs").glob("*.md")])
DAY = date(2026, 11, 11)
SIZE = Size(3, 2, 2)
COMMANDS = entry.starosta.commands
SHELLS = ("sh", "powershell", "ini", "cron")


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks of these languages, indented ones too."""
    found = re.findall(r"^ *```(\w+)\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE)
    return [content for language, content in found if language in languages]


def tables(text: str) -> Iterator[list[list[str]]]:
    """Every table as rows of cells, its header first."""
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in table.splitlines()]
        yield [row for row in rows if not set("".join(row)) <= set("-: ")]


def table(text: str, heading: str) -> list[list[str]]:
    """The rows under the header whose first cell is `heading`."""
    return next(rows[1:] for rows in tables(text) if rows[0][0] == heading)


def command_lines() -> list[tuple[str, list[str]]]:
    """(page, arguments) of every call of `starosta` in the shell blocks and in code spans."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        spans = re.findall(r"`(starosta [^`\n]*)`", text)
        lines = [line for block in blocks(text, *SHELLS) for line in block.splitlines()]
        for line in [*spans, *lines]:
            called = re.search(r"(?:^|[\s\\/])starosta(?:\.exe)? ((?:-|init|[a-z]+\b).*)", line)
            if called and "=" not in called[1].split()[0]:
                arguments = re.split(r" (?:>>|\|) ", called[1])[0]
                found.append((page.name, arguments.replace('"', "").split()))
    return found


@pytest.mark.parametrize(("page", "arguments"), command_lines())
def test_commands_in_the_docs_name_existing_verbs_and_options(page: str, arguments: list[str]) -> None:
    verbs = [argument for argument in arguments if argument in COMMANDS]
    options = {argument for argument in arguments if argument.startswith("--")}
    known = {
        "--help",
        *(name for command in (entry.starosta, *(COMMANDS[v] for v in verbs)) for name in names(command)),
    }
    assert options - known == set()
    assert verbs or options


def test_the_pages_hold_commands() -> None:
    assert {page for page, _ in command_lines()} >= {"README.md", "admin-guide.md", "google-setup.md"}


def names(command: click.Command) -> list[str]:
    """The options of a command as they are typed."""
    return [name for param in command.params for name in param.opts if name.startswith("--")]


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_and_option_is_documented(verb: str) -> None:
    assert f"`{verb}`" in README or f"starosta {verb}" in README
    assert [name for name in names(COMMANDS[verb]) if name not in README] == []


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r"\bmake ([a-z]+)`", README)) | set(
        re.findall(r"^make ([a-z]+)$", README, re.MULTILINE)
    )
    assert asked >= {"demo", "test", "setup"}
    assert asked <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_named_in_commands_exist(page: Path) -> None:
    asked = set(re.findall(r"python -m ([\w.]+)", page.read_text(encoding="utf-8"))) - {
        "pip",
        "pytest",
        "venv",
    }
    assert [name for name in asked if importlib.util.find_spec(name) is None] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_named_in_the_docs_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text) + re.findall(r'src="([^":]+)"', text)
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [README, GUIDE, EMULATOR], ids=["README", "admin-guide", "emulator"])
def test_files_of_the_tree_in_code_spans_exist(page: str) -> None:
    rooms = "automations|benchmarks|docs|sheets_templates|starosta|tests|workspace_emulator"
    spans = re.findall(rf"`((?:{rooms})/[^`\s*]+)`", page)
    assert [span for span in spans if not (ROOT / span).exists()] == []


def test_the_coverage_table_is_current() -> None:
    assert (ROOT / "docs/emulator-coverage.md").read_text(encoding="utf-8") == coverage.page()


def test_exit_codes_are_all_told() -> None:
    def below(kind: type[errors.StarostaError]) -> Iterator[int]:
        yield kind.exit_code
        for child in kind.__subclasses__():
            yield from below(child)

    told = {int(row[0]) for row in table(README, "Code")}
    assert told == {0, entry.INTERRUPTED, entry.UNEXPECTED, tick.FAILED, *below(errors.StarostaError)}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[College]:
    """A small college on the morning of a Wednesday; somebody checks in late, one address is missing."""
    folder = tmp_path_factory.mktemp("docs") / "school"
    with college(folder, SIZE, datetime.combine(DAY, time(7, 30))) as found:
        runner.tick(found.known.at(found.at(datetime.combine(DAY, time(8, 6)))))
        found.at(datetime.combine(DAY, time(8, 30)))
        found.check_in(SIZE.masters_codes[1])
        yield found


def test_the_timeline_is_that_of_the_profile(opened: College) -> None:
    school = opened.known.at(datetime.combine(DAY, time(9), opened.known.settings.zone))
    school.open_day(DAY)
    planned = {f"{step.due.astimezone(school.zone):%H:%M}".lstrip("0") for step in school.agenda.steps(DAY)}
    told = {at for row in table(README, "Time") for at in re.findall(r"\b\d?\d:\d\d\b", row[0])}
    assert planned <= told
    assert told - planned == {"14:35", "12:00"}


@pytest.mark.parametrize(
    ("place", "arguments"),
    [(0, ["status"]), (1, ["letters"]), (2, ["links"]), (3, ["tick"]), (4, ["summary"])],
    ids=["status", "letters", "links", "tick", "summary"],
)
def test_json_has_the_shape_told(
    opened: College, capsys: pytest.CaptureFixture[str], place: int, arguments: list[str]
) -> None:
    at = [] if arguments == ["links"] else ["--now", f"{DAY}T09:06"]
    if arguments == ["tick"]:
        something_goes_wrong(opened)
    capsys.readouterr()
    code = entry.run_with(["--school", str(opened.known.folder), *arguments, *at, "--json"])
    assert code == (tick.FAILED if arguments == ["tick"] else 0)
    told = json.loads(blocks(README, "json")[place])
    assert shape(json.loads(capsys.readouterr().out), told) == shape(told, told)


def something_goes_wrong(opened: College) -> None:
    """A row of «Сотрудники» without an address, and a sign-in that is refused once."""
    opened.append("Сотрудники", ["М-900", "Лапин Лев Львович", "", "мастер п/о"])
    opened.control("faults", {"method": "forms.forms.responses.list", "status": 401})


def shape(value: Any, told: Any) -> Any:
    """Keys and kinds of values: of lists their first entry, of mappings from method to number only their
    kind. A list that is empty, or told to be, says nothing of its entries, nor does null of its kind."""
    if value is None and told is not None:
        return shape(told, told)
    if isinstance(value, dict) and isinstance(told, dict) and all("." in key for key in told):
        return "counts"
    if isinstance(value, dict) and isinstance(told, dict):
        return {key: shape(entry, told.get(key)) for key, entry in value.items()}
    if isinstance(value, list) and isinstance(told, list):
        return [shape(value[0], told[0])] if value and told and isinstance(told[0], dict | list) else []
    return "text or null" if value is None or isinstance(value, str) else type(value).__name__


def test_limits_of_the_guide_are_understood() -> None:
    words = vocabulary.from_words(glossary()["vocabulary"])
    written = [row[0].strip("`") for row in table(GUIDE, "Запись")]
    assert len(written) == 10
    assert [text for text in written if moments.parse(text, words) is None] == []


def test_choices_of_the_guide_are_those_of_the_tables() -> None:
    choices = glossary()["choices"]
    told = {row[0]: re.findall(r"`([^`]+)`", row[1]) for row in table(GUIDE, "Столбец")}
    assert told["Когда"] == choices["applies"]
    assert set(told["Вид дня"]) <= set(choices["day_kinds"])
    assert told["Вид сводки"] == choices["digest_kinds"]


def test_tabs_of_the_guide_are_those_of_the_workbook(opened: College) -> None:
    school = opened.known.at(datetime.combine(DAY, time(9), opened.known.settings.zone))
    assert [row[0] for row in table(GUIDE, "Вкладка")] == [tab.title for tab in school.school_book.tabs]


def glossary() -> dict[str, Any]:
    return tomllib.loads((ROOT / "sheets_templates/ru/words.toml").read_text(encoding="utf-8"))


def test_the_worked_example_writes_one_letter(opened: College) -> None:
    (story,), (template,) = blocks(EXAMPLE, "python"), blocks(EXAMPLE, "jinja")
    own = opened.known.folder / "templates/late_list"
    own.mkdir(parents=True)
    (own / "list.txt").write_text(template, encoding="utf-8")
    module = ModuleType("late_list")
    exec(compile(story, "late_list.py", "exec"), module.__dict__)
    for at in (time(14, 59), time(15), time(15, 1)):
        school = opened.known.at(opened.at(datetime.combine(DAY, at)))
        school.wake()
        module.run(school)
        school.flush()
    zone = opened.known.settings.zone
    start, end = datetime.combine(DAY, time(), zone), datetime.combine(DAY, time(23), zone)
    rows = [
        row for row in opened.known.state.outbox.planned_between(start, end) if row.letter == "late_list/list"
    ]
    assert [(row.stage.value, row.planned.astimezone(zone).time()) for row in rows] == [
        ("sent", time(15))
    ] * 2
    assert text_of(opened, rows[0].message).split("\n")[2:] == [
        "- Белкин А. А.: Отметка «Готов к работе», 15 мин"
    ]


def text_of(opened: College, message: str) -> str:
    """The plain text of a letter as Gmail has it."""
    body = message_from_bytes(opened.known.gate.mail.raw(message), policy=default).get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\xa0", " ").replace("\r", "").rstrip()


def test_the_emulator_s_control_plane_is_documented() -> None:
    told = {row[0].strip("`").removeprefix(control.PREFIX): row[1] for row in table(EMULATOR, "Path")}
    assert {path: sorted(methods.split(", ")) for path, methods in told.items()} == {
        path: sorted(methods) for path, methods in control.ROUTES.items()
    }
    assert [name for name in faults.FIELDS if f"`{name}`" not in EMULATOR] == []


def test_the_emulator_s_example_works(tmp_path: Path) -> None:
    lines, google, *_ = blocks(EMULATOR, "python")
    workspace = Workspace(tmp_path / "workspace.sqlite")
    with running(workspace) as url:
        known: dict[str, Any] = {}
        exec((lines + google).replace("http://127.0.0.1:8900", url), known)
        book = known["client"].create("Book")
        book.sheet1.update([["a", 1]], "A1")
        assert book.sheet1.get_all_values() == [["a", "1"]]
        assert known["drive"].files().get(fileId=book.id).execute()["name"] == "Book"
    with requests.Session() as session:
        session.mount("https://", WorkspaceAdapter(workspace))
        client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
        assert client.open("Book").sheet1.get_all_values() == [["a", "1"]]
    workspace.close()


def test_the_command_line_is_what_the_docs_speak_of() -> None:
    assert cli.main is entry.main
