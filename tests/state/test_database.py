"""Opening the state: by path and URL, safely from several processes, refusing what a newer version wrote."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from starosta.errors import Busy, ConfigError
from starosta.state.database import State

MORNING = datetime(2026, 11, 11, 5, 15, tzinfo=UTC)


def test_a_path_and_a_url_are_the_same_database(tmp_path: Path) -> None:
    by_path = State.open(tmp_path / "deep" / "state.sqlite")
    by_path.cursors.set("c", 1)
    by_url = State.open(f"sqlite:///{tmp_path}/deep/state.sqlite")
    assert by_url.cursors.get("c") == 1
    by_path.close()
    by_url.close()


def test_a_newer_schema_is_refused(where: str) -> None:
    state = State.open(where)
    with state.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE about SET value = '99'")
    state.close()
    with pytest.raises(ConfigError) as refused:
        State.open(where)
    assert (refused.value.key, refused.value.facts["found"]) == ("state_newer", "99")


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_text(
        "это не база данных, а заметка в текстовом файле" * 50, encoding="utf-8"
    )
    with pytest.raises(ConfigError) as refused:
        State.open(tmp_path / "state.sqlite")
    assert refused.value.key == "state_unusable"


def test_one_at_a_time(where: str) -> None:
    first, second = (State.open(where) for _ in range(2))
    with first.exclusive(), pytest.raises(Busy), second.exclusive():
        raise AssertionError("two were let in")
    with second.exclusive():
        second.cursors.set("c", 1)
    assert first.cursors.get("c") == 1
    first.close()
    second.close()


KILLED = """
import os, sys
from starosta.state.database import State
state = State.open(sys.argv[1])
lock = state.exclusive()
lock.__enter__()
state.cursors.set("reached", True)
connection = state.engine.connect()
connection.begin()
connection.exec_driver_sql("INSERT INTO cursors VALUES ('half', '1')")
os._exit(9)
"""


def test_a_killed_process_leaves_whole_facts_and_no_lock(where: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, where], check=False)
    state = State.open(where)
    with state.exclusive():
        assert (killed.returncode, state.cursors.all()) == (9, {"reached": True})
    state.close()


WRITER = """
import sys
from datetime import UTC, datetime
from starosta.state.database import State
state = State.open(sys.argv[1])
new = sum(state.history.record(str(n), "digest", datetime(2026, 11, 11, tzinfo=UTC)) for n in range(100))
print(new)
"""


def test_several_processes_write_one_line_for_each_key(where: str) -> None:
    command = [sys.executable, "-c", WRITER, where]
    writers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    new = sum(int(writer.communicate()[0]) for writer in writers)
    state = State.open(where)
    assert (new, len(state.history.since())) == (100, 100)
    state.close()
