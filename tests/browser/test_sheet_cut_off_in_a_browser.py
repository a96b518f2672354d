"""A sheet in the bin or deleted, and a server that answers with faults: nothing typed is lost."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.sheet_book import Book, cell, saved
from workspace_emulator.doors import service


@pytest.mark.parametrize(
    ("trashed", "told"),
    [(True, "Таблица в корзине"), (False, "Таблица удалена")],
)
def test_what_is_typed_for_a_file_that_is_gone_is_handed_back(
    page: Page, book: Book, session: requests.Session, trashed: bool, told: str
) -> None:
    book.write("A1", ["а", "б"])
    page.goto(book.path)
    cell(page, 1, 1).click()
    page.keyboard.type("в")
    page.keyboard.press("Enter")
    saved(page)
    cell(page, 1, 0).click()
    page.keyboard.type("важное")
    files = service(session, "drive").files()
    if trashed:
        files.update(fileId=book.id, body={"trashed": True}).execute()
    else:
        files.delete(fileId=book.id).execute()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text(told)
    expect(page.locator("#answer")).to_have_value("важное")
    page.get_by_role("dialog").get_by_role("button").click()
    expect(cell(page, 1, 0)).to_have_text("а")
    expect(page.get_by_role("alert")).to_contain_text(told)
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(1 if trashed else 0)
    page.keyboard.type("ещё")
    expect(page.locator("#editor")).to_have_count(0)
    if not trashed:
        return
    assert page.get_by_role("link", name="Открыть корзину").get_attribute("href") == "/?in=trash"
    files.update(fileId=book.id, body={"trashed": False}).execute()
    expect(page.get_by_role("alert")).to_be_hidden()
    page.get_by_role("button", name="Отменить").click()
    expect(cell(page, 1, 1)).to_have_text("б")


def test_faults_of_the_server_lose_nothing_that_is_typed(page: Page, book: Book) -> None:
    page.goto(book.path)
    page.route("**/change", lambda route: route.fulfill(status=503, json={"error": {"code": 503}}), times=1)
    page.keyboard.type("важное")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Нет связи. Повторяем…")
    saved(page)
    assert book.read("A1") == [["важное"]]
    page.route("**/change", lambda route: route.fulfill(status=404, body="нет"), times=1)
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator("#said")).to_have_text("Не получилось: сервер не отвечает. Попробуйте ещё раз.")
    page.get_by_role("button", name="Отменить").click()
    expect(cell(page, 1, 0)).to_have_text("")
    assert book.read("A1") == []


def test_a_fault_on_the_way_keeps_no_change_from_the_page(page: Page, book: Book) -> None:
    page.goto(book.path)
    page.route("**/rows?*", lambda route: route.fulfill(status=503, body=""), times=1)
    book.write("A1", ["новое"])
    expect(cell(page, 1, 0)).to_have_text("новое")
