"""Content on its way into Drive: in one piece or in many, as it is or as a spreadsheet, by v3 and by v2."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import gspread
import openpyxl
import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from workspace_emulator.doors import service
from workspace_emulator.google import Workspace
from workspace_emulator.wire import Reply, Request

CONTROL = "https://www.googleapis.com/_control/"
FILES = "https://www.googleapis.com/drive/v3/files"
FILES2 = "https://www.googleapis.com/drive/v2/files"
UPLOAD = "https://www.googleapis.com/upload/drive/v3/files"
UPLOAD2 = "https://www.googleapis.com/upload/drive/v2/files"
SHEETS = "https://sheets.googleapis.com/v4/spreadsheets"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CONTENT = bytes(range(256)) * 5000


def opened(session: requests.Session, url: str = UPLOAD, verb: str = "POST", **body: Any) -> str:
    """The address of a new upload session."""
    answer = session.request(verb, url, params={"uploadType": "resumable"}, json=body,
                             headers={"X-Upload-Content-Type": "image/png"})  # fmt: skip
    assert (answer.status_code, answer.content) == (200, b"")
    return str(answer.headers["Location"])


def sent(session: requests.Session, url: str, content: bytes, span: str) -> requests.Response:
    return session.put(url, data=content, headers={"Content-Range": f"bytes {span}"})


def values(session: requests.Session, file_id: str, area: str = "A1:Z50", **params: str) -> Any:
    return session.get(f"{SHEETS}/{file_id}/values/{area}", params=params).json().get("values")


def tabs(session: requests.Session, file_id: str) -> list[str]:
    found = session.get(f"{SHEETS}/{file_id}", params={"fields": "sheets.properties.title"}).json()
    return [sheet["properties"]["title"] for sheet in found["sheets"]]


def workbook() -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Оценки"
    first.append(["Ученик", "Дата", "Балл", "Доля"])
    first.append(["Анна", datetime(2026, 9, 1), 4.5, 0.25])  # noqa: DTZ001
    first.append(["Борис", date(2026, 9, 2), "=C2*2", True])
    first["D2"].number_format = "0%"
    first.merge_cells("A5:B6")
    first.freeze_panes = "B2"
    book.create_sheet("Второй")["B2"] = "x"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_google_client_uploads_in_pieces(door: requests.Session) -> None:
    drive = service(door, "drive")
    media = MediaIoBaseUpload(io.BytesIO(CONTENT), "image/png", chunksize=256 * 1024, resumable=True)
    request = drive.files().create(
        body={"name": "план.png"}, media_body=media, fields="id,name,size,mimeType"
    )
    steps, made = 0, None
    while made is None:
        _, made = request.next_chunk()
        steps += 1
    assert steps == 5
    assert made == {"id": made["id"], "name": "план.png", "size": "1280000", "mimeType": "image/png"}
    assert door.get(f"{FILES}/{made['id']}?alt=media").content == CONTENT


def test_google_client_replaces_content_in_pieces(door: requests.Session) -> None:
    drive = service(door, "drive")
    made = drive.files().create(body={"name": "план.png", "mimeType": "image/png"}).execute()
    media = MediaIoBaseUpload(io.BytesIO(CONTENT), "image/png", chunksize=-1, resumable=True)
    changed = drive.files().update(fileId=made["id"], media_body=media, fields="size,name").execute()
    assert changed == {"size": "1280000", "name": "план.png"}


def test_a_broken_upload_is_taken_up_again(session: requests.Session) -> None:
    url = opened(session, name="a")
    empty = sent(session, url, b"", "*/10")
    assert (empty.status_code, "Range" in empty.headers) == (308, False)
    first = sent(session, url, b"01234", "0-4/10")
    assert (first.status_code, first.headers["Range"]) == (308, "bytes=0-4")
    asked = sent(session, url, b"", "*/10")
    assert (asked.status_code, asked.headers["Range"]) == (308, "bytes=0-4")
    gap = sent(session, url, b"89", "8-9/10")
    assert (gap.status_code, gap.headers["Range"]) == (308, "bytes=0-4")
    last = sent(session, url, b"3456789", "3-9/10")
    assert (last.status_code, last.json()["name"]) == (200, "a")
    assert session.get(f"{FILES}/{last.json()['id']}?alt=media").content == b"0123456789"
    assert sent(session, url, b"", "*/10").json() == last.json()
    assert len(session.get(FILES).json()["files"]) == 1


def test_a_lost_answer_makes_no_second_file(session: requests.Session) -> None:
    url = opened(session, name="a")
    session.post(CONTROL + "faults", json={"kind": "drop", "when": "after", "method": "*"})
    with pytest.raises(requests.ConnectionError):
        session.put(url, data=b"content")
    assert sent(session, url, b"", "*/7").json()["name"] == "a"
    assert len(session.get(FILES).json()["files"]) == 1


def test_the_last_piece_sent_several_times_at_once_makes_one_file(workspace: Workspace) -> None:
    def last_piece(location: str) -> Reply:
        return workspace.handle(Request.of("PUT", location, {"content-range": "bytes 0-2/3"}, b"abc"))

    names, answers = [f"file {number}" for number in range(10)], []
    with ThreadPoolExecutor(4) as pool:
        for name in names:
            body = json.dumps({"name": name}).encode()
            session = workspace.handle(Request.of("POST", f"{UPLOAD}?uploadType=resumable", {}, body))
            answers.append(set(pool.map(_shown, pool.map(last_piece, [session.headers["Location"]] * 4))))
    listed = json.loads(workspace.handle(Request.of("GET", FILES)).body)["files"]
    assert sorted(file["name"] for file in listed) == sorted(names)
    assert [len(answer) for answer in answers] == [1] * len(names)


def _shown(reply: Reply) -> tuple[int, bytes]:
    return reply.status, reply.body


def test_dropped_and_unknown_uploads(session: requests.Session) -> None:
    url = opened(session)
    assert session.delete(url).status_code == 499
    for answer in (session.put(url, data=b"x"), session.put(f"{UPLOAD}?upload_id=nope", data=b"x")):
        assert answer.status_code == 404


@pytest.mark.parametrize("span", ["0-4/10", "x", "bytes", "4-2/10", "4-4/4"])
def test_a_wrong_range(session: requests.Session, span: str) -> None:
    answer = sent(session, opened(session), b"0", span)
    assert (answer.status_code, answer.json()["error"]["message"]) == (
        400, "Failed to parse Content-Range header.",
    )  # fmt: skip


def test_looking_at_a_session_does_not_end_it(session: requests.Session) -> None:
    url = opened(session)
    assert session.get(url).status_code == 404
    assert session.put(url, data=b"x").json()["name"] == "Untitled"


def test_a_session_waits_a_week(session: requests.Session) -> None:
    urls = []
    for day in ("2026-09-01", "2026-09-07", "2026-09-09"):
        session.post(f"{CONTROL}clock", json={"now": f"{day}T08:00:00Z"}).raise_for_status()
        urls.append(opened(session))
        sent(session, urls[-1], b"0", "0-0/2")
    assert [sent(session, url, b"1", "1-1/2").status_code for url in urls] == [404, 200, 200]


def test_a_letter_sent_in_pieces(session: requests.Session) -> None:
    gmail = service(session, "gmail")
    letter = b"To: anna@example.org\r\nSubject: hello\r\n\r\ntext"
    media = MediaIoBaseUpload(io.BytesIO(letter), "message/rfc822", resumable=True)
    made = gmail.users().messages().send(userId="me", media_body=media).execute()
    assert made["labelIds"] == ["SENT"]


def test_refusals_come_with_the_last_piece(session: requests.Session) -> None:
    answer = session.put(opened(session, f"{UPLOAD}/nope", "PATCH"), data=b"x")
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "File not found: nope.")
    nowhere = session.post("https://www.googleapis.com/upload/drive/v3/nope?uploadType=resumable")
    assert nowhere.status_code == 404


CSV = 'Ученик,Балл,Дата\nАнна,4.5,2026-09-01\n"Борис, мл.",,=B2*2\n'.encode()


def test_csv_becomes_a_spreadsheet(door: requests.Session) -> None:
    drive = service(door, "drive")
    media = MediaIoBaseUpload(io.BytesIO(CSV), "text/csv")
    made = drive.files().create(body={"name": "Оценки", "mimeType": SPREADSHEET}, media_body=media).execute()
    assert made["mimeType"] == SPREADSHEET
    assert tabs(door, made["id"]) == ["Оценки"]
    assert values(door, made["id"], valueRenderOption="UNFORMATTED_VALUE") == [
        ["Ученик", "Балл", "Дата"], ["Анна", 4.5, 46266], ["Борис, мл.", "", 9],
    ]  # fmt: skip


def test_xlsx_becomes_a_spreadsheet(session: requests.Session) -> None:
    drive = service(session, "drive")
    media = MediaIoBaseUpload(io.BytesIO(workbook()), XLSX, resumable=True)
    made = drive.files().create(body={"name": "Книга", "mimeType": SPREADSHEET}, media_body=media).execute()
    assert tabs(session, made["id"]) == ["Оценки", "Второй"]
    assert values(session, made["id"], "Оценки!A1:D3") == [
        ["Ученик", "Дата", "Балл", "Доля"],
        ["Анна", "2026-09-01 0:00:00", "4.5", "25%"],
        ["Борис", "2026-09-02", "9", "TRUE"],
    ]
    assert values(session, made["id"], "Оценки!C3", valueRenderOption="FORMULA") == [["=C2*2"]]
    fields = "sheets(merges,properties(gridProperties))"
    sheet = session.get(f"{SHEETS}/{made['id']}", params={"fields": fields}).json()["sheets"][0]
    grid = {"rowCount": 1000, "columnCount": 26, "frozenRowCount": 1, "frozenColumnCount": 1}
    assert sheet["properties"]["gridProperties"] == grid
    (merge,) = sheet["merges"]
    assert {key: merge[key] for key in merge if key != "sheetId"} == {
        "startRowIndex": 4, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 2,
    }  # fmt: skip


def broken(change: Callable[[str, bytes], bytes]) -> bytes:
    """A workbook whose parts have been changed."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(workbook())) as whole, ZipFile(target, "w") as made:
        for name in whole.namelist():
            made.writestr(name, change(name, whole.read(name)))
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        workbook()[:-200],
        broken(lambda _, part: b"garbage"),
        broken(lambda name, part: part[:-20] if name.endswith("sheet1.xml") else part),
    ],
)
def test_a_broken_xlsx_is_refused(session: requests.Session, content: bytes) -> None:
    media = MediaIoBaseUpload(io.BytesIO(content), XLSX)
    create = service(session, "drive").files().create
    with pytest.raises(HttpError) as refused:
        create(body={"name": "Книга", "mimeType": SPREADSHEET}, media_body=media).execute()
    assert (refused.value.status_code, refused.value.reason) == (
        400, "Bad Request. The upload cannot be converted.",
    )  # fmt: skip


def test_own_xlsx_comes_back_as_it_was(session: requests.Session) -> None:
    client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
    book = client.create("Журнал")
    rows = [["Ученик", "Балл"], ["Анна", "4.5"], ["Итог", "=SUM(B2:B2)"]]
    book.sheet1.update(rows, "A1", value_input_option=gspread.utils.ValueInputOption.user_entered)
    exported = client.export(book.id, gspread.utils.ExportFormat.EXCEL)
    media = MediaIoBaseUpload(io.BytesIO(exported), XLSX)
    made = service(session, "drive").files().create(
        body={"name": "Копия", "mimeType": SPREADSHEET}, media_body=media
    ).execute()  # fmt: skip
    assert values(session, made["id"], valueRenderOption="FORMULA") == [
        ["Ученик", "Балл"], ["Анна", 4.5], ["Итог", "=SUM(B2:B2)"],
    ]  # fmt: skip


def test_an_upload_replaces_all_sheets(session: requests.Session) -> None:
    client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
    book = client.create("Журнал")
    book.add_worksheet("Второй", 5, 5)
    book.sheet1.update([["старое"]], "A1")
    before = session.get(f"{FILES}/{book.id}", params={"fields": "version"}).json()
    media = MediaIoBaseUpload(io.BytesIO(b"a;b\n1;2\n"), "text/csv")
    drive = service(session, "drive")
    after = drive.files().update(fileId=book.id, media_body=media, fields="version,mimeType").execute()
    assert after["mimeType"] == SPREADSHEET
    assert int(after["version"]) > int(before["version"])
    assert (tabs(session, book.id), values(session, book.id)) == (["Журнал"], [["a", "b"], ["1", "2"]])


def test_gspread_imports_a_csv(door: requests.Session) -> None:
    client = gspread.Client(auth=None, session=door)  # type: ignore[arg-type]
    book = client.create("Журнал")
    book.add_worksheet("Второй", 5, 5)
    client.import_csv(book.id, "a1,b1\na2,0.5\n")
    again = client.open_by_key(book.id)
    assert [sheet.title for sheet in again.worksheets()] == ["Журнал"]
    assert again.sheet1.id != 0
    assert (again.sheet1.row_count, again.sheet1.col_count) == (1000, 26)
    assert again.timezone == "America/Los_Angeles"
    assert again.sheet1.get_all_values() == [["a1", "b1"], ["a2", "0.5"]]


@pytest.mark.parametrize(
    ("mime", "kind", "content"),
    [
        (SPREADSHEET, "image/png", b"x"),
        (SPREADSHEET, XLSX, b"no workbook"),
        ("application/vnd.google-apps.form", "text/csv", b"a,b"),
        ("application/vnd.google-apps.folder", "text/csv", b"a,b"),
    ],
)
def test_what_cannot_be_converted(session: requests.Session, mime: str, kind: str, content: bytes) -> None:
    url = opened(session, name="a", mimeType=mime)
    answer = session.post(f"{UPLOAD}?uploadType=multipart", data=_related(mime, kind, content),
                          headers={"Content-Type": "multipart/related; boundary=b"})  # fmt: skip
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (400, "badRequest")
    assert session.get(FILES).json()["files"] == []
    assert url


def _related(mime: str, kind: str, content: bytes) -> bytes:
    head = f'--b\r\nContent-Type: application/json\r\n\r\n{{"name": "a", "mimeType": "{mime}"}}\r\n'
    return head.encode() + f"--b\r\nContent-Type: {kind}\r\n\r\n".encode() + content + b"\r\n--b--"


def test_v2_inserts_and_converts(session: requests.Session) -> None:
    params = {"uploadType": "media", "convert": "true"}
    made = session.post(UPLOAD2, params=params, data=b"a,b\n", headers={"Content-Type": "text/csv"}).json()
    assert (made["kind"], made["title"], made["mimeType"]) == ("drive#file", "Untitled", SPREADSHEET)
    assert values(session, made["id"]) == [["a", "b"]]
    kept = session.post(UPLOAD2, params={"uploadType": "media"}, data=b"a,b\n",
                        headers={"Content-Type": "text/csv"}).json()  # fmt: skip
    assert (kept["mimeType"], kept["fileSize"], kept["originalFilename"]) == ("text/csv", "4", "Untitled")


def test_v2_shape(session: requests.Session) -> None:
    body = {
        "title": "План", "mimeType": "application/vnd.google-apps.folder", "description": "на год",
        "labels": {"starred": True}, "properties": [{"key": "k", "value": "v", "visibility": "PUBLIC"}],
    }  # fmt: skip
    session.post(CONTROL + "clock", json={"now": "2026-09-01T08:00:00Z"})
    made = session.post(FILES2, json=body).json()
    shown = session.get(f"{FILES2}/{made['id']}").json()
    assert shown == made
    plain = {
        "title": "План", "description": "на год", "createdDate": "2026-09-01T08:00:00.000Z",
        "modifiedDate": "2026-09-01T08:00:00.000Z", "ownerNames": ["school"],
    }  # fmt: skip
    assert {name: shown[name] for name in plain} == plain
    assert shown["labels"] == {
        "starred": True, "hidden": False, "trashed": False, "restricted": False, "viewed": True,
    }  # fmt: skip
    assert [(one["key"], one["value"]) for one in shown["properties"]] == [("k", "v")]
    (parent,) = shown["parents"]
    assert (parent["kind"], parent["isRoot"]) == ("drive#parentReference", True)
    assert session.get(f"{FILES2}/{made['id']}", params={"fields": "title"}).json() == {"title": "План"}


def test_v2_trash_and_copy(session: requests.Session) -> None:
    made = session.post(FILES2, json={"title": "a", "mimeType": SPREADSHEET}).json()
    url = f"{FILES2}/{made['id']}"
    assert session.post(f"{url}/trash").json()["labels"]["trashed"] is True
    assert session.post(f"{url}/untrash").json()["labels"]["trashed"] is False
    assert session.post(f"{url}/copy", json={"title": "b"}).json()["title"] == "b"
    assert session.patch(url, json={"title": "c"}).json()["title"] == "c"
    listed = session.get(FILES2, params={"q": "title = 'b' or title contains 'c'"}).json()
    assert sorted(item["title"] for item in listed["items"]) == ["b", "c"]
    assert session.post(f"{url}/trash").status_code == 200
    assert session.delete(f"{FILES2}/trash").status_code == 204
    assert session.get(url).status_code == 404
    missing = session.get(url).json()["error"]
    assert (missing["message"], "status" in missing) == (f"File not found: {made['id']}.", False)
    assert [item["title"] for item in session.get(FILES2).json()["items"]] == ["b"]


def test_v2_search_leaves_quoted_text_alone(session: requests.Session) -> None:
    for title in ("title", "name", "it's title"):
        session.post(FILES2, json={"title": title, "mimeType": SPREADSHEET})
    for q, expected in (("title = 'title'", ["title"]), (r"title = 'it\'s title'", ["it's title"])):
        assert [item["title"] for item in session.get(FILES2, params={"q": q}).json()["items"]] == expected


@pytest.mark.parametrize("method", ["revisions", "revisions/1"])
def test_revisions_are_refused_by_name(session: requests.Session, method: str) -> None:
    file_id = session.post(FILES, json={"name": "a"}).json()["id"]
    answer = session.get(f"{FILES}/{file_id}/{method}")
    name = "drive.revisions.list" if method == "revisions" else "drive.revisions.get"
    assert (answer.status_code, answer.json()["error"]["message"]) == (
        501, f"{name} is not implemented by this workspace.",
    )  # fmt: skip
