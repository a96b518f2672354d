"""Fields of the public page: what they mean as answers, what is refused, and the way back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.form_blanks import choice, question
from workspace_emulator.forms.entries import Wrong, read, write
from workspace_emulator.forms.outline import Question, sections
from workspace_emulator.forms.questions import build

TEXT = question("Т", textQuestion={})
RADIO = choice("Р", "RADIO", "а", "б")
RADIO_OTHER = choice("Р", "RADIO", "а", {"isOther": True})
BOXES = choice("Ф", "CHECKBOX", "а", "б", {"isOther": True})
DROP = choice("С", "DROP_DOWN", "а", "б")
SCALE = question("Ш", scaleQuestion={"low": 0, "high": 5})
RATING = question("О", ratingQuestion={"ratingScaleLevel": 3, "iconType": "STAR"})
DAY = question("Д", dateQuestion={})
YEAR = question("Д", dateQuestion={"includeYear": True})
MOMENT = question("Д", dateQuestion={"includeYear": True, "includeTime": True})
DAY_TIME = question("Д", dateQuestion={"includeTime": True})
TIME = question("В", timeQuestion={})
LONG = question("П", timeQuestion={"duration": True})


def asked(item: dict[str, Any]) -> Question:
    """The question under entry number 10."""
    item["questionItem"]["question"]["questionId"] = "a"
    (page,) = sections([build(item, [], quiz=False)])
    return page.questions[0]


def fields(text: str) -> dict[str, list[str]]:
    """`=x&_day=5` → fields of entry 10."""
    found: dict[str, list[str]] = {}
    for pair in filter(None, text.split("&")):
        name, _, value = pair.partition("=")
        found.setdefault(f"entry.10{name}", []).append(value)
    return found


@pytest.mark.parametrize(
    ("item", "sent", "values"),
    [
        (TEXT, "= М01 ", [" М01 "]),
        (TEXT, "=   ", []),
        (TEXT, "", []),
        (TEXT, "=первая\r\nвторая", ["первая\nвторая"]),
        (TEXT, "=\\=1+1", ["\\=1+1"]),
        (RADIO, "=б", ["б"]),
        (RADIO, "=", []),
        (RADIO_OTHER, "=__other_option__&.other_option_response=своё", ["своё"]),
        (RADIO_OTHER, "=__other_option__&.other_option_response=", []),
        (RADIO_OTHER, ".other_option_response=своё", []),
        (BOXES, "=б&=а&=б", ["а", "б"]),
        (BOXES, "=а&=__other_option__&.other_option_response=в", ["а", "в"]),
        (DROP, "=а", ["а"]),
        (SCALE, "=0", ["0"]),
        (RATING, "=3", ["3"]),
        (DAY, "=05-19", ["05-19"]),
        (DAY, "=2026-05-19", ["05-19"]),
        (DAY, "_month=2&_day=29", ["02-29"]),
        (YEAR, "=2026-11-05", ["2026-11-05"]),
        (YEAR, "_year=2026&_month=11&_day=5", ["2026-11-05"]),
        (MOMENT, "=2026-11-05T08:15", ["2026-11-05 08:15"]),
        (MOMENT, "=2026-11-05 8:15", ["2026-11-05 08:15"]),
        (MOMENT, "_year=2026&_month=11&_day=5&_hour=8&_minute=5", ["2026-11-05 08:05"]),
        (DAY_TIME, "_month=5&_day=19&_hour=14&_minute=51", ["05-19 14:51"]),
        (TIME, "=08:15", ["08:15"]),
        (TIME, "=8:15:30", ["08:15"]),
        (TIME, "_hour=8&_minute=5", ["08:05"]),
        (TIME, "_hour=&_minute=", []),
        (LONG, "_hour=1&_minute=30&_second=", ["01:30"]),
        (LONG, "_hour=26&_minute=0&_second=5", ["26:00:05"]),
    ],
)
def test_fields_become_values(item: dict[str, Any], sent: str, values: list[str]) -> None:
    assert read(asked(item), fields(sent)) == values


@pytest.mark.parametrize(
    ("item", "sent", "code"),
    [
        (RADIO, "=в", "choice"),
        (RADIO, "=__other_option__", "choice"),
        (RADIO, "=а&=б", "one"),
        (BOXES, "=а&=г", "choice"),
        (DROP, "=А", "choice"),
        (SCALE, "=6", "choice"),
        (RATING, "=0", "choice"),
        (DAY, "=05-32", "day"),
        (DAY, "_day=5", "day"),
        (YEAR, "=05-19", "date"),
        (YEAR, "=2026-02-29", "date"),
        (YEAR, "_year=2026&_month=11&_day=", "date"),
        (MOMENT, "=2026-11-05", "time"),
        (MOMENT, "_hour=8&_minute=0", "date"),
        (TIME, "=25:00", "time"),
        (TIME, "=утром", "time"),
        (LONG, "_hour=0&_minute=75&_second=0", "duration"),
    ],
)
def test_wrong_fields_are_refused(item: dict[str, Any], sent: str, code: str) -> None:
    with pytest.raises(Wrong) as caught:
        read(asked(item), fields(sent))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("item", "values"),
    [
        (TEXT, ["М01"]),
        (RADIO_OTHER, ["своё"]),
        (BOXES, ["а", "своё"]),
        (SCALE, ["0"]),
        (DAY, ["02-29"]),
        (YEAR, ["2026-11-05"]),
        (MOMENT, ["2026-11-05 08:15"]),
        (DAY_TIME, ["05-19 14:51"]),
        (TIME, ["08:15"]),
        (LONG, ["01:30"]),
        (LONG, ["01:30:05"]),
    ],
)
def test_values_survive_the_way_back_to_a_page(item: dict[str, Any], values: list[str]) -> None:
    written: dict[str, list[str]] = {}
    for name, value in write(asked(item), values):
        written.setdefault(name, []).append(value)
    assert read(asked(item), written) == values
