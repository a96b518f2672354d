"""What is no JSON is refused in the words of Google's parser, with the place marked."""

from __future__ import annotations

import gzip
import json

import pytest

from workspace_emulator import json_text
from workspace_emulator.google import Workspace
from workspace_emulator.wire import ApiError, Request

REFUSED = [
    (b"not json", "Unexpected token.\nnot json\n^"),
    (b'{"a":', 'Unexpected end of string. Expected a value.\n{"a":\n     ^'),
    (b'{"a" 1}', 'Expected : between key:value pair.\n{"a" 1}\n     ^'),
    (b'{"a": 1 "b": 2}', 'Expected , or } after key:value pair.\n{"a": 1 "b": 2}\n        ^'),
    (b'{"a": [1 2]}', 'Expected , or ] after array value.\n{"a": [1 2]}\n         ^'),
    (
        b'{"a": ["[", 2] "b": 1}',
        'Expected , or } after key:value pair.\n{"a": ["[", 2] "b": 1}\n               ^',
    ),
    (b'{"a": 1,}', 'Expected an object key or }.\n{"a": 1,}\n        ^'),
    (b'{"a": "b', 'Closing quote expected in string.\n{"a": "b\n      ^'),
    (b"{} {}", "Parsing terminated before end of input.\n{} {}\n   ^"),
    (b'{"a": NaN}', "Unexpected token."),
    (b'{"a": "\\ud800"}', "Unexpected token."),
    (b"\xff\xfe{", "Unexpected token."),
    (
        b'{"a": "' + b"x" * 60 + b'" 1}',
        f'Expected , or }} after key:value pair.\n{"x" * 18}" 1}}\n{" " * 20}^',
    ),
]


@pytest.mark.parametrize(("raw", "message"), REFUSED)
def test_what_is_no_json(raw: bytes, message: str) -> None:
    with pytest.raises(ApiError) as raised:
        json_text.loads(raw)
    assert raised.value.message == f"Invalid JSON payload received. {message}"


def test_what_is_json() -> None:
    assert json_text.loads('{"а": [1, null, "\\ud83d\\ude00"]}'.encode()) == {"а": [1, None, "😀"]}


TOO_LARGE = b'{"values": [' + b"[]," * (json_text.MOST // 3) + b"[]]}"
VALUES = "/v4/spreadsheets/x/values/A1?valueInputOption=RAW"
SEND = "/gmail/v1/users/me/messages/send"


@pytest.mark.parametrize(
    ("path", "body", "packed", "message"),
    [
        (VALUES, TOO_LARGE, True, "Request payload size exceeds the limit: 10485760 bytes."),
        (VALUES, TOO_LARGE, False, "Request payload size exceeds the limit: 10485760 bytes."),
        (
            SEND,
            b'{"raw": "' + b"A" * json_text.MOST_WITH_A_LETTER + b'"}',
            True,
            "Request payload size exceeds the limit: 52428800 bytes.",
        ),
        (SEND, b'{"raw": "' + b"A" * (json_text.MOST * 2) + b'"}', True, "Recipient address required"),
    ],
    ids=["small on the way", "cells", "a letter", "a letter that may be"],
)
def test_what_is_too_large_is_not_even_read(
    workspace: Workspace, path: str, body: bytes, packed: bool, message: str
) -> None:
    headers = {"Content-Type": "application/json", **({"Content-Encoding": "gzip"} if packed else {})}
    method = "PUT" if path == VALUES else "POST"
    reply = workspace.handle(Request.of(method, path, headers, gzip.compress(body, 1) if packed else body))
    assert (reply.status, json.loads(reply.body)["error"]["message"]) == (400, message)
