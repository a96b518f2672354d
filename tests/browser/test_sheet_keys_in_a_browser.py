"""What hands know from other spreadsheets: keys, pointing, copying, sorting, and ways back."""

from __future__ import annotations

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.sheet_book import Book, cell, saved

MARKS = [["Имя", "Балл"], ["Вера", 3], ["Анна", 2], ["Борис", 1], [], ["Итого", "=СУММ(B2:B4)"]]


def test_sorting_says_what_it_sorts_and_sorts_that(page: Page, book: Book) -> None:
    book.write("A1", *MARKS)
    page.goto(book.path)
    cell(page, 3, 0).click()
    page.locator("summary", has_text="Столбцы").click()
    expect(page.locator("#sort-what")).to_have_text("Сортировать A2:B4 по столбцу A:")
    page.get_by_role("button", name="Сортировать А → Я").click()
    expect(cell(page, 2, 0)).to_have_text("Анна")
    saved(page)
    assert book.read("A1:B6") == [
        ["Имя", "Балл"], ["Анна", "2"], ["Борис", "1"], ["Вера", "3"], [], ["Итого", "6"],
    ]  # fmt: skip
    cell(page, 2, 1).click()
    cell(page, 3, 1).click(modifiers=["Shift"])
    page.locator("summary", has_text="Столбцы").click()
    expect(page.locator("#sort-what")).to_have_text("Сортировать B2:B3 по столбцу B:")
    page.get_by_role("button", name="Сортировать А → Я").click()
    expect(cell(page, 2, 1)).to_have_text("1")
    cell(page, 20, 5).click()
    page.locator("summary", has_text="Столбцы").click()
    expect(page.get_by_role("button", name="Сортировать А → Я")).to_be_disabled()


def test_what_was_undone_is_done_again(page: Page, book: Book) -> None:
    page.goto(book.path)
    for text in ("один", "два"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    for key, shown in (
        ("Control+z", ["один", ""]), ("Control+z", ["", ""]), ("Control+Shift+Z", ["один", ""]),
        ("Control+y", ["один", "два"]), ("Control+z", ["один", ""]),
    ):  # fmt: skip
        page.keyboard.press(key)
        expect(cell(page, 1, 0)).to_have_text(shown[0])
        expect(cell(page, 2, 0)).to_have_text(shown[1])
    expect(page.get_by_role("button", name="Повторить")).to_be_enabled()
    page.keyboard.type("три")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.get_by_role("button", name="Повторить")).to_be_disabled()


def test_formulas_are_copied_cut_and_filled(page: Page, book: Book) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.write("B2", [1, 10], [2, 20], [3, 30], ["=СУММ(B2:B4)"])
    page.goto(book.path)
    cell(page, 5, 1).click()
    page.keyboard.press("Control+c")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(cell(page, 5, 2)).to_have_text("60")
    page.keyboard.press("Control+x")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Control+v")
    expect(cell(page, 5, 3)).to_have_text("60")
    expect(cell(page, 5, 2)).to_have_text("")
    page.keyboard.press("Control+z")
    expect(cell(page, 5, 2)).to_have_text("60")
    expect(cell(page, 5, 3)).to_have_text("")
    saved_formulas = book.read("B5:D5", "FORMULA")
    assert saved_formulas == [["=СУММ(B2:B4)", "=СУММ(C2:C4)"]]
    page.keyboard.press("Control+r")
    expect(cell(page, 5, 3)).to_have_text("0")
    cell(page, 6, 1).click()
    page.keyboard.press("Control+d")
    expect(cell(page, 6, 1)).to_have_text("11")
    page.evaluate("navigator.clipboard.writeText('=B2*5')")
    cell(page, 7, 1).click()
    page.keyboard.press("Control+v")
    expect(cell(page, 7, 1)).to_have_text("5")


def test_values_are_pasted_when_the_copied_cells_have_changed(page: Page, book: Book) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.write("A1", ["=1+1"])
    page.goto(book.path)
    page.keyboard.press("Control+c")
    book.write("A1", ["=2+2"])
    expect(cell(page, 1, 0)).to_have_text("4")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    expect(cell(page, 2, 0)).to_have_text("2")
    saved(page)
    assert book.read("A2", "FORMULA") == [[2]]


def test_arrows_end_a_new_entry_and_enter_ends_a_run_of_tabs(page: Page, book: Book) -> None:
    page.goto(book.path)
    where = page.locator("#where")
    page.keyboard.type("12")
    page.keyboard.press("ArrowRight")
    expect(where).to_have_value("B1")
    page.keyboard.type("3")
    page.keyboard.press("ArrowDown")
    expect(where).to_have_value("B2")
    for text in ("а", "б", "в"):
        page.keyboard.type(text)
        page.keyboard.press("Enter" if text == "в" else "Tab")
    expect(where).to_have_value("B3")
    cell(page, 1, 0).click()
    page.keyboard.press("F2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("0")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 0)).to_have_text("102")
    saved(page)
    assert book.read("A1:D2") == [["102", "3"], ["", "а", "б", "в"]]


@pytest.mark.parametrize("in_line", [False, True])
def test_pressed_cells_come_into_a_formula(page: Page, book: Book, in_line: bool) -> None:
    book.write("A1", [1, 2], [3, 4])
    page.goto(book.path)
    cell(page, 4, 0).click()
    if in_line:
        page.locator("#line").click()
    page.keyboard.type("=")
    cell(page, 1, 0).click()
    cell(page, 1, 1).click()
    page.keyboard.type("+СУММ(")
    cell(page, 1, 0).click()
    cell(page, 2, 1).click(modifiers=["Shift"])
    expect(page.locator("#line")).to_have_value("=B1+СУММ(A1:B2")
    page.keyboard.type(')+"текст+')
    cell(page, 1, 0).click()
    saved(page)
    assert book.read("A4", "FORMULA") == [['=B1+СУММ(A1:B2)+"текст+']]
    cell(page, 5, 0).click()
    page.keyboard.type("=")
    for key in ("ArrowUp", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    page.keyboard.type("*2")
    page.keyboard.press("Enter")
    expect(cell(page, 5, 0)).to_have_text("6")


def test_a_new_tab_and_home_begin_at_the_top(page: Page, session: requests.Session) -> None:
    book = Book(session, frozenRowCount=1)
    page.goto(book.path)
    page.locator("#where").fill("Z900")
    page.keyboard.press("Enter")
    expect(cell(page, 900, 25)).to_be_in_viewport()
    page.keyboard.press("Control+Home")
    expect(cell(page, 2, 0)).to_be_in_viewport()
    page.locator("#where").fill("Z900")
    page.keyboard.press("Enter")
    expect(cell(page, 900, 25)).to_be_in_viewport()
    page.locator(".sheets").get_by_role("button", name="Добавить лист").click()
    expect(page.locator(".sheets [aria-current]")).to_have_text("Лист2")
    expect(cell(page, 1, 0)).to_be_in_viewport()
    expect(page.locator("#where")).to_have_value("A1")


def test_the_name_box_takes_a_block(page: Page, book: Book) -> None:
    page.goto(book.path)
    where = page.locator("#where")
    where.fill("b4:A2")
    page.keyboard.press("Enter")
    expect(where).to_have_value("A2:B4")
    expect(page.locator("#cells td.sel")).to_have_count(6)
    where.fill("нет такой")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Нет такой ячейки.")
    page.keyboard.press("Escape")
    expect(where).to_have_value("A2:B4")
    expect(page.locator("#said")).to_have_text("")
    expect(page.locator("#keys")).to_be_focused()


def test_rows_that_a_filter_hides_are_told_and_shown(page: Page, book: Book) -> None:
    book.write("A1", *MARKS[:4])
    criteria = {"0": {"hiddenValues": ["Анна", "Вера"]}}
    book.change({"setBasicFilter": {"filter": {"range": book.area(0, 4, 0, 2), "criteria": criteria}}})
    page.goto(book.path)
    expect(page.locator("#sifted")).to_contain_text("Фильтр скрывает строк: 2.")
    expect(page.locator("#cells td.sieve")).to_have_count(2)
    expect(page.locator("#cells td.sifts")).to_have_text("Имя")
    signs = [page.locator("#cells td.sieve .funnel").nth(at).get_attribute("title") for at in (0, 1)]
    assert signs[0] == "Отфильтровано: скрыты строки со значениями Анна, Вера"
    assert signs[1] == "Фильтр: этот столбец строк не скрывает"
    cell(page, 1, 1).click()
    expect(page.get_by_role("note")).to_have_text(signs[1])
    page.get_by_role("button", name="Показать все").click()
    expect(cell(page, 2, 0)).to_have_text("Вера")
    expect(page.locator("#sifted")).to_be_hidden()
    expect(page.locator("#cells td.sifts")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("#sifted")).to_contain_text("Фильтр скрывает строк: 2.")


def test_the_field_of_a_cell_is_no_larger_than_it_must_be(page: Page, book: Book) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "н"}]}, "strict": True}
    sizes = {"range": {"sheetId": book.sheet, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}
    tall = {"range": {"sheetId": book.sheet, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}}
    book.change(
        {"setDataValidation": {"range": book.area(0, 1, 0, 1), "rule": rule}},
        {"updateDimensionProperties": {**sizes, "properties": {"pixelSize": 50}, "fields": "pixelSize"}},
        {"updateDimensionProperties": {**tall, "properties": {"pixelSize": 200}, "fields": "pixelSize"}},
    )
    page.goto(book.path)
    cell(page, 1, 0).dblclick()
    field = page.locator("select#editor").bounding_box()
    assert field and field["width"] <= 52
    page.keyboard.press("Escape")
    cell(page, 2, 1).click()
    page.keyboard.type("кратко")
    field = page.locator("#editor").bounding_box()
    assert field and field["height"] < 40
