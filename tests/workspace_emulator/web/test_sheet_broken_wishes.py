"""A change that is no JSON, or none that anything can be made of: it is refused and nothing is changed."""

from __future__ import annotations

import re

import pytest

from tests.workspace_emulator.web.sheet_desk import Sheet
from workspace_emulator import json_text

PUT = b'{"do": "put", "row": 0, "column": 0, "rows": [["1"]], "gid": %s}'


@pytest.mark.parametrize(
    "body",
    [PUT % b"1e999", PUT % (b"[" * 100_000), PUT % b'"\\ud800"', b"\xff", b"", PUT % (b" " * json_text.MOST)],
    ids=["endless", "deep", "half", "no text", "empty", "large"],
)
def test_a_broken_wish_is_refused(sheet: Sheet, body: bytes) -> None:
    token = re.findall(r'data-token="([^"]+)"', sheet.page().text)[0]
    answer = sheet.session.post(f"{sheet.base}/change", data=body, headers={"X-Fbzx": token})
    assert (answer.status_code, answer.json()["code"]) == (400, "refused")
    assert sheet.read("A1") == []
