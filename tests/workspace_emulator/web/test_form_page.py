"""The public pages as any HTTP client meets them: addresses, statuses, headers, Google's own fields."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, grid, question, section
from workspace_emulator.doors import service
from workspace_emulator.people import Browser, open_form

NAME = question("Имя", True, questionId="a", textQuestion={})


def post(desk: FormsDesk, form: dict[str, Any], fields: Any, **headers: str) -> requests.Response:
    address = form["responderUri"].replace("viewform", "formResponse")
    return desk.session.post(address, data=fields, headers=headers)


def monitoring(desk: FormsDesk) -> dict[str, Any]:
    """Two groups, each with a section that ends the form: entries 1 (group), 10/11/12 and 20/21."""
    sent = {"goToAction": "SUBMIT_FORM"}
    form = desk.make(
        section("Группа А", "a0"),
        choice("Занятие", "RADIO", {"value": "да", **sent}, {"value": "нет", **sent}, required=True),
        grid("Отметки", "RADIO", ["Первый", "Второй"], ["был", "н"]),
        section("Группа Б", "b0"),
        choice("Занятие", "RADIO", {"value": "да", **sent}, {"value": "нет", **sent}, required=True),
    )
    where = [{"value": "А", "goToSectionId": "a0"}, {"value": "Б", "goToSectionId": "b0"}]
    desk.batch(form["formId"], create(choice("Группа", "DROP_DOWN", *where, required=True), 0))
    return desk.get(form["formId"])


def entry(form: dict[str, Any], item: int, row: int = 0) -> str:
    found = form["items"][item]
    asked = (
        found["questionGroupItem"]["questions"][row]
        if "questionGroupItem" in found
        else found["questionItem"]["question"]
    )
    return f"entry.{int(asked['questionId'], 16)}"


def test_pages_are_guarded_and_escaped(desk: FormsDesk) -> None:
    evil = "<script>alert(1)</script>"
    form = desk.make(choice(evil, "RADIO", evil), {"title": evil, "textItem": {}}, title=evil)
    page = desk.session.get(form["responderUri"], params={"entry.1": evil})
    assert page.status_code == 200
    assert evil not in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["pages.css", "pages.js"])
def test_styles_and_scripts_are_our_own(desk: FormsDesk, name: str) -> None:
    assert desk.session.get(f"https://docs.google.com/_static/{name}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/forms/d/e/1FAIpQLSnothing/viewform",
        "/forms/d/nothing/viewform",
        "/_static/..%2Fpages.py",
        "/elsewhere",
    ],
)
def test_unknown_addresses_are_a_readable_404(session: requests.Session, path: str) -> None:
    page = session.get(f"https://docs.google.com{path}")
    assert (page.status_code, "Страница не найдена" in page.text) == (404, True)


@pytest.mark.parametrize(
    ("accept", "sentence"),
    [
        ("", "Звёздочкой отмечены обязательные вопросы."),
        ("ru-RU,ru;q=0.9,en;q=0.8", "Звёздочкой отмечены обязательные вопросы."),
        ("en-GB,en;q=0.9,ru;q=0.5", "Questions marked with an asterisk are required."),
        ("ru;q=0.3,en;q=0.7", "Questions marked with an asterisk are required."),
        ("fr", "Звёздочкой отмечены обязательные вопросы."),
    ],
)
def test_the_browsers_language_is_followed(desk: FormsDesk, accept: str, sentence: str) -> None:
    page = desk.session.get(desk.make(NAME)["responderUri"], headers={"Accept-Language": accept})
    assert sentence in page.text


def test_a_form_opens_by_its_file_id_too(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    page = open_form(desk.session, f"https://docs.google.com/forms/d/{form['formId']}/viewform")
    assert [asked.title for asked in page.questions] == ["Имя"]


def test_drives_link_to_the_editor_leads_to_the_form(desk: FormsDesk) -> None:
    page = open_form(desk.session, f"https://docs.google.com/forms/d/{desk.make(NAME)['formId']}/edit")
    assert [asked.title for asked in page.questions] == ["Имя"]


@pytest.mark.parametrize(
    ("published", "sentence"), [(False, "Форма не опубликована"), (True, "Форма больше не принимает ответы")]
)
def test_a_closed_form_says_so_and_takes_nothing(desk: FormsDesk, published: bool, sentence: str) -> None:
    form = desk.make(NAME)
    desk.publish(form["formId"], published, accepting=False)
    page = desk.session.get(form["responderUri"])
    assert (page.status_code, sentence in page.text) == (200, True)
    assert post(desk, form, {"entry.10": "М01"}).status_code == 403
    assert desk.responses(form["formId"]) == {}


def test_a_trashed_form_is_gone_until_it_comes_back(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    files = service(desk.session, "drive").files()
    files.update(fileId=form["formId"], body={"trashed": True}).execute()
    assert desk.session.get(form["responderUri"]).status_code == 404
    files.update(fileId=form["formId"], body={"trashed": False}).execute()
    assert desk.session.get(form["responderUri"]).status_code == 200


def test_a_bare_post_of_googles_fields_is_an_answer(desk: FormsDesk) -> None:
    form = desk.make(
        NAME,
        choice("Что", "CHECKBOX", "а", "б", {"isOther": True}),
        question("Когда", dateQuestion={"includeYear": True}),
        question("Во сколько", timeQuestion={}),
    )
    what, day, hour = (entry(form, n) for n in (1, 2, 3))
    fields = [
        ("entry.10", "М01"),
        (f"{what}_sentinel", ""),
        (what, "б"),
        (what, "__other_option__"),
        (f"{what}.other_option_response", "своё"),
        (f"{day}_year", "2026"),
        (f"{day}_month", "11"),
        (f"{day}_day", "5"),
        (f"{hour}_hour", "8"),
        (f"{hour}_minute", "15"),
        ("fvv", "1"),
        ("pageHistory", "0"),
        ("submit", "Submit"),
    ]
    assert post(desk, form, fields).status_code == 200
    assert desk.answers(form) == [
        {"Имя": ["М01"], "Что": ["б", "своё"], "Когда": ["2026-11-05"], "Во сколько": ["08:15"]}
    ]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Это обязательный вопрос."),
        ({"entry.10": "  "}, "Это обязательный вопрос."),
        ({"entry.10": "М01", "entry.11": "в"}, "Такого варианта ответа нет."),
    ],
)
def test_wrong_answers_are_a_400_page_that_keeps_what_was_typed(
    desk: FormsDesk, fields: dict[str, str], sentence: str
) -> None:
    free = question("Ещё", questionId="c", textQuestion={})
    form = desk.make(
        NAME, question("Что", questionId="b", **choice("", "RADIO", "а")["questionItem"]["question"]), free
    )
    page = post(desk, form, {**fields, "entry.12": "набрано"})
    assert (page.status_code, page.text.count(sentence)) == (400, 2)
    assert 'value="набрано"' in page.text
    assert desk.responses(form["formId"]) == {}


def test_only_visited_sections_are_asked_and_kept(desk: FormsDesk) -> None:
    form = monitoring(desk)
    fields = {entry(form, 0): "А", entry(form, 2): "да", entry(form, 3, 1): "н", entry(form, 5): "нет"}
    assert post(desk, form, {**fields, "pageHistory": "0,1"}).status_code == 200
    assert post(desk, form, fields).status_code == 200
    assert desk.answers(form) == [{"Группа": ["А"], "Занятие": ["да"], "Второй": ["н"]}] * 2


@pytest.mark.parametrize(
    ("history", "held", "status"),
    [
        ("0,2", "да", 200), ("0,1", "да", 200), ("0", "да", 200), ("", "да", 200),
        ("0", "", 400), ("2", "", 400), ("0,1", "", 400), ("0,7", "да", 400), ("-1", "да", 400),
        ("x", "да", 400),
    ],
)  # fmt: skip
def test_no_page_history_leads_past_a_required_question(
    desk: FormsDesk, history: str, held: str, status: int
) -> None:
    form = monitoring(desk)
    fields = {entry(form, 0): "Б", entry(form, 5): held, "pageHistory": history}
    assert post(desk, form, fields).status_code == status
    assert len(desk.responses(form["formId"]).get("responses", [])) == (status == 200)


def test_going_on_from_the_last_page_does_not_leave_out_the_first(desk: FormsDesk) -> None:
    form = monitoring(desk)
    answer = post(desk, form, {entry(form, 5): "да", "pageHistory": "2", "continue": "1"})
    assert (answer.status_code, desk.responses(form["formId"])) == (400, {})


def test_the_pages_lead_forth_and_back_with_the_answers(desk: FormsDesk) -> None:
    form = monitoring(desk)
    group, held = entry(form, 0), entry(form, 2)
    second = post(desk, form, {group: "А", "pageHistory": "0", "continue": "1"})
    assert f'<input type="hidden" name="{group}" value="А">' in second.text
    assert '<input type="hidden" name="pageHistory" value="0,1">' in second.text
    assert "Группа А" in second.text
    back = post(desk, form, {group: "А", held: "да", "pageHistory": "0,1", "back": "1"})
    assert f'<input type="hidden" name="{held}" value="да">' in back.text
    assert 'value="А" selected>А</option>' in back.text
    assert desk.responses(form["formId"]) == {}


def test_a_section_that_ends_the_form_offers_to_submit(desk: FormsDesk) -> None:
    form = monitoring(desk)
    page = post(desk, form, {entry(form, 0): "А", "pageHistory": "0", "continue": "1"})
    assert ("Отправить</button>" in page.text, "Далее</button>" in page.text) == (True, False)


@pytest.mark.parametrize(
    ("item", "query", "shown"),
    [
        (question("А", questionId="a", textQuestion={}), "entry.10=М01", ("entry.10", "М01")),
        (
            question("А", questionId="a", textQuestion={"paragraph": True}),
            "entry.10=а%0Aб",
            ("entry.10", "а\nб"),
        ),
        (
            question("А", questionId="a", dateQuestion={"includeYear": True}),
            "entry.10=2026-11-05",
            ("entry.10", "2026-11-05"),
        ),
        (
            question("А", questionId="a", dateQuestion={"includeYear": True}),
            "entry.10_year=2026&entry.10_month=11&entry.10_day=5",
            ("entry.10", "2026-11-05"),
        ),
        (
            question("А", questionId="a", dateQuestion={"includeYear": True, "includeTime": True}),
            "entry.10=2026-11-05+08:15",
            ("entry.10", "2026-11-05T08:15"),
        ),
        (question("А", questionId="a", dateQuestion={}), "entry.10=11-05", ("entry.10_day", "5")),
        (question("А", questionId="a", timeQuestion={}), "entry.10=08:15", ("entry.10", "08:15")),
        (
            question("А", questionId="a", timeQuestion={"duration": True}),
            "entry.10=01:30:00",
            ("entry.10_hour", "1"),
        ),
        (question("А", questionId="a", scaleQuestion={"low": 1, "high": 5}), "entry.10=3", ("entry.10", "3")),
    ],
)
def test_an_address_fills_the_page_in(
    desk: FormsDesk, item: dict[str, Any], query: str, shown: tuple[str, str]
) -> None:
    page = open_form(desk.session, f"{desk.make(item)['responderUri']}?usp=pp_url&{query}")
    assert shown in page.fields


def test_choices_and_other_sections_are_filled_in(desk: FormsDesk) -> None:
    form = monitoring(desk)
    boxes = choice("Что", "CHECKBOX", "а", "б", {"isOther": True})
    desk.batch(form["formId"], create(boxes, 1))
    form = desk.get(form["formId"])
    group, what, held = entry(form, 0), entry(form, 1), entry(form, 3)
    own = f"{what}=__other_option__&{what}.other_option_response=своё"
    query = f"{group}=Б&{what}=а&{own}&{held}=да&entry.999=лишнее"
    page = open_form(desk.session, f"{form['responderUri']}?{query}")
    assert [pair for pair in page.fields if pair[0].startswith("entry.")] == [
        (group, "Б"),
        (what, "а"),
        (what, "__other_option__"),
        (f"{what}.other_option_response", "своё"),
        (held, "да"),
    ]


def test_the_edit_link_shows_the_answer(desk: FormsDesk) -> None:
    form = desk.make(NAME, choice("Что", "RADIO", "а", {"isOther": True}))
    sent = Browser(desk.session).submit(form["responderUri"], {"Имя": "М01", "Что": "своё"})
    page = open_form(desk.session, sent.edit_url)
    what = entry(form, 1)
    assert {
        ("entry.10", "М01"),
        (what, "__other_option__"),
        (f"{what}.other_option_response", "своё"),
    } <= set(page.fields)
    gone = desk.session.get(form["responderUri"], params={"edit2": "2_nothing"})
    assert (gone.status_code, "не действует" in gone.text) == (404, True)
    assert post(desk, form, {"entry.10": "М02", "edit2": "2_nothing"}).status_code == 404


def test_a_browser_must_bring_our_own_pages_token(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    token = dict(open_form(desk.session, form["responderUri"]).fields)["fbzx"]
    fields = {"entry.10": "М01"}
    assert post(desk, form, fields, Origin="https://evil.example.org").status_code == 403
    assert post(desk, form, {**fields, "fbzx": "1"}, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert desk.responses(form["formId"]) == {}
    assert post(desk, form, {**fields, "fbzx": token}, Origin="https://docs.google.com").status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("", 400), ("не адрес", 400), ("m01@example", 400), ("m01@example..org", 400),
        ("m01@example.org.", 400), ("m01@example.org,m02@example.org", 400),
        ("М-01 <m01@example.org>", 400),
        ("m01@example.org", 200), (" m.01+a@mail.example.org ", 200),
    ],
)  # fmt: skip
def test_a_collected_address_is_checked(desk: FormsDesk, address: str, status: int) -> None:
    form = desk.make(NAME)
    settings = {"settings": {"emailCollectionType": "VERIFIED"}, "updateMask": "emailCollectionType"}
    desk.batch(form["formId"], {"updateSettings": settings})
    page = post(desk, form, {"entry.10": "М01", "emailAddress": address})
    assert page.status_code == status


def test_home_lists_what_there_is(desk: FormsDesk, session: requests.Session) -> None:
    assert "Здесь пока нет файлов" in session.get("https://docs.google.com/").text
    shown = desk.make(title="Открытая")
    hidden = desk.make(title="Удалённая")
    service(session, "drive").files().update(fileId=hidden["formId"], body={"trashed": True}).execute()
    page = session.get("https://docs.google.com/").text
    link = shown["responderUri"].removeprefix("https://docs.google.com")
    assert (f'href="{link}"' in page, "Удалённая" in page) == (True, False)


def test_other_methods_are_named(session: requests.Session) -> None:
    answer = session.put("https://docs.google.com/forms/d/abc/viewform", data="x")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert "Страница не найдена" in answer.text


def test_a_form_without_a_title_is_called_as_its_file(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    blank = {"updateFormInfo": {"info": {}, "updateMask": "title"}}
    desk.batch(form["formId"], blank)
    service(desk.session, "drive").files().update(fileId=form["formId"], body={"name": "Опрос"}).execute()
    assert open_form(desk.session, form["responderUri"]).title == "Опрос"


def test_the_address_of_a_sent_form_leads_back_to_it(desk: FormsDesk) -> None:
    """What a browser asks for when a person reloads the address after submitting."""
    form = desk.make(question("Имя", True, questionId="a", textQuestion={}))
    page = open_form(desk.session, form["responderUri"].replace("viewform", "formResponse?entry.10=Анна"))
    assert (page.kind, dict(page.fields)["entry.10"]) == ("form", "Анна")
    assert desk.responses(form["formId"]) == {}


def test_the_pages_work_through_every_door(door: requests.Session) -> None:
    desk = FormsDesk(door)
    form = monitoring(desk)
    answers = {"Группа": "А", "Занятие": "да", "Отметки": {"Первый": "н"}}
    sent = Browser(door).submit(form["responderUri"], answers)
    Browser(door).edit(sent.edit_url, {"Отметки": {"Первый": "был", "Второй": "н"}})
    assert desk.answers(form) == [{"Группа": ["А"], "Занятие": ["да"], "Первый": ["был"], "Второй": ["н"]}]
