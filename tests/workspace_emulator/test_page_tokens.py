"""Page tokens of every list: what a client makes up is refused as the family refuses, and no number is too
long."""

from __future__ import annotations

import base64
from urllib.parse import urlencode

import pytest
import requests

from workspace_emulator import page_tokens

DRIVE = "https://www.googleapis.com/drive/v3/"
FORMS = "https://forms.googleapis.com/v1/forms"
GMAIL = "https://gmail.googleapis.com/gmail/v1/users/me/"
LISTS = (
    f"{DRIVE}files?",
    f"{DRIVE}changes?",
    f"{DRIVE}files/FORM/permissions?",
    "https://www.googleapis.com/drive/v2/files?",
    f"{FORMS}/FORM/responses?",
    f"{GMAIL}messages?",
    f"{GMAIL}threads?",
    f"{GMAIL}drafts?",
    f"{GMAIL}history?startHistoryId=1001&",
)
SEALED = tuple(
    base64.b64encode(text).decode()
    for text in (
        b"5", b"null", b"[]", b"[1,2]", b'"abc"', b'{"a":1,"b":2,"c":3}', b"[1,2,[3]]", b'[-1,"",""]',
        b"[" * 9000,
    )
)  # fmt: skip
MADE_UP = (
    "x", "-1", "²", "٣", "1" + "0" * 19, "9" * 30, "9" * 5000, *SEALED, *(f"~!!~{text}" for text in SEALED),
)  # fmt: skip


@pytest.mark.parametrize("address", LISTS)
def test_what_a_client_makes_up_is_refused(session: requests.Session, address: str) -> None:
    made = session.post(FORMS, json={"info": {"title": "Анкета"}}).json()
    found = {
        session.get(address.replace("FORM", made["formId"]) + urlencode({"pageToken": token})).status_code
        for token in MADE_UP
    }
    assert found == {400}


@pytest.mark.parametrize("given", ["x", "²", "9" * 30, "9" * 5000])
def test_a_start_of_history_is_a_number(session: requests.Session, given: str) -> None:
    answer = session.get(f"{GMAIL}history", params={"startHistoryId": given})
    assert (answer.status_code, answer.json()["error"]["message"]) == (400, "Missing/invalid startHistoryId")


def test_what_was_sealed_is_read_again() -> None:
    assert page_tokens.unsealed(page_tokens.sealed(7, "q", "name")) == (7, ("q", "name"))
    assert page_tokens.unsealed(page_tokens.sealed("ключ")) == ("ключ", ())
    assert page_tokens.numbers("0012345", 3, 4) == (1, 2345)
    assert page_tokens.number(str(page_tokens.LARGEST)) == page_tokens.LARGEST
