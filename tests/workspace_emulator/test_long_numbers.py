"""Numbers and moments beyond all measure, wherever a client may write one: refused or passed over, never an
unhandled error."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from tests.workspace_emulator.gmail.letters import raw
from workspace_emulator.google import Workspace
from workspace_emulator.oauth import assertions
from workspace_emulator.oauth.refused import Refused
from workspace_emulator.wire import Request

LONG = "9" * 5000
ASKED_AS_GET = {
    "X-HTTP-Method-Override": "GET",
    "Content-Type": "application/x-www-form-urlencoded",
}
MESSAGES = "/gmail/v1/users/me/messages"


def ask(workspace: Workspace, method: str, path: str, body: object = None) -> tuple[int, str]:
    """The status and the body."""
    headers = {"Content-Type": "application/json"}
    answer = workspace.handle(
        Request.of(method, path, headers, b"" if body is None else json.dumps(body).encode())
    )
    return answer.status, answer.body.decode()


def made(workspace: Workspace, path: str, body: object) -> dict[str, str]:
    return dict(json.loads(ask(workspace, "POST", path, body)[1]))


@pytest.mark.parametrize("digits", ["9" * 30, LONG, "٣", "²"])
def test_addresses_with_numbers(workspace: Workspace, digits: str) -> None:
    file = made(workspace, "/drive/v3/files", {"name": "a"})["id"]
    form = made(workspace, "/v1/forms", {"info": {"title": "Опрос"}})["formId"]
    publish = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": True}}}
    made(workspace, f"/v1/forms/{form}:setPublishSettings", publish)
    asked = [
        ("GET", f"/v4/spreadsheets/x/values/A1?valueRenderOption={digits}"),
        ("DELETE", f"/_control/faults/{digits}"),
        ("DELETE", f"/drive/v3/files/{file}/comments/AAAA{digits}"),
        ("GET", f"/forms/d/{form}/viewform?entry.{digits}=1"),
        ("POST", f"/forms/d/{form}/formResponse?pageHistory={digits}"),
    ]
    assert [ask(workspace, *call)[0] for call in asked] == [400, 400, 404, 200, 400]


def test_names_are_in_natural_order_however_long_their_numbers_are(workspace: Workspace) -> None:
    names = ["часть 007", "часть 10", "часть 100", f"часть {LONG}", "часть а"]
    for name in reversed(names):
        made(workspace, "/drive/v3/files", {"name": name})
    status, body = ask(workspace, "GET", "/drive/v3/files?orderBy=name_natural")
    assert (status, [file["name"] for file in json.loads(body)["files"]]) == (200, names)


HUGE = int("1" + "0" * 400)


@pytest.mark.parametrize(
    ("issued", "expires"),
    [(1.5, HUGE), (HUGE, HUGE + 60), (-HUGE, 1.5), (True, 60), (float("inf"), float("inf")), ("1", 2)],
    ids=["huge", "both huge", "from of old", "true", "infinite", "a text"],
)
def test_an_assertion_of_any_time_is_refused(issued: object, expires: object) -> None:
    with pytest.raises(Refused, match="must be a short-lived token"):
        assertions.check_times(issued, expires)


@pytest.mark.parametrize("word", ["labelIds=INBOX", "historyTypes=labelAdded"])
def test_a_word_said_a_thousand_times_is_said_once(workspace: Workspace, word: str) -> None:
    made(workspace, f"{MESSAGES}/send", raw(b"To: school@example.org\r\n\r\nhi"))
    path = f"{MESSAGES}" if word.startswith("label") else "/gmail/v1/users/me/history?startHistoryId=1001"
    said = "&".join([word] * 40_000).encode()
    assert workspace.handle(Request.of("POST", path, ASKED_AS_GET, said)).status == 200


def test_letters_under_several_labels(workspace: Workspace) -> None:
    sent = [made(workspace, f"{MESSAGES}/send", raw(f"To: {to}\r\n\r\nhi".encode()))["id"]
            for to in ("school@example.org", "anna@example.org")]  # fmt: skip
    made(workspace, f"{MESSAGES}/{sent[1]}/modify", {"addLabelIds": ["STARRED"]})
    for wanted, found in ((("SENT", "INBOX", "UNREAD"), sent[:1]), (("SENT", "STARRED"), sent[1:]),
                          (("INBOX", "STARRED"), [])):  # fmt: skip
        query = urlencode([("labelIds", label) for label in wanted])
        listed = json.loads(ask(workspace, "GET", f"{MESSAGES}?{query}")[1]).get("messages", [])
        assert [letter["id"] for letter in listed] == found


@pytest.mark.parametrize("place", [LONG, "²"])
def test_a_piece_of_a_files_name_at_any_place(workspace: Workspace, place: str) -> None:
    letter = f"To: school@example.org\r\nContent-Disposition: attachment; filename*{place}=a\r\n\r\nhi"
    assert ask(workspace, "POST", f"{MESSAGES}/send", raw(letter.encode()))[0] == 200


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00"])
@pytest.mark.parametrize("name", ["createdTime", "modifiedTime"])
def test_a_moment_beyond_the_calendar(workspace: Workspace, name: str, moment: str) -> None:
    assert ask(workspace, "POST", "/drive/v3/files", {"name": "a", name: moment})[0] == 400


def test_the_first_year_is_kept_and_read_again(workspace: Workspace) -> None:
    first = "0001-01-01T00:00:00.000Z"
    body = {"name": "a", "createdTime": first, "modifiedTime": first}
    status, said = ask(workspace, "POST", "/drive/v3/files?fields=createdTime,modifiedTime", body)
    assert (status, json.loads(said)) == (200, {"createdTime": first, "modifiedTime": first})
    assert ask(workspace, "GET", "/")[0] == 200
