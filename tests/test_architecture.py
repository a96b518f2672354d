"""The house rules that a program can check: who may import whom, one clock, one place that prints, small
files."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("automations", "starosta", "workspace_emulator")
PARTS = ("rules", "google", "state", "cli", "demo")

TEMPLATES = ("starosta.errors", "starosta.rules", "starosta.shelf")
ENGINE = tuple(
    f"starosta.{path.stem if path.suffix else path.name}"
    for path in sorted((ROOT / "starosta").iterdir())
    if path.name not in ("__init__.py", "cli", "demo", "__pycache__")
)
"""Everything of `starosta` below the command line and the demonstration."""

BORDERS: dict[str, tuple[str, ...]] = {
    # Room (the longest matching prefix counts) → what it may import besides the standard library.
    "automations": ("starosta.rules", "starosta.school"),
    "starosta": (),
    "starosta.rules": ("starosta.rules", "pandas"),
    "starosta.errors": (),
    "starosta.shelf": ("starosta.errors",),
    "starosta.words": TEMPLATES,
    "starosta.blanks": TEMPLATES,
    "starosta.letter_forms": ("markdown_it", "css_inline"),
    "starosta.letters": (*TEMPLATES, "starosta.words", "starosta.letter_forms", "jinja2", "markupsafe"),
    "starosta.google": (
        "starosta.google", "starosta.rules", "starosta.errors",
        "gspread", "googleapiclient", "google.auth", "google.oauth2", "requests",
    ),
    "starosta.google.session": (
        "starosta.google", "starosta.errors", "google.auth", "requests", "workspace_emulator",
    ),
    "starosta.google.errors": ("starosta.errors", "google.auth", "requests", "urllib3"),
    "starosta.google.shim": ("requests", "httplib2"),
    "starosta.state": ("starosta.state", "starosta.rules", "starosta.errors", "sqlalchemy"),
    "starosta.settings": ("starosta.errors", "starosta.shelf", "pydantic", "pydantic_core"),
    "starosta.clock": ("schedule",),
    "starosta.official_calendar": ("starosta.rules", "holidays"),
    "starosta.documents": ("starosta.errors", "starosta.rules", "xlsxwriter"),
    "starosta.letter_files": (*ENGINE, "jinja2", "markupsafe"),
    "starosta.demo": ("starosta",),
    "starosta.cli": ("starosta", "click", "rich"),
    "starosta.cli.workspace": ("starosta", "click", "workspace_emulator"),
    "starosta.cli.showing": ("starosta", "click", "workspace_emulator.people"),
    "workspace_emulator.sheets.import_xlsx": ("workspace_emulator", "openpyxl"),
    "workspace_emulator.testing": ("workspace_emulator", "pytest", "gspread", "requests"),
    "workspace_emulator.doors": ("workspace_emulator", "googleapiclient", "httplib2", "requests"),
    "workspace_emulator": (
        "workspace_emulator", "googleapiclient", "requests", "httptools", "python_multipart",
        "jinja2", "markupsafe", "xlsxwriter", "cryptography", "justhtml",
    ),
    **{
        module: ENGINE
        for module in ENGINE
        if module.removeprefix("starosta.") in (
            "admin_letters", "agenda", "books", "correspondence", "form_items", "form_sync", "founding",
            "headings", "kept", "keyed_rows", "looks", "memory", "news", "opening", "outcomes", "outgoing",
            "received", "runner", "school", "school_forms", "school_tables", "setup", "sheet_layout",
            "sources", "todo",
        )
    },
}  # fmt: skip

DEVIATIONS = {
    "starosta.google.errors": "urllib3 raises through requests; its errors must be told apart",
    "starosta.google.shim": "googleapiclient wants httplib2's answer; no connection is opened with it",
    "starosta.official_calendar": "the state's production calendar is the package `holidays`",
    "starosta.documents": "the report of the appendix is an XLSX file",
    "starosta.letter_files": "letters as files for a browser are pages",
    "starosta.cli.showing": "the demonstration's people answer forms as people do: in a browser",
    "workspace_emulator.doors": "googleapiclient wants httplib2's answer; no connection is opened with it",
    "workspace_emulator.testing": "what others put into their own tests: the clients they will call it with",
    "starosta.demo": "the demonstration's college lives beside the engine, not in it",
}
"""Where a border of architecture §3 is drawn wider, and why."""

NO_BUSINESS_IN_RULES = {"logging", "os", "pathlib", "io", "socket", "urllib", "http", "sqlite3", "subprocess",
                        "time", "random", "secrets", "tempfile", "shutil", "threading"}  # fmt: skip
"""Standard modules with a clock, files, a network or chance."""

BANNED_NAMES = re.compile(r"_?(utils?|helpers?|common|managers?|service|misc|tools|journal)")
NAMES_KEPT = {"starosta/google/services.py": "Google's own word for what it builds from discovery documents"}


@dataclass(frozen=True)
class Import:
    """`target` is the whole dotted name; `typing_only` when it stands under TYPE_CHECKING."""

    target: str
    line: int
    typing_only: bool


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (ROOT / room).rglob("*.py"))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[Import]:
    """Every import of a file, those inside functions included."""
    package = module(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    typing_only = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree(path)):
        targets: list[str] = []
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            targets = [
                f"{origin}.{alias.name}" if _is_module(origin, alias.name) else origin for alias in node.names
            ]
        for target in targets:
            yield Import(target, getattr(node, "lineno", 0), id(node) in typing_only)


def _is_module(package: str, name: str) -> bool:
    folder = ROOT.joinpath(*package.split("."))
    if folder.is_dir():
        return (folder / f"{name}.py").is_file() or (folder / name).is_dir()
    return package == "google"


def within(name: str, rooms: tuple[str, ...]) -> bool:
    return any(name == room or name.startswith(f"{room}.") for room in rooms)


def allowed(name: str) -> tuple[str, ...]:
    """What a module may import: the border of its longest prefix in the table."""
    parts = name.split(".")
    prefixes = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return next(BORDERS[prefix] for prefix in prefixes if prefix in BORDERS)


@pytest.mark.parametrize("path", files(*ROOMS), ids=relative)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    name = module(path)
    may = ("starosta",) if name == "starosta.cli" else allowed(name)
    crossing = [
        f"{relative(path)}:{found.line} {found.target}"
        for found in imports(path)
        if found.target.partition(".")[0] not in sys.stdlib_module_names and not within(found.target, may)
    ]
    assert crossing == []


def test_every_module_of_the_engine_has_a_border_of_its_own() -> None:
    rooms = {module(path).split(".")[1] for path in files("starosta") if module(path).count(".")}
    assert {room for room in rooms if f"starosta.{room}" not in BORDERS} == set()


def test_every_deviation_is_a_border() -> None:
    assert [name for name in DEVIATIONS if name not in BORDERS] == []


KNOW_THE_EMULATOR = {"starosta.google.session", "starosta.cli.showing", "starosta.cli.workspace"}


def test_only_the_session_and_the_command_line_know_the_emulator() -> None:
    knowing = {
        module(path)
        for path in files("automations", "starosta")
        for found in imports(path)
        if within(found.target, ("workspace_emulator",))
    }
    may = {
        name
        for name, rooms in BORDERS.items()
        if name.partition(".")[0] == "starosta" and "workspace_emulator" in " ".join(rooms)
    }
    assert (knowing, may) == (KNOW_THE_EMULATOR, KNOW_THE_EMULATOR)


@pytest.mark.parametrize("path", files("starosta/rules"), ids=relative)
def test_rules_touch_no_clock_files_network_or_chance(path: Path) -> None:
    assert {found.target.partition(".")[0] for found in imports(path)} & NO_BUSINESS_IN_RULES == set()


def test_modules_of_the_engine_import_each_other_in_one_direction() -> None:
    """Imports under TYPE_CHECKING apart, the graph has no circle."""
    known = {module(path) for path in files(*ROOMS)}
    graph = {
        module(path): {
            found.target for found in imports(path) if not found.typing_only and found.target in known
        }
        for path in files("starosta", "automations")
    }
    done: set[str] = set()

    def circle(name: str, way: tuple[str, ...]) -> tuple[str, ...]:
        if name in way:
            return (*way[way.index(name) :], name)
        if name in done:
            return ()
        for target in sorted(graph.get(name, ())):
            if target != name and (found := circle(target, (*way, name))):
                return found
        done.add(name)
        return ()

    assert [way for name in sorted(graph) if (way := circle(name, ()))] == []


def test_nobody_but_the_clocks_asks_what_time_it_is() -> None:
    asking = [
        f"{relative(path)}:{node.lineno}"
        for path in files(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and _asks_the_time(ast.unparse(node.func))
    ]
    assert [place.partition(":")[0] for place in asking] == [
        "starosta/clock.py",
        "workspace_emulator/clock.py",
    ]


def _asks_the_time(name: str) -> bool:
    return bool(
        re.fullmatch(r"((datetime\.)?(datetime|date)\.(now|utcnow|today)|time\.(time|time_ns))", name)
    )


def test_only_the_command_line_prints() -> None:
    printing = {
        relative(path)
        for path in files(*ROOMS)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in ("print", "sys.stdout.write", "sys.stderr.write")
    }
    spoken = ("starosta/cli/", "workspace_emulator/__main__.py", "workspace_emulator/coverage.py")
    assert {place for place in printing if not place.startswith(spoken)} == set()


SQL_NAMES = re.compile(r"\b(CREATE TABLE IF NOT EXISTS|FROM|JOIN|INTO|UPDATE) (\w+)")


def test_a_table_is_named_in_sql_only_by_the_room_that_declares_it() -> None:
    named = {
        (found[2], found[1].startswith("CREATE"), path.relative_to(ROOT / "workspace_emulator").parts[0])
        for path in files("workspace_emulator")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in SQL_NAMES.finditer(node.value)
    }
    owners = {table: room for table, declared, room in named if declared}
    strangers = {f"{room}: {table}" for table, _, room in named if table in owners and owners[table] != room}
    assert (len(owners) > 20, strangers) == (True, set())


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {
        relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(*ROOMS, "tests")
    }
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    paths = [path for path in files(*ROOMS) if BANNED_NAMES.fullmatch(path.stem)]
    folders = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_dir()]
    bad = {relative(path) for path in [*paths, *(one for one in folders if BANNED_NAMES.fullmatch(one.name))]}
    assert bad - NAMES_KEPT.keys() == set()


@pytest.mark.parametrize("path", files(*ROOMS), ids=relative)
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    empty = path.name == "__init__.py" and not tree(path).body
    assert empty or ast.get_docstring(tree(path))


@pytest.mark.parametrize("path", files("automations"), ids=relative)
def test_an_automation_is_a_story_with_one_beginning(path: Path) -> None:
    told = ast.get_docstring(tree(path)) or ""
    assert re.match(r"[А-ЯЁ][а-яё ]+: ", told), told
    runs = [node for node in tree(path).body if isinstance(node, ast.FunctionDef) and node.name == "run"]
    assert [ast.unparse(run.args) for run in runs] == ["school: School"]
    assert [node for node in tree(path).body if isinstance(node, ast.ClassDef)] == []


def test_every_automation_belongs_to_a_profile_and_every_profile_s_automation_exists() -> None:
    profiles = (ROOT / "sheets_templates" / "profiles").glob("*.toml")
    named = {
        name for path in profiles for name in tomllib.loads(path.read_text(encoding="utf-8"))["automations"]
    }
    assert named == {path.stem for path in files("automations") if path.stem != "__init__"}


FORBIDDEN_IN_TESTS = {"time.sleep", "pytest.skip", "pytest.xfail", "pytest.mark.skip", "pytest.mark.skipif",
                      "pytest.mark.xfail", "asyncio.sleep"}  # fmt: skip


@pytest.mark.parametrize("path", files("tests"), ids=relative)
def test_no_test_sleeps_skips_or_replaces_our_own_code(path: Path) -> None:
    used = {ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
    asked = {
        argument.arg
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
    }
    taken = {found.target for found in imports(path)}
    assert used & FORBIDDEN_IN_TESTS == set()
    assert "monkeypatch" not in asked
    assert not within("unittest.mock", tuple(taken))
