"""Documents opened the way a reader opens them: the report of the appendix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from starosta import documents
from starosta.documents import ReportBlank, ReportValues
from starosta.errors import ConfigError
from starosta.rules import chronometry
from starosta.shelf import Shelf
from tests.cast import WEDNESDAY

MADE_AT = datetime(2026, 11, 11, 6, 50, tzinfo=UTC)
TEXT = """13:00–14:05; куратор; звонки; =HYPERLINK("http://example.org"); +7 не отвечает
8:15–13:00; мастер п/о; учебная практика; выполнено 4,5 задания
далее =по плану"""


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return Shelf.of().toml("daily_reports/report.document.toml")


@pytest.fixture(scope="module")
def blank(table: Mapping[str, Any]) -> ReportBlank:
    return documents.report_blank(table)


@pytest.fixture(scope="module")
def values() -> ReportValues:
    day = chronometry.parse(TEXT, ["мастер п/о", "куратор"])
    name = "Иванов Иван Иванович"
    return ReportValues("М-01", name, "Иванов И. И.", WEDNESDAY, "среда", day.lines, day.unread)


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell not in (None, "")] for row in sheet.iter_rows(values_only=True)]


def test_the_report_has_the_form_of_the_appendix(blank: ReportBlank, values: ReportValues) -> None:
    sheet = opened(documents.report_xlsx(values, blank, MADE_AT)).worksheets[0]
    assert sheet.title == "Отчёт"
    assert rows(sheet) == [
        ["Отчёт о проделанной работе мастера п/о: Иванов Иван Иванович"],
        ["Рабочий день, дата: 11.11.2026, среда"],
        [],
        [
            "Хронометраж времени",
            "Роль (куратор, мастер п/о, руководитель практики, руководитель ВКР и др.)",
            "Функция (выполняемое действие, работа)",
            "Результат проделанной работы",
            "Возникшая проблема",
        ],
        ["8:15–13:00", "мастер п/о", "учебная практика", "выполнено 4,5 задания"],
        ["13:00–14:05", "куратор", "звонки", '=HYPERLINK("http://example.org")', "+7 не отвечает"],
        [],
        ["Строки, которые не удалось разобрать:"],
        ["строка 3: далее =по плану"],
        [],
        ["Мастер п/о ____________________ / Иванов И. И. /"],
    ]


def test_it_prints_on_a4_one_page_wide_with_a_repeated_header(
    blank: ReportBlank, values: ReportValues
) -> None:
    sheet = opened(documents.report_xlsx(values, blank, MADE_AT)).worksheets[0]
    setup = sheet.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToHeight) == (9, "landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'Отчёт'!$A$1:$E$11"
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "Страница &P из &N"
    assert [sheet.column_dimensions[letter].width for letter in "ABCE"] == pytest.approx(
        [16, 26, 36, 28], abs=1
    )


def test_the_table_is_bordered_and_wrapped(blank: ReportBlank, values: ReportValues) -> None:
    sheet = opened(documents.report_xlsx(values, blank, MADE_AT)).worksheets[0]
    for row in (4, 5, 6):
        for cell in sheet[row]:
            sides = cell.border
            assert (sides.left.style, sides.right.style, sides.top.style, sides.bottom.style) == ("thin",) * 4
            assert cell.alignment.wrap_text is True
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == [
        "A11:E11",
        "A1:E1",
        "A2:E2",
        "A8:E8",
        "A9:E9",
    ]


def test_a_formula_typed_into_a_form_stays_text(blank: ReportBlank, values: ReportValues) -> None:
    sheet = opened(documents.report_xlsx(values, blank, MADE_AT)).worksheets[0]
    for cell in (sheet["D6"], sheet["E6"]):
        assert (cell.data_type, cell.quotePrefix) == ("s", 1)
    assert (sheet["C6"].data_type, sheet["C6"].quotePrefix) == ("s", 0)
    assert sheet["A9"].data_type == "s"
    assert sheet["D6"].hyperlink is None


def test_a_name_that_is_a_formula_stays_text(blank: ReportBlank, values: ReportValues) -> None:
    bare = replace(blank, title="{name}", signature="{short_name}")
    content = documents.report_xlsx(replace(values, name="=1+1", short_name="@SUM(1)"), bare, MADE_AT)
    sheet = opened(content).worksheets[0]
    assert [(sheet[place].data_type, sheet[place].value) for place in ("A1", "A11")] == [
        ("s", "=1+1"),
        ("s", "@SUM(1)"),
    ]


def test_a_report_without_lines_is_still_a_form(blank: ReportBlank, values: ReportValues) -> None:
    sheet = opened(documents.report_xlsx(replace(values, lines=(), unread=()), blank, MADE_AT)).worksheets[0]
    assert len(rows(sheet)[3]) == 5
    assert rows(sheet)[4:] == [
        [],
        ["Мастер п/о ____________________ / Иванов И. И. /"],
    ]


def test_portrait_and_another_order_of_columns_are_the_blank_s_choice(
    table: Mapping[str, Any], values: ReportValues
) -> None:
    turned = {**table, "orientation": "portrait", "column": list(reversed(table["column"]))}
    content = documents.report_xlsx(values, documents.report_blank(turned), MADE_AT)
    sheet = opened(content).worksheets[0]
    assert sheet.page_setup.orientation == "portrait"
    assert [sheet["D5"].value, sheet["E5"].value] == ["мастер п/о", "8:15–13:00"]


def test_same_values_same_bytes(blank: ReportBlank, values: ReportValues) -> None:
    once = documents.report_xlsx(values, blank, MADE_AT)
    assert documents.report_xlsx(values, blank, MADE_AT) == once
    assert opened(once).properties.created == datetime.combine(WEDNESDAY, time(6, 50))
    assert documents.report_xlsx(values, blank, MADE_AT.replace(minute=51)) != once


def test_texts_no_file_can_hold_are_mended(blank: ReportBlank, values: ReportValues) -> None:
    line = replace(values.lines[0], function="а\x00б\ud800", result="я" * 40_000)
    content = documents.report_xlsx(replace(values, lines=(line,)), blank, MADE_AT)
    sheet = opened(content).worksheets[0]
    assert sheet["C5"].value == "а\ufffdб\ufffd"
    assert sheet["D5"].value == "я" * 32_766 + "…"


@pytest.mark.parametrize(
    ("short_name", "file"),
    [
        ("Иванов\N{NO-BREAK SPACE}И.\N{NO-BREAK SPACE}И.", "Отчёт М-01 Иванов И. И. 11.11.2026.xlsx"),
        ("Ив/ан:ов*", "Отчёт М-01 Ив_ан_ов_ 11.11.2026.xlsx"),
        ("Иванов\r\nBcc", "Отчёт М-01 Иванов Bcc 11.11.2026.xlsx"),
    ],
)
def test_the_file_s_name(short_name: str, file: str, blank: ReportBlank, values: ReportValues) -> None:
    assert documents.report_name(replace(values, short_name=short_name), blank) == file


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"title": "Отчёт {фамилия}"}, "title"),
        ({"day": "{date.nobody}"}, "day"),
        ({"unread_line": "{line"}, "unread_line"),
        ({"pages": "{0}"}, "pages"),
        ({"column": [{"field": "mood", "title": "Настроение", "width": 10}]}, "mood"),
        ({"column": [{"field": "time", "title": "Время"}]}, "width"),
    ],
)
def test_a_broken_blank_names_the_place(change: dict[str, Any], place: str, table: Mapping[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        documents.report_blank({**table, **change})
    assert (caught.value.key, caught.value.facts["place"]) == ("template_broken", place)


def test_a_blank_without_a_sentence_names_it(table: Mapping[str, Any]) -> None:
    with pytest.raises(ConfigError) as caught:
        documents.report_blank({key: value for key, value in table.items() if key != "signature"})
    assert caught.value.facts["place"] == "signature"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("ПК-11", "ПК-11"),
        ("Пары 1/2 [всё]", "Пары 1 2  всё"),
        ("", "1"),
        ("О" * 40, "О" * 31),
        ("History", "1"),
    ],
)
def test_a_tab_gets_a_name_excel_accepts(
    blank: ReportBlank, values: ReportValues, said: str, shown: str
) -> None:
    book = opened(documents.report_xlsx(values, replace(blank, tab=said), MADE_AT))
    assert book.sheetnames == [shown]
