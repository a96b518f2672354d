"""The one file: shared by processes that write at once, kept over restarts, rolled back on errors."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from workspace_emulator.google import Workspace
from workspace_emulator.store import Store, next_number, set_setting, setting

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
