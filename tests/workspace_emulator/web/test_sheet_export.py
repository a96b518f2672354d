"""Spreadsheets as downloads: every way in which programs ask for one by its address."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
import requests

from workspace_emulator.doors import service
from workspace_emulator.sheets.export import EXPORTS

from .sheet_desk import SITE, Sheet


@pytest.fixture
def sheet(session: requests.Session) -> Sheet:
    made = Sheet(session, "Журнал")
    made.batch({"addSheet": {"properties": {"sheetId": 9, "title": "Второй"}}})
    made.write("A1", [1, "а\tб"])
    made.write("Второй!A1", ["в"])
    return made


@pytest.mark.parametrize(
    ("asked", "name", "start"),
    [
        ("format=csv", "Журнал.csv", "1,а\tб".encode()),
        ("exportFormat=csv&gid=7", "Журнал.csv", b"1,"),
        ("format=csv&gid=9", "Журнал.csv", "в".encode()),
        ("format=tsv", "Журнал.tsv", "1\tа б".encode()),
        ("exportFormat=xlsx", "Журнал.xlsx", b"PK"),
    ],
)
def test_a_spreadsheet_is_downloaded(sheet: Sheet, asked: str, name: str, start: bytes) -> None:
    addresses = (f"{sheet.base}/export?{asked}", f"{SITE}/spreadsheets/export?id={sheet.id}&{asked}")
    for answer in map(sheet.session.get, addresses):
        assert (answer.status_code, answer.content[: len(start)]) == (200, start)
        assert unquote(answer.headers["Content-Disposition"]).rpartition("''")[2] == name


@pytest.mark.parametrize("asked", ["format=exe", "", "format=csv&gid=8", "format=csv&gid=x"])
def test_what_is_not_there_is_not_downloaded(sheet: Sheet, asked: str) -> None:
    answer = sheet.session.get(f"{sheet.base}/export?{asked}")
    assert (answer.status_code, answer.content[:9]) == (404, b"<!DOCTYPE")


def test_links_for_export_lead_to_the_file(sheet: Sheet) -> None:
    links = service(sheet.session, "drive", "v2").files().get(fileId=sheet.id).execute()["exportLinks"]
    made = [mime for mime in links if sheet.session.get(links[mime]).headers["Content-Type"] == mime]
    assert sorted(made) == sorted(EXPORTS)
