"""The one file: shared by processes that write at once, kept over restarts, rolled back on errors."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from workspace_emulator.google import Workspace
from workspace_emulator.store import MOST_FREE, NoWorkspace, Store, next_number, set_setting, setting

WRITER = """
import sys
from workspace_emulator.adapter import WorkspaceAdapter
from workspace_emulator.google import Workspace
import requests
workspace = Workspace(sys.argv[1])
with requests.Session() as session:
    session.mount("https://", WorkspaceAdapter(workspace))
    for number in range(25):
        name = f"{sys.argv[2]}-{number}"
        answer = session.post("https://www.googleapis.com/drive/v3/files", json={"name": name})
        assert answer.status_code == 200, answer.text
        file_id = answer.json()["id"]
        url = f"https://www.googleapis.com/drive/v3/files/{file_id}"
        assert session.patch(url, json={"starred": True}).status_code == 200
workspace.close()
"""


OPENER = """
import sys
from workspace_emulator.store import Store
sys.stdin.readline()
Store(sys.argv[1]).close()
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "store.sqlite")


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    data = str(tmp_path / "workspace.sqlite")
    running = [subprocess.Popen([sys.executable, "-c", WRITER, data, name]) for name in ("a", "b")]
    assert [process.wait(120) for process in running] == [0, 0]
    opened = Workspace(data)
    with opened.store.read() as tx:
        names = [row[0] for row in tx.execute("SELECT name FROM drive_files WHERE mime NOT LIKE '%folder'")]
        numbers = [row[0] for row in tx.execute("SELECT number FROM drive_changes")]
        versions = {
            row[0] for row in tx.execute("SELECT version FROM drive_files WHERE mime NOT LIKE '%folder'")
        }
    opened.close()
    assert sorted(names) == sorted(f"{process}-{number}" for process in "ab" for number in range(25))
    assert (len(numbers), len(set(numbers)), versions) == (51, 51, {2})


def test_state_survives_a_restart(tmp_path: Path) -> None:
    first = Store(tmp_path / "store.sqlite")
    with first.write() as tx:
        set_setting(tx, "account", "anna@example.org")
        assert [next_number(tx, "n", 10), next_number(tx, "n", 10)] == [10, 11]
    first.close()
    second = Store(tmp_path / "store.sqlite")
    with second.write() as tx:
        assert (setting(tx, "account"), next_number(tx, "n", 10)) == ("anna@example.org", 12)
    second.close()


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.write() as tx:
        set_setting(tx, "account", "anna@example.org")
        raise ZeroDivisionError
    with store.read() as tx:
        assert setting(tx, "account", "nobody") == "nobody"
    store.close()


def test_a_read_sees_one_moment(store: Store) -> None:
    other = Store(store.path)
    with store.read() as reading:
        assert setting(reading, "n", 0) == 0
        with other.write() as writing:
            set_setting(writing, "n", 1)
        assert setting(reading, "n", 0) == 0
    with store.read() as reading:
        assert setting(reading, "n", 0) == 1
    other.close()
    store.close()


def test_reset_empties_every_table(store: Store) -> None:
    with store.write() as tx:
        set_setting(tx, "n", 1)
        next_number(tx, "n")
    store.reset()
    with store.read() as tx:
        tables = [row[0] for row in tx.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        assert {tx.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables} == {0}
    store.close()


@pytest.mark.parametrize("value", [None, False, 0, "", "текст", [1, 2], {"a": None}])
def test_a_setting_is_any_json_value(store: Store, value: object) -> None:
    with store.write() as tx:
        set_setting(tx, "x", value)
        assert setting(tx, "x") == value
    store.close()


def test_closed_store_opens_its_connection_anew(store: Store) -> None:
    store.close()
    with store.write() as tx:
        set_setting(tx, "n", 1)
    store.close()
    with sqlite3.connect(store.path) as connection:
        assert connection.execute("SELECT value FROM settings").fetchall() == [("1",)]
    connection.close()


def sqlite_file(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


@pytest.mark.parametrize(
    ("statements", "refusal"),
    [
        (["CREATE TABLE settings (id INTEGER, v TEXT, w TEXT)"], "it is a database of another program"),
        (["CREATE TABLE sequences (n TEXT)"], "it is a database of another program"),
        (["PRAGMA application_id = 252006673"], "it is a database of another program"),
        (
            ["PRAGMA application_id = 2003530608", "PRAGMA user_version = 99", "CREATE TABLE a (b)"],
            "it was made by a later version",
        ),
    ],
)
def test_a_file_of_another_program_is_left_alone(tmp_path: Path, statements: list[str], refusal: str) -> None:
    path = sqlite_file(tmp_path / "other.sqlite", *statements)
    before = path.read_bytes()
    with pytest.raises(NoWorkspace, match=refusal):
        Store(path)
    assert (path.read_bytes(), [file.name for file in tmp_path.iterdir()]) == (before, ["other.sqlite"])


def test_a_workspace_bears_a_mark_and_one_from_before_it_is_known_by_its_tables(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "workspace.sqlite")
    workspace.close()
    sqlite_file(workspace.store.path, "PRAGMA application_id = 0", "PRAGMA user_version = 0")
    for _ in range(2):
        Workspace(workspace.store.path).close()
    with closing(sqlite3.connect(workspace.store.path)) as connection:
        marks = [
            connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
        ]
    assert marks == [(2003530608,), (1,)]


def test_reset_leaves_a_table_that_no_room_declared(store: Store) -> None:
    with store.write() as tx:
        tx.execute("CREATE TABLE notes (text TEXT)")
        tx.execute("INSERT INTO notes VALUES ('моё')")
    store.reset()
    with store.read() as tx:
        assert tx.execute("SELECT text FROM notes").fetchone()[0] == "моё"
    store.close()


def test_processes_that_open_a_new_file_at_once_wait_for_each_other(tmp_path: Path) -> None:
    for attempt in range(5):
        path = str(tmp_path / f"{attempt}.sqlite")
        started = [
            subprocess.Popen([sys.executable, "-c", OPENER, path], stdin=subprocess.PIPE) for _ in range(6)
        ]
        for process in started:
            assert process.stdin is not None
            process.stdin.close()
        assert [process.wait(120) for process in started] == [0] * 6


def kept(store: Store) -> list[int]:
    """How many connections a store keeps for readers and for writers."""
    return [len(store._readers), len(store._writers)]


def test_connections_are_used_again_whatever_thread_borrows_them(store: Store) -> None:
    used = set()

    def look() -> None:
        store.glance("SELECT 1")
        with store.read() as tx:
            used.add(tx)
        with store.write() as tx:
            used.add(tx)

    for _ in range(50):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert (len(used), kept(store)) == (2, [1, 1])
    with ExitStack() as reading:
        for _ in range(50):
            reading.enter_context(store.read())
    assert kept(store) == [MOST_FREE, 1]
    store.close()


def test_a_closed_store_ends_a_connection_as_soon_as_it_is_free(store: Store) -> None:
    with store.read() as tx:
        store.close()
        assert setting(tx, "n", 0) == 0
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        tx.execute("SELECT 1")


def test_nothing_is_written_in_a_read(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"), store.read() as tx:
        set_setting(tx, "n", 1)
    with store.write() as tx:
        assert setting(tx, "n", 0) == 0
    store.close()
