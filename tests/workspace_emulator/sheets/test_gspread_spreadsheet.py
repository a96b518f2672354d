"""gspread's Spreadsheet: its properties, its sheets, values across sheets, sharing."""

from __future__ import annotations

import gspread
import pytest
import requests
from gspread.exceptions import APIError, WorksheetNotFound
from gspread.utils import ExportFormat


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    return client.create("Журнал")


def test_properties(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    assert (book.title, book.locale, book.timezone) == ("Журнал", "en_US", "Etc/GMT")
    assert repr(book) == f"<Spreadsheet 'Журнал' id:{book.id}>"
    book.update_title("Ведомость")
    book.update_locale("ru_RU")
    book.update_timezone("Europe/Moscow")
    again = client.open_by_key(book.id)
    assert (again.title, again.locale, again.timezone) == ("Ведомость", "ru_RU", "Europe/Moscow")
    assert (book.title, book.locale, book.timezone) == ("Ведомость", "ru_RU", "Europe/Moscow")
    book.update_timezone("GMT-07:00")
    for refused, method in (("nonsense", book.update_locale), ("Mars/Base", book.update_timezone)):
        with pytest.raises(APIError, match="Unsupported"):
            method(refused)


def test_times_come_from_drive(book: gspread.Spreadsheet) -> None:
    created = book.creationTime
    with pytest.warns(DeprecationWarning):
        before = book.lastUpdateTime
    book.sheet1.update([["a"]], "A1")
    assert book.get_lastUpdateTime() >= before
    book.update_drive_metadata()
    with pytest.warns(DeprecationWarning):
        assert (book.creationTime, book.lastUpdateTime) == (created, book.get_lastUpdateTime())


def test_sheets_are_made_found_moved_and_deleted(book: gspread.Spreadsheet) -> None:
    second = book.add_worksheet("Второй", rows=10, cols=4)
    first = book.add_worksheet("Первый", rows=10, cols=4, index=0)
    assert [sheet.title for sheet in book] == ["Первый", "Sheet1", "Второй"]
    assert (book.sheet1.title, book.get_worksheet(-1).title) == ("Первый", "Второй")
    assert book.get_worksheet(0).id == first.id
    assert book.get_worksheet_by_id(str(second.id)).title == "Второй"
    assert book.worksheet("Второй").id == second.id
    twin = book.duplicate_sheet(second.id, insert_sheet_index=1, new_sheet_id=77, new_sheet_name="Третий")
    assert (twin.id, twin.title, twin.index) == (77, "Третий", 1)
    book.reorder_worksheets([second, twin])
    assert [sheet.title for sheet in book.worksheets()] == ["Второй", "Третий", "Первый", "Sheet1"]
    twin.hide()
    assert [sheet.title for sheet in book.worksheets(exclude_hidden=True)] == ["Второй", "Первый", "Sheet1"]
    book.del_worksheet(twin)
    book.del_worksheet_by_id(first.id)
    assert [sheet.title for sheet in book.worksheets()] == ["Второй", "Sheet1"]
    for missing in (lambda: book.worksheet("Нет"), lambda: book.get_worksheet(9)):
        with pytest.raises(WorksheetNotFound):
            missing()
    with pytest.raises(WorksheetNotFound):
        book.get_worksheet_by_id(12345)
    book.del_worksheet(second)
    with pytest.raises(APIError, match="remove all the sheets"):
        book.del_worksheet(book.sheet1)


def test_values_across_sheets(book: gspread.Spreadsheet) -> None:
    book.add_worksheet("Второй", 5, 3)
    answer = book.values_update(
        "'Второй'!A1", params={"valueInputOption": "USER_ENTERED"}, body={"values": [["a", "=1+1"]]}
    )
    assert (answer["updatedRange"], answer["updatedCells"]) == ("'Второй'!A1:B1", 2)
    answer = book.values_append("'Второй'!A1", {"valueInputOption": "RAW"}, {"values": [["b", "2"]]})
    assert answer["updates"]["updatedRange"] == "'Второй'!A2:B2"
    assert book.values_get("'Второй'!A1:B2")["values"] == [["a", "2"], ["b", "2"]]
    found = book.values_batch_get(["'Второй'!B1", "Sheet1!A1"], {"valueRenderOption": "FORMULA"})
    assert [part.get("values") for part in found["valueRanges"]] == [[["=1+1"]], None]
    data = {"range": "Sheet1!A1", "values": [["x"]]}
    answer = book.values_batch_update({"valueInputOption": "RAW", "data": [data]})
    assert answer["totalUpdatedSheets"] == 1
    assert book.values_clear("'Второй'!A1:C1")["clearedRange"] == "'Второй'!A1:C1"
    answer = book.values_batch_clear(body={"ranges": ["Sheet1!A1", "'Второй'!A:A"]})
    assert answer["clearedRanges"] == ["Sheet1!A1", "'Второй'!A1:A5"]
    assert book.values_get("'Второй'")["values"] == [[], ["", "2"]]


def test_batches_and_metadata(book: gspread.Spreadsheet) -> None:
    request = {
        "addSheet": {"properties": {"title": "Новый", "gridProperties": {"rowCount": 3, "columnCount": 2}}}
    }
    answer = book.batch_update({"requests": [request]})
    assert answer["replies"][0]["addSheet"]["properties"]["index"] == 1
    shown = book.fetch_sheet_metadata({"fields": "sheets.properties.title"})
    assert shown == {"sheets": [{"properties": {"title": "Sheet1"}}, {"properties": {"title": "Новый"}}]}


def test_named_and_protected_ranges(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    sheet.update([["a", "b"], ["c", "d"]], "A1")
    answer = sheet.define_named_range("A1:B2", "Таблица")
    (listed,) = book.list_named_ranges()
    assert listed == answer["replies"][0]["addNamedRange"]["namedRange"]
    assert [cell.value for cell in book.named_range("Таблица")] == ["a", "b", "c", "d"]
    sheet.delete_named_range(listed["namedRangeId"])
    assert book.list_named_ranges() == []
    sheet.add_protected_range("A1:B1", ["anna@example.org"], description="шапка")
    (kept,) = book.list_protected_ranges(sheet.id)
    assert kept["description"] == "шапка"
    assert kept["editors"]["users"] == ["anna@example.org", "school@example.org"]
    sheet.delete_protected_range(kept["protectedRangeId"])
    assert book.list_protected_ranges(sheet.id) == []
    with pytest.raises(WorksheetNotFound):
        book.list_protected_ranges(4711)


def test_sharing(book: gspread.Spreadsheet) -> None:
    book.share("anna@example.org", perm_type="user", role="writer", email_message="Новый журнал")
    book.share("example.org", perm_type="domain", role="reader")
    book.share("", perm_type="anyone", role="reader", with_link=True)
    found = {(item["type"], item["role"]) for item in book.list_permissions()}
    assert found == {("user", "owner"), ("user", "writer"), ("domain", "reader"), ("anyone", "reader")}
    assert len(book.remove_permissions("anna@example.org", "reader")) == 0
    assert len(book.remove_permissions("anna@example.org", "writer")) == 1
    assert len(book.remove_permissions("example.org")) == 1
    assert {item["type"] for item in book.list_permissions()} == {"user", "anyone"}


def test_ownership_is_offered_and_taken(book: gspread.Spreadsheet) -> None:
    book.share("anna@example.org", perm_type="user", role="writer", notify=False)
    (anna,) = [item["id"] for item in book.list_permissions() if item["role"] == "writer"]
    assert book.transfer_ownership(anna).status_code == 200
    assert book.accept_ownership(anna).json()["role"] == "owner"
    roles = {item["emailAddress"]: item["role"] for item in book.list_permissions()}
    assert roles == {"anna@example.org": "owner", "school@example.org": "writer"}


def test_export(book: gspread.Spreadsheet) -> None:
    book.sheet1.update([["a"]], "A1")
    assert book.export(ExportFormat.CSV) == b"a"


def test_a_foreign_file_is_not_opened_in_strict_mode(client: gspread.Client, door: requests.Session) -> None:
    control = "https://www.googleapis.com/_control"
    file_id = "1" + "a" * 43
    file = {"id": file_id, "name": "Чужой", "owner": "stranger@example.org"}
    door.post(f"{control}/files", json=file).raise_for_status()
    assert client.open_by_key(file_id).title == "Чужой"
    token = door.post(f"{control}/tokens", json={"refresh_token": "mine"}).json()["refresh_token"]
    grant = {"grant_type": "refresh_token", "refresh_token": token, "client_id": "c", "client_secret": "s"}
    door.headers["Authorization"] = (
        f"Bearer {door.post('https://oauth2.googleapis.com/token', data=grant).json()['access_token']}"
    )
    door.post(f"{control}/strict", json={"strict": True}).raise_for_status()
    with pytest.raises(PermissionError) as raised:
        client.open_by_key(file_id)
    assert isinstance(raised.value.__cause__, APIError)
    assert raised.value.__cause__.error == {
        "code": 403,
        "message": "The caller does not have permission",
        "status": "PERMISSION_DENIED",
    }
