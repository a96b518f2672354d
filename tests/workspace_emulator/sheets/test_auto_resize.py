"""Columns that fit themselves have room for what they show, in whatever font a reader has."""

from __future__ import annotations

import requests

from tests.workspace_emulator.web.sheet_desk import Sheet, area

FIT = {"dimensions": {"sheetId": 7, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 6}}


def widths(sheet: Sheet) -> list[int]:
    fields = "sheets.data.columnMetadata.pixelSize"
    found = sheet.api.get(spreadsheetId=sheet.id, fields=fields, ranges=["A1:F1"]).execute()
    return [one["pixelSize"] for one in found["sheets"][0]["data"][0]["columnMetadata"]]


def test_wide_letters_bold_ones_and_signs_take_more_room(session: requests.Session) -> None:
    sheet = Sheet(session)
    sheet.write("A1", ["щшмющшмю", "iljiljil", "ведомост", "ведомост", "ведомост", "ведомост"])
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "н"}]}}
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    sheet.batch(
        {"repeatCell": {"range": area(0, 1, 3, 4), "cell": bold, "fields": "userEnteredFormat"}},
        {"setDataValidation": {"range": area(0, 1, 4, 5), "rule": rule}},
        {"setBasicFilter": {"filter": {"range": area(0, 2, 5, 6)}}},
        {"autoResizeDimensions": FIT},
    )
    wide, thin, plain, heavy, listed, filtered = widths(sheet)
    assert thin < plain < wide
    assert plain < heavy < plain * 1.3
    assert plain + 10 <= listed <= plain + 30
    assert plain + 10 <= filtered <= plain + 30
