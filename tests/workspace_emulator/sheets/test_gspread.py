"""gspread 6 as people use it, in this process and over a port."""

from __future__ import annotations

import gspread
import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound, WorksheetNotFound
from gspread.utils import ValueInputOption, ValueRenderOption


@pytest.fixture
def opened(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Журнал")


def test_opening(client: gspread.Client, opened: gspread.Spreadsheet) -> None:
    assert client.open_by_key(opened.id).title == "Журнал"
    assert client.open("Журнал").id == opened.id
    assert (opened.locale, opened.timezone, opened.sheet1.title) == ("en_US", "Etc/GMT", "Sheet1")
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("nothing")
    with pytest.raises(WorksheetNotFound):
        opened.worksheet("nothing")


def test_rows_and_records(opened: gspread.Spreadsheet) -> None:
    sheet = opened.sheet1
    sheet.update([["код", "имя"], ["0012", "Ель"]], "A1")
    sheet.append_row(["0013", "Ёж"], table_range="A1")
    sheet.append_rows([["0014", "Дуб"], ["0015", "Липа"]], table_range="A1")
    sheet.insert_row(["0011", "Ива"], index=2)
    sheet.delete_rows(3)
    expected = [["код", "имя"], ["0011", "Ива"], ["0013", "Ёж"], ["0014", "Дуб"], ["0015", "Липа"]]
    assert sheet.get_all_values() == expected
    assert sheet.col_values(2) == [row[1] for row in expected]
    assert sheet.row_values(2) == expected[1]
    assert sheet.get_all_records(numericise_ignore=["all"])[0] == {"код": "0011", "имя": "Ива"}
    assert (sheet.find("Дуб").address, sheet.acell("B3").value) == ("B4", "Ёж")


def test_formulas_and_render_options(opened: gspread.Spreadsheet) -> None:
    sheet = opened.sheet1
    sheet.update(
        [["=4/2", "2020-01-01", "string", 53]], "A1", value_input_option=ValueInputOption.user_entered
    )
    assert sheet.get("A1:D1") == [["2", "2020-01-01", "string", "53"]]
    assert sheet.get("A1:D1", value_render_option=ValueRenderOption.unformatted) == [[2, 43831, "string", 53]]
    assert sheet.get("A1:D1", value_render_option=ValueRenderOption.formula) == [
        ["=4/2", 43831, "string", 53]
    ]
    sheet.batch_update([{"range": "A2:B2", "values": [["x", "y"]]}, {"range": "D3", "values": [["z"]]}])
    assert [list(part) for part in sheet.batch_get(["A2:B2", "D3"])] == [[["x", "y"]], [["z"]]]
    sheet.batch_clear(["A2:B2"])
    assert sheet.get("A2:D3") == [[], ["", "", "", "z"]]


def test_sheets(opened: gspread.Spreadsheet) -> None:
    second = opened.add_worksheet("Второй", rows=5, cols=3)
    twin = second.duplicate(new_sheet_name="Третий")
    opened.reorder_worksheets([twin, second, opened.worksheet("Sheet1")])
    assert [sheet.title for sheet in opened.worksheets()] == ["Третий", "Второй", "Sheet1"]
    second.resize(rows=10)
    second.freeze(rows=1)
    second.update_title("Ещё")
    second.hide()
    found = opened.worksheet("Ещё")
    assert (found.row_count, found.col_count, found.frozen_row_count, found.isSheetHidden) == (10, 3, 1, True)
    opened.del_worksheet(twin)
    assert len(opened.worksheets()) == 2
    with pytest.raises(APIError, match="You can't hide all the sheets in a document"):
        opened.worksheet("Sheet1").hide()


def test_decoration(opened: gspread.Spreadsheet) -> None:
    sheet = opened.sheet1
    sheet.format("A1:B1", {"textFormat": {"bold": True}})
    sheet.merge_cells("A1:B1")
    sheet.update_note("A1", "памятка")
    sheet.set_basic_filter("A1:B5")
    sheet.define_named_range("A1:B2", "Шапка")
    sheet.add_protected_range("A1:B1", warning_only=True)
    sheet.add_dimension_group_rows(1, 3)
    sheet.columns_auto_resize(0, 1)
    sheet.update_tab_color("#ff8000")
    assert sheet.get_note("A1") == "памятка"
    assert sheet.get_notes() == [["памятка"]]
    shown = opened.fetch_sheet_metadata()
    assert [item["name"] for item in shown["namedRanges"]] == ["Шапка"]
    assert set(shown["sheets"][0]) == {"properties", "merges", "basicFilter", "protectedRanges", "rowGroups"}
    sheet.sort((1, "asc"), range="A2:B5")
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_copy_to_and_export(client: gspread.Client, opened: gspread.Spreadsheet) -> None:
    opened.sheet1.update([["a1", "B2"]], "A1")
    other = client.create("Другой")
    opened.sheet1.copy_to(other.id)
    assert other.worksheet("Copy of Sheet1").get_all_values() == [["a1", "B2"]]
    assert client.export(opened.id, gspread.utils.ExportFormat.CSV) == b"a1,B2"
    assert client.copy(opened.id, title="Копия").sheet1.get_all_values() == [["a1", "B2"]]
