"""gspread's Worksheet as it reads and writes values, in this process and over a port."""

from __future__ import annotations

import re

import gspread
import pytest
from gspread.cell import Cell
from gspread.exceptions import APIError, GSpreadException
from gspread.utils import (
    DateTimeOption,
    Dimension,
    GridRangeType,
    InsertDataOption,
    TableDirection,
    ValueInputOption,
    ValueRenderOption,
)

TYPED = ValueInputOption.user_entered


@pytest.fixture
def sheet(client: gspread.Client) -> gspread.Worksheet:
    return client.create("Журнал").add_worksheet("Баллы", rows=20, cols=6)


def test_single_cells(sheet: gspread.Worksheet) -> None:
    sheet.update_acell("A1", "12")
    sheet.update_cell(2, 1, "=A1*2")
    assert (sheet.acell("A1").value, sheet.cell(2, 1).value) == ("12", "24")
    assert sheet.acell("A2", value_render_option=ValueRenderOption.formula).value == "=A1*2"
    assert sheet.cell(2, 1, ValueRenderOption.unformatted).value == 24
    assert sheet.cell(9, 5).value is None
    assert sheet.cell(2, 1).numeric_value == 24


def test_lists_of_cells(sheet: gspread.Worksheet) -> None:
    cells = sheet.range("A1:C2")
    assert [(cell.row, cell.col, cell.value) for cell in cells][3:] == [(2, 1, ""), (2, 2, ""), (2, 3, "")]
    for number, cell in enumerate(cells):
        cell.value = str(number)
    answer = sheet.update_cells(cells, TYPED)
    assert (answer["updatedRange"], answer["updatedCells"]) == ("'Баллы'!A1:C2", 6)
    assert [cell.value for cell in sheet.range(1, 2, 2, 3)] == ["1", "2", "4", "5"]
    assert [cell.value for cell in sheet.get_all_cells()][:3] == ["0", "1", "2"]
    sheet.update_cells([Cell(4, 2, "а"), Cell(5, 3, "б")])
    assert sheet.get("B4:C5") == [["а"], ["", "б"]]


def test_reading_in_every_way(sheet: gspread.Worksheet) -> None:
    sheet.update(
        [["Ёлка", "2026-09-01", 4.5], ["", "", ""], ["Дуб", "", "=C1+1"]], "A1", value_input_option=TYPED
    )
    assert sheet.get() == [["Ёлка", "2026-09-01", "4.5"], [], ["Дуб", "", "5.5"]]
    assert sheet.get(return_type=GridRangeType.ListOfLists, pad_values=True)[1] == ["", "", ""]
    assert sheet.get("A1:E2", maintain_size=True) == [["Ёлка", "2026-09-01", "4.5", "", ""], [""] * 5]
    assert sheet.get("C1:C3", major_dimension=Dimension.cols) == [["4.5", "", "5.5"]]
    unformatted = {"value_render_option": ValueRenderOption.unformatted}
    assert sheet.get("A1:C1", **unformatted) == [["Ёлка", 46266, 4.5]]
    dated = {**unformatted, "date_time_render_option": DateTimeOption.formatted_string}
    assert sheet.get("A1:C1", **dated) == [["Ёлка", "2026-09-01", 4.5]]
    assert sheet.get_values("B1:C1") == [["2026-09-01", "4.5"]]
    assert sheet.get_all_values() == [["Ёлка", "2026-09-01", "4.5"], ["", "", ""], ["Дуб", "", "5.5"]]
    assert sheet.row_values(3) == ["Дуб", "", "5.5"]
    assert sheet.row_values(3, value_render_option=ValueRenderOption.formula) == ["Дуб", "", "=C1+1"]
    assert sheet.col_values(3) == ["4.5", "", "5.5"]
    assert sheet.get("A1").first() == "Ёлка"
    assert (sheet.get("A1:B2").range, sheet.get("A1:B2").major_dimension) == ("'Баллы'!A1:B2", "ROWS")


def test_merged_cells_are_combined(sheet: gspread.Worksheet) -> None:
    sheet.update([["общий", "", "1"], ["", "", "2"]], "A1")
    sheet.merge_cells("A1:B2")
    assert sheet.get_values(combine_merged_cells=True) == [["общий", "общий", "1"], ["общий", "общий", "2"]]


def test_records(sheet: gspread.Worksheet) -> None:
    sheet.update([["код", "балл"], ["0012", "4"], ["x", ""]], "A1")
    assert sheet.get_all_records() == [{"код": 12, "балл": 4}, {"код": "x", "балл": ""}]
    assert sheet.get_all_records(expected_headers=["код"], default_blank=0, numericise_ignore=[1]) == [
        {"код": "0012", "балл": 4},
        {"код": "x", "балл": 0},
    ]
    sheet.update([["код", "код"]], "A1")
    with pytest.raises(GSpreadException, match="the header row in the worksheet contains duplicates"):
        sheet.get_all_records()


def test_several_ranges(sheet: gspread.Worksheet) -> None:
    answer = sheet.batch_update(
        [{"range": "A1:B1", "values": [["1", "2"]]}, {"range": "A2", "values": [["=A1+B1"]]}],
        value_input_option=TYPED,
        include_values_in_response=True,
        response_value_render_option=ValueRenderOption.unformatted,
    )
    assert (answer["totalUpdatedCells"], answer["totalUpdatedRows"]) == (3, 2)
    assert [part["updatedData"]["values"] for part in answer["responses"]] == [[[1, 2]], [[3]]]
    assert sheet.batch_get(["A1:B1", "A2"], value_render_option=ValueRenderOption.formula) == [
        [[1, 2]],
        [["=A1+B1"]],
    ]
    assert sheet.batch_clear(["A1", "B1"])["clearedRanges"] == ["'Баллы'!A1", "'Баллы'!B1"]
    assert sheet.get_all_values() == [[""], ["0"]]


def test_an_update_answers_with_what_it_wrote(sheet: gspread.Worksheet) -> None:
    answer = sheet.update(
        [["1", "2"], ["3"]],
        "A1:C3",
        major_dimension=Dimension.cols,
        raw=False,
        include_values_in_response=True,
        response_value_render_option=ValueRenderOption.unformatted,
    )
    assert answer["updatedCells"] == 3
    assert answer["updatedRange"] == "'Баллы'!A1:B2"
    assert answer["updatedData"] == {
        "range": "'Баллы'!A1:C3",
        "majorDimension": "COLUMNS",
        "values": [[1, 2], [3]],
    }
    with pytest.raises(APIError, match="exceeds grid limits"):
        sheet.update([["x"]], "A100")
    with pytest.raises(APIError, match="tried writing to row"):
        sheet.update([["x"], ["y"]], "A1:B1")


def test_appending(sheet: gspread.Worksheet) -> None:
    sheet.update([["код", "балл"]], "B2")
    answer = sheet.append_row(["а", "5"], table_range="B2", include_values_in_response=True)
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("'Баллы'!B2:C2", "'Баллы'!B3:C3")
    assert answer["updates"]["updatedData"]["values"] == [["а", "5"]]
    sheet.append_rows([["б", "1"], ["в", "2"]], TYPED, InsertDataOption.insert_rows, "B2")
    assert sheet.get("B2:C5") == [["код", "балл"], ["а", "5"], ["б", "1"], ["в", "2"]]
    assert sheet.row_count == 23


def test_inserting_rows_and_columns_of_values(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b"], ["c", "=A1"]], "A1", raw=False)
    sheet.insert_row(["x", "y"], index=1)
    sheet.insert_rows([["1"], ["2"]], row=2, value_input_option=TYPED, inherit_from_before=True)
    sheet.insert_cols([["p"], ["q"]], col=1)
    assert sheet.get("A1:D5", value_render_option=ValueRenderOption.formula) == [
        ["p", "q", "x", "y"],
        ["", "", 1],
        ["", "", 2],
        ["", "", "a", "b"],
        ["", "", "c", "=C4"],
    ]
    assert (sheet.row_count, sheet.column_count) == (23, 8)


def test_finding(sheet: gspread.Worksheet) -> None:
    sheet.update([["Дуб", "Липа"], ["дуб", "Дубрава"]], "A1")
    assert sheet.find("дуб", case_sensitive=False).address == "A1"
    assert sheet.find("Дуб", in_column=2) is None
    assert [cell.address for cell in sheet.findall("Дуб")] == ["A1"]
    assert [cell.address for cell in sheet.findall(re.compile("Дуб"))] == ["A1", "B2"]


def test_a_table_expands_to_its_blank_border(sheet: gspread.Worksheet) -> None:
    sheet.update([["a", "b", "", "d"], ["c", "e", "", ""]], "A1")
    assert sheet.expand("A1") == [["a", "b"], ["c", "e"]]
    assert sheet.expand("A1", TableDirection.right) == [["a", "b"]]
    assert sheet.expand("B1", TableDirection.down) == [["b"], ["e"]]


def test_clearing(sheet: gspread.Worksheet) -> None:
    sheet.update([["a"]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    sheet.clear()
    assert sheet.get_all_values() == [[]]
    shown = sheet.client.spreadsheets_get(
        sheet.spreadsheet_id,
        {"ranges": "'Баллы'!A1", "fields": "sheets.data.rowData.values.userEnteredFormat"},
    )
    assert shown["sheets"][0]["data"][0]["rowData"][0]["values"][0]["userEnteredFormat"] == {
        "textFormat": {"bold": True}
    }
