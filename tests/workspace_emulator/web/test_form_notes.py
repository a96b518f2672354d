"""What the pages of a form say beside its questions: addresses to follow, complaints, points of a quiz."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, question, section

NAME = question("Имя", True, questionId="a", textQuestion={})
WRONG_WAY = {
    "text": "Ещё раз: https://example.org/sums",
    "material": [{"link": {"uri": "https://example.org/b"}}],
}


def post(desk: FormsDesk, form: dict[str, Any], **fields: str) -> requests.Response:
    return desk.session.post(form["responderUri"].replace("viewform", "formResponse"), data=fields)


def graded(item: dict[str, Any], points: int, *key: str, **feedback: Any) -> dict[str, Any]:
    answers = {"correctAnswers": {"answers": [{"value": value} for value in key]}} if key else {}
    item["questionItem"]["question"]["grading"] = {"pointValue": points, **answers, **feedback}
    return item


def quiz(desk: FormsDesk) -> dict[str, Any]:
    form = desk.make(title="Проверка")
    settings = {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}
    sums = question("2 + 2", questionId="a", **choice("", "RADIO", "3", "4")["questionItem"]["question"])
    items = (
        graded(sums, 2, "4", whenWrong=WRONG_WAY),
        graded(question("Столица", questionId="b", textQuestion={}), 1, "Москва"),
        graded(question("Рассказ", questionId="c", textQuestion={"paragraph": True}), 5),
        question("Имя", questionId="d", textQuestion={}),
    )
    made = (create(item, at) for at, item in enumerate(items))
    desk.batch(form["formId"], {"updateSettings": settings}, *made)
    return desk.get(form["formId"])


def plain(page: requests.Response) -> str:
    """The words of a page on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


def test_addresses_in_descriptions_can_be_followed(desk: FormsDesk) -> None:
    other = desk.make(title="Другая")
    form = desk.make(
        NAME | {"description": f"Сначала {other['responderUri']}."},
        {"title": "Памятка", "description": "Правила: https://example.org/rules", "textItem": {}},
        section("Раздел", "b0") | {"description": "https://example.org/second"},
    )
    info = {"info": {"description": "<b> https://example.org/first"}, "updateMask": "description"}
    desk.batch(form["formId"], {"updateFormInfo": info})
    first = desk.session.get(form["responderUri"]).text
    second = post(desk, form, **{"entry.10": "М-01", "continue": "1"}).text
    path = other["responderUri"].removeprefix("https://docs.google.com")
    for address in ("https://example.org/first", "https://example.org/rules", path):
        assert f'<a href="{address}" target="_blank" rel="noopener noreferrer">' in first
    assert "&lt;b&gt; <a" in first
    assert 'href="https://example.org/second"' in second


@pytest.mark.parametrize(
    ("fields", "heading"),
    [
        ({"continue": "1"}, "Чтобы идти дальше, проверьте ответы:"),
        ({"submit": "1"}, "Форма не отправлена. Проверьте ответы:"),
    ],
)
def test_a_complaint_says_whether_it_was_to_be_sent(
    desk: FormsDesk, fields: dict[str, str], heading: str
) -> None:
    form = desk.make(NAME, section("Раздел", "b0"))
    page = post(desk, form, **fields)
    assert (page.status_code, re.findall(r"<h2>([^<]*)", page.text)) == (400, [heading])


def test_a_wrong_address_is_marked_like_any_other_answer(desk: FormsDesk) -> None:
    form = desk.make()
    settings = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    desk.batch(form["formId"], {"updateSettings": settings})
    field = re.findall(r'<input type="email"[^>]*>', post(desk, form, emailAddress="abc").text)
    assert ['aria-invalid="true" aria-describedby="email-hint email-wrong"' in one for one in field] == [True]


def test_a_dead_edit_link_leads_to_the_form(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    page = desk.session.get(form["responderUri"], params={"edit2": "2_nothing"})
    path = form["responderUri"].removeprefix("https://docs.google.com")
    assert f'<a href="{path}">Открыть форму</a>' in page.text


def test_a_picture_stands_where_its_alignment_says(desk: FormsDesk) -> None:
    image = {"sourceUri": "https://example.org/a.png", "properties": {"alignment": "CENTER", "width": 300}}
    page = desk.session.get(desk.make({"title": "Схема", "imageItem": {"image": image}})["responderUri"])
    assert '<img class="center" src="https://example.org/a.png" alt="" width="300">' in page.text


def test_a_quiz_says_what_each_question_is_worth(desk: FormsDesk) -> None:
    page = desk.session.get(quiz(desk)["responderUri"])
    assert re.findall(r'<span class="points">([^<]*)', page.text) == ["Баллы: 2", "Баллы: 1", "Баллы: 5"]


def test_a_quiz_ends_with_points_right_answers_and_feedback(desk: FormsDesk) -> None:
    page = post(desk, quiz(desk), **{"entry.10": "3", "entry.11": "Москва", "entry.12": "Давно\nэто было"})
    assert plain(page).partition("Баллы")[0].endswith("Ответ записан ")
    shown = [
        " ".join(re.sub(r"<[^>]*>", " ", one).split()) for one in page.text.split('<section class="card')
    ]
    assert shown[1].split("Изменить")[0].endswith("Баллы: 1 из 8 ")
    assert [one.partition(">")[2].strip() for one in shown[2:]] == [
        "Баллы: 0 из 2 2 + 2 3 Верный ответ: 4 Ещё раз: https://example.org/sums https://example.org/b",
        "Баллы: 1 из 1 Столица Москва",
        "ещё не проверено Рассказ Давно это было",
    ]


def test_what_is_no_quiz_speaks_of_no_points(desk: FormsDesk) -> None:
    assert "Баллы" not in post(desk, desk.make(NAME), **{"entry.10": "М-01"}).text
