"""Settings by name: what is known, what is refused, and that each one does what it says."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests

import workspace_emulator
from workspace_emulator.settings import KNOWN

SETTINGS = "https://www.googleapis.com/_control/settings"
FORMS = "https://forms.googleapis.com/v1/forms"


def test_all_settings_with_their_meaning(session: requests.Session) -> None:
    shown = session.get(SETTINGS).json()
    assert list(shown) == list(KNOWN)
    assert shown["gmail_daily_limit"] == {
        "value": 500, "default": 500, "meaning": "Recipients that an account may write to in 24 hours.",
    }  # fmt: skip


def test_settings_are_set_and_taken_back(door: requests.Session) -> None:
    changed = door.post(SETTINGS, json={"gmail_daily_limit": 3, "locale": "ru_RU"}).json()
    assert (changed["gmail_daily_limit"], changed["locale"], changed["strict"]) == (3, "ru_RU", False)
    assert door.post(SETTINGS, json={"locale": None}).json()["locale"] == "en_US"
    assert door.get(SETTINGS).json()["gmail_daily_limit"]["value"] == 3


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"colour": 1}, f"There is no setting colour. Known: {', '.join(KNOWN)}."),
        ({"strict": "yes"}, "strict must be true or false."),
        ({"gmail_daily_limit": -1}, "gmail_daily_limit must be a whole number, 0 or more."),
        ({"gmail_daily_limit": True}, "gmail_daily_limit must be a whole number, 0 or more."),
        ({"account": "anna"}, "account must be an e-mail address."),
        (
            {"mailbox_time_zone": "Mars/Olympus"},
            "mailbox_time_zone must be a time zone such as Europe/Moscow.",
        ),
        ({"locale": "ru-RU"}, "locale must be a locale of Google's spreadsheets such as ru_RU."),
        ({"locale": "xx_YY"}, "locale must be a locale of Google's spreadsheets such as ru_RU."),
        ({"message_language": "fr"}, "message_language must be en or ru."),
    ],
)
def test_refused_settings_change_nothing(session: requests.Session, body: Any, sentence: str) -> None:
    answer = session.post(SETTINGS, json={"testing_app": True, **body})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, sentence)
    assert session.get(SETTINGS).json()["testing_app"]["value"] is False


def settings_read() -> Iterator[str]:
    """The names that stand in calls of `settings.value(tx, name)`."""
    for path in Path(workspace_emulator.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "settings.value":
                yield str(ast.literal_eval(node.args[1]))


def test_every_setting_is_read_somewhere() -> None:
    """A setting that nothing reads would promise what it does not keep."""
    assert set(KNOWN) - set(settings_read()) == set()


def test_new_spreadsheets_have_the_accounts_locale(session: requests.Session) -> None:
    session.post(SETTINGS, json={"locale": "ru_RU", "spreadsheet_time_zone": "Europe/Moscow"})
    book = gspread.Client(auth=None, session=session).create("Журнал")  # type: ignore[arg-type]
    assert (book.locale, book.timezone, book.sheet1.title) == ("ru_RU", "Europe/Moscow", "Лист1")


@pytest.mark.parametrize("published", [False, True])
def test_new_forms_are_published_or_not(session: requests.Session, published: bool) -> None:
    session.post(SETTINGS, json={"forms_published_by_default": published})
    form = session.post(FORMS, json={"info": {"title": "Опрос"}}).json()
    state = form["publishSettings"].get("publishState", {})
    assert state.get("isPublished", False) is published


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to "
               "remove protection if you need to edit."),
        ("ru", "Вы пытаетесь изменить защищенную ячейку или объект. Если вам нужно внести изменения, "
               "попросите владельца таблицы снять защиту."),
    ],
)  # fmt: skip
def test_refusals_in_the_language_of_the_account(
    session: requests.Session, language: str, words: str
) -> None:
    session.post(SETTINGS, json={"account": "anna@example.org"})
    book = gspread.Client(auth=None, session=session).create("Журнал")  # type: ignore[arg-type]
    book.sheet1.add_protected_range("A1:B2", ["anna@example.org"])
    session.post(SETTINGS, json={"account": "boris@example.org", "message_language": language})
    with pytest.raises(gspread.exceptions.APIError) as raised:
        book.sheet1.update([["x"]], "A1")
    assert raised.value.error["message"].endswith(words)
    assert raised.value.error["status"] == "INVALID_ARGUMENT"
