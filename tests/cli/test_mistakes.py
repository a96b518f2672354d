"""Every mistake is one sentence on the error output, an exit code, and no traceback."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from starosta.state.database import State
from tests.automations.college import College
from tests.cli.conftest import Starosta
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

EXAMPLE = Path(__file__).parents[2] / "credentials.example.json"


def changed(school: Path, old: str, new: str) -> None:
    path = school / "school.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("verb", ["setup", "tick", "run", "status", "letters", "links", "workspace"])
def test_a_folder_that_is_no_school(starosta: Starosta, tmp_path: Path, verb: str) -> None:
    said = starosta(verb, "--school", tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"В папке {tmp_path} нет настроек школы (school.toml). Укажите папку школы: --school ПАПКА, или "
        "создайте её: starosta init ПАПКА.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ("status", "--date", "11.11.2026"),
            "Непонятная дата «11.11.2026». Напишите её в виде 2026-11-11.\n",
        ),
        (
            ("status", "--date", "9999-12-31"),
            "Непонятная дата «9999-12-31». Напишите её в виде 2026-11-11.\n",
        ),
        (("letters", "--date", "завтра"), "Непонятная дата «завтра». Напишите её в виде 2026-11-11.\n"),
        (("status", "--school"), "После --school нужно значение. Справка: starosta --help.\n"),
        (("tick", "x2"), "Лишнее в команде: x2. Справка: starosta --help.\n"),
        (("tick", "--now", "9:20"), "Непонятное время «9:20». Напишите его в виде 2026-11-11T09:20.\n"),
        (("status", "--now", "25:00"), "Непонятное время «25:00». Напишите его в виде 2026-11-11T09:20.\n"),
        (
            ("run", "--until", "вечером"),
            "Непонятное время «вечером». Напишите его в виде 2026-11-11T09:20.\n",
        ),
        (("workspace", "--port", "порт"), "Значение --port не подходит. Справка: starosta --help.\n"),
        (("tick", "--what"), None),
        (("nothing",), "Команды «nothing» нет. Какие есть: starosta --help.\n"),
    ],
)
def test_a_mistyped_command(
    starosta: Starosta, school: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    said = starosta("--school", school, *arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err == sentence if sentence else said.err.startswith("Параметра --what нет.")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--profile", "цирк"), "Школы вида «цирк» нет. Есть: college.\n"),
        (
            ("--workspace", "http://example.org"),
            "Рабочее пространство «http://example.org» не понимаю. Напишите embedded, google или адрес "
            "http://127.0.0.1:порт.\n",
        ),
        (
            ("--time-zone", "Луна/Море"),
            "Часового пояса «Луна/Море» нет. Напишите, например, Europe/Moscow или Asia/Irkutsk.\n",
        ),
    ],
)
def test_a_school_that_cannot_be_founded_leaves_no_school(
    starosta: Starosta, tmp_path: Path, arguments: tuple[str, ...], sentence: str | None
) -> None:
    said = starosta("init", tmp_path / "s", *arguments)
    assert (said.code, said.err) == (2, sentence)
    assert not (tmp_path / "s").exists()


def test_a_file_is_no_place_for_a_school(starosta: Starosta, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("", encoding="utf-8")
    for folder in (tmp_path / "README.md", tmp_path / "README.md" / "school"):
        said = starosta("init", folder)
        assert (said.code, said.err) == (2, f"{folder} — файл, а нужна папка. Укажите другое имя.\n")


def test_a_school_founded_inside_a_repository_is_not_committed(starosta: Starosta, school: Path) -> None:
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=school.parent, check=True)
    assert subprocess.check_output(["git", "ls-files"], cwd=school.parent) == b""


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("week = 6", "week = 7", "В school.toml у «calendar.week» стоит «7», а подходит только: 5, 6."),
        ("week = 6", "week = ", "Файл настроек school.toml не читается, строка 19."),
        (
            "longest_gap = 10",
            'longest_gap = "десять"',
            "В school.toml у «rules.longest_gap» стоит «десять», а нужно целое число.",
        ),
        ("daily_limit = 450", "daily_limit = 4.5", "В school.toml у «mail.daily_limit» стоит «4.5», а нужно"),
        ("show_present = false", 'show_present = "как"', "В school.toml у «rules.show_present» стоит «как»"),
        ("longest_gap = 10", "longest_gap = -1", "В school.toml значение «-1» у «rules.longest_gap»"),
        ("show_present = false", "show_present = []", "В school.toml у «rules.show_present» стоит «»"),
        ('name = "Колледж"', "name = 5", "В school.toml у «name» стоит 5, а нужен текст."),
        ("time_zone =", "zone =", "В school.toml есть настройка «zone», а такой не бывает."),
        ('profile = "college"', 'profile = "цирк"', "Школы вида «цирк» нет."),
        ('locale = "ru"', 'lokale = "ru"', "В school.toml есть настройка «lokale», а такой не бывает."),
        (
            'workspace = "embedded"',
            'workspace = "http://example.org:80"',
            "Адрес http://example.org:80 не подходит",
        ),
    ],
)
def test_a_broken_school_toml(starosta: Starosta, school: Path, old: str, new: str, sentence: str) -> None:
    changed(school, old, new)
    said = starosta("status", "--school", school)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(sentence)
    assert len(said.err.splitlines()) == 1


@pytest.mark.parametrize("verb", ["tick", "status", "links"])
def test_a_school_that_is_not_set_up(starosta: Starosta, school: Path, verb: str) -> None:
    said = starosta(verb, "--school", school)
    assert (said.code, said.out) == (5, "")
    assert said.err == "Форм и таблиц школы ещё нет. Запустите: starosta setup.\n"


@pytest.mark.parametrize("verb", ["setup", "tick"])
def test_another_process_at_work(starosta: Starosta, school: Path, verb: str) -> None:
    state = State.open(school / "state.sqlite")
    with state.exclusive():
        said = starosta(verb, "--school", school)
    state.close()
    assert (said.code, said.out) == (6, "")
    assert said.err.startswith("С этой школой уже работает другой запуск программы.")


def google(school: Path, base: str, **keys: object) -> None:
    """The school opens Google, at this address, with the example of credentials filled in like this."""
    changed(school, 'workspace = "embedded"', f'workspace = "google"\nendpoint = "{base}"')
    content = json.loads(EXAMPLE.read_text(encoding="utf-8")) | keys
    del content["service_account"]
    (school / "credentials.json").write_text(json.dumps(content), encoding="utf-8")


def test_no_credentials(starosta: Starosta, school: Path) -> None:
    changed(school, 'workspace = "embedded"', 'workspace = "google"')
    said = starosta("tick", "--school", school)
    assert said.code == 2
    assert said.err.startswith(f"Нет файла с доступом к Google: {school / 'credentials.json'}.")


def test_credentials_left_as_in_the_example(starosta: Starosta, school: Path) -> None:
    google(school, "http://127.0.0.1:9")
    said = starosta("tick", "--school", school)
    assert said.code == 2
    assert "не заполнено: client_id, client_secret, refresh_token" in said.err


def test_credentials_google_does_not_know(starosta: Starosta, school: Path, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "other.sqlite")
    College(school, workspace).control("POST", "strict", {"strict": True})
    with running(workspace) as base:
        google(
            school, base, client_id="1.apps.googleusercontent.com", client_secret="s", refresh_token="1//no"
        )
        said = starosta("setup", "--school", school)
    workspace.close()
    assert (said.code, said.out) == (4, "")
    assert said.err.startswith("Google больше не принимает вход общей учётной записи (invalid_grant")


def test_a_port_that_is_taken(starosta: Starosta, school: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = starosta("workspace", "--school", school, "--port", str(port))
    assert (said.code, said.err) == (
        2,
        f"Порт {port} занят. Выберите другой: starosta workspace --port 8766.\n",
    )


def test_a_closed_workspace_is_named_with_its_cure(starosta: Starosta, school: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    changed(school, 'workspace = "embedded"', f'workspace = "http://127.0.0.1:{port}"')
    said = starosta("setup", "--school", school)
    assert (said.code, said.err) == (
        3,
        f"Рабочее пространство по адресу http://127.0.0.1:{port} не отвечает. Откройте его командой starosta "
        "workspace или исправьте адрес в school.toml.\n",
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("mysql://x", "Базу состояния «mysql://x» открыть нечем"),
        ("oddity://x", "Базу состояния «oddity://x» открыть нечем"),
    ],
)
def test_a_state_of_no_known_kind(starosta: Starosta, school: Path, state: str, sentence: str) -> None:
    changed(school, "[calendar]", f'state = "{state}"\n\n[calendar]')
    said = starosta("status", "--school", school)
    assert (said.code, said.err.startswith(sentence)) == (2, True)


@pytest.mark.parametrize("verb", ["tick", "workspace"])
def test_a_broken_workspace_file(starosta: Starosta, school: Path, verb: str) -> None:
    (school / "workspace.sqlite").write_text("это не база данных " * 100, encoding="utf-8")
    said = starosta(verb, "--school", school)
    assert (said.code, said.err.startswith("Файл встроенного рабочего пространства")) == (2, True)


@pytest.mark.parametrize("verb", ["tick", "workspace"])
def test_a_database_of_another_program_is_no_workspace(starosta: Starosta, school: Path, verb: str) -> None:
    with closing(sqlite3.connect(school / "workspace.sqlite")) as other:
        other.execute("CREATE TABLE settings (id INTEGER)")
    said = starosta(verb, "--school", school)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(
        f"Файл встроенного рабочего пространства {school / 'workspace.sqlite'} повреждён или сделан другой "
        "программой."
    )


def test_google_has_no_workspace_to_open(starosta: Starosta, school: Path) -> None:
    changed(school, 'workspace = "embedded"', 'workspace = "google"')
    said = starosta("workspace", "--school", school)
    assert said.code == 2
    assert said.err.startswith("Школа работает в Google, открывать здесь нечего.")


def test_the_exit_code_reaches_the_shell(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from starosta.cli import main; main()",
        "tick",
        "--school",
        str(tmp_path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_through_google_no_letter_leaves_for_an_example_s_address(
    starosta: Starosta, school: Path, tmp_path: Path
) -> None:
    """The addressees a new school starts with have no address there: somebody must write them in."""
    workspace = Workspace(tmp_path / "other.sqlite")
    college = College(school, workspace)
    college.control("POST", "strict", {"strict": False})
    college.control("POST", "tokens", {"refresh_token": "1//r", "account": "school@example.org"})
    with running(workspace) as base:
        keys = {"client_id": "1.apps.googleusercontent.com", "client_secret": "s", "refresh_token": "1//r"}
        google(school, base, **keys)
        said = starosta("setup", "--school", school)
        ticked = starosta("tick", "--school", school)
    rows = college.sheet("school", "Получатели")
    workspace.close()
    assert said.code == 0
    assert [row[:2] for row in rows[1:]] == [
        ["старший мастер", ""],
        ["заместитель директора по УПР", ""],
        ["администратор", ""],
    ]
    told = "вкладка «Получатели», строка 2, столбец «Электронная почта»: "
    assert [line for line in ticked.out.splitlines() if told in line] != []
