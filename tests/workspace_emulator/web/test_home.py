"""The first page, folders and uploaded files as any HTTP client meets them."""

from __future__ import annotations

import re

import pytest
import requests

from workspace_emulator.testing import service

HOME = "https://docs.google.com/"
EVIL = "<script>alert(1)</script>"
FOLDER = "application/vnd.google-apps.folder"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


def made(session: requests.Session, name: str, mime: str, *parents: str) -> str:
    body = {"name": name, "mimeType": mime} | ({"parents": list(parents)} if parents else {})
    found: str = service(session, "drive").files().create(body=body).execute()["id"]
    return found


def names(page: requests.Response) -> list[str]:
    """The names in the list of files."""
    return [found.strip() for found in re.findall(r'<span class="name">([^<]*)', page.text)]


def test_home_lists_files_with_owners_and_leads_to_them(session: requests.Session) -> None:
    folder = made(session, "Отчёты", FOLDER)
    book = made(session, "Журнал", SPREADSHEET, folder)
    page = session.get(HOME)
    assert f'href="/spreadsheets/d/{book}/edit"' in page.text
    assert f'href="/drive/folders/{folder}"' in page.text
    assert page.text.count("school@example.org") == 3
    inside = session.get(f"{HOME}drive/folders/{folder}")
    assert names(inside) == ["Журнал"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("журнал", ["Журнал ПК-11"]),
        ("ПК отч", ["Отчёт ПК-11"]),
        ("пк-11", ["Отчёт ПК-11", "Журнал ПК-11"]),
        ("нет", []),
    ],
)
def test_files_are_found_by_words_of_their_names(session: requests.Session, q: str, found: list[str]) -> None:
    for number, name in enumerate(("Журнал ПК-11", "Отчёт ПК-11")):
        session.post(f"{HOME}_control/clock", json={"now": f"2026-11-0{number + 1}T08:00:00+03:00"})
        made(session, name, SPREADSHEET)
    page = session.get(HOME, params={"q": q})
    assert [name for name in names(page) if "@" not in name] == found
    assert ("Файлов с таким названием нет." in page.text) == (not found)


def test_names_are_escaped_and_binned_files_are_not_shown(session: requests.Session) -> None:
    made(session, EVIL, SPREADSHEET)
    binned = made(session, "Лишнее", SPREADSHEET)
    service(session, "drive").files().update(fileId=binned, body={"trashed": True}).execute()
    page = session.get(HOME, params={"q": ""})
    assert (EVIL in page.text, "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text) == (False, True)
    assert "Лишнее" not in page.text
    assert session.get(f"{HOME}spreadsheets/d/{binned}/edit").status_code == 404


def test_an_uploaded_file_is_only_downloaded(session: requests.Session) -> None:
    described = '{"name": "а\\".html", "mimeType": "text/html"}'
    parts = (("application/json", described), ("text/html", EVIL))
    body = "".join(f"--x\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts) + "--x--\r\n"
    answer = session.post(
        "https://www.googleapis.com/upload/drive/v3/files?uploadType=multipart",
        data=body.encode(),
        headers={"Content-Type": "multipart/related; boundary=x"},
    )
    page = session.get(f"{HOME}file/d/{answer.json()['id']}/view")
    assert page.text == EVIL
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%D0%B0%22.html"
    assert page.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["drive/folders/nothing", "file/d/nothing/view", "spreadsheets/d/nothing/edit"]
)
def test_what_is_not_there_is_a_readable_404(session: requests.Session, path: str) -> None:
    page = session.get(HOME + path)
    assert (page.status_code, "Страница не найдена" in page.text) == (404, True)
