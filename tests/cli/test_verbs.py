"""Each verb: what it does, what it prints for people and for programs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

from starosta import settings
from starosta.cli.texts import count
from tests.automations.college import College
from tests.cli.conftest import Starosta
from workspace_emulator.google import Workspace
from workspace_emulator.people import Browser

STAROSTA = "from starosta.cli import main; main()"
VERBS = ("init", "setup", "tick", "run", "status", "summary", "letters", "links", "workspace", "demo")


def test_init_writes_settings_that_can_be_read_and_never_overwrites(starosta: Starosta, school: Path) -> None:
    known = settings.load(school)
    assert (known.name, known.profile, known.workspace, known.time_zone) == (
        "Колледж", "college", "embedded", "Asia/Irkutsk",
    )  # fmt: skip
    before = (school / "school.toml").read_bytes()
    said = starosta("init", school)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"В папке {school} уже есть школа. Выберите другую папку.\n"
    assert (school / "school.toml").read_bytes() == before


def test_a_name_with_quotes_stays_a_name(starosta: Starosta, tmp_path: Path) -> None:
    name = 'Колледж "Заря" \\ филиал'
    assert starosta("init", tmp_path / "s", "--name", name).code == 0
    assert settings.load(tmp_path / "s").name == name


def test_setup_tells_then_does_then_has_nothing_to_do(starosta: Starosta, school: Path) -> None:
    planned = starosta("setup", "--plan", "--school", school)
    assert planned.code == 0
    assert "· книга: Колледж · Школа" in planned.out
    assert (
        planned.out.splitlines()[-1] == f"Будет сделано: {count(len(planned.out.splitlines()) - 1, 'step')}."
    )
    workspace = Workspace(school / "workspace.sqlite")
    college = College(school, workspace)
    assert college.api("GET", "https://www.googleapis.com/drive/v3/files")["files"] == []
    done = starosta("setup", "--school", school)
    assert done.code == 0
    steps = [line[2:] for line in done.out.splitlines() if line.startswith("✓ ")]
    assert steps == [line[2:] for line in planned.out.splitlines() if line.startswith("· ")]
    assert "✓ книга: Колледж · Школа" in done.out
    assert "Дальше: заполните книгу школы (http://127.0.0.1:8765/spreadsheets/d/" in done.out
    names = [
        file["name"] for file in college.api("GET", "https://www.googleapis.com/drive/v3/files")["files"]
    ]
    assert {"Колледж · Школа", "Готов к работе", "Мониторинг образовательного процесса"} <= set(names)
    assert len(names) == len(set(names))
    again = starosta("setup", "--school", school)
    assert (again.code, again.out.splitlines()[-1]) == (0, "Всё на месте, делать нечего.")
    assert starosta("setup", "--plan", "--school", school).out == "Всё на месте, делать нечего.\n"
    workspace.close()


def test_setup_repairs_a_deleted_tab_a_deleted_question_and_a_closed_form(
    starosta: Starosta, college: College
) -> None:
    college.drop_tab("school", "Звонки")
    monitoring = college.file("Мониторинг образовательного процесса")
    base = f"https://forms.googleapis.com/v1/forms/{monitoring}"
    titles = [item.get("title") for item in college.api("GET", base)["items"]]
    college.api("POST", f"{base}:batchUpdate", {"requests": [{"deleteItem": {"location": {"index": 1}}}]})
    closed = f"https://forms.googleapis.com/v1/forms/{college.file('Готов к работе')}"
    state = {"publishState": {"isPublished": True, "isAcceptingResponses": False}}
    college.api(
        "POST", f"{closed}:setPublishSettings", {"publishSettings": state, "updateMask": "publishState"}
    )
    said = starosta("setup", "--school", college.folder)
    assert said.code == 0
    for line in (
        "✓ вкладка: Звонки",
        "✓ вопросы и списки формы «Мониторинг образовательного процесса»",
        "✓ открыть форму «Готов к работе» для ответов",
    ):
        assert line in said.out.splitlines()
    assert [item.get("title") for item in college.api("GET", base)["items"]] == titles
    assert college.sheet("school", "Звонки")[1][:2] == ["будни", "день"]
    college.check_in("М-01")
    assert (
        starosta("setup", "--school", college.folder).out.splitlines()[-1] == "Всё на месте, делать нечего."
    )


def test_tick_tells_what_it_did_for_people_and_for_programs(starosta: Starosta, college: College) -> None:
    college.at("2026-11-11 08:05").append("Расписание", ["сряда", "", "5", "СВ-12", "М-02"])
    said = starosta("tick", "--school", college.folder, "--now", "2026-11-11T08:05")
    assert said.code == 0
    assert said.out.splitlines()[0].startswith("11.11.2026 8:05: писем: 5, ")
    assert said.out.splitlines()[1].startswith(
        "! вкладка «Расписание», строка 11, столбец «День недели»: «сряда»"
    )
    told = starosta("tick", "--school", college.folder, "--now", "2026-11-11T08:06", "--json").json
    assert (told["at"], told["letters"], told["cells"], told["failures"]) == (
        "2026-11-11T08:06:00+08:00", 0, 0, [],
    )  # fmt: skip
    assert sum(told["calls"].values()) <= 2
    assert told["problems"] == [
        {
            "code": "roster.weekday_unknown",
            "tab": "Расписание",
            "row": 11,
            "column": "День недели",
            "text": "«сряда» не похоже на день недели. Впишите, например, «понедельник» или «пн».",
        }
    ]


def test_a_moment_may_carry_its_own_offset(starosta: Starosta, college: College) -> None:
    said = starosta("tick", "--school", college.folder, "--now", "2026-11-11T01:00+01:00", "--json")
    assert said.json["at"] == "2026-11-11T08:00:00+08:00"


def test_a_failing_automation_gives_an_exit_code_of_its_own(starosta: Starosta, college: College) -> None:
    college.template("duties/remind_before.txt", "без темы")
    said = starosta("tick", "--school", college.folder, "--now", "2026-11-11T08:05")
    assert said.code == 10
    assert "не сработало: напоминания и сводки" in said.out
    assert "Traceback" not in said.out + said.err


def test_run_until_a_moment_that_is_past_ticks_once_and_ends(starosta: Starosta, school: Path) -> None:
    starosta("setup", "--school", school)
    said = starosta("run", "--school", school, "--until", "2020-01-01T00:00")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[0] == "Работаю. Остановить: Ctrl+C."
    assert said.out.splitlines()[-1] == "Остановлено."


def test_run_goes_on_while_the_school_is_not_set_up(starosta: Starosta, school: Path) -> None:
    said = starosta("run", "--school", school, "--until", "2020-01-01T00:00")
    assert (said.code, said.err) == (0, "Форм и таблиц школы ещё нет. Запустите: starosta setup.\n")


def test_status_has_one_row_for_each_obligation(starosta: Starosta, college: College) -> None:
    college.at("2026-11-11 08:18").check_in("М-01")
    said = starosta("status", "--school", college.folder, "--now", "2026-11-11T08:30", "--json")
    rows = said.json
    assert rows[0] == {
        "duty": "check_in",
        "title": "Отметка «Готов к работе»",
        "person": "М-01",
        "name": "Иванов Иван Иванович",
        "date": "2026-11-11",
        "group": "",
        "lesson": "",
        "due": "2026-11-11T08:15:00+08:00",
        "closes": "2026-11-11T14:05:00+08:00",
        "status": "с опозданием",
        "status_code": "late",
        "minutes_late": 3,
        "reason": "",
        "answered_at": "2026-11-11T08:18:00+08:00",
    }
    assert [(row["person"], row["status"], row["reason"]) for row in rows[1:5]] == [
        ("М-02", "не сдано", ""),
        ("М-03", "не сдано", ""),
        ("М-07", "освобождён", "отпуск"),
        ("М-09", "не сдано", ""),
    ]
    assert len(rows) == 5 + 3 + 5
    shown = starosta("status", "--school", college.folder, "--now", "2026-11-11T08:30").out
    assert (
        shown.splitlines()[-1]
        == "Ожидается за день 11, сдано 1, вовремя 0, срок впереди 7. Полнота 9 %, своевременность 0 %."
    )


def test_status_of_another_day_and_of_a_day_off(starosta: Starosta, college: College) -> None:
    at = ("--school", college.folder, "--now", "2026-11-11T08:30")
    assert {row["date"] for row in starosta("status", *at, "--date", "2026-11-14", "--json").json} == {
        "2026-11-14"
    }
    assert starosta("status", *at, "--date", "2026-11-15", "--json").json == []
    assert starosta("status", *at, "--date", "2026-11-15").out == "На этот день ничего не ожидается.\n"


def test_a_summary_adds_up_the_days_of_a_period(starosta: Starosta, college: College) -> None:
    college.at("2026-11-10 08:00").tick()
    college.at("2026-11-10 08:18").check_in("М-01")
    college.at("2026-11-11 08:10").check_in("М-01")
    at = ("--school", college.folder, "--now", "2026-11-11T08:30")
    rows = starosta("summary", *at, "--json").json
    assert rows[0] == {
        "duty": "check_in",
        "title": "Отметка «Готов к работе»",
        "person": "М-01",
        "name": "Иванов Иван Иванович",
        "since": "2026-11-10",
        "until": "2026-11-11",
        "expected": 2,
        "received": 2,
        "on_time": 1,
        "late": 1,
        "missing": 0,
        "excused": 0,
        "pending": 0,
        "completeness": 1.0,
        "timeliness": 0.5,
    }
    today = starosta("summary", *at, "--since", "2026-11-11", "--json").json
    assert {(row["since"], row["until"]) for row in today} == {("2026-11-11", "2026-11-11")}
    assert [(row["person"], row["expected"]) for row in today if row["duty"] == "monitoring"] == [
        ("М-01", 1),
        ("М-03", 2),
    ]
    status = starosta("status", *at, "--json").json
    assert sum(row["expected"] + row["excused"] for row in today) == len(status)
    assert starosta("summary", *at, "--since", "2026-11-12", "--date", "2026-11-11").out == (
        "В эти дни ничего не ожидалось.\n"
    )


def test_the_first_day_is_that_of_the_first_tick_and_a_look_changes_nothing(
    starosta: Starosta, college: College
) -> None:
    """Set up on one day, filled in on the next, at work from the third on."""
    at = ("--school", college.folder)
    assert starosta("summary", *at, "--now", "2026-11-10T10:00", "--since", "2026-11-01").code == 0
    college.at("2026-11-11 07:50").tick()
    early = starosta("summary", *at, "--now", "2026-11-02T10:00", "--json").json
    rows = starosta("summary", *at, "--now", "2026-11-11T12:00", "--since", "2026-11-01", "--json").json
    assert {row["since"] for row in rows} == {"2026-11-11"}
    assert sum(row["expected"] for row in rows) == 11
    assert {row["since"] for row in early} == {"2026-11-02"}


def test_letters_tell_what_went_to_whom(starosta: Starosta, college: College) -> None:
    college.at("2026-11-11 08:05").tick()
    at = ("--school", college.folder, "--date", "2026-11-11")
    rows = starosta("letters", *at, "--json").json
    assert [(row["to"], row["letter"], row["status"]) for row in rows] == [
        (f"{name}@example.org", "duties/remind_before", "sent")
        for name in ("ivanov.ivan", "ivanov.ilya", "semyonova", "lebedeva")
    ]
    assert rows[0]["planned"] == "2026-11-11T08:05:00+08:00"
    assert rows[0]["text"].startswith("Отметка «Готов к работе» — до 8:15\n")
    assert "отправлено" in starosta("letters", *at).out
    assert (
        starosta("letters", "--school", college.folder, "--date", "2026-11-12").out
        == "Писем за этот день нет.\n"
    )


def test_links_name_the_entries_of_the_public_form_pages(starosta: Starosta, college: College) -> None:
    told = starosta("links", "--school", college.folder, "--json").json
    for form in told["forms"]:
        page = Browser(college.workspace).open_form(
            form["url"].replace(settings.PAGES, "https://docs.google.com")
        )
        first = [f"entry.{int(asked.entry)}" for asked in page.questions]
        assert [question["entry"] for question in form["questions"]][: len(first)] == first
        assert [question["title"] for question in form["questions"]][: len(first)] == [
            asked.title for asked in page.questions
        ]
    monitoring = next(form for form in told["forms"] if form["key"] == "monitoring")
    grid = [one for one in monitoring["questions"] if one["key"] == "marks" and one["group"] == "ПК-11"]
    assert [one["student"] for one in grid] == ["0012", "0013", "0014"]
    assert told["workbooks"][0]["title"] == "Колледж · Школа"
    assert "entry." in starosta("links", "--school", college.folder).out


@pytest.mark.parametrize("before", [True, False])
def test_the_school_is_named_before_or_after_the_verb(
    starosta: Starosta, college: College, before: bool
) -> None:
    named = ("--school", str(college.folder))
    verb = ("status", "--now", "2026-11-11T08:30", "--json")
    assert len(starosta(*(*named, *verb) if before else (*verb, *named)).json) == 13


def test_every_verb_explains_itself(starosta: Starosta) -> None:
    said = starosta("--help")
    assert said.code == 0
    assert [verb for verb in VERBS if not re.search(rf"^  {verb} ", said.out, re.M)] == []
    for verb in VERBS:
        told = starosta(verb, "--help")
        assert told.code == 0
        assert re.search(r"[а-я]{4}", told.out)


def test_the_workspace_starts_answers_and_ends(school: Path, starosta: Starosta) -> None:
    """In a process of its own, as people start it; Ctrl+C ends it."""
    starosta("setup", "--school", school)
    command = [sys.executable, "-c", STAROSTA, "workspace", "--port", "0", "--school", str(school)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        giving_up = threading.Timer(60, process.kill)
        giving_up.start()
        url = process.stdout.readline().strip().removeprefix("Встроенное рабочее пространство: ")
        with urllib.request.urlopen(f"{url}/drive/v3/files", timeout=30) as answer:
            names = [file["name"] for file in json.load(answer)["files"]]
        process.send_signal(2)
        _, err = process.communicate()
        giving_up.cancel()
    assert url.startswith("http://127.0.0.1:")
    assert "Колледж · Школа" in names
    assert process.returncode in (0, 130)
    assert "Traceback" not in err
