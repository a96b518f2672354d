"""gspread's Client: finding, making, copying, exporting and importing files; its HTTP client's methods."""

from __future__ import annotations

import io

import gspread
import openpyxl
import pytest
import requests
from gspread.exceptions import APIError, SpreadsheetNotFound
from gspread.utils import ExportFormat

FILES = "https://www.googleapis.com/drive/v3/files"
FOLDER = "application/vnd.google-apps.folder"


@pytest.fixture
def folder(door: requests.Session) -> str:
    return str(door.post(FILES, json={"name": "Журналы", "mimeType": FOLDER}).json()["id"])


def test_opening_by_title_key_and_address(client: gspread.Client, folder: str) -> None:
    client.set_timeout(30)
    outside, inside = client.create("Журнал"), client.create("Журнал", folder_id=folder)
    assert client.open("Журнал", folder_id=folder).id == inside.id
    assert (
        client.open_by_url(f"https://docs.google.com/spreadsheets/d/{outside.id}/edit#gid=0").id == outside.id
    )
    assert client.open_by_key(inside.id).url == f"https://docs.google.com/spreadsheets/d/{inside.id}"
    assert {book.id for book in client.openall("Журнал")} == {outside.id, inside.id}
    client.create("Другой")
    assert len(client.openall()) == 3
    assert {book.title for book in client.openall()} == {"Журнал", "Другой"}
    with pytest.raises(SpreadsheetNotFound):
        client.open("Нет такого")
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("1nothing")


def test_listing_files(client: gspread.Client, folder: str) -> None:
    client.create("Первый")
    second = client.create("Второй", folder)
    (found,) = client.list_spreadsheet_files(folder_id=folder)
    assert (found["id"], found["name"]) == (second.id, "Второй")
    assert set(found) == {"id", "name", "createdTime", "modifiedTime"}
    assert [file["name"] for file in client.list_spreadsheet_files("Первый")] == ["Первый"]
    shown = client.get_file_drive_metadata(second.id)
    assert (shown["id"], shown["createdTime"]) == (second.id, second.creationTime)


def test_copying(client: gspread.Client, folder: str) -> None:
    book = client.create("Журнал")
    book.share("anna@example.org", "user", "writer", notify=False)
    book.sheet1.update([["a"]], "A1")
    copy = client.copy(book.id, title="Копия", folder_id=folder, copy_permissions=False, copy_comments=True)
    assert (copy.title, copy.sheet1.acell("A1").value) == ("Копия", "a")
    assert [item["role"] for item in copy.list_permissions()] == ["owner"]
    assert client.copy(book.id).title == "Copy of Журнал"
    client.del_spreadsheet(copy.id)
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key(copy.id)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(ExportFormat.CSV, b'a,"b,c"\r\n,5'), (ExportFormat.TSV, b"a\tb,c\r\n\t5")],
)
def test_export_as_text(client: gspread.Client, kind: ExportFormat, expected: bytes) -> None:
    book = client.create("Журнал")
    book.sheet1.update([["a", "b,c"], ["", 5]], "A1")
    assert client.export(book.id, kind) == expected
    assert book.export(kind) == expected


def test_export_as_a_workbook(client: gspread.Client) -> None:
    book = client.create("Журнал")
    book.sheet1.update([["a", 5]], "A1")
    opened = openpyxl.load_workbook(io.BytesIO(book.export(ExportFormat.EXCEL)))
    assert [[cell.value for cell in row] for row in opened["Sheet1"]] == [["a", 5]]


def test_import_of_csv_replaces_everything(client: gspread.Client) -> None:
    book = client.create("Журнал")
    book.sheet1.update([["old"]], "C3")
    book.add_worksheet("Второй", 5, 5)
    client.import_csv(book.id, "имя,балл\r\nЁлка,5\r\n".encode())
    again = client.open_by_key(book.id)
    assert [sheet.get_all_values() for sheet in again.worksheets()] == [[["имя", "балл"], ["Ёлка", "5"]]]


def test_permissions(client: gspread.Client) -> None:
    book = client.create("Журнал")
    client.insert_permission(book.id, "anna@example.org", "user", "writer", notify=False)
    client.insert_permission(book.id, None, "anyone", "reader", with_link=True)
    listed = client.list_permissions(book.id)
    assert sorted((item["type"], item["role"]) for item in listed) == [
        ("anyone", "reader"),
        ("user", "owner"),
        ("user", "writer"),
    ]
    (writer,) = (item["id"] for item in listed if item["role"] == "writer")
    client.remove_permission(book.id, writer)
    assert len(client.list_permissions(book.id)) == 2
    with pytest.raises(ValueError, match="Invalid permission type"):
        client.insert_permission(book.id, "anna@example.org", "nobody", "writer")


def test_the_http_client_alone(client: gspread.Client) -> None:
    book = client.create("Журнал")
    http = client.http_client
    http.set_timeout((5, 30))
    answer = http.values_update(book.id, "A1", {"valueInputOption": "RAW"}, {"values": [["a", 1], ["b", 2]]})
    assert answer["updatedRange"] == "Sheet1!A1:B2"
    answer = http.values_append(book.id, "A1", {"valueInputOption": "RAW"}, {"values": [["c", 3]]})
    assert (answer["tableRange"], answer["updates"]["updatedRange"]) == ("Sheet1!A1:B2", "Sheet1!A3:B3")
    assert http.values_get(book.id, "A3:B3")["values"] == [["c", "3"]]
    found = http.values_batch_get(book.id, ["A1", "B:B"], {"majorDimension": "COLUMNS"})["valueRanges"]
    assert [part["values"] for part in found] == [[["a"]], [["1", "2", "3"]]]
    data = [{"range": "D1", "values": [["x"]]}]
    answer = http.values_batch_update(book.id, {"valueInputOption": "RAW", "data": data})
    assert answer["totalUpdatedCells"] == 1
    assert http.values_clear(book.id, "D1")["clearedRange"] == "Sheet1!D1"
    answer = http.values_batch_clear(book.id, body={"ranges": ["A1", "B1:B2"]})
    assert answer["clearedRanges"] == ["Sheet1!A1", "Sheet1!B1:B2"]
    assert http.spreadsheets_get(book.id, {"fields": "properties.title"}) == {
        "properties": {"title": "Журнал"}
    }
    assert http.fetch_sheet_metadata(book.id)["sheets"][0]["properties"]["title"] == "Sheet1"
    other = client.create("Другой")
    assert http.spreadsheets_sheets_copy_to(book.id, 0, other.id)["title"] == "Copy of Sheet1"
    assert http.get_file_drive_metadata(book.id)["name"] == "Журнал"
    assert http.batch_update(
        book.id, {"requests": [{"appendDimension": {"dimension": "ROWS", "length": 1}}]}
    )["replies"] == [{}]
    assert http.export(book.id, ExportFormat.CSV) == b",\r\nb,\r\nc,3"
    http.import_csv(book.id, "x,y")
    http.insert_permission(book.id, "boris@example.org", "user", "reader")
    kept = {str(item["role"]): str(item["id"]) for item in http.list_permissions(book.id)}
    http.remove_permission(book.id, kept["reader"])
    assert set(kept) == {"owner", "reader"}
    with pytest.raises(APIError) as raised:
        http.request("get", "https://sheets.googleapis.com/v4/spreadsheets/nothing")
    assert raised.value.code == 404
