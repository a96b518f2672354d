"""The list of files in a hand: a slip of the thumb undone, the bin emptied, a spreadsheet made."""

from __future__ import annotations

import re

import pytest
import requests
from playwright.sync_api import Page, expect

from workspace_emulator.doors import service

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
LONG = "Ведомость успеваемости по производственному обучению " + "Безпробелов" * 9


@pytest.fixture
def files(session: requests.Session) -> list[str]:
    """Two spreadsheets, one with a name that is longer than a phone is wide."""
    drive = service(session, "drive").files()
    names = [LONG, "Журнал"]
    for name in names:
        drive.create(body={"name": name, "mimeType": SPREADSHEET}).execute()
    return names


def left(session: requests.Session) -> set[str]:
    found = service(session, "drive").files().list(q=f"mimeType = '{SPREADSHEET}'").execute()["files"]
    return {one["name"] for one in found}


def test_what_slipped_into_the_bin_is_taken_back(phone: Page, files: list[str]) -> None:
    phone.goto("/?q=жур")
    phone.get_by_role("button", name="В корзину: Журнал").tap()
    expect(phone.get_by_role("status")).to_have_text("Перемещено в корзину: Журнал")
    phone.get_by_role("button", name="Вернуть").tap()
    expect(phone.get_by_role("link", name="Журнал")).to_be_visible()
    expect(phone.get_by_role("searchbox")).to_have_value("жур")


def test_the_bin_is_emptied_for_ever(page: Page, session: requests.Session, files: list[str]) -> None:
    page.goto("/")
    page.get_by_role("button", name="В корзину: Журнал").click()
    page.get_by_role("link", name="Корзина").click()
    for answer in ("Не удалять", "Удалить навсегда"):
        page.get_by_role("link", name="Удалить навсегда: Журнал").click()
        expect(page.get_by_role("heading", name="Удалить навсегда?")).to_be_visible()
        page.get_by_text(answer, exact=True).click()
    expect(page.get_by_text("Корзина пуста.")).to_be_visible()
    assert left(session) == {LONG}


def test_a_spreadsheet_is_made_by_keys_alone(page: Page, session: requests.Session, files: list[str]) -> None:
    page.goto("/")
    page.get_by_text("Создать таблицу").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ведомость")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/spreadsheets/d/"))
    assert left(session) == {*files, "Ведомость"}


@pytest.mark.parametrize("path", ["/", "/?in=trash", "/?q=%D0%B2%D0%B5%D0%B4"])
def test_no_name_is_wider_than_a_narrow_phone(phone: Page, files: list[str], path: str) -> None:
    phone.set_viewport_size({"width": 320, "height": 568})
    phone.goto("/")
    if "trash" in path:
        phone.get_by_role("button", name=f"В корзину: {LONG}").tap()
        expect(phone.get_by_role("status")).to_be_visible()
    phone.goto(path)
    expect(phone.get_by_text(LONG)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
