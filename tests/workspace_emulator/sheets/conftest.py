"""A spreadsheet to work on, through the real gspread and through bare requests."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import gspread
import pytest
import requests

from tests.workspace_emulator.conftest import as_json

API = "https://sheets.googleapis.com/v4/spreadsheets"


class Book:
    """One spreadsheet of the workspace, spoken to in plain JSON; every answer comes with its status."""

    def __init__(self, session: requests.Session, **properties: Any) -> None:
        self.session = session
        body = {"properties": {"title": "Book", **properties}} if "sheets" not in properties else properties
        self.made = session.post(API, json=body).json()
        self.id = self.made["spreadsheetId"]

    def through(self, session: requests.Session) -> Book:
        """The same spreadsheet as somebody else reaches it."""
        found = copy.copy(self)
        found.session = session
        return found

    def ask(self, method: str, path: str, body: Any = None, **params: Any) -> tuple[int, Any]:
        answer = self.session.request(method, f"{API}/{self.id}{path}", params=params, json=body)
        return answer.status_code, as_json(answer.text)

    def update(self, address: str, values: list[list[Any]], option: str = "USER_ENTERED") -> Any:
        status, answer = self.ask("PUT", f"/values/{address}", {"values": values}, valueInputOption=option)
        assert status == 200, answer
        return answer

    def append(self, address: str, values: list[list[Any]], option: str = "RAW", **params: Any) -> Any:
        params = {"valueInputOption": option, **params}
        status, answer = self.ask("POST", f"/values/{address}:append", {"values": values}, **params)
        assert status == 200, answer
        return answer

    def values(self, address: str, render: str = "FORMATTED_VALUE", **params: Any) -> Any:
        status, answer = self.ask("GET", f"/values/{address}", valueRenderOption=render, **params)
        assert status == 200, answer
        return answer.get("values")

    def batch(self, *requests_: Any) -> Any:
        """The replies of a batch that must succeed."""
        status, answer = self.ask("POST", ":batchUpdate", {"requests": list(requests_)})
        assert status == 200, answer
        return answer["replies"]

    def refused(self, *requests_: Any) -> str:
        """The message of a batch that must be refused."""
        status, answer = self.ask("POST", ":batchUpdate", {"requests": list(requests_)})
        assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT"), answer
        return str(answer["error"]["message"])

    def get(self, fields: str = "", **params: Any) -> Any:
        status, answer = self.ask("GET", "", **({"fields": fields} if fields else {}), **params)
        assert status == 200, answer
        return answer

    def sheet(self, number: int = 0) -> Any:
        return self.get()["sheets"][number]

    def cell(self, address: str, fields: str) -> Any:
        """CellData of one cell under a mask of its members."""
        found = self.get(f"sheets.data.rowData.values({fields})", ranges=address)["sheets"][0]["data"][0]
        return found["rowData"][0]["values"][0] if "rowData" in found else {}


def area(top: int, bottom: int, left: int, right: int, sheet: int = 0) -> dict[str, int]:
    """A GridRange."""
    return {
        "sheetId": sheet,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


@pytest.fixture
def new(session: requests.Session) -> Callable[..., Book]:
    """Makes a spreadsheet with the properties it is given."""
    return lambda **properties: Book(session, **properties)


@pytest.fixture
def book(new: Callable[..., Book]) -> Book:
    """A new spreadsheet in en_US."""
    return new()


@pytest.fixture
def russian(new: Callable[..., Book]) -> Book:
    """A new spreadsheet in ru_RU, in Moscow."""
    return new(locale="ru_RU", timeZone="Europe/Moscow")


@pytest.fixture
def client(door: requests.Session) -> gspread.Client:
    """gspread, once in this process and once over a port."""
    return gspread.Client(auth=None, session=door)
