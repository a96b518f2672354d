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


@pytest.mark.parametrize("status", [429, 502, 503])
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("ru", "Страницу показать не удалось."), ("en", "The page could not be shown.")],
)
def test_a_fault_of_a_page_is_said_to_a_person(
    session: requests.Session, status: int, language: str, sentence: str
) -> None:
    session.post(f"{SITE}/_control/faults", json={"method": "web", "status": status, "when": "after"})
    answer = session.get(f"{SITE}/", params={"hl": language}, headers=BROWSER)
    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert session.get(f"{SITE}/", headers=BROWSER).status_code == 200


def test_a_page_that_a_fault_takes_away_is_missing_to_a_person(session: requests.Session) -> None:
    session.post(f"{SITE}/_control/faults", json={"method": "web", "status": 404})
    answer = session.get(f"{SITE}/mail", headers=BROWSER)
    assert (answer.status_code, "Страница не найдена" in answer.text) == (404, True)


@pytest.mark.parametrize("html", [True, False])
def test_a_fault_that_names_its_shape_keeps_it(session: requests.Session, html: bool) -> None:
    fault = {"method": "web", "status": 503, "html": html}
    for accepted in (BROWSER, {"Accept": "*/*"}):
        session.post(f"{SITE}/_control/faults", json=fault)
        answer = session.get(f"{SITE}/", headers=accepted)
        assert (answer.status_code, answer.text.startswith("<!DOCTYPE html>\n<html lang=en>")) == (503, html)


def test_a_script_meets_the_fault_as_programs_do(session: requests.Session) -> None:
    session.post(f"{SITE}/_control/faults", json={"method": "web", "status": 503})
    answer = session.get(f"{SITE}/", headers={"Accept": "*/*"})
    assert (answer.status_code, answer.json()["error"]["status"]) == (503, "UNAVAILABLE")


@pytest.mark.parametrize(
    "path",
    [
        "/v4",
        "/v4/nothing",
        "/drive/v3",
        "/drive/v4/files",
        "/v1/forms/a/b",
        "/gmail",
        "/gmail/v2/users",
        "/upload/v4",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_paths_of_the_api_are_answered_plainly(
    session: requests.Session, method: str, path: str
) -> None:
    answer = session.request(method, SITE + path, headers=BROWSER)
    assert (answer.status_code, f"<code>{path}</code> was not found on this server" in answer.text) == (
        404,
        True,
    )
