"""Several tabs on one page, whole rows and columns, jumps and names: ways through a spreadsheet."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sheet_book import Book, cell, saved

OTHER = 77


@pytest.fixture
def two(book: Book) -> Book:
    """The tabs «Группа» and «Два»."""
    book.change({"addSheet": {"properties": {"title": "Два", "sheetId": OTHER}}})
    return book


def tab(page: Page, title: str) -> None:
    page.locator(".sheets").get_by_role("link", name=title, exact=True).click()
    expect(page.locator(".sheets [aria-current]")).to_have_text(title)


def menu(page: Page, word: str, item: str) -> None:
    page.locator("summary", has_text=word).click()
    page.get_by_role("button", name=item).click()


def test_going_to_another_tab_keeps_what_is_typed_and_the_way_back(page: Page, two: Book) -> None:
    page.goto(two.path)
    cell(page, 2, 1).click()
    page.keyboard.type("моё")
    tab(page, "Два")
    expect(page.locator("#where")).to_have_value("A1")
    expect(page.locator("#keys")).to_be_focused()
    saved(page)
    assert two.read("Группа!B2") == [["моё"]]
    page.keyboard.press("Control+z")
    expect(page.locator(".sheets [aria-current]")).to_have_text("Группа")
    expect(cell(page, 2, 1)).to_have_text("")
    tab(page, "Два")
    page.keyboard.press("Control+y")
    expect(page.locator(".sheets [aria-current]")).to_have_text("Группа")
    expect(cell(page, 2, 1)).to_have_text("моё")
    assert two.read("Два!A1:C5") == []


def test_what_is_typed_on_a_tab_that_is_deleted_goes_to_no_other(page: Page, two: Book) -> None:
    page.goto(f"{two.path}?gid={OTHER}")
    cell(page, 2, 1).click()
    page.keyboard.type("длинная мысль")
    two.change({"deleteSheet": {"sheetId": OTHER}})
    expect(page.get_by_role("dialog")).to_contain_text("Лист, на котором вы печатали, удалён.")
    expect(page.locator("#answer")).to_have_value("длинная мысль")
    page.keyboard.press("Escape")
    expect(page.locator(".sheets [aria-current]")).to_have_text("Группа")
    expect(page.locator("#where")).to_have_value("A1")
    page.keyboard.type("дальше")
    page.keyboard.press("Enter")
    saved(page)
    assert two.read("A1:C5") == [["дальше"]]


def test_tabs_are_duplicated_hidden_shown_and_deleted(page: Page, two: Book) -> None:
    two.write("A1", ["имя", "=1+1"])
    page.goto(two.path)
    current, links = page.locator(".sheets [aria-current]"), page.locator(".sheets a")
    menu(page, "Листы", "Создать копию листа")
    expect(current).to_have_text("Группа (2)")
    expect(cell(page, 1, 1)).to_have_text("2")
    expect(links).to_have_text(["Группа", "Группа (2)", "Два"])
    page.keyboard.press("Control+z")
    expect(links).to_have_text(["Группа", "Два"])
    page.keyboard.press("Control+y")
    expect(current).to_have_text("Группа (2)")
    menu(page, "Листы", "Скрыть лист")
    expect(current).to_have_text("Два")
    menu(page, "Листы", "Показать «Группа (2)»")
    expect(current).to_have_text("Группа (2)")
    menu(page, "Листы", "Удалить лист…")
    expect(page.get_by_role("dialog")).to_contain_text("Удалить лист «Группа (2)»")
    page.get_by_role("button", name="Отмена").click()
    expect(links).to_have_text(["Группа", "Группа (2)", "Два"])
    tab(page, "Два")
    page.locator(".sheets").get_by_role("link", name="Группа (2)").click(button="right")
    page.get_by_role("button", name="Удалить лист…").click()
    page.get_by_role("button", name="Да").click()
    expect(links).to_have_text(["Группа", "Два"])
    tab(page, "Группа")
    menu(page, "Листы", "Скрыть лист")
    expect(current).to_have_text("Два")
    menu(page, "Листы", "Скрыть лист")
    expect(page.locator("#said")).to_have_text(
        "Это последний видимый лист: его нельзя ни скрыть, ни удалить."
    )


def test_the_open_tab_and_the_plus_are_in_sight_however_many_there_are(phone: Page, book: Book) -> None:
    book.change(*({"addSheet": {"properties": {"title": f"Лист {n}", "sheetId": n}}} for n in range(20, 40)))
    phone.goto(f"{book.path}?gid=35")
    expect(phone.locator(".sheets [aria-current]")).to_be_in_viewport(ratio=1)
    expect(phone.locator(".sheets button")).to_be_in_viewport(ratio=1)


def test_the_name_box_leads_to_other_tabs_names_and_whole_columns(page: Page, two: Book) -> None:
    scores = {"name": "Баллы", "range": {"sheetId": OTHER, "startRowIndex": 1, "endRowIndex": 4,
                                         "startColumnIndex": 1, "endColumnIndex": 2}}  # fmt: skip
    two.change({"addNamedRange": {"namedRange": scores}})
    page.goto(two.path)
    where, current = page.locator("#where"), page.locator(".sheets [aria-current]")
    for typed, shown, title in (
        ("b2", "B2", "Группа"), ("C:D", "C1:D1000", "Группа"), ("2:3", "A2:Z3", "Группа"),
        ("баллы", "B2:B4", "Два"), ("Группа!D4", "D4", "Группа"), ("'Два'!A1:B2", "A1:B2", "Два"),
    ):  # fmt: skip
        where.fill(typed)
        where.press("Enter")
        expect(where).to_have_value(shown)
        expect(current).to_have_text(title)
    where.fill("Три!A1")
    where.press("Enter")
    expect(page.locator("#said")).to_have_text("Нет такой ячейки.")


def test_the_keyboard_jumps_and_draws_the_choice_out(page: Page, book: Book) -> None:
    book.write("A1", ["а", "б", "в"], ["1", "2", "3"], ["4", "5", "6"])
    page.goto(book.path)
    where = page.locator("#where")
    for keys, shown in (
        ("Control+ArrowDown", "A3"), ("Control+ArrowDown", "A1000"), ("Control+ArrowUp", "A3"),
        ("Control+Shift+ArrowRight", "A3:C3"), ("Control+Shift+ArrowUp", "A1:C3"), ("Control+Home", "A1"),
        ("Shift+End", "A1:Z1"), ("Shift+Home", "A1"), ("Control+Shift+End", "A1:Z1000"), ("Escape", "A1"),
        ("Shift+ArrowDown", "A1:A2"), ("Shift+Space", "A1:Z2"), ("Control+Space", "A1:Z1000"),
    ):  # fmt: skip
        page.keyboard.press(keys)
        expect(where).to_have_value(shown)


def test_several_rows_and_columns_are_chosen_by_their_heads(page: Page, book: Book) -> None:
    book.write("A1", ["1"], ["2"], ["3"], ["4"], ["5"])
    page.goto(book.path)
    where, rows = page.locator("#where"), page.locator("#cells tr[data-r] th")
    rows.nth(1).hover()
    page.mouse.down()
    rows.nth(2).hover()
    page.mouse.up()
    expect(where).to_have_value("A2:Z3")
    rows.nth(2).click(button="right")
    expect(where).to_have_value("A2:Z3")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_focused()
    rows.nth(2).click(button="right")
    page.get_by_role("button", name="Удалить строки").click()
    saved(page)
    assert book.read("A1:A5") == [["1"], ["4"], ["5"]]
    heads = page.locator(".letters th[data-c]")
    heads.nth(1).click()
    heads.nth(3).click(modifiers=["Shift"])
    expect(where).to_have_value("B1:D998")
    heads.nth(5).click(button="right")
    expect(where).to_have_value("F1:F998")
    expect(page.get_by_role("button", name="Удалить столбцы")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".corner").click()
    expect(where).to_have_value("A1:Z998")


def test_the_edge_of_a_columns_head_makes_it_wider(page: Page, book: Book) -> None:
    book.write("B1", ["текст, который в столбец не помещается"], ["ещё"])
    page.goto(book.path)
    head = page.locator(".letters th[data-c='1']")
    box = head.bounding_box()
    assert box
    right, middle = box["x"] + box["width"] - 2, box["y"] + 10
    page.mouse.move(right, middle)
    page.mouse.down()
    page.mouse.move(right + 45, middle, steps=3)
    page.mouse.up()
    saved(page)
    expect(page.locator("col.w1[style]")).to_have_count(0)
    expect(head).to_have_css("width", "145px")
    expect(page.locator("#where")).to_have_value("A1")
    page.mouse.dblclick(right + 45, middle)
    expect(page.locator("#said")).to_have_text("Записано")
    expect(head).not_to_have_css("width", "145px")
    wide = head.bounding_box()
    assert wide and 240 < wide["width"] < 340
    page.keyboard.press("Control+z")
    expect(head).to_have_css("width", "145px")
    page.keyboard.press("Control+z")
    expect(head).to_have_css("width", "100px")
