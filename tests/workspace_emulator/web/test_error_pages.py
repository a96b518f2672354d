"""What people see of a page that there is not, that may not be asked for so, or that cannot be shown."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.workspace_emulator.web.test_letter_pages import ANNA, SITE, head, put
from workspace_emulator.google import Workspace

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def damaged(session: requests.Session, workspace: Workspace) -> dict[str, Any]:
    """A letter in a workspace whose file has lost a table."""
    made = head()
    made.set_content("текст")
    kept = put(session, made.as_bytes())
    with workspace.store.write() as tx:
        tx.execute("DROP TABLE gmail_facts")
    return kept


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ru", "Страницу показать не удалось."), ("en", "The page could not be shown.")],
)
def test_what_cannot_be_shown_is_said_to_a_person(
    session: requests.Session, damaged: dict[str, Any], language: str, sentence: str
) -> None:
    answer = session.get(f"{SITE}/mail/{ANNA}", params={"hl": language}, headers=BROWSER)
    assert (answer.status_code, sentence in answer.text) == (500, True)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "gmail_facts" not in answer.text


def test_a_script_gets_what_programs_get(session: requests.Session, damaged: dict[str, Any]) -> None:
    answer = session.get(f"{SITE}/mail/{ANNA}", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.json()["error"]["status"]) == (500, "INTERNAL")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nothing", 404),
        ("GET", "/mail/nobody", 404),
        ("GET", "/spreadsheets/d/nothing/edit", 404),
        ("GET", "/file/d/nothing/view", 404),
        ("DELETE", f"/mail/{ANNA}", 405),
    ],
)
def test_what_there_is_not_is_said_in_a_sentence(
    session: requests.Session, method: str, path: str, status: int
) -> None:
    answer = session.request(method, SITE + path, headers=BROWSER)
    assert (answer.status_code, "Страница не найдена" in answer.text) == (status, True)
