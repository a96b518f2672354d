"""What a form looks like where there is little room: whole words, even lines, titles that stay in sight."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_forms_in_a_browser import local
from tests.workspace_emulator.form_blanks import FormsDesk, choice, grid, question

WINDOWS = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844},
           "narrow": {"width": 320, "height": 568}}  # fmt: skip
AGREEMENT = ["Полностью согласен", "Скорее согласен", "Затрудняюсь ответить", "Совершенно не согласен"]
TORN_WORDS = """() => {
    const torn = [];
    for (const cell of document.querySelectorAll(".grid th, .grid td span")) {
        for (const node of [...cell.childNodes].filter((one) => one.nodeType === Node.TEXT_NODE)) {
            for (const word of node.data.matchAll(/\\S+/g)) {
                const range = document.createRange();
                range.setStart(node, word.index);
                range.setEnd(node, word.index + word[0].length);
                if (range.getClientRects().length > 1) torn.push(word[0]);
            }
        }
    }
    return torn;
}"""


@pytest.fixture(params=list(WINDOWS))
def window(request: pytest.FixtureRequest, page: Page) -> Page:
    """The same window in each size."""
    page.set_viewport_size(WINDOWS[request.param])
    return page


def test_no_word_of_a_grid_is_torn(window: Page, desk: FormsDesk) -> None:
    form = desk.make(
        grid("Мнение", "RADIO", ["Занятие", "Столовая"], AGREEMENT),
        grid("Урок", "CHECKBOX", ["Р1"], [f"Столбец {number}" for number in range(1, 13)]),
        grid("Отметки", "RADIO", ["Петрова-Водкина Александра"], ["был", "н", "у", "оп"]),
    )
    window.goto(local(form["responderUri"]))
    assert window.evaluate(TORN_WORDS) == []
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_steps_of_a_scale_stand_in_columns_on_a_phone(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(question("Оценка", scaleQuestion={"low": 0, "high": 10}))
    phone.goto(local(form["responderUri"]))
    places = phone.locator(".scale input").evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.left, box.top])"
    )
    lines: dict[float, list[float]] = {}
    for left, top in places:
        lines.setdefault(top, []).append(left)
    first, second = lines.values()
    assert (len(first), second) == (6, first[:5])


def test_the_parts_of_a_date_stand_in_columns_on_a_phone(phone: Page, desk: FormsDesk) -> None:
    form = desk.make(
        question("День и час", dateQuestion={"includeTime": True}),
        question("Сколько", timeQuestion={"duration": True}),
    )
    phone.set_viewport_size(WINDOWS["narrow"])
    phone.goto(local(form["responderUri"]))
    lines = phone.locator(".parts").evaluate_all(
        """all => all.map((one) => [...one.children].map(
            (part) => Math.round(part.getBoundingClientRect().top)))"""
    )
    day, month, hour, minute = lines[0]
    assert (day == month, hour == minute, hour > day, len(set(lines[1]))) == (True, True, True, 1)


def test_a_complaint_leads_to_its_row_in_sight(window: Page, desk: FormsDesk) -> None:
    rows = [f"Строка {number}" for number in range(1, 21)]
    window.goto(
        local(desk.make(grid("Отметки", "CHECKBOX", rows, ["был", "н"], required=True))["responderUri"])
    )
    window.get_by_role("button", name="Отправить").click()
    window.get_by_role("link", name="Отметки [Строка 9]").click()
    place = window.locator("tr[data-row='Строка 9'] th").evaluate(
        """one => one.getBoundingClientRect().top
            - Math.max(0, ...[...document.querySelectorAll(".grid thead th")]
                .map((head) => head.getBoundingClientRect().bottom))"""
    )
    assert place >= 0


@pytest.mark.parametrize(
    "missing",
    [
        question("Тема занятия", True, textQuestion={}),
        question("Что помешало", True, textQuestion={"paragraph": True}),
        choice("Посещаемость группы", "RADIO", "Все здесь", "Не все", required=True),
        choice("Кто проводит", "DROP_DOWN", "М-01", "М-02", required=True),
    ],
    ids=["text", "paragraph", "radio", "dropdown"],
)
def test_the_title_of_a_missing_answer_is_in_sight(
    window: Page, desk: FormsDesk, missing: dict[str, object]
) -> None:
    rest = [question(f"Вопрос {number}", textQuestion={"paragraph": True}) for number in range(9)]
    window.goto(local(desk.make(missing, *rest)["responderUri"]))
    window.get_by_role("button", name="Отправить").click()
    window.wait_for_function("document.activeElement.required")
    expect(window.locator(".title").first).to_be_in_viewport(ratio=1)
