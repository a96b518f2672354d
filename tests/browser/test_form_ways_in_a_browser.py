"""What a hand does to a form besides filling it in: back, the same choice again, the page loaded again."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_forms_in_a_browser import entry, local
from tests.workspace_emulator.form_blanks import FormsDesk, choice, grid, question, section


def test_the_browsers_own_way_back_leads_through_the_sections(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(
        choice("Смена", "RADIO", "Первая", "Вторая"),
        section("Группа", "b0"),
        question("Тема", textQuestion={}),
        section("Итог", "c0"),
        question("Вывод", textQuestion={}),
    )
    phone.goto(local(form["responderUri"]))
    phone.get_by_label("Вторая").tap()
    phone.get_by_role("button", name="Далее").tap()
    phone.get_by_label("Тема").fill("Кладка")
    phone.get_by_role("button", name="Далее").tap()
    expect(phone.get_by_role("heading", name="Итог")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("heading", name="Группа")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_label("Вторая")).to_be_checked()
    phone.get_by_role("button", name="Далее").tap()
    expect(phone.get_by_role("heading", name="Группа")).to_be_visible()


def test_a_confirmation_loaded_again_sends_nothing(page: Page, desk: FormsDesk) -> None:
    form = desk.make(question("Имя", True, textQuestion={}))
    page.goto(local(form["responderUri"]))
    page.get_by_label("Имя").fill("М-01")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_text("Ответ записан")).to_be_visible()
    page.reload()
    expect(page.get_by_role("status")).to_have_text(
        "Ваш ответ записан. Ниже чистая форма: в ней можно отправить ещё один."
    )
    expect(page.get_by_label("Имя")).to_have_value("")
    assert desk.answers(form) == [{"Имя": ["М-01"]}]


def test_a_choice_is_taken_back_by_choosing_it_again(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(
        choice("Смена", "RADIO", "Первая", "Вторая", required=True),
        grid("Отметки", "RADIO", ["Первый", "Второй"], ["н", "у"]),
    )
    marks = form["items"][1]
    phone.goto(f"{local(form['responderUri'])}?{entry(marks, 1)}=у")
    late, ill = (phone.locator(f"[name='{entry(marks, row)}'][value='у']") for row in (0, 1))
    phone.get_by_label("Вторая").tap()
    phone.get_by_label("Вторая").tap()
    expect(phone.get_by_label("Вторая")).to_be_checked()
    late.tap()
    expect(late).to_be_checked()
    late.tap()
    expect(late).not_to_be_checked()
    expect(ill).to_be_checked()
    ill.press("Space")
    expect(ill).not_to_be_checked()
    ill.press("Space")
    phone.keyboard.press("ArrowLeft")
    phone.keyboard.press("ArrowRight")
    expect(ill).to_be_checked()
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_text("Ответ записан")).to_be_visible()
    assert desk.answers(form) == [{"Смена": ["Вторая"], "Второй": ["у"]}]


def test_own_words_choose_their_option_and_clearing_takes_both_away(page: Page, desk: FormsDesk) -> None:
    form = desk.make(choice("Роль", "RADIO", "Мастер", {"isOther": True}))
    page.goto(local(form["responderUri"]))
    own = page.locator("[value=__other_option__]")
    page.get_by_label("Свой вариант ответа").fill("дежурный")
    expect(own).to_be_checked()
    page.get_by_role("button", name="Очистить выбор").click()
    expect(own).not_to_be_checked()
    own.check()
    expect(own).to_be_checked()


def test_the_button_says_when_a_choice_ends_the_form(phone: Page, desk: FormsDesk) -> None:
    ends, goes_on = {"goToAction": "SUBMIT_FORM"}, {"goToAction": "NEXT_SECTION"}
    form = desk.make(
        choice("Был на работе", "RADIO", {"value": "Нет", **ends}, {"value": "Да", **goes_on}),
        section("Отчёт", "b0"),
        choice("Ещё", "DROP_DOWN", {"value": "Заново", "goToAction": "RESTART_FORM"}, "Всё"),
    )
    phone.goto(local(form["responderUri"]))
    onward = phone.locator("button.main")
    expect(onward).to_have_text("Далее")
    phone.get_by_label("Нет").tap()
    expect(onward).to_have_text("Отправить")
    phone.get_by_label("Нет").tap()
    expect(onward).to_have_text("Далее")
    phone.get_by_label("Да").tap()
    onward.tap()
    expect(onward).to_have_text("Отправить")
    phone.get_by_label("Ещё").select_option("Заново")
    expect(onward).to_have_text("Далее")
    phone.get_by_label("Ещё").select_option("Всё")
    onward.tap()
    expect(phone.get_by_text("Ответ записан")).to_be_visible()
    assert desk.answers(form) == [{"Был на работе": ["Да"], "Ещё": ["Всё"]}]
