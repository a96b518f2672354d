"""gspread's Worksheet as it shapes and decorates a sheet, in this process and over a port."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError
from gspread.utils import MergeType, PasteOrientation, PasteType, ValidationConditionType


@pytest.fixture
def sheet(client: gspread.Client) -> gspread.Worksheet:
    return client.create("Журнал").sheet1


def part(sheet: gspread.Worksheet, fields: str) -> Any:
    """A part of the sheet as the API shows it now."""
    return sheet.client.spreadsheets_get(sheet.spreadsheet_id, {"fields": f"sheets({fields})"})["sheets"][0]


def test_attributes(sheet: gspread.Worksheet) -> None:
    assert (sheet.id, sheet.title, sheet.index) == (0, "Sheet1", 0)
    assert (sheet.row_count, sheet.col_count, sheet.column_count) == (1000, 26, 26)
    assert (sheet.frozen_row_count, sheet.frozen_col_count) == (0, 0)
    assert (sheet.isSheetHidden, sheet.is_gridlines_hidden, sheet.tab_color) == (False, False, None)
    assert sheet.url.endswith("#gid=0")
    assert sheet.spreadsheet.title == "Журнал"
    assert repr(sheet) == "<Worksheet 'Sheet1' id:0>"


def test_properties(sheet: gspread.Worksheet) -> None:
    book = sheet.spreadsheet
    second = book.add_worksheet("Второй", 10, 5)
    sheet.update_title("Первый")
    sheet.freeze(rows=1, cols=2)
    sheet.update_tab_color("#ff8000")
    sheet.hide_gridlines()
    second.update_index(0)
    second.hide()
    again = book.worksheet("Первый")
    assert (again.index, again.frozen_row_count, again.frozen_col_count) == (1, 1, 2)
    assert (again.is_gridlines_hidden, again.get_tab_color()) == (True, "#FF8000")
    assert book.worksheet("Второй").isSheetHidden is True
    second.show()
    sheet.show_gridlines()
    sheet.clear_tab_color()
    again = book.worksheet("Первый")
    assert (again.is_gridlines_hidden, again.get_tab_color()) == (False, None)
    assert book.worksheet("Второй").isSheetHidden is False
    with pytest.raises(APIError, match="can't freeze all visible rows"):
        sheet.freeze(rows=1000)


def test_size(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b"], ["c", "d"], ["e", "f"]], "A1")
    sheet.resize(rows=3, cols=2)
    sheet.add_rows(2)
    sheet.add_cols(1)
    sheet.delete_rows(2)
    sheet.delete_columns(1)
    sheet.delete_dimension(gspread.utils.Dimension.rows, 3, 4)
    again = sheet.spreadsheet.sheet1
    assert (again.row_count, again.col_count, again.get_all_values()) == (2, 2, [["b"], ["f"]])


def test_sizes_and_hiding_of_lines(sheet: gspread.Worksheet) -> None:
    sheet.update([["очень длинная строка для ширины", "x"]], "A1")
    sheet.columns_auto_resize(0, 2)
    sheet.rows_auto_resize(0, 1)
    sheet.hide_rows(1, 3)
    sheet.hide_columns(1, 2)
    shown = part(sheet, "data(rowMetadata,columnMetadata)")["data"][0]
    assert (len(shown["rowMetadata"]), len(shown["columnMetadata"])) == (1000, 26)
    assert [line.get("hiddenByUser", False) for line in shown["rowMetadata"][:4]] == [
        False,
        True,
        True,
        False,
    ]
    assert [line.get("hiddenByUser", False) for line in shown["columnMetadata"][:3]] == [False, True, False]
    assert shown["columnMetadata"][0]["pixelSize"] > shown["columnMetadata"][1]["pixelSize"]
    sheet.unhide_rows(1, 3)
    sheet.unhide_columns(1, 2)
    shown = part(sheet, "data(rowMetadata,columnMetadata)")["data"][0]
    assert not any("hiddenByUser" in line for line in shown["rowMetadata"] + shown["columnMetadata"])


def test_formats(sheet: gspread.Worksheet) -> None:
    sheet.format("A1:B1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1}})
    sheet.format(["C1", "D1:D2"], {"numberFormat": {"type": "NUMBER", "pattern": "0.0"}})
    sheet.batch_format([{"range": "A1", "format": {"textFormat": {"italic": True}}}])
    (row, second) = part(sheet, "data.rowData.values.userEnteredFormat")["data"][0]["rowData"]
    red = {"backgroundColor": {"red": 1}, "backgroundColorStyle": {"rgbColor": {"red": 1}}}
    number = {"numberFormat": {"type": "NUMBER", "pattern": "0.0"}}
    assert [cell.get("userEnteredFormat") for cell in row["values"]] == [
        {"textFormat": {"italic": True}, **red},
        {"textFormat": {"bold": True}, **red},
        number,
        number,
    ]
    assert second["values"][3] == {"userEnteredFormat": number}


def test_sorting(sheet: gspread.Worksheet) -> None:
    sheet.update([["имя", "балл"], ["в", 3], ["а", 3], ["б", 5]], "A1")
    sheet.freeze(rows=1)
    sheet.sort((2, "des"), (1, "asc"))
    assert sheet.get("A1:B4") == [["имя", "балл"], ["б", "5"], ["а", "3"], ["в", "3"]]
    sheet.sort((1, "asc"), range="A3:B4")
    assert sheet.col_values(1) == ["имя", "б", "а", "в"]


def test_merges(sheet: gspread.Worksheet) -> None:
    sheet.batch_merge([{"range": "A1:B1"}, {"range": "A2:C3", "mergeType": MergeType.merge_rows}])
    sheet.merge_cells("E1:E4", MergeType.merge_columns)
    found = [
        (merge["startRowIndex"], merge["endRowIndex"], merge["startColumnIndex"], merge["endColumnIndex"])
        for merge in part(sheet, "merges")["merges"]
    ]
    assert found == [(0, 1, 0, 2), (1, 2, 0, 3), (2, 3, 0, 3), (0, 4, 4, 5)]
    with pytest.raises(APIError, match="select all cells in a merged range"):
        sheet.unmerge_cells("A2:B2")
    sheet.unmerge_cells("A1:E4")
    assert part(sheet, "merges") == {}


def test_notes(sheet: gspread.Worksheet) -> None:
    sheet.update_note("A1", "один")
    sheet.insert_note("B2", "два")
    sheet.update_notes({"C1": "три", "A1": "один!"})
    sheet.insert_notes({"D1": "четыре"})
    assert sheet.get_note("A1") == "один!"
    assert sheet.get_notes() == [["один!", "", "три", "четыре"], ["", "два"]]
    assert sheet.get_notes(grid_range="A2:B2") == [["", "два"]]
    sheet.clear_note("A1")
    sheet.clear_notes(["B2", "C1"])
    assert sheet.get_notes() == [["", "", "", "четыре"]]


def test_groups(sheet: gspread.Worksheet) -> None:
    sheet.add_dimension_group_rows(1, 4)
    sheet.add_dimension_group_rows(2, 3)
    sheet.add_dimension_group_columns(0, 2)
    rows = [(group["range"]["startIndex"], group["depth"]) for group in sheet.list_dimension_group_rows()]
    assert rows == [(1, 1), (2, 2)]
    assert len(sheet.list_dimension_group_columns()) == 1
    sheet.delete_dimension_group_rows(2, 3)
    sheet.delete_dimension_group_columns(0, 2)
    assert len(sheet.list_dimension_group_rows()) == 1
    assert sheet.list_dimension_group_columns() == []


def test_filter(sheet: gspread.Worksheet) -> None:
    sheet.set_basic_filter("A1:B9")
    assert part(sheet, "basicFilter")["basicFilter"]["range"]["endRowIndex"] == 9
    sheet.set_basic_filter()
    assert part(sheet, "basicFilter")["basicFilter"]["range"]["endRowIndex"] == 1000
    sheet.clear_basic_filter()
    assert part(sheet, "basicFilter") == {}


def test_copying_and_cutting(sheet: gspread.Worksheet) -> None:
    sheet.update([["1", "=A1+1"]], "A1", raw=False)
    sheet.copy_range("A1:B1", "A2")
    sheet.copy_range("A1:B1", "D1", PasteType.values, PasteOrientation.transpose)
    assert sheet.get("A1:D2") == [["1", "2", "", "1"], ["1", "2", "", "2"]]
    sheet.cut_range("A1:A1", "F5")
    assert sheet.acell("B1", value_render_option="FORMULA").value == "=F5+1"
    assert sheet.acell("B1").value == "2"


def test_duplicates_and_copies(client: gspread.Client, sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "=A1"]], "A1", raw=False)
    sheet.merge_cells("A3:B3")
    sheet.update_note("A1", "заметка")
    sheet.add_protected_range("A1:A1")
    twin = sheet.duplicate(insert_sheet_index=1, new_sheet_id=5, new_sheet_name="Двойник")
    other = client.create("Другой")
    made = twin.copy_to(other.id)
    assert made["title"] == "Copy of Двойник"
    copy = other.get_worksheet_by_id(made["sheetId"])
    for each in (twin, copy):
        assert each.get_all_values() == [["a", "a"]]
        assert each.get_note("A1") == "заметка"
    shown = other.fetch_sheet_metadata()["sheets"][1]
    merge = {"startRowIndex": 2, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    assert shown["merges"] == [{"sheetId": made["sheetId"], **merge}]
    numbers = {
        item["protectedRangeId"]
        for owner in (sheet, twin)
        for item in sheet.spreadsheet.list_protected_ranges(owner.id)
    }
    assert len(numbers) == 2


def test_validation_does_not_stop_the_api(sheet: gspread.Worksheet) -> None:
    sheet.add_validation("A1", ValidationConditionType.number_greater, ["10"], "больше десяти", True)
    sheet.add_validation("B1", ValidationConditionType.one_of_list, ["да", "нет"], showCustomUi=True)
    sheet.update([[5, "может быть"]], "A1")
    (row,) = part(sheet, "data.rowData.values(dataValidation,formattedValue)")["data"][0]["rowData"]
    condition = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "10"}]}
    assert row["values"][0] == {
        "formattedValue": "5",
        "dataValidation": {"condition": condition, "inputMessage": "больше десяти", "strict": True},
    }
    assert row["values"][1]["dataValidation"]["showCustomUi"] is True


def test_protected_and_named_ranges(sheet: gspread.Worksheet) -> None:
    answer = sheet.add_protected_range("A1:B2", warning_only=True, description="итоги")
    number = answer["replies"][0]["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    sheet.delete_protected_range(number)
    answer = sheet.define_named_range("A1:B2", "Итоги")
    sheet.delete_named_range(answer["replies"][0]["addNamedRange"]["namedRange"]["namedRangeId"])
    assert sheet.spreadsheet.list_named_ranges() == []
