"""The pytest plugin that other projects use, run as they would run it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

PLUGIN = [sys.executable, "-m", "pytest", "-q", "-p", "workspace_emulator.testing", "-p", "no:cacheprovider"]
THREE_LINES = """
def test_title(google_workspace):
    client = google_workspace.gspread()
    book = client.create("Plan"); book.sheet1.update([["a", 1]], "A1")
    assert client.open("Plan").sheet1.get_all_values() == [["a", "1"]]
"""
EVERYTHING = """
from datetime import UTC, datetime

import gspread
import pytest
import requests


def test_clock(google_workspace):
    google_workspace.freeze(datetime(2026, 9, 1, 8, tzinfo=UTC))
    drive = google_workspace.service("drive")
    made = drive.files().create(body={"name": "a"}, fields="createdTime").execute()
    assert made == {"createdTime": "2026-09-01T08:00:00.000Z"}
    google_workspace.resume()
    assert google_workspace.control("clock/resume")["frozen"] is False


def test_fault_and_reset(google_workspace):
    client = google_workspace.gspread()
    client.create("Plan")
    google_workspace.fault(method="drive.files.list", status=503)
    with pytest.raises(gspread.exceptions.APIError):
        client.list_spreadsheet_files()
    assert len(client.list_spreadsheet_files()) == 1
    google_workspace.reset()
    assert client.list_spreadsheet_files() == []


def test_port(google_workspace):
    google_workspace.gspread().create("Plan")
    answer = requests.get(google_workspace.url + "/drive/v3/files?fields=files(name)", timeout=60)
    assert answer.json() == {"files": [{"name": "Plan"}]}
    assert google_workspace.url == google_workspace.url


def test_settings(google_workspace):
    assert google_workspace.settings(locale="ru_RU")["locale"] == "ru_RU"
    assert google_workspace.gspread().create("Plan").sheet1.title == "Лист1"
    with pytest.raises(ValueError, match="There is no setting colour"):
        google_workspace.settings(colour=1)


def test_every_test_has_its_own(google_workspace):
    assert google_workspace.gspread().list_spreadsheet_files() == []
"""


def run(folder: Path, code: str) -> tuple[int, str]:
    """The exit code and the last line of a test run elsewhere, with nothing of this project's settings."""
    (folder / "test_elsewhere.py").write_text(code, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [*PLUGIN, "test_elsewhere.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": root, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    return done.returncode, done.stdout + done.stderr


def test_pytest_finds_it_by_itself() -> None:
    """Installed, the package names the plugin to pytest."""
    settings = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert "workspace_emulator.testing" in settings["project"]["entry-points"]["pytest11"].values()


def test_three_lines_with_gspread(tmp_path: Path) -> None:
    code, output = run(tmp_path, THREE_LINES)
    assert (code, "1 passed" in output) == (0, True), output


def test_everything_the_fixture_offers(tmp_path: Path) -> None:
    code, output = run(tmp_path, EVERYTHING)
    assert (code, "5 passed" in output) == (0, True), output
