"""Forms as people fill them in: every kind of question, a link that has filled them, sections that branch."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, grid, question, section


def local(address: str) -> str:
    """A form's public address on the workspace's own host."""
    return address.removeprefix("https://docs.google.com")


def entry(item: dict[str, Any], row: int = 0) -> str:
    asked = (
        item["questionGroupItem"]["questions"][row]
        if "questionGroupItem" in item
        else item["questionItem"]["question"]
    )
    return f"entry.{int(asked['questionId'], 16)}"


def test_every_kind_of_question_on_a_phone(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(
        question("Имя", True, textQuestion={}),
        question("Рассказ", textQuestion={"paragraph": True}),
        choice("Смена", "RADIO", "Первая", "Вторая"),
        choice("Роли", "CHECKBOX", "Мастер", "Куратор", {"isOther": True}),
        choice("Группа", "DROP_DOWN", "ПК-11", "ЭМ-21"),
        question("Оценка", scaleQuestion={"low": 1, "high": 5}),
        question("Отзыв", ratingQuestion={"ratingScaleLevel": 5, "iconType": "STAR"}),
        question("День", dateQuestion={"includeYear": True}),
        question("Время", timeQuestion={}),
        grid("Отметки", "RADIO", ["Первый", "Второй"], ["был", "н"]),
        grid("Уроки", "CHECKBOX", ["Третий"], ["1", "2"]),
    )
    phone.goto(local(form["responderUri"]))
    phone.get_by_label("Имя").fill("Иван")
    phone.get_by_label("Рассказ").fill("Две\nстроки")
    phone.get_by_label("Вторая").tap()
    phone.get_by_label("Мастер").tap()
    phone.locator("[data-question='Роли'] .other input[type=text]").fill("Дежурный")
    phone.get_by_label("Группа").select_option("ЭМ-21")
    phone.locator("[data-question='Оценка'] input[value='4']").tap()
    phone.locator("[data-question='Отзыв'] input[value='5']").tap()
    phone.get_by_label("День").fill("2026-11-11")
    phone.get_by_label("Время").fill("08:15")
    phone.locator(f"[name='{entry(form['items'][9], 0)}'][value='был']").tap()
    phone.locator(f"[name='{entry(form['items'][9], 1)}'][value='н']").tap()
    phone.locator(f"[name='{entry(form['items'][10])}'][value='2']").tap()
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_text("Ответ записан")).to_be_visible()
    assert desk.answers(form) == [
        {
            "Имя": ["Иван"],
            "Рассказ": ["Две\nстроки"],
            "Смена": ["Вторая"],
            "Роли": ["Мастер", "Дежурный"],
            "Группа": ["ЭМ-21"],
            "Оценка": ["4"],
            "Отзыв": ["5"],
            "День": ["2026-11-11"],
            "Время": ["08:15"],
            "Первый": ["был"],
            "Второй": ["н"],
            "Третий": ["2"],
        }
    ]


def test_a_filled_link_takes_one_tap(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(question("Мастер", True, textQuestion={}), choice("Готов", "RADIO", "да", "нет"))
    filled = f"?usp=pp_url&{entry(form['items'][0])}=М-01&{entry(form['items'][1])}=да"
    phone.goto(local(form["responderUri"]) + filled)
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_text("Ответ записан")).to_be_visible()
    assert desk.answers(form) == [{"Мастер": ["М-01"], "Готов": ["да"]}]


def test_an_answer_leads_to_its_section_and_can_be_changed(page: Page, desk: FormsDesk) -> None:
    sent = {"goToAction": "SUBMIT_FORM"}
    form = desk.make(
        section("Группа А", "a0"),
        choice("Занятие А", "RADIO", {"value": "да", **sent}, {"value": "нет", **sent}, required=True),
        section("Группа Б", "b0"),
        choice("Занятие Б", "RADIO", {"value": "да", **sent}, {"value": "нет", **sent}, required=True),
    )
    where = [{"value": "А", "goToSectionId": "a0"}, {"value": "Б", "goToSectionId": "b0"}]
    desk.batch(form["formId"], create(choice("Группа", "DROP_DOWN", *where, required=True), 0))
    form = desk.get(form["formId"])
    page.goto(local(form["responderUri"]))
    page.get_by_label("Группа").select_option("Б")
    page.get_by_role("button", name="Далее").click()
    expect(page.get_by_role("heading", name="Группа Б")).to_be_visible()
    page.get_by_label("нет").check()
    page.get_by_role("button", name="Отправить").click()
    page.get_by_role("link", name="Изменить ответ").click()
    expect(page.get_by_label("Группа")).to_have_value("Б")
    page.get_by_role("button", name="Далее").click()
    expect(page.get_by_label("нет")).to_be_checked()
    page.get_by_label("да", exact=True).check()
    page.get_by_role("button", name="Сохранить изменения").click()
    expect(page.get_by_text("Изменения сохранены")).to_be_visible()
    assert desk.answers(form) == [{"Группа": ["Б"], "Занятие Б": ["да"]}]


def test_what_is_missing_is_said_at_the_question(page: Page, desk: FormsDesk) -> None:
    form = desk.make(question("Имя", True, textQuestion={}))
    page.goto(local(form["responderUri"]))
    page.locator("form").evaluate("form => { form.noValidate = true; }")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("alert")).to_contain_text("Это обязательный вопрос.")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_label("Имя")).to_have_attribute("aria-invalid", re.compile("true"))
    assert desk.answers(form) == []


@pytest.mark.parametrize("window", ["page", "phone"])
def test_a_missing_row_of_a_grid_is_led_to_in_sight(
    request: pytest.FixtureRequest, desk: FormsDesk, window: str
) -> None:
    """Neither the grid's own headings nor the edge of the window hide the row or its title."""
    page: Page = request.getfixturevalue(window)
    rows = [f"Строка {number}" for number in range(1, 31)]
    form = desk.make(grid("Отметки", "RADIO", rows, ["был", "н"], required=True))
    page.goto(local(form["responderUri"]))
    for row in (0, *range(2, 30)):
        page.locator(f"[name='{entry(form['items'][0], row)}'][value='был']").check()
    missing = page.locator("tr[data-row='Строка 2']")
    # The row lies just under the headings, so far up that the browser takes it for seen.
    missing.evaluate("row => window.scrollTo(0, row.offsetTop + row.offsetParent.offsetTop + 4)")
    page.get_by_role("button", name="Отправить").evaluate("button => button.click()")
    page.wait_for_function("document.activeElement.type === 'radio'")
    place = missing.evaluate(
        """row => { const box = row.getBoundingClientRect();
        const cover = Math.max(0, ...[...document.querySelectorAll('.grid thead *')]
            .map((one) => one.getBoundingClientRect().bottom));
        return [box.top >= cover, box.bottom + 60 <= window.innerHeight]; }"""
    )
    assert place == [True, True]
