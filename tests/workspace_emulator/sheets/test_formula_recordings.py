"""Formulas with the results Google gave, where the recordings lie beside the project."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from workspace_emulator.sheets.values import serial

from .formula_book import FormulaBook

RECORDED = Path(__file__).parents[4] / "shared" / "recorded" / "formula_results.json"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z")
ERRORS = ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#ERROR!", "#NULL!")


def recorded() -> list[list[str]]:
    if not RECORDED.exists():
        return []
    rows: list[list[str]] = json.loads(RECORDED.read_text(encoding="utf-8"))["rows"]
    return rows


def same(found: Any, wanted: str, kind: str) -> bool:
    """Whether a value is the recorded one in substance: an error for an error, numbers to nine digits."""
    if kind == "error" or found in ERRORS:
        return kind == "error" and found in ERRORS
    if kind == "boolean":
        return found is (wanted == "TRUE")
    number = None if isinstance(found, bool | str) or found is None else float(found)
    if kind == "number":
        return number is not None and number == pytest.approx(float(wanted), rel=1e-9, abs=1e-300)
    if MOMENT.fullmatch(wanted) and number is not None:
        return number in moments(wanted)
    return (found or "") == wanted


def moments(text: str) -> list[Any]:
    """A recorded moment as serial numbers: days were recorded as midnight in New York or in UTC."""
    moment = datetime.fromisoformat(text)
    clock = serial.of_time(moment.hour, moment.minute, moment.second)
    days = serial.of_date(moment.date())
    return [pytest.approx(days + clock, abs=1e-9)] + ([days] if moment.hour in (4, 5) and days else [])


def test_recorded_results() -> None:
    rows = recorded()
    book = FormulaBook()
    wrong = [
        (formula, wanted, found)
        for formula, _, wanted, kind in rows
        if not same(found := book.ask(formula), wanted, kind)
    ]
    assert wrong == []
