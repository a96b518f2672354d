"""A spreadsheet as programs see it, and its cells as a browser does."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import Locator, Page, expect

from workspace_emulator.doors import service

Json = dict[str, Any]


class Book:
    """A spreadsheet as programs see it."""

    def __init__(self, session: requests.Session, rows: int = 1000, **grid: int) -> None:
        self.sheets = service(session, "sheets").spreadsheets()
        size = {"rowCount": rows, "columnCount": 26, **grid}
        made = self.sheets.create(
            body={
                "properties": {"title": "Журнал", "locale": "ru_RU"},
                "sheets": [{"properties": {"title": "Группа", "gridProperties": size}}],
            }
        ).execute()
        self.id: str = made["spreadsheetId"]
        self.sheet: int = made["sheets"][0]["properties"]["sheetId"]
        self.path = f"/spreadsheets/d/{self.id}/edit"

    def write(self, place: str, *rows: list[Any]) -> None:
        body = {"values": list(rows)}
        self.sheets.values().update(
            spreadsheetId=self.id, range=place, valueInputOption="USER_ENTERED", body=body
        ).execute()

    def read(self, place: str, render: str = "FORMATTED_VALUE") -> list[list[Any]]:
        found = self.sheets.values().get(spreadsheetId=self.id, range=place, valueRenderOption=render)
        values: list[list[Any]] = found.execute().get("values", [])
        return values

    def change(self, *requests_: Json) -> None:
        self.sheets.batchUpdate(spreadsheetId=self.id, body={"requests": list(requests_)}).execute()

    def area(self, top: int, bottom: int, left: int, right: int) -> Json:
        sides = {
            "startRowIndex": top,
            "endRowIndex": bottom,
            "startColumnIndex": left,
            "endColumnIndex": right,
        }
        return {"sheetId": self.sheet, **sides}


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell by the number of its row as people count and its column from 0."""
    return page.locator(f"#cells tr[data-r='{row - 1}'] > td[data-c='{column}']")


def saved(page: Page) -> None:
    expect(page.locator("#said")).to_have_text("Записано")
