"""The demonstration played once into a folder, and everything it leaves behind: statuses, letters,
workbooks, words."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from filelock import FileLock

from starosta.cli.entry import run_with
from starosta.cli.showing import MARKER, clear
from starosta.google.message import unpack
from starosta.letter_files import INDEX
from starosta.opening import OpenSchool, opened
from starosta.state.records import OutboxRow, Stage

MOSCOW = ZoneInfo("Europe/Moscow")
WEDNESDAY, SATURDAY = date(2026, 11, 11), date(2026, 11, 14)
END = datetime(2026, 11, 14, 14, 0, tzinfo=MOSCOW)
TAKEN = "Папка {} занята. Выберите другую или добавьте --fresh: прежний показ будет удалён."
NOT_OURS = "В папке {} не показ, и он её не удаляет. Выберите другую папку: starosta demo --dir ПАПКА."
UNUSABLE = 2
"""Exit code of a folder that cannot be used."""


@dataclass(frozen=True)
class Shown:
    """The folder of a demonstration and what it said on the screen."""

    folder: Path
    said: str


def ask(*arguments: str) -> tuple[int, str]:
    """Exit code and output of a command."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run_with(arguments)
    return code, out.getvalue()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """One demonstration for all tests, those of other processes of the same run included: nobody writes
    into it."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if base.name.startswith("popen-") else base) / "demonstration"
    folder, told = shared / "school", shared / "said.json"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not told.is_file():
            code, said = ask("demo", "--dir", str(folder))
            told.write_text(json.dumps([code, said]), encoding="utf-8")
    code, said = json.loads(told.read_text(encoding="utf-8"))
    assert code == 0, said
    return Shown(folder, said)


@pytest.fixture
def known(shown: Shown) -> Iterator[OpenSchool]:
    with opened(shown.folder) as found:
        yield found


def statuses(shown: Shown, day: date) -> list[dict[str, Any]]:
    code, said = ask(
        "--school",
        str(shown.folder),
        "status",
        "--date",
        f"{day}",
        "--now",
        f"{END:%Y-%m-%dT%H:%M}",
        "--json",
    )
    assert code == 0, said
    found: list[dict[str, Any]] = json.loads(said)
    return found


def letters(known: OpenSchool) -> list[OutboxRow]:
    return known.state.outbox.planned_between(
        datetime(2026, 11, 11, tzinfo=MOSCOW), datetime(2026, 11, 15, tzinfo=MOSCOW)
    )


def cells(shown: Shown, book: str, tab: str) -> list[list[Any]]:
    found = openpyxl.load_workbook(shown.folder / "workbooks" / f"{book}.xlsx")
    return [[cell.value for cell in row] for row in found[tab].iter_rows()]


@pytest.mark.parametrize(
    ("day", "duty", "counted"),
    [
        (WEDNESDAY, "check_in", {"on_time": 10, "late": 2, "missing": 1, "excused": 1}),
        (WEDNESDAY, "monitoring", {"on_time": 11, "late": 2, "missing": 1}),
        (WEDNESDAY, "daily_report", {"on_time": 10, "late": 2, "missing": 1, "excused": 1}),
        (SATURDAY, "check_in", {"on_time": 13, "excused": 1}),
        (SATURDAY, "monitoring", {"on_time": 9, "late": 1}),
        (SATURDAY, "daily_report", {"on_time": 12, "late": 1, "excused": 1}),
    ],
)
def test_every_obligation_of_both_days_has_its_status(
    shown: Shown, day: date, duty: str, counted: dict[str, int]
) -> None:
    assert Counter(row["status_code"] for row in statuses(shown, day) if row["duty"] == duty) == counted


def test_who_stands_out_on_wednesday(shown: Shown) -> None:
    told = {
        (row["duty"], row["person"], row["group"]): (row["status_code"], row["minutes_late"], row["reason"])
        for row in statuses(shown, WEDNESDAY)
        if row["status_code"] != "on_time"
    }
    assert told == {
        ("check_in", "М-06", ""): ("missing", 0, ""),
        ("check_in", "М-09", ""): ("late", 3, ""),
        ("check_in", "М-11", ""): ("late", 16, ""),
        ("check_in", "М-12", ""): ("excused", 0, "отпуск"),
        ("monitoring", "М-04", "СВ-11"): ("late", 9, ""),
        ("monitoring", "М-06", "АМ-11"): ("late", 33, ""),
        ("monitoring", "М-10", "ШВ-11"): ("missing", 0, ""),
        ("daily_report", "М-06", ""): ("missing", 0, ""),
        ("daily_report", "М-11", ""): ("late", 46, ""),
        ("daily_report", "М-12", ""): ("excused", 0, "отпуск"),
        ("daily_report", "М-13", ""): ("late", 1026, ""),
    }


def test_two_groups_mean_two_monitorings_and_a_substitute_owes_for_the_absent(shown: Shown) -> None:
    groups: dict[str, list[str]] = {}
    for row in statuses(shown, WEDNESDAY):
        if row["duty"] == "monitoring":
            groups.setdefault(row["person"], []).append(row["group"])
    assert {person: found for person, found in groups.items() if len(found) > 1} == {
        "М-03": ["ЭМ-11", "ЭМ-21"],
        "М-13": ["ОТ-11", "ТК-11"],
    }
    assert groups.keys() & {"М-12", "М-14"} == set()


@pytest.mark.parametrize(
    ("duty", "times"),
    [
        ("check_in", {("08:15", "12:00")}),
        ("monitoring", {("09:15", "12:30"), ("11:10", "12:30")}),
        ("daily_report", {("12:30", "12:00")}),
    ],
)
def test_saturday_goes_by_its_own_bells(shown: Shown, duty: str, times: set[tuple[str, str]]) -> None:
    rows = [row for row in statuses(shown, SATURDAY) if row["duty"] == duty]
    assert {(row["due"][11:16], row["closes"][11:16]) for row in rows} == times


def test_letters_by_kind(known: OpenSchool) -> None:
    rows = letters(known)
    assert {row.stage for row in rows} == {Stage.SENT}
    assert Counter(row.letter for row in rows) == {
        "attendance/answer_faults": 1,
        "daily_reports/chronometry": 4,
        "daily_reports/evening_package": 6,
        "duties/digest": 9,
        "duties/escalate": 1,
        "duties/remind_after": 8,
        "duties/remind_before": 51,
        "roster_sync/table_faults": 3,
    }


def test_nobody_on_leave_is_written_to(known: OpenSchool) -> None:
    assert "m12@example.org" not in {row.addressee for row in letters(known)}


def test_each_letter_is_a_page_that_the_index_opens(shown: Shown, known: OpenSchool) -> None:
    folder = shown.folder / "letters"
    index = (folder / INDEX).read_text(encoding="utf-8")
    opened_by_time = [
        unquote(path) for path in re.findall(r'<a href="([^"]+)">', index.split("По адресатам")[0])
    ]
    assert len(opened_by_time) == len(letters(known))
    assert sorted(opened_by_time) == sorted(path.name for path in folder.glob("*.html") if path.name != INDEX)
    assert opened_by_time[0] == "2026-11-11 08-00 администратор Таблицы 1 неточность.html"


def test_the_package_lies_beside_its_page(shown: Shown) -> None:
    page = next((shown.folder / "letters").glob("2026-11-11 14-50 старший мастер*.html"))
    linked = [unquote(path) for path in re.findall(r'href="([^"]+\.xlsx)"', page.read_text(encoding="utf-8"))]
    files = [page.parent / path for path in linked]
    assert sorted(files) == sorted((page.parent / page.stem).iterdir())
    assert len(files) == 10
    ivanovs = [
        openpyxl.load_workbook(path).worksheets[0]["A1"].value for path in files if "Иванов" in path.name
    ]
    assert ivanovs == [
        "Отчёт о проделанной работе мастера п/о: Иванов Иван Ильич",
        "Отчёт о проделанной работе мастера п/о: Иванов Игорь Игнатьевич",
    ]


def test_the_register_of_a_group_holds_the_marks(shown: Shown) -> None:
    rows = cells(shown, "Посещаемость · ноябрь 2026", "ПК-11")
    assert rows[0][:4] == ["Код", "Фамилия Имя Отчество", "11.11 · 1", "14.11 · 1"]
    marked = {row[0]: row[2] for row in rows[1:] if row[2]}
    assert marked == {"О-0103": "у", "О-0107": "у", "О-0112": "оп", "О-0120": "у"}


def test_a_mark_typed_by_hand_stays_and_the_conflict_is_told(shown: Shown) -> None:
    rows = cells(shown, "Посещаемость · ноябрь 2026", "Расхождения")
    assert [row[:6] for row in rows[1:] if row[0]] == [
        ["ПК-11", "О-0103", "11.11 · 1", "у", "н", "11.11.2026 09:25"]
    ]


def test_a_formula_from_a_form_is_text_everywhere(shown: Shown) -> None:
    typed, topic = (
        f'=HYPERLINK("http://example.org/prize","{text}")' for text in ("нажмите сюда", "Тема занятия")
    )
    paths = [*(shown.folder / "workbooks").glob("*.xlsx"), *(shown.folder / "letters").rglob("*.xlsx")]
    found: list[tuple[str, Any]] = []
    for path in paths:
        for sheet in openpyxl.load_workbook(path).worksheets:
            for row in sheet.iter_rows():
                found += [(cell.data_type, cell.value) for cell in row if "HYPERLINK" in str(cell.value)]
                assert not [cell.coordinate for cell in row if cell.hyperlink]
    assert Counter(found) == {("s", typed): 3, ("s", topic): 1}
    pages = [page.read_text(encoding="utf-8") for page in (shown.folder / "letters").glob("*.html")]
    assert [page for page in pages if 'href="http://example.org/prize' in page] == []


def test_the_admin_hears_of_the_broken_row(known: OpenSchool) -> None:
    told = next(
        unpack(row.payload).text for row in letters(known) if row.letter == "roster_sync/table_faults"
    )
    assert "вкладка «Замены», строка 4, столбец «Дата»" in told
    assert "Даты «31.11.2026» нет в календаре." in told


def test_plain_output_has_no_control_codes_and_tells_the_days(shown: Shown) -> None:
    assert [sign for sign in shown.said if ord(sign) < 32 and sign != "\n"] == []
    lines = shown.said.splitlines()
    assert [line for line in lines if re.fullmatch(r"(Среда|Четверг|Суббота), \d+ ноября", line)] == [
        "Среда, 11 ноября",
        "Четверг, 12 ноября",
        "Суббота, 14 ноября",
    ]
    assert " 8:20  → старший мастер: Отметка «Готов к работе»: сдано 11 из 13" in lines
    assert " 8:20  → старший мастер: Отметка «Готов к работе»: всё сдано, 13 из 13" in lines


def test_a_quiet_minute_costs_at_most_two_calls(shown: Shown) -> None:
    found = re.search(r"самая дорогая из них стоила (\d+)", shown.said)
    assert found is not None
    assert int(found[1]) <= 2


@pytest.mark.parametrize(
    ("files", "options", "sentence"),
    [
        (["dear.txt"], [], NOT_OURS),
        (["dear.txt"], ["--fresh"], NOT_OURS),
        (["dear.txt", MARKER], [], TAKEN),
    ],
)
def test_a_folder_that_holds_anything_is_left_alone(
    tmp_path: Path, files: list[str], options: list[str], sentence: str
) -> None:
    for name in files:
        (tmp_path / name).write_text("dear", encoding="utf-8")
    code, said = ask("demo", "--dir", str(tmp_path), *options)
    assert (code, said) == (UNUSABLE, f"{sentence.format(tmp_path)}\n")
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict.fromkeys(
        files, "dear"
    )


def test_an_earlier_demonstration_is_swept_away_but_nothing_it_points_to(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "demo", tmp_path / "elsewhere"
    (folder / "letters" / "deep").mkdir(parents=True)
    elsewhere.mkdir()
    (elsewhere / "dear.txt").write_text("dear", encoding="utf-8")
    (folder / "link").symlink_to(elsewhere, target_is_directory=True)
    for name in (MARKER, "state.sqlite", "letters/deep/page.html"):
        (folder / name).write_text("", encoding="utf-8")
    clear(folder, fresh=True)
    assert [path.name for path in folder.iterdir()] == [MARKER]
    assert (elsewhere / "dear.txt").read_text(encoding="utf-8") == "dear"
