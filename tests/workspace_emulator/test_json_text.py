"""What is no JSON is refused in the words of Google's parser, with the place marked."""

from __future__ import annotations

import pytest

from workspace_emulator import json_text
from workspace_emulator.wire import ApiError

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
