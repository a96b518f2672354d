"""People in browsers: every kind of answer, sections, refusals, later edits."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, grid, question, section
from workspace_emulator import people
from workspace_emulator.google import Workspace

CASES: list[tuple[dict[str, Any], Any, list[str]]] = [
    (question("А", textQuestion={}), "текст <b>", ["текст <b>"]),
    (question("А", textQuestion={}), 5, ["5"]),
    (question("А", textQuestion={"paragraph": True}), "первая\n\nвторая", ["первая\n\nвторая"]),
    (question("А", textQuestion={"paragraph": True}), "\nсо второй строки", ["\nсо второй строки"]),
    (choice("А", "RADIO", "да", "нет"), "нет", ["нет"]),
    (choice("А", "RADIO", "да", {"isOther": True}), "своё", ["своё"]),
    (choice("А", "CHECKBOX", "а", "б", "в", shuffle=True), ["а", "в"], ["а", "в"]),
    (choice("А", "CHECKBOX", "а", {"isOther": True}), ["а", "г"], ["а", "г"]),
    (choice("А", "DROP_DOWN", "М01", "М02"), "М02", ["М02"]),
    (question("А", scaleQuestion={"low": 0, "high": 5}), 0, ["0"]),
    (question("А", ratingQuestion={"ratingScaleLevel": 5, "iconType": "STAR"}), 4, ["4"]),
    (question("А", dateQuestion={"includeYear": True}), date(2026, 11, 5), ["2026-11-05"]),
    (
        question("А", dateQuestion={"includeYear": True, "includeTime": True}),
        datetime(2026, 11, 5, 8, 15, tzinfo=UTC),
        ["2026-11-05 08:15"],
    ),
    (question("А", dateQuestion={}), "02-29", ["02-29"]),
    (question("А", timeQuestion={}), time(8, 15), ["08:15"]),
    (question("А", timeQuestion={"duration": True}), "01:30:00", ["01:30"]),
]


@pytest.mark.parametrize(("item", "given", "values"), CASES)
def test_each_kind_is_answered_kept_and_unchanged_by_an_empty_edit(
    desk: FormsDesk, item: dict[str, Any], given: Any, values: list[str]
) -> None:
    form = desk.make(item)
    sent = people.submit(desk.session, form["responderUri"], {"А": given})
    assert desk.answers(form) == [{"А": values}]
    assert people.edit(desk.session, sent.edit_url, {}) == sent
    assert desk.answers(form) == [{"А": values}]


@pytest.mark.parametrize("name", ["Имя", "entry.10", "10", "0000000a", "a"])
def test_a_question_has_several_names(desk: FormsDesk, name: str) -> None:
    form = desk.make(question("Имя", questionId="a", textQuestion={}))
    people.submit(desk.session, form["responderUri"], {name: "М01"})
    assert desk.answers(form) == [{"Имя": ["М01"]}]


def test_grids_are_answered_row_by_row(desk: FormsDesk) -> None:
    form = desk.make(
        grid("Дни", "CHECKBOX", ["Пн", "Вт"], ["утро", "вечер"]), grid("Отметки", "RADIO", ["Иван"], ["5"])
    )
    answers = {"Дни": {"Пн": ["утро", "вечер"]}, "Отметки [Иван]": "5"}
    people.submit(desk.session, form["responderUri"], answers)
    assert desk.answers(form) == [{"Пн": ["утро", "вечер"], "Иван": ["5"]}]


def branching(desk: FormsDesk) -> dict[str, Any]:
    form = desk.make(
        section("Первая", "a0"),
        question("Тема", True, textQuestion={}),
        choice("Всё", "RADIO", {"value": "да", "goToAction": "SUBMIT_FORM"}),
        section("Вторая", "b0"),
        question("Тема", True, textQuestion={}),
    )
    options = [{"value": "1", "goToSectionId": "a0"}, {"value": "2", "goToSectionId": "b0"}]
    desk.batch(form["formId"], create(choice("Группа", "DROP_DOWN", *options, required=True), 0))
    return desk.get(form["formId"])


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"Группа": "1", "Тема": "а", "Всё": "да"}, {"Группа": ["1"], "Тема": ["а"], "Всё": ["да"]}),
        ({"Группа": "2", "Тема": "б"}, {"Группа": ["2"], "Тема": ["б"]}),
    ],
)
def test_sections_are_walked_as_the_answers_lead(
    desk: FormsDesk, answers: dict[str, str], kept: dict[str, list[str]]
) -> None:
    form = branching(desk)
    people.submit(desk.session, form["responderUri"], answers)
    assert desk.answers(form) == [kept]


def test_changing_the_group_drops_the_other_sections_answers(desk: FormsDesk) -> None:
    form = branching(desk)
    sent = people.submit(desk.session, form["responderUri"], {"Группа": "1", "Тема": "а", "Всё": "да"})
    people.edit(desk.session, sent.edit_url, {"Группа": "2", "Тема": "б"})
    assert desk.answers(form) == [{"Группа": ["2"], "Тема": ["б"]}]


@pytest.mark.parametrize(
    ("answers", "complaints"),
    [
        ({}, ["Группа: Это обязательный вопрос."]),
        ({"Группа": "3"}, ["Группа: Такого варианта ответа нет."]),
        ({"Группа": "2"}, ["Тема: Это обязательный вопрос."]),
    ],
)
def test_a_refusal_carries_the_pages_sentences(
    desk: FormsDesk, answers: dict[str, str], complaints: list[str]
) -> None:
    form = branching(desk)
    with pytest.raises(people.Refused) as caught:
        people.submit(desk.session, form["responderUri"], answers)
    assert (caught.value.status, caught.value.complaints) == (400, complaints)
    assert desk.responses(form["formId"]) == {}


def test_answers_that_lead_to_no_end_are_an_error(desk: FormsDesk) -> None:
    form = desk.make(choice("Ещё", "RADIO", {"value": "снова", "goToAction": "RESTART_FORM"}))
    with pytest.raises(people.Refused, match="lead through 200 pages to no end"):
        people.submit(desk.session, form["responderUri"], {"Ещё": "снова"})
    assert desk.responses(form["formId"]) == {}


def test_an_answer_that_nobody_asks_for_is_an_error(desk: FormsDesk) -> None:
    form = branching(desk)
    with pytest.raises(people.NoSuchQuestion, match="Всё"):
        people.submit(desk.session, form["responderUri"], {"Группа": "2", "Тема": "б", "Всё": "да"})


def test_a_closed_form_is_an_error_of_its_own(desk: FormsDesk) -> None:
    form = desk.make(published=False)
    with pytest.raises(people.Closed) as caught:
        people.open_form(desk.session, form["responderUri"])
    assert caught.value.complaints == ["Форма не опубликована"]


def test_a_prefilled_address_is_sent_as_it_stands(desk: FormsDesk) -> None:
    form = desk.make(question("Имя", True, questionId="a", textQuestion={}))
    people.submit(desk.session, form["responderUri"] + "?usp=pp_url&entry.10=М07", {})
    assert desk.answers(form) == [{"Имя": ["М07"]}]


def test_a_person_needs_no_session(workspace: Workspace, session: requests.Session) -> None:
    desk = FormsDesk(session)
    form = desk.make(question("Имя", textQuestion={}))
    sent = people.Browser(workspace, language="en").submit(form["responderUri"], {"Имя": "М01"})
    (response,) = desk.responses(form["formId"])["responses"]
    assert sent.response_id == response["responseId"]
    assert desk.answers(form) == [{"Имя": ["М01"]}]
