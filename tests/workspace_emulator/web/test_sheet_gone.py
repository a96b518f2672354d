"""What the page and its script are told when the file lies in the bin or is deleted."""

from __future__ import annotations

import pytest
import requests

from tests.workspace_emulator.web.sheet_desk import Sheet
from workspace_emulator.doors import service


@pytest.mark.parametrize("path", ["version", "rows", "offers"])
def test_the_script_learns_whether_the_file_is_binned_or_deleted(
    session: requests.Session, path: str
) -> None:
    sheet = Sheet(session)
    token = {"X-Fbzx": sheet.page().text.split('data-token="')[1].split('"')[0]}
    files = service(session, "drive").files()
    files.update(fileId=sheet.id, body={"trashed": True}).execute()
    binned = session.get(f"{sheet.base}/{path}")
    assert (binned.status_code, binned.json()["code"]) == (404, "binned")
    assert "в корзине" in binned.json()["error"]
    put = {"do": "put", "gid": 7, "row": 0, "column": 0, "rows": [["а"]]}
    refused = session.post(f"{sheet.base}/change", json=put, headers=token)
    assert (refused.status_code, refused.json()["code"]) == (404, "binned")
    files.delete(fileId=sheet.id).execute()
    gone = session.get(f"{sheet.base}/{path}")
    assert (gone.status_code, gone.json()["code"]) == (404, "gone")
    assert "удалена" in gone.json()["error"]


def test_the_page_of_a_binned_file_leads_to_the_bin(session: requests.Session) -> None:
    sheet = Sheet(session)
    files = service(session, "drive").files()
    files.update(fileId=sheet.id, body={"trashed": True}).execute()
    page = sheet.page()
    assert (page.status_code, "Таблица в корзине" in page.text) == (404, True)
    assert 'href="/?in=trash"' in page.text
    files.delete(fileId=sheet.id).execute()
    assert "Страница не найдена" in sheet.page().text
