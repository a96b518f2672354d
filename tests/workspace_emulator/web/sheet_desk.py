"""One spreadsheet as a program and its page's script see it."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import requests

from workspace_emulator.doors import service

SITE = "https://docs.google.com"
Json = dict[str, Any]


class Sheet:
    """One spreadsheet seen by a program and by its page."""

    def __init__(self, session: requests.Session, title: str = "Лист", **grid: int) -> None:
        self.session = session
        self.api = service(session, "sheets").spreadsheets()
        properties = {
            "title": title,
            "sheetId": 7,
            "gridProperties": {"rowCount": 1000, "columnCount": 26, **grid},
        }
        body = {"properties": {"title": title, "locale": "ru_RU"}, "sheets": [{"properties": properties}]}
        self.id: str = self.api.create(body=body).execute()["spreadsheetId"]
        self.base = f"{SITE}/spreadsheets/d/{self.id}"

    def write(self, place: str, *rows: list[Any]) -> None:
        self.api.values().update(
            spreadsheetId=self.id, range=place, valueInputOption="USER_ENTERED", body={"values": list(rows)}
        ).execute()

    def read(self, place: str) -> list[list[Any]]:
        found = (
            self.api.values().get(spreadsheetId=self.id, range=place, valueRenderOption="FORMULA").execute()
        )
        values: list[list[Any]] = found.get("values", [])
        return values

    def batch(self, *requests_: Json) -> None:
        self.api.batchUpdate(spreadsheetId=self.id, body={"requests": list(requests_)}).execute()

    def page(self) -> requests.Response:
        return self.session.get(f"{self.base}/edit")

    def state(self) -> Json:
        found: Json = json.loads(html.unescape(re.findall(r"data-state='([^']*)'", self.page().text)[0]))
        return found

    def rows(self, window: int | str = 0) -> str:
        return self.session.get(f"{self.base}/rows", params={"w": window}).text

    def version(self, have: int = -1) -> Json:
        found: Json = self.session.get(f"{self.base}/version", params={"have": have}).json()
        return found

    def wish(self, do: str, **more: Any) -> requests.Response:
        token = re.findall(r'data-token="([^"]+)"', self.page().text)[0]
        return self.session.post(
            f"{self.base}/change", json={"do": do, "gid": 7, **more}, headers={"X-Fbzx": token}
        )

    def put(self, row: int, column: int, *rows: list[str], **more: Any) -> requests.Response:
        return self.wish("put", row=row, column=column, rows=list(rows), **more)


def area(top: int, bottom: int, left: int, right: int) -> Json:
    sides = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": 7, **sides}
