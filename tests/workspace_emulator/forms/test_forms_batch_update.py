"""forms.batchUpdate: edits, masks, ids, revisions, atomicity."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, grid, question, refusal, section

NAME = question("Имя", textQuestion={})
HEX = re.compile(r"[0-7][0-9a-f]{7}")


def titles(form: dict[str, Any]) -> list[str]:
    return [item["title"] for item in form.get("items", [])]


def test_replies_stand_one_to_one_with_ids_below_the_limit(desk: FormsDesk) -> None:
    form = desk.make(published=False)
    answer = desk.batch(
        form["formId"],
        create(NAME, 0),
        {"updateFormInfo": {"info": {"description": "Текст"}, "updateMask": "description"}},
        create(grid("Сетка", "RADIO", ["а", "б"], ["1", "2"]), 1),
        create(section("Раздел", "0000abcd"), 2),
        includeFormInResponse=True,
    )
    kept = desk.get(form["formId"])
    single, rows = (
        kept["items"][0]["questionItem"]["question"],
        kept["items"][1]["questionGroupItem"]["questions"],
    )
    assert answer == {
        "form": kept,
        "replies": [
            {"createItem": {"itemId": kept["items"][0]["itemId"], "questionId": [single["questionId"]]}},
            {},
            {
                "createItem": {
                    "itemId": kept["items"][1]["itemId"],
                    "questionId": [row["questionId"] for row in rows],
                }
            },
            {"createItem": {"itemId": "0000abcd"}},
        ],
        "writeControl": {"requiredRevisionId": kept["revisionId"]},
    }
    for found in [single["questionId"], *(row["questionId"] for row in rows)]:
        assert HEX.fullmatch(found)
    assert kept["info"]["description"] == "Текст"
    assert kept["revisionId"] > form["revisionId"]


def test_supplied_ids_are_kept(desk: FormsDesk) -> None:
    item = {"itemId": "11", **question("Имя", questionId="12", textQuestion={"paragraph": True})}
    assert desk.make(item)["items"] == [
        {
            "itemId": "11",
            "title": "Имя",
            "questionItem": {"question": {"questionId": "12", "textQuestion": {"paragraph": True}}},
        }
    ]


def test_zero_values_are_left_out(desk: FormsDesk) -> None:
    item = question("Шкала", questionId="12", scaleQuestion={"low": 0, "high": 5, "lowLabel": ""})
    kept = desk.make({"itemId": "11", "description": "", **item})["items"]
    assert kept == [
        {
            "itemId": "11",
            "title": "Шкала",
            "questionItem": {"question": {"questionId": "12", "scaleQuestion": {"high": 5}}},
        }
    ]


@pytest.mark.parametrize(
    ("requests", "left"),
    [
        ([{"deleteItem": {"location": {"index": 1}}}], ["а", "в"]),
        ([{"moveItem": {"originalLocation": {"index": 0}, "newLocation": {"index": 2}}}], ["б", "в", "а"]),
        ([{"moveItem": {"originalLocation": {"index": 2}, "newLocation": {"index": 0}}}], ["в", "а", "б"]),
        ([create(question("г", textQuestion={}), 3)], ["а", "б", "в", "г"]),
        (
            [create(question("г", textQuestion={}), 0), {"deleteItem": {"location": {"index": 1}}}],
            ["г", "б", "в"],
        ),
    ],
)
def test_items_are_created_moved_and_deleted(
    desk: FormsDesk, requests: list[dict[str, Any]], left: list[str]
) -> None:
    form = desk.make(*(question(title, textQuestion={}) for title in "абв"))
    desk.batch(form["formId"], *requests)
    assert titles(desk.get(form["formId"])) == left


@pytest.mark.parametrize(
    ("mask", "item", "expected"),
    [
        ("title", {"title": "Новое"}, {"title": "Новое"}),
        ("description", {"description": "Текст\nв две строки"}, {"description": "Текст\nв две строки"}),
        ("title,description", {"title": "Новое"}, {"title": "Новое"}),
        (
            "questionItem.question.required",
            {"questionItem": {"question": {"required": True}}},
            {"required": True},
        ),
        (
            "question_item.question.choice_question.options",
            {"questionItem": {"question": {"choiceQuestion": {"options": [{"value": "в"}]}}}},
            {"choiceQuestion": {"type": "RADIO", "options": [{"value": "в"}]}},
        ),
        (
            "questionItem.question.textQuestion",
            {"questionItem": {"question": {"textQuestion": {}}}},
            {"choiceQuestion": None, "textQuestion": {}},
        ),
    ],
)
def test_only_masked_fields_change(
    desk: FormsDesk, mask: str, item: dict[str, Any], expected: dict[str, Any]
) -> None:
    form = desk.make(choice("Старое", "RADIO", "а", "б"))
    before = form["items"][0]
    desk.batch(form["formId"], {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": mask}})
    after = desk.get(form["formId"])["items"][0]
    wanted = {key: value for key, value in before.items() if key != "questionItem"}
    asked = dict(before["questionItem"]["question"])
    for name, value in expected.items():
        target = wanted if name in ("title", "description") else asked
        if value is None:
            del target[name]
        else:
            target[name] = value
    assert after == wanted | {"questionItem": {"question": asked}}


def test_a_form_read_and_written_back_keeps_its_ids(desk: FormsDesk) -> None:
    form = desk.make(grid("Сетка", "CHECKBOX", ["а", "б"], ["1"]))
    item = form["items"][0] | {"title": "Переименована"}
    desk.batch(form["formId"], {"updateItem": {"item": item, "location": {"index": 0}, "updateMask": "*"}})
    assert desk.get(form["formId"])["items"] == [item]


def test_a_blank_id_under_the_mask_is_given_anew(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    desk.batch(form["formId"], {"updateItem": {"item": NAME, "location": {"index": 0}, "updateMask": "*"}})
    (before,), (after,) = form["items"], desk.get(form["formId"])["items"]
    assert after["title"] == before["title"]
    assert after["itemId"] != before["itemId"]
    assert after["questionItem"]["question"]["questionId"] != before["questionItem"]["question"]["questionId"]


def test_one_refused_request_undoes_the_batch(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    body = {
        "requests": [
            create(question("Ещё", textQuestion={}), 1),
            create(question("Две\nстроки", textQuestion={}), 2),
        ]
    }
    call = desk.forms.batchUpdate(formId=form["formId"], body=body)
    assert refusal(call) == (400, "Displayed text cannot contain newlines")
    assert desk.get(form["formId"]) == form


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (create(NAME, 2), "Location index 2 is out of range: it must be in [0, 2)."),
        (
            {"deleteItem": {"location": {"index": 1}}},
            "Location index 1 is out of range: it must be in [0, 1).",
        ),
        ({"createItem": {"item": NAME}}, "Location index must be set."),
        (
            {"updateItem": {"item": NAME, "location": {"index": 0}}},
            "At least one field must be listed in 'updateMask'. (Use '*' to indicate all fields.)",
        ),
        (
            {"updateItem": {"item": NAME, "location": {"index": 0}, "updateMask": "questionItem.name"}},
            "Invalid field mask: 'questionItem.name' is not a field that can be updated.",
        ),
        (
            {"updateFormInfo": {"info": {"documentTitle": "А"}, "updateMask": "documentTitle"}},
            "documentTitle cannot be modified by a batchUpdate request.",
        ),
        (
            {"updateFormInfo": {"info": {"title": "А\nБ"}, "updateMask": "*"}},
            "Displayed text cannot contain newlines",
        ),
        ({}, "Each request must have exactly one kind set."),
    ],
)
def test_requests_that_are_refused(desk: FormsDesk, request_: dict[str, Any], message: str) -> None:
    form = desk.make(NAME)
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": [request_]})
    assert refusal(call) == (400, message)


def test_an_empty_batch_is_refused(desk: FormsDesk) -> None:
    form = desk.make()
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": []})
    assert refusal(call) == (400, "Must specify at least one request.")


def test_a_stale_required_revision_is_refused(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    rename = {"updateItem": {"item": {"title": "Другое"}, "location": {"index": 0}, "updateMask": "title"}}
    control = {"requiredRevisionId": form["revisionId"]}
    answer = desk.batch(form["formId"], rename, writeControl=control)
    assert answer["writeControl"] == {"requiredRevisionId": desk.get(form["formId"])["revisionId"]}
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": [rename], "writeControl": control})
    revision = form["revisionId"]
    message = f"The required revision ID '{revision}' does not match the latest revision of the form."
    assert refusal(call) == (400, message)


def test_a_target_revision_merges_until_items_have_moved(desk: FormsDesk) -> None:
    form = desk.make(NAME)
    control = {"targetRevisionId": form["revisionId"]}
    describe = {"updateFormInfo": {"info": {"description": "А"}, "updateMask": "description"}}
    desk.batch(form["formId"], describe)
    rename = {"updateItem": {"item": {"title": "Другое"}, "location": {"index": 0}, "updateMask": "title"}}
    desk.batch(form["formId"], rename, writeControl=control)
    assert titles(desk.get(form["formId"])) == ["Другое"]
    desk.batch(form["formId"], create(NAME, 0))
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": [rename], "writeControl": control})
    revision = form["revisionId"]
    message = f"The target revision ID '{revision}' is too far behind the latest revision of the form."
    assert refusal(call) == (400, message)


def test_settings_follow_their_mask_and_end_a_quiz_with_its_grading(desk: FormsDesk) -> None:
    form = desk.make()
    settings = {"emailCollectionType": "RESPONDER_INPUT", "quizSettings": {"isQuiz": True}}
    desk.batch(form["formId"], {"updateSettings": {"settings": settings, "updateMask": "*"}})
    assert desk.get(form["formId"])["settings"] == settings
    graded = question("2 + 2", textQuestion={}, grading={"pointValue": 3})
    desk.batch(form["formId"], create(graded, 0))
    no_quiz = {"settings": {"quizSettings": {}}, "updateMask": "quizSettings.isQuiz"}
    desk.batch(form["formId"], {"updateSettings": no_quiz})
    kept = desk.get(form["formId"])
    assert kept["settings"] == {"emailCollectionType": "RESPONDER_INPUT"}
    assert "grading" not in kept["items"][0]["questionItem"]["question"]


def test_options_forget_a_deleted_section(desk: FormsDesk) -> None:
    form = desk.make(section("Раздел", "a1"))
    where = choice("Куда", "DROP_DOWN", {"value": "туда", "goToSectionId": "a1"}, {"value": "сюда"})
    desk.batch(form["formId"], create(where, 0), {"deleteItem": {"location": {"index": 1}}})
    (item,) = desk.get(form["formId"])["items"]
    options = item["questionItem"]["question"]["choiceQuestion"]["options"]
    assert options == [{"value": "туда"}, {"value": "сюда"}]
