"""The first page, folders and uploaded files as any HTTP client meets them."""

from __future__ import annotations

import re

import pytest
import requests

from workspace_emulator.doors import service

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
    shown = [found.strip() for found in re.findall(r'<span class="name">([^<]*)', page.text)]
    return [name for name in shown if "@" not in name]


def test_home_lists_files_with_owners_and_leads_to_them(session: requests.Session) -> None:
    folder = made(session, "Отчёты", FOLDER)
    book = made(session, "Журнал", SPREADSHEET, folder)
    page = session.get(HOME)
    assert f'href="/spreadsheets/d/{book}/edit"' in page.text
    assert f'href="/drive/folders/{folder}"' in page.text
    assert page.text.count("school@example.org") == 4
    inside = session.get(f"{HOME}drive/folders/{folder}")
    assert names(inside) == ["Журнал"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("журнал", ["Журнал ПК-11"]),
        ("ПК отч", ["Отчёт ПК-11"]),
        ("пк-11", ["Отчёт ПК-11", "Журнал ПК-11"]),
        ("отчет", ["Отчёт ПК-11"]),
        ("нет", []),
    ],
)
def test_files_are_found_by_words_of_their_names(session: requests.Session, q: str, found: list[str]) -> None:
    for number, name in enumerate(("Журнал ПК-11", "Отчёт ПК-11")):
        session.post(f"{HOME}_control/clock", json={"now": f"2026-11-0{number + 1}T08:00:00+03:00"})
        made(session, name, SPREADSHEET)
    page = session.get(HOME, params={"q": q})
    assert names(page) == found
    assert ("Файлов с таким названием нет." in page.text) == (not found)


def test_names_are_escaped_and_binned_files_are_not_shown(session: requests.Session) -> None:
    made(session, EVIL, SPREADSHEET)
    binned = made(session, "Лишнее", SPREADSHEET)
    service(session, "drive").files().update(fileId=binned, body={"trashed": True}).execute()
    page = session.get(HOME, params={"q": ""})
    assert (EVIL in page.text, "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text) == (False, True)
    assert "Лишнее" not in page.text
    assert session.get(f"{HOME}spreadsheets/d/{binned}/edit").status_code == 404


def token(session: requests.Session) -> str:
    return re.findall(r'name="fbzx" value="([^"]+)"', session.get(HOME).text)[0]


def test_a_spreadsheet_is_made_in_the_readers_locale(session: requests.Session) -> None:
    fields = {"fbzx": token(session), "name": f" Ведомость {EVIL} "}
    answer = session.post(f"{HOME}files", data=fields, allow_redirects=False)
    book = re.fullmatch(r"/spreadsheets/d/([\w-]+)/edit", answer.headers["Location"])
    assert (answer.status_code, book is not None) == (303, True)
    known = service(session, "sheets").spreadsheets().get(spreadsheetId=book[1] if book else "").execute()
    assert (known["properties"]["title"], known["properties"]["locale"]) == (f"Ведомость {EVIL}", "ru_RU")
    assert [one["properties"]["title"] for one in known["sheets"]] == ["Лист1"]


def test_a_file_goes_into_the_bin_and_comes_back(session: requests.Session) -> None:
    book = made(session, "Журнал", SPREADSHEET)
    fields = {"fbzx": token(session)}
    gone = session.post(f"{HOME}files/{book}", data=fields | {"do": "trash"})
    assert (gone.status_code, names(gone), "Перемещено в корзину: Журнал" in gone.text) == (200, [], True)
    assert names(session.get(HOME, params={"in": "trash"})) == ["Журнал"]
    back = session.post(f"{HOME}files/{book}", data=fields | {"do": "untrash"})
    assert (names(back), "Возвращено из корзины: Журнал" in back.text) == (["Журнал"], True)


@pytest.mark.parametrize(("path", "status"), [("files", 403), ("files/{book}", 403), ("files/nothing", 403)])
def test_a_change_without_the_pages_secret_is_refused(
    session: requests.Session, path: str, status: int
) -> None:
    book = made(session, "Журнал", SPREADSHEET)
    answer = session.post(f"{HOME}{path.format(book=book)}", data={"do": "trash", "name": "x", "fbzx": "x"})
    assert (answer.status_code, names(session.get(HOME))) == (status, ["Журнал"])


@pytest.mark.parametrize("fields", [{"do": "delete"}, {"do": ""}, {}])
def test_an_unknown_wish_changes_nothing(session: requests.Session, fields: dict[str, str]) -> None:
    book = made(session, "Журнал", SPREADSHEET)
    given = {"fbzx": token(session), **fields}
    assert session.post(f"{HOME}files/{book}", data=given).status_code == 400
    assert session.post(f"{HOME}files/nothing", data=given | {"do": "trash"}).status_code == 404
    assert names(session.get(HOME)) == ["Журнал"]


def test_forms_are_shown_by_their_titles_with_what_they_take(session: requests.Session) -> None:
    forms = service(session, "forms").forms()
    states = {"Открыта": (True, True), "Закрыта": (True, False), "Новая": None}
    for title, state in states.items():
        made_ = forms.create(body={"info": {"title": title}}).execute()
        if state:
            published = dict(zip(("isPublished", "isAcceptingResponses"), state, strict=True))
            body = {"publishSettings": {"publishState": published}}
            forms.setPublishSettings(formId=made_["formId"], body=body).execute()
    shown = dict(
        re.findall(r'<span class="name">([^<]*) <span class="tag \w+">([^<]*)', session.get(HOME).text)
    )
    assert shown == {
        "Открыта": "принимает ответы", "Закрыта": "не принимает ответы", "Новая": "не опубликована",
    }  # fmt: skip
    assert names(session.get(HOME, params={"q": "новая"})) == ["Новая"]


@pytest.mark.parametrize(("chosen", "heading"), [("en", "Files"), ("ru", "Файлы"), ("de", "Файлы")])
def test_a_chosen_language_is_kept(session: requests.Session, chosen: str, heading: str) -> None:
    kept = session.get(HOME, params={"hl": chosen}).headers.get("Set-Cookie", "").partition(";")[0]
    page = session.get(HOME, headers={"Cookie": f"other=1; {kept}"})
    assert f'<h1 class="pagename">{heading}</h1>' in page.text


def test_the_way_to_the_other_language_keeps_the_address(session: requests.Session) -> None:
    page = session.get(HOME, params={"q": "а&б"})
    assert 'href="?q=%D0%B0%26%D0%B1&amp;hl=en" lang="en"' in page.text


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
