"""What single cells do under a person's hands: boxes to tick, remarks, pictures on the clipboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sheet_book import Book, cell, saved

PICTURE = """async () => {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "picture.png", { type: "image/png" }));
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true }));
}"""


def test_a_box_is_ticked_by_a_press_on_it_and_not_beside_it(page: Page, book: Book) -> None:
    rule = {"condition": {"type": "BOOLEAN"}, "strict": True}
    book.write("A1", [False])
    book.change({"setDataValidation": {"range": book.area(0, 1, 0, 1), "rule": rule}})
    page.goto(book.path)
    cell(page, 1, 0).click(position={"x": 5, "y": 10})
    expect(page.locator("#where")).to_have_value("A1")
    cell(page, 1, 0).locator("span").click()
    saved(page)
    assert book.read("A1") == [["ИСТИНА"]]
    page.keyboard.press("Space")
    expect(cell(page, 1, 0)).to_have_attribute("data-e", "ЛОЖЬ")
    cell(page, 1, 0).locator("span").dblclick()
    expect(page.locator("#said")).to_have_text("Записано")
    expect(cell(page, 1, 0)).to_have_attribute("data-e", "ЛОЖЬ")


def test_an_error_says_what_it_means_and_the_sheet_stays_where_it_is(page: Page, book: Book) -> None:
    book.write("A1", ["=1/0", "=СУММ(", "#DIV/0!"], ["покой"])
    page.goto(book.path)
    note, below = page.locator("#note"), cell(page, 2, 0)
    expect(note).to_be_hidden()
    cell(page, 1, 0).click()
    expect(note).to_have_text("Ошибка: деление на ноль или на пустую ячейку.")
    before = below.bounding_box()
    cell(page, 1, 1).click()
    expect(note).to_contain_text("формула записана неверно")
    cell(page, 1, 2).click()
    expect(note).to_be_hidden()
    assert below.bounding_box() == before


def test_a_note_stands_beside_its_cell_in_sight(phone: Page, book: Book) -> None:
    noted = [{"values": [{"note": "Короткий код сотрудника, например М-07. Код не меняется."}]}]
    book.change({"updateCells": {"range": book.area(30, 31, 2, 3), "rows": noted, "fields": "note"}})
    phone.goto(book.path)
    phone.locator("#where").fill("C31")
    phone.locator("#where").press("Enter")
    expect(phone.locator("#note")).to_be_in_viewport(ratio=1)


def test_a_picture_on_the_clipboard_leaves_the_cells_as_they_are(page: Page, book: Book) -> None:
    book.write("A1", ["ценное"], ["тоже"])
    page.goto(book.path)
    page.keyboard.press("Shift+ArrowDown")
    page.evaluate(PICTURE)
    page.keyboard.press("Delete")
    saved(page)
    page.keyboard.press("Control+z")
    expect(cell(page, 1, 0)).to_have_text("ценное")
    expect(page.get_by_role("button", name="Отменить")).to_be_disabled()


def test_escape_leads_from_the_search_back_to_the_sheet(page: Page, book: Book) -> None:
    book.write("B2", ["нужное"])
    page.goto(book.path)
    page.keyboard.press("Control+f")
    page.keyboard.type("нужное")
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_have_value("B2")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_focused()


def test_what_does_not_fit_a_strict_rule_is_refused_in_words(page: Page, book: Book) -> None:
    limits = [{"userEnteredValue": text} for text in ("1", "5")]
    rule = {"condition": {"type": "NUMBER_BETWEEN", "values": limits}, "strict": True}
    rule["inputMessage"] = "Оценка от 1 до 5"
    book.write("A1", [4])
    book.change({"setDataValidation": {"range": book.area(0, 1, 0, 1), "rule": rule}})
    page.goto(book.path)
    cell(page, 1, 0).click()
    expect(page.locator("#note")).to_have_text("Оценка от 1 до 5")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator("#note")).to_be_hidden()
    expect(page.locator("#said")).to_have_text(
        "«9» сюда не подходит: для этой ячейки задана проверка данных."
    )
    expect(cell(page, 1, 0)).to_have_text("4")


def test_a_number_without_room_is_not_shown_as_another_one(page: Page, book: Book) -> None:
    book.write("A1", [123456789.5, 12, "длинный текст"])
    page.goto(book.path)
    shown = "cell => getComputedStyle(cell, '::before').content"
    assert [cell(page, 1, column).evaluate(shown) for column in (0, 1)] == ["none", "none"]
    lines = {"sheetId": book.sheet, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 3}
    narrow = {"range": lines, "properties": {"pixelSize": 40}, "fields": "pixelSize"}
    book.change({"updateDimensionProperties": narrow})
    expect(cell(page, 1, 0)).to_have_class("num active cut")
    assert [cell(page, 1, column).evaluate(shown) for column in (0, 1, 2)] == ['"###"', "none", "none"]
    expect(page.locator("#line")).to_have_value("123456789,5")


def test_the_field_goes_with_its_cell_when_rows_and_columns_come_in_between(page: Page, book: Book) -> None:
    book.write("A1", ["код", "имя", "оценка"], ["1", "Анна"], ["2", "Вера"], ["3", "Глеб"])
    page.goto(book.path)
    cell(page, 3, 2).click()
    page.keyboard.type("пять")
    for dimension, place in (("ROWS", "C4"), ("COLUMNS", "D4")):
        lines = {"sheetId": book.sheet, "dimension": dimension, "startIndex": 1, "endIndex": 2}
        book.change({"insertDimension": {"range": lines}})
        expect(page.locator("#where")).to_have_value(place)
    field, below = page.locator("#editor").bounding_box(), cell(page, 4, 3).bounding_box()
    assert field and below
    assert abs(field["x"] - below["x"]) < 3
    assert abs(field["y"] - below["y"]) < 3
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_have_value("D5")
    saved(page)
    assert book.read("D4") == [["пять"]]


def test_a_formula_being_typed_stays_on_one_line_while_there_is_room(page: Page, book: Book) -> None:
    page.goto(book.path)
    cell(page, 2, 1).click()
    page.keyboard.type("=СУММ(D20:D22;E20:E22;F20:F22)")
    field = page.locator("#editor").bounding_box()
    assert field and field["height"] < 40
    page.keyboard.type("+1" * 200)
    field = page.locator("#editor").bounding_box()
    assert field and field["height"] > 40
    assert field["x"] + field["width"] < 1280


@pytest.mark.parametrize("bold", [False, True])
def test_what_fitted_its_column_is_shown_whole(page: Page, book: Book, bold: bool) -> None:
    """Dates, shares, lists and wrapped headers under the signs of a filter, after the columns were fitted."""
    book.write(
        "A1",
        ["Обучающийся", "Группа", "Дата", "Доля", "Сумма"],
        ["Абрикосова Мария", "ПК-12", "01.09.2026", "12,5%", "49 360,50 ₽"],
    )
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ПК-12"}]}}
    look = {"textFormat": {"bold": bold}, "wrapStrategy": "WRAP"}
    every = book.area(0, 1, 0, 5)
    lines = {"sheetId": book.sheet, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 5}
    head = {"range": every, "cell": {"userEnteredFormat": look}, "fields": "userEnteredFormat"}
    book.change(
        {"repeatCell": head},
        {"setDataValidation": {"range": book.area(1, 2, 1, 2), "rule": rule}},
        {"setBasicFilter": {"filter": {"range": book.area(0, 2, 0, 5)}}},
        {"autoResizeDimensions": {"dimensions": lines}},
    )
    page.goto(book.path)
    expect(page.locator("#cells td.sieve")).to_have_count(5)
    expect(page.locator("#cells td.cut")).to_have_count(0)
    expect(page.locator("#cells td.tight")).to_have_count(0)
    assert page.locator("#cells tr[data-r='0']").evaluate("row => row.offsetHeight") < 30


def test_a_sign_takes_no_room_from_a_text_that_needs_it(page: Page, book: Book) -> None:
    book.write("A1", ["Обучающийся"])
    look = {"wrapStrategy": "WRAP"}
    head = {
        "range": book.area(0, 1, 0, 1),
        "cell": {"userEnteredFormat": look},
        "fields": "userEnteredFormat",
    }
    lines = {"sheetId": book.sheet, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    book.change(
        {"repeatCell": head},
        {"setBasicFilter": {"filter": {"range": book.area(0, 2, 0, 1)}}},
        {
            "updateDimensionProperties": {
                "range": lines,
                "properties": {"pixelSize": 60},
                "fields": "pixelSize",
            }
        },
    )
    page.goto(book.path)
    expect(page.locator("#cells td.tight")).to_have_count(1)
    assert cell(page, 1, 0).evaluate("cell => cell.offsetHeight") < 30
    assert cell(page, 1, 0).evaluate("cell => parseFloat(getComputedStyle(cell).paddingRight)") < 5


def test_a_text_that_no_value_of_a_strict_list_begins_with_is_answered(page: Page, book: Book) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ПК-12"}]}, "strict": True}
    book.change({"setDataValidation": {"range": book.area(0, 2, 0, 1), "rule": rule}})
    page.goto(book.path)
    page.keyboard.type("п")
    expect(page.locator("select#editor")).to_have_value("ПК-12")
    expect(page.locator("#said")).to_have_text("")
    page.keyboard.press("Escape")
    page.keyboard.type("ю")
    expect(page.locator("#said")).to_have_text("Выберите из списка")
