"""The bin and the folders as a person uses them: undone at once, emptied for ever, left where one was."""

from __future__ import annotations

import re

import pytest
import requests

from tests.workspace_emulator.web.test_home import EVIL, FOLDER, HOME, SPREADSHEET, made, names, token
from workspace_emulator.doors import service


def press(session: requests.Session, file_id: str, do: str, back: str = "") -> requests.Response:
    fields = {"fbzx": token(session), "do": do, "back": back}
    return session.post(f"{HOME}files/{file_id}", data=fields, allow_redirects=False)


def binned(session: requests.Session) -> list[str]:
    return names(session.get(HOME, params={"in": "trash"}))


@pytest.mark.parametrize(
    ("back", "place"),
    [
        ("/?q=%D0%96&in=", "/?q=%D0%96&in=&"),
        ("/?in=trash", "/?in=trash&"),
        ("/drive/folders/abc", "/drive/folders/abc?"),
        ("", "/?"),
        ("//evil.example.org/", "/?"),
        ("https://evil.example.org/", "/?"),
        ("/mail", "/?"),
        ("/?q=a\nSet-Cookie", "/?"),
    ],
)
def test_a_press_of_a_button_leads_back_to_its_list(session: requests.Session, back: str, place: str) -> None:
    book = made(session, "Журнал", SPREADSHEET)
    answer = press(session, book, "trash", back)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{place}done=trash&file={book}")


def test_every_list_says_where_it_is(session: requests.Session) -> None:
    folder = made(session, "Отчёты", FOLDER)
    made(session, "Журнал", SPREADSHEET, folder)
    found = 'name="back" value="{}"'.format
    assert found("/drive/folders/" + folder) in session.get(f"{HOME}drive/folders/{folder}").text
    page = session.get(HOME, params={"q": "жур", "done": "trash", "file": folder, "hl": "ru"})
    assert found("/?q=%D0%B6%D1%83%D1%80") in page.text


def test_a_file_in_the_bin_is_named_and_comes_back_with_one_press(session: requests.Session) -> None:
    book = made(session, EVIL, SPREADSHEET)
    gone = session.get(HOME[:-1] + press(session, book, "trash").headers["Location"])
    said = re.findall(r'<span role="status">(.*?)</span>(.*?)</div>', gone.text, re.DOTALL)
    assert [(text, "Вернуть" in rest) for text, rest in said] == [
        ("Перемещено в корзину: &lt;script&gt;alert(1)&lt;/script&gt;", True)
    ]
    back = session.get(HOME[:-1] + press(session, book, "untrash").headers["Location"])
    assert re.findall(r'role="status">(.*?)</span>\s*</div>', back.text) == [
        "Возвращено из корзины: &lt;script&gt;alert(1)&lt;/script&gt;"
    ]


def test_a_file_goes_for_ever_after_a_question(session: requests.Session) -> None:
    book, kept = made(session, "Черновик", SPREADSHEET), made(session, "Журнал", SPREADSHEET)
    assert session.get(f"{HOME}files/{book}/delete").status_code == 404
    assert press(session, book, "delete").status_code == 400
    press(session, book, "trash")
    press(session, kept, "trash")
    assert f'href="/files/{book}/delete"' in session.get(HOME, params={"in": "trash"}).text
    asked = session.get(f"{HOME}files/{book}/delete").text
    assert ("Черновик" in asked, "Вернуть файл после этого будет нельзя." in asked) == (True, True)
    assert binned(session) == ["Журнал", "Черновик"]
    assert (
        press(session, book, "delete", "/?in=trash").headers["Location"].startswith("/?in=trash&done=delete")
    )
    assert binned(session) == ["Журнал"]
    assert press(session, book, "untrash").status_code == 404


def test_a_folder_goes_for_ever_with_what_lies_in_it(session: requests.Session) -> None:
    folder = made(session, "Отчёты", FOLDER)
    book = made(session, "Журнал", SPREADSHEET, folder)
    press(session, folder, "trash")
    assert binned(session) == ["Отчёты"]
    assert "Вместе с папкой удалится всё" in session.get(f"{HOME}files/{folder}/delete").text
    press(session, folder, "delete")
    assert (binned(session), names(session.get(HOME))) == ([], [])
    assert press(session, book, "untrash").status_code == 404


def test_another_persons_file_goes_in_its_owners_name(session: requests.Session) -> None:
    described = {"id": "theirs", "name": "Чужая", "mimeType": SPREADSHEET, "owner": "anna@example.org"}
    session.post(f"{HOME}_control/files", json=described)
    assert [press(session, "theirs", do).status_code for do in ("trash", "delete")] == [303, 303]
    assert names(session.get(HOME)) == []


def test_a_folder_says_where_it_lies_and_that_it_is_empty(session: requests.Session) -> None:
    outer = made(session, "Отчёты", FOLDER)
    inner = made(session, "Ноябрь", FOLDER, outer)
    page = session.get(f"{HOME}drive/folders/{inner}").text
    above = re.findall(r'<nav class="above">(.*?)</nav>', page)
    assert re.findall(r'href="([^"]*)">([^<]*)', "".join(above)) == [
        ("/", "Файлы"),
        (f"/drive/folders/{outer}", "Отчёты"),
    ]
    assert "Папка пуста." in page
    service(session, "drive").files().update(fileId=outer, body={"trashed": True}).execute()
    assert session.get(f"{HOME}drive/folders/{inner}").status_code == 404
