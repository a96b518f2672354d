"""What `q`, orderBy and pages of drive.files.list select."""

from __future__ import annotations

from typing import Any

import gspread
import pytest
import requests

FILES = "https://www.googleapis.com/drive/v3/files"
CONTROL = "https://www.googleapis.com/_control/"
FOLDER = "application/vnd.google-apps.folder"
TEXT = "text/plain"
SHELF: list[tuple[str, dict[str, Any]]] = [
    ("2026-09-01T08:00:00Z", {"id": "folder", "name": "Журналы", "mimeType": FOLDER}),
    ("2026-09-02T08:00:00Z", {"id": "hello", "name": "HelloWorld report", "mimeType": TEXT, "starred": True}),
    ("2026-09-03T08:00:00Z", {"id": "quote", "name": "it's \"so\" \\ here", "mimeType": TEXT}),
    ("2026-09-04T08:00:00Z", {"id": "part10", "name": "часть 10", "mimeType": TEXT, "parents": ["folder"],
                              "appProperties": {"key": "duty's", "n": "1"}}),
    ("2026-09-05T08:00:00Z", {"id": "part2", "name": "Часть 2", "mimeType": TEXT, "parents": ["folder"],
                              "properties": {"key": "x"}, "description": "сводка дня"}),
    ("2026-09-05T09:00:00Z", {"id": "line", "name": "Straße_plan_b.txt", "mimeType": TEXT}),
]  # fmt: skip


@pytest.fixture
def shelf(session: requests.Session) -> requests.Session:
    """Five files of one account, one of another shared with it, one in the trash."""
    for moment, body in SHELF:
        session.post(CONTROL + "clock", json={"now": moment}).raise_for_status()
        session.post(FILES, json=body).raise_for_status()
    other = {"id": "other", "name": "чужой", "mimeType": TEXT, "owner": "anna@example.org"}
    session.post(CONTROL + "files", json=other).raise_for_status()
    body = {"type": "user", "role": "reader", "emailAddress": "school@example.org"}
    session.post(f"{FILES}/other/permissions", json=body).raise_for_status()
    session.post(f"{FILES}/hello/permissions", json={"type": "anyone", "role": "reader"}).raise_for_status()
    session.post(FILES, json={"id": "gone", "name": "gone", "mimeType": TEXT}).raise_for_status()
    session.patch(f"{FILES}/gone", json={"trashed": True}).raise_for_status()
    return session


def ids(session: requests.Session, **params: Any) -> list[str]:
    answer = session.get(FILES, params={"fields": "files/id", **params})
    assert answer.status_code == 200, answer.text
    return [file["id"] for file in answer.json()["files"]]


ALL = {"folder", "hello", "quote", "part10", "part2", "line", "other", "gone"}


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("", ALL),
        ("trashed=false", ALL - {"gone"}),
        ("trashed = true", {"gone"}),
        ("trashed != true", ALL - {"gone"}),
        ("not trashed=true and not starred=true", ALL - {"gone", "hello"}),
        ("starred = true", {"hello"}),
        (f"mimeType='{FOLDER}'", {"folder"}),
        (f'mimeType="{FOLDER}" and name = "Журналы"', {"folder"}),
        (f"mimeType != '{TEXT}'", {"folder"}),
        ("mimeType contains 'google-apps'", {"folder"}),
        ("name = 'Журналы'", {"folder"}),
        ("name = 'журналы'", set()),
        ("name = 'helloworld REPORT'", {"hello"}),
        ("name != 'GONE' and trashed = true", set()),
        (r"""name = 'it\'s "so" \\ here'""", {"quote"}),
        (r'''name = "it's \"so\" \\ here"''', {"quote"}),
        ("name contains 'Hello'", {"hello"}),
        ("name contains 'World'", set()),
        ("name contains 'hello'", {"hello"}),
        ("name contains 'helloworld rep'", {"hello"}),
        ("name contains 'часть'", {"part2", "part10"}),
        ("name contains 'часть 1'", {"part10"}),
        ("name contains 'ЧАСТЬ'", {"part2", "part10"}),
        ("name contains '10 часть'", {"part10"}),
        ("name contains 'rep hel'", {"hello"}),
        ("name contains 'plan'", {"line"}),
        ("name contains 'strasse'", set()),
        ("name contains ''", set()),
        ("fullText contains 'сводка'", {"part2"}),
        ("fullText contains 'свод'", set()),
        ("fullText contains 'дня сводка'", {"part2"}),
        ("fullText contains '\"сводка дня\"'", {"part2"}),
        ("fullText contains '\"дня сводка\"'", set()),
        ("fullText contains '\"plan b\" Straße'", {"line"}),
        ("'folder' in parents", {"part2", "part10"}),
        ('parents in "folder"', {"part2", "part10"}),
        ("not 'folder' in parents and 'root' in parents", {"folder", "hello", "quote", "line", "gone"}),
        ("'anna@example.org' in owners", {"other"}),
        ("'me' in owners", ALL - {"other"}),
        ("'school@example.org' in readers", ALL),
        ("'school@example.org' in writers", ALL - {"other"}),
        ("sharedWithMe = true", {"other"}),
        ("sharedWithMe and trashed = false", {"other"}),
        ("visibility = 'anyoneWithLink'", {"hello"}),
        ("visibility = 'limited'", ALL - {"hello"}),
        ("appProperties has { key='key' and value='duty\\'s' }", {"part10"}),
        ("appProperties has {key='key' and value='x'}", set()),
        ("properties has { key='key' and value='x' }", {"part2"}),
        ("modifiedTime > '2026-09-04T08:00:00'", {"part2", "line", "other", "gone"}),
        ("modifiedTime >= '2026-09-04T11:00:00+03:00'", {"part10", "part2", "line", "other", "gone"}),
        ("createdTime < '2026-09-02T08:00:00.000Z'", {"folder"}),
        ("createdTime <= '2026-09-02T08:00:00.000Z' and modifiedTime != '2026-09-01T08:00:00Z'", {"hello"}),
        ("(name = 'gone' or name = 'чужой') and trashed = false", {"other"}),
        ("name = 'gone' or name = 'чужой' and trashed = false", {"gone", "other"}),
        ("name='gone' and (((trashed=true)))", {"gone"}),
        ("name='gone' AND trashed=true OR NOT starred!=true", {"gone", "hello"}),
    ],
)  # fmt: skip
def test_query_selects(shelf: requests.Session, q: str, expected: set[str]) -> None:
    assert set(ids(shelf, q=q)) == expected


@pytest.mark.parametrize(
    "q",
    [
        "name",
        "name =",
        "name = x",
        "name = 'x",
        "name > 'x'",
        "nope = 'x'",
        "trashed = 'true'",
        "trashed = yes",
        "(name = 'x'",
        "name = 'x')",
        "name = 'x' and",
        "name = 'x' name = 'y'",
        "'x' in nope",
        "x in parents",
        "modifiedTime > 'yesterday'",
        "modifiedTime contains '2026'",
        "appProperties has { key='a' }",
        "appProperties = 'a'",
        "visibility = 'nobody'",
        "name = 'x' & trashed = false",
    ],
)
def test_query_that_cannot_be_read(session: requests.Session, q: str) -> None:
    answer = session.get(FILES, params={"q": q})
    entry = {
        "message": "Invalid Value",
        "domain": "global",
        "reason": "invalid",
        "location": "q",
        "locationType": "parameter",
    }
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": {"code": 400, "message": "Invalid Value", "errors": [entry]}},
    )


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", ["folder", "part10", "part2"]),
        ("name_natural", ["folder", "part2", "part10"]),
        ("name desc", ["part2", "part10", "folder"]),
        ("folder,modifiedTime desc", ["folder", "part2", "part10"]),
        ("createdTime", ["folder", "part10", "part2"]),
        ("modifiedTime desc", ["part2", "part10", "folder"]),
        ("", ["part2", "part10", "folder"]),
    ],
)
def test_order(shelf: requests.Session, order: str, expected: list[str]) -> None:
    q = "name contains 'часть' or name = 'Журналы'"
    assert ids(shelf, q=q, **({"orderBy": order} if order else {})) == expected


def test_pages_hold_every_file_once(shelf: requests.Session) -> None:
    params: dict[str, Any] = {"pageSize": 3, "orderBy": "name", "fields": "nextPageToken,files(id)"}
    pages: list[list[str]] = []
    while True:
        answer = shelf.get(FILES, params=params).json()
        pages.append([file["id"] for file in answer["files"]])
        if "nextPageToken" not in answer:
            break
        params["pageToken"] = answer["nextPageToken"]
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [file_id for page in pages for file_id in page] == ids(shelf, orderBy="name")


def test_words_of_cells_are_found(session: requests.Session) -> None:
    client = gspread.Client(auth=None, session=session)  # type: ignore[arg-type]
    book, other = client.create("Журнал"), client.create("План")
    book.sheet1.update([["Ёлкина Яна", 5], ["", '="зачёт"&"ная"']], "B2", raw=False)
    book.add_worksheet("Второй", 5, 5).update([["ведомость"]], "A1")
    other.sheet1.update([["антонов лев"]], "A1")
    for text, found in (
        ("ёлкина", [book.id]),
        ("яна журнал ведомость", [book.id]),
        ("зачётная", [book.id]),
        ("Антонов", [other.id]),
        ("ёлкина антонов", []),
        ("ёлк", []),
    ):
        assert ids(session, q=f"fullText contains '{text}'") == found
    book.sheet1.clear()
    assert ids(session, q="fullText contains 'ёлкина'") == []


@pytest.mark.parametrize(
    ("params", "location"),
    [
        ({"q": "(" * 3000 + "trashed=true" + ")" * 3000}, "q"),
        ({"q": "not " * 3000 + "trashed=true"}, "q"),
        ({"pageSize": 0}, "page_size"),
        ({"pageSize": 1001}, "page_size"),
        ({"fields": "files(id"}, "fields"),
        ({"fields": "files(id,,name)"}, "fields"),
        ({"pageToken": "nonsense"}, "pageToken"),
        ({"orderBy": "size"}, "orderBy"),
        ({"orderBy": "name backwards"}, "orderBy"),
    ],
)
def test_bad_paging_and_order(session: requests.Session, params: dict[str, Any], location: str) -> None:
    answer = session.get(FILES, params=params)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["location"]) == (400, location)


def test_a_page_token_belongs_to_its_search(shelf: requests.Session) -> None:
    token = shelf.get(FILES, params={"pageSize": 1}).json()["nextPageToken"]
    answer = shelf.get(FILES, params={"pageSize": 1, "pageToken": token, "q": "trashed=false"})
    assert answer.status_code == 400


def test_list_without_fields(shelf: requests.Session) -> None:
    assert shelf.get(FILES, params={"q": "name='Журналы'"}).json() == {
        "kind": "drive#fileList",
        "incompleteSearch": False,
        "files": [{"kind": "drive#file", "id": "folder", "name": "Журналы", "mimeType": FOLDER}],
    }


@pytest.mark.parametrize(
    ("params", "reason", "location"),
    [
        ({"orderBy": "name,name desc"}, "orderByContainsDuplicateSortKeys", "orderBy"),
        ({"orderBy": "name,folder,name_natural"}, "orderByContainsDuplicateSortKeys", "orderBy"),
        ({"orderBy": "name", "q": "trashed=false and fullText contains 'x'"}, "forbidden", "orderBy"),
        ({"includeItemsFromAllDrives": "true"}, "supportsTeamDrivesRequired", None),
    ],
)
def test_what_drive_forbids_in_a_list(
    session: requests.Session, params: dict[str, Any], reason: str, location: str | None
) -> None:
    answer = session.get(FILES, params=params)
    entry = answer.json()["error"]["errors"][0]
    assert (answer.status_code, entry["reason"], entry.get("location")) == (403, reason, location)


def test_a_name_may_speak_of_full_text(shelf: requests.Session) -> None:
    assert ids(shelf, q="name = 'fullText'", orderBy="recency,modifiedTime") == []


def test_a_number_out_of_range_is_told_the_range(session: requests.Session) -> None:
    message = "Invalid value '0'. Values must be within the range: [value: 1\n, value: 1000\n]"
    entry = {"message": message, "domain": "global", "reason": "invalidParameter", "location": "page_size"}
    assert session.get(FILES, params={"pageSize": 0}).json()["error"] == {
        "code": 400,
        "message": message,
        "errors": [{**entry, "locationType": "parameter"}],
    }


def test_a_value_of_a_wrong_type_is_refused_at_the_door(session: requests.Session) -> None:
    message = "Invalid value at 'page_size' (TYPE_INT32), \"ten\""
    violation = {"field": "page_size", "description": message}
    assert session.get(FILES, params={"pageSize": "ten"}).json()["error"] == {
        "code": 400,
        "message": message,
        "errors": [{"message": message, "reason": "invalid"}],
        "status": "INVALID_ARGUMENT",
        "details": [{"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}],
    }


@pytest.mark.parametrize("fields", ["", " "])
def test_an_empty_mask_selects_nothing(shelf: requests.Session, fields: str) -> None:
    assert shelf.get(FILES, params={"fields": fields}).json() == {}
    assert shelf.get(f"{FILES}/hello", params={"fields": fields}).json() == {}
