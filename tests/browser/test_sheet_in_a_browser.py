"""A sheet as people use it: typing, moving, sorting and undoing while programs write into it."""

from __future__ import annotations

import threading

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.sheet_book import Book, cell, saved

EVIL = "<img src=x onerror=\"document.title='pwned'\">"


def test_typing_with_the_keyboard_alone(page: Page, book: Book) -> None:
    page.goto(book.path)
    page.keyboard.type("1,5")
    page.keyboard.press("Tab")
    page.keyboard.type("5%")
    page.keyboard.press("Tab")
    page.keyboard.type("=A1*2")
    page.keyboard.press("Enter")
    expect(cell(page, 1, 2)).to_have_text("3")
    expect(page.locator("#where")).to_have_value("A2")
    cell(page, 1, 2).click()
    expect(page.locator("#line")).to_have_value("=A1*2")
    page.keyboard.press("F2")
    page.keyboard.type("+1")
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("11.11.2026")
    page.keyboard.press("Enter")
    expect(cell(page, 2, 0)).to_have_text("11.11.2026")
    saved(page)
    assert book.read("A1:C2", "FORMULA") == [[1.5, 0.05, "=A1*2"], [46337]]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Delete")
    expect(cell(page, 2, 0)).to_have_text("")


def test_editing_while_a_job_writes(page: Page, book: Book) -> None:
    """Each sees what the other does, and nothing of either is lost."""
    page.goto(book.path)
    lines = 30

    def job() -> None:
        for number in range(lines):
            book.write(f"F{number + 1}", [f"задание {number + 1}"])

    worker = threading.Thread(target=job)
    worker.start()
    for number in range(8):
        page.keyboard.type(f"правка {number + 1}")
        page.keyboard.press("Enter")
    worker.join()
    expect(cell(page, lines, 5)).to_have_text(f"задание {lines}")
    saved(page)
    assert book.read("A1:A8") == [[f"правка {number + 1}"] for number in range(8)]
    assert book.read("F1:F30") == [[f"задание {number + 1}"] for number in range(lines)]
    book.write("F3", ["ещё раз"])
    expect(cell(page, 3, 5)).to_have_text("ещё раз")
    book.change(
        {
            "updateSheetProperties": {
                "properties": {"sheetId": book.sheet, "title": "Новое"},
                "fields": "title",
            }
        }
    )
    expect(page.get_by_role("link", name="Новое")).to_be_visible()
    expect(cell(page, 1, 0)).to_have_text("правка 1")


def test_a_cell_that_changed_under_ones_hands_is_not_overwritten_unasked(page: Page, book: Book) -> None:
    book.write("A1", ["было"])
    page.goto(book.path)
    page.keyboard.press("F2")
    book.write("A1", ["стало"])
    page.locator("#editor").fill("моё")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Сейчас в ней: «стало»")
    page.get_by_role("button", name="Отмена").click()
    expect(cell(page, 1, 0)).to_have_text("стало")
    assert book.read("A1") == [["стало"]]
    cell(page, 1, 0).dblclick()
    page.locator("#editor").fill("моё")
    page.keyboard.press("Enter")
    saved(page)
    assert book.read("A1") == [["моё"]]


def test_undo_takes_back_ones_own_edits_only(page: Page, book: Book) -> None:
    book.write("A1", ["один", "два"])
    page.goto(book.path)
    for text in ("три", "четыре"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    expect(cell(page, 1, 1)).to_have_text("четыре")
    saved(page)
    book.write("A1", ["чужое"])
    expect(cell(page, 1, 0)).to_have_text("чужое")
    page.keyboard.press("Control+z")
    expect(cell(page, 1, 1)).to_have_text("два")
    page.get_by_role("button", name="Отменить").click()
    expect(page.locator("#said")).to_have_text("Отменить нельзя: с тех пор эти ячейки изменились.")
    assert book.read("A1:B1") == [["чужое", "два"]]


@pytest.mark.parametrize(
    ("menu", "button", "after"),
    [
        ("Строки", "Вставить выше", [["№", "Имя"], [], ["2", "Борис"], ["1", "Анна"], ["3", "Вера"]]),
        ("Строки", "Вставить ниже", [["№", "Имя"], ["2", "Борис"], [], ["1", "Анна"], ["3", "Вера"]]),
        ("Строки", "Удалить строки", [["№", "Имя"], ["1", "Анна"], ["3", "Вера"]]),
        (
            "Столбцы",
            "Вставить слева",
            [["", "№", "Имя"], ["", "2", "Борис"], ["", "1", "Анна"], ["", "3", "Вера"]],
        ),
        (
            "Столбцы",
            "Вставить справа",
            [["№", "", "Имя"], ["2", "", "Борис"], ["1", "", "Анна"], ["3", "", "Вера"]],
        ),
        ("Столбцы", "Удалить столбцы", [["Имя"], ["Борис"], ["Анна"], ["Вера"]]),
        ("Столбцы", "Сортировать А → Я", [["№", "Имя"], ["1", "Анна"], ["2", "Борис"], ["3", "Вера"]]),
        ("Столбцы", "Сортировать Я → А", [["№", "Имя"], ["3", "Вера"], ["2", "Борис"], ["1", "Анна"]]),
    ],
)
def test_rows_and_columns(
    page: Page, session: requests.Session, menu: str, button: str, after: list[list[str]]
) -> None:
    book = Book(session, frozenRowCount=1)
    before = [["№", "Имя"], ["2", "Борис"], ["1", "Анна"], ["3", "Вера"]]
    book.write("A1", *before)
    page.goto(book.path)
    cell(page, 2, 0).click()
    page.locator("summary", has_text=menu).click()
    page.get_by_role("button", name=button).click()
    saved(page)
    assert book.read("A1:Z9") == after
    page.keyboard.press("Control+z")
    expect(page.locator("#said")).to_have_text("Отменено")
    assert book.read("A1:Z9") == before


def test_what_is_typed_stays_with_its_row_and_column(page: Page, session: requests.Session) -> None:
    book = Book(session, frozenRowCount=1)
    book.write("A1", ["Имя", "Оценка"], ["Яков"], ["Анна"])
    page.goto(book.path)
    cell(page, 3, 1).click()
    page.keyboard.type("от")
    for dimension, at in (("ROWS", 1), ("COLUMNS", 1)):
        lines = {"sheetId": book.sheet, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
        book.change({"insertDimension": {"range": lines}})
    expect(cell(page, 4, 0)).to_have_text("Анна")
    page.keyboard.type("лично")
    page.keyboard.press("Enter")
    saved(page)
    assert book.read("A4:C4") == [["Анна", "", "отлично"]]
    book.write("A4", ["Вера"])
    expect(cell(page, 4, 0)).to_have_text("Вера")
    cell(page, 4, 1).click()
    page.keyboard.type("5")
    book.change({"deleteDimension": {"range": {"sheetId": book.sheet, "dimension": "ROWS", "startIndex": 3}}})
    expect(cell(page, 4, 0)).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Записать «5» в B4?")


def test_what_was_typed_outlasts_a_broken_line(page: Page, book: Book) -> None:
    page.goto(book.path)
    page.route("**/change", lambda route: route.abort(), times=1)
    page.keyboard.type("важное")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text("Нет связи. Повторяем…")
    expect(cell(page, 1, 0)).to_have_text("важное")
    saved(page)
    assert book.read("A1") == [["важное"]]


def test_the_field_lies_over_its_frozen_cell(phone: Page, session: requests.Session) -> None:
    book = Book(session, frozenColumnCount=1)
    phone.goto(book.path)
    phone.locator("#grid").evaluate("grid => grid.scrollTo(600, 400)")
    cell(phone, 22, 0).tap()
    phone.keyboard.type("над ячейкой")
    field, spot = phone.locator("#editor").bounding_box(), cell(phone, 22, 0).bounding_box()
    assert (
        field
        and spot
        and (abs(field["x"] - spot["x"]) <= 2, abs(field["y"] - spot["y"]) <= 2) == (True, True)
    )


def test_tabs_are_added_and_renamed(page: Page, book: Book) -> None:
    page.goto(book.path)
    page.locator(".sheets").get_by_role("button", name="Добавить лист").click()
    expect(page.locator(".sheets [aria-current]")).to_have_text("Лист2")
    page.locator("summary", has_text="Листы").click()
    page.get_by_role("button", name="Переименовать лист").click()
    page.locator("#answer").fill("Итоги & <b>итоги</b>")
    page.get_by_role("button", name="Да").click()
    expect(page.locator(".sheets [aria-current]")).to_have_text("Итоги & <b>итоги</b>")
    page.keyboard.type("да")
    page.keyboard.press("Enter")
    saved(page)
    assert book.read("'Итоги & <b>итоги</b>'!A1") == [["да"]]
    page.keyboard.press("Shift+F6")
    expect(page.get_by_role("link", name="Группа")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sheets [aria-current]")).to_have_text("Группа")
    expect(page.locator("#keys")).to_be_focused()
    for pressed in ("F6", "Enter", "Tab"):
        page.keyboard.press(pressed)
    expect(page.get_by_role("button", name="Вставить выше")).to_be_focused()
    page.goto(f"{book.path}#gid={book.sheet}")
    expect(page.locator(".sheets [aria-current]")).to_have_text("Группа")


def test_a_large_sheet_comes_in_windows(page: Page, book: Book) -> None:
    book.write("A1", *[[f"строка {number}"] for number in range(1, 1001)])
    page.goto(book.path)
    expect(page.locator("#cells td[data-c]").last).to_be_attached()
    assert page.locator("#cells tr[data-r]").count() < 520
    page.locator("#where").fill("C900")
    page.keyboard.press("Enter")
    expect(cell(page, 900, 0)).to_be_in_viewport()
    expect(cell(page, 900, 0)).to_have_text("строка 900")
    page.keyboard.type("в C")
    page.keyboard.press("Enter")
    saved(page)
    assert book.read("C900") == [["в C"]]
    page.get_by_label("Найти на листе").fill("СТРОКА 432")
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_have_value("A432")
    expect(cell(page, 432, 0)).to_be_in_viewport()
    book.write("A432", ["новая"])
    expect(cell(page, 432, 0)).to_have_text("новая")


def test_what_a_cell_says_of_itself(page: Page, session: requests.Session) -> None:
    """Formats, merges, notes, lists, ticks, rules, links, frozen lines; and nothing in a cell runs."""
    book = Book(session, frozenRowCount=1, frozenColumnCount=1)
    book.write("A1", [EVIL, "Итог"], [f"{EVIL} 2", "", "", 5, "https://example.org/"])
    rule = {
        "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "н"}]},
        "format": {"backgroundColor": {"red": 1}},
    }
    names = [{"userEnteredValue": text} for text in ("н", "б", EVIL)]
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}, "backgroundColor": {"green": 1}}}
    book.change(
        {"repeatCell": {"range": book.area(0, 1, 0, 2), "cell": bold, "fields": "userEnteredFormat"}},
        {"mergeCells": {"range": book.area(1, 3, 4, 6), "mergeType": "MERGE_ALL"}},
        {
            "setDataValidation": {
                "range": book.area(1, 2, 1, 2),
                "rule": {"condition": {"type": "ONE_OF_LIST", "values": names}, "strict": True},
            }
        },
        {
            "setDataValidation": {
                "range": book.area(1, 2, 2, 3),
                "rule": {"condition": {"type": "BOOLEAN"}, "strict": True},
            }
        },
        {"addConditionalFormatRule": {"rule": {"ranges": [book.area(1, 2, 1, 2)], "booleanRule": rule}}},
        {
            "updateCells": {
                "range": book.area(1, 2, 3, 4),
                "rows": [{"values": [{"note": EVIL}]}],
                "fields": "note",
            }
        },
    )
    page.goto(book.path)
    expect(cell(page, 1, 0)).to_have_text(EVIL)
    expect(cell(page, 1, 1)).to_have_css("background-color", "rgb(0, 255, 0)")
    expect(cell(page, 1, 1)).to_have_css("font-weight", "700")
    expect(cell(page, 2, 3)).to_have_attribute("title", EVIL)
    expect(cell(page, 2, 4)).to_have_attribute("rowspan", "2")
    expect(cell(page, 2, 4).get_by_role("link")).to_have_attribute("rel", "noopener noreferrer")
    cell(page, 2, 2).click()
    saved(page)
    cell(page, 2, 1).dblclick()
    page.locator("select#editor").select_option("н")
    expect(cell(page, 2, 1)).to_have_css("background-color", "rgb(255, 0, 0)")
    assert book.read("B2:C2") == [["н", "ИСТИНА"]]
    for typed, kept in (("Б", "б"), ("ъ", "б")):
        cell(page, 2, 1).click()
        page.keyboard.type(typed)
        expect(page.locator("select#editor")).to_have_value(kept)
        page.locator("select#editor").press("Enter")
        expect(cell(page, 2, 1)).to_have_text(kept)
    cell(page, 2, 1).click()
    page.keyboard.press("F2")
    expect(page.locator("select#editor")).to_have_value("б")
    cell(page, 1, 1).click()
    expect(cell(page, 2, 1)).to_have_text("б")
    page.locator("#grid").evaluate("grid => grid.scrollTo(600, 4000)")
    expect(cell(page, 1, 0)).to_be_in_viewport()
    expect(page).to_have_title("Журнал")


def test_a_value_that_is_not_in_the_list_is_refused(page: Page, book: Book) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "н"}]}, "strict": True}
    book.change({"setDataValidation": {"range": book.area(0, 1, 0, 1), "rule": rule}})
    page.goto(book.path)
    page.locator("#line").click()
    page.locator("#line").fill("иное")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_have_text(
        "Здесь можно выбрать только значение из списка, «иное» в нём нет."
    )
    expect(cell(page, 1, 0)).to_have_text("")
    assert book.read("A1") == []


@pytest.mark.parametrize(("answer", "after"), [("Да", [["новое"]]), ("Отмена", [["старое"]])])
def test_a_range_that_asks_to_be_left_alone_is_asked_about(
    page: Page, book: Book, answer: str, after: list[list[str]]
) -> None:
    book.write("A1", ["старое"])
    warning = {"range": book.area(0, 1, 0, 3), "warningOnly": True, "description": "пишет программа"}
    book.change({"addProtectedRange": {"protectedRange": warning}})
    page.goto(book.path)
    page.keyboard.type("новое")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("не менять: пишет программа.")
    page.get_by_role("button", name=answer).click()
    expect(cell(page, 1, 0)).to_have_text(after[0][0])
    expect(page.locator("#said")).not_to_have_text("Записываем…")
    assert book.read("A1") == after


def test_a_phone_types_into_the_line_above(phone: Page, book: Book) -> None:
    phone.goto(book.path)
    cell(phone, 3, 1).tap()
    expect(phone.locator("#where")).to_have_value("B3")
    phone.locator("#line").tap()
    phone.locator("#line").fill("с телефона")
    phone.get_by_role("button", name="Записать").tap()
    expect(cell(phone, 3, 1)).to_have_text("с телефона")
    saved(phone)
    assert book.read("B3") == [["с телефона"]]


def test_whole_columns_and_many_lines_go_through_the_clipboard(page: Page, book: Book) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    book.write("A1", *[[number] for number in range(1, 1001)])
    page.goto(book.path)
    page.locator(".letters th[data-c='0']").click()
    page.keyboard.press("Control+c")
    expect(page.locator("#said")).to_have_text("Скопировано")
    assert page.evaluate("navigator.clipboard.readText()") == "\n".join(map(str, range(1, 1001)))
    block = '"две\nстроки ""да"""\tвторая\r\nтретья\r\n'
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    cell(page, 1, 2).click()
    page.keyboard.press("Control+v")
    saved(page)
    assert book.read("C1:D2") == [['две\nстроки "да"', "вторая"], ["третья"]]
    expect(cell(page, 2, 2)).to_have_text("третья")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+x")
    assert page.evaluate("navigator.clipboard.readText()") == '"две\nстроки ""да"""\tвторая'
    page.evaluate("navigator.clipboard.writeText('х')")
    page.keyboard.press("Control+v")
    saved(page)
    assert book.read("C1:D2") == [["х", "х"], ["третья"]]


def test_a_table_is_pasted_and_copied(page: Page, book: Book) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(book.path)
    page.evaluate("navigator.clipboard.writeText('1\\t2\\n3\\t4')")
    page.keyboard.press("Control+v")
    expect(cell(page, 2, 1)).to_have_text("4")
    saved(page)
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == "1\t2\n3\t4"
    page.keyboard.press("Delete")
    expect(cell(page, 2, 1)).to_have_text("")
    page.keyboard.press("Control+z")
    expect(cell(page, 2, 1)).to_have_text("4")
