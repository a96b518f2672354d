"""Every kind of item: what is kept, and what is refused with which words."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, grid, question, refusal, section

IMAGE = {"sourceUri": "https://example.org/plan.png", "altText": "План"}

KEPT: list[dict[str, Any]] = [
    question("Текст", textQuestion={}),
    question("Абзац", True, textQuestion={"paragraph": True}),
    choice("Один", "RADIO", "а", "б", {"isOther": True}),
    choice("Несколько", "CHECKBOX", "а", {"isOther": True}, shuffle=True),
    choice("Список", "DROP_DOWN", "а", {"value": "б", "goToAction": "SUBMIT_FORM"}),
    question("Шкала", scaleQuestion={"low": 1, "high": 10, "lowLabel": "мало", "highLabel": "много"}),
    question("Оценка", ratingQuestion={"ratingScaleLevel": 5, "iconType": "HEART"}),
    question("Дата", dateQuestion={}),
    question("Дата с годом и временем", dateQuestion={"includeYear": True, "includeTime": True}),
    question("Время", timeQuestion={}),
    question("Продолжительность", timeQuestion={"duration": True}),
    grid("Сетка", "RADIO", ["а", "б"], ["1", "2"], required=True),
    grid("Флажки", "CHECKBOX", ["а"], ["1", "2"]),
    {"title": "Пояснение", "description": "Две\nстроки", "textItem": {}},
    section("Раздел", "77"),
    {
        "title": "Видео",
        "videoItem": {"caption": "а", "video": {"youtubeUri": "https://www.youtube.com/watch?v=a"}},
    },
]


def ids_dropped(value: Any) -> Any:
    """An item without ids and false values, for comparing with what was sent."""
    if isinstance(value, dict):
        kept = {key: ids_dropped(item) for key, item in value.items() if key not in ("itemId", "questionId")}
        return {key: item for key, item in kept.items() if item is not False}
    return [ids_dropped(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("item", KEPT, ids=lambda item: item["title"])
def test_each_kind_is_kept_as_it_was_sent(desk: FormsDesk, item: dict[str, Any]) -> None:
    (kept,) = desk.make(item)["items"]
    assert ids_dropped(kept) == ids_dropped(item)


@pytest.mark.parametrize(
    "item",
    [
        {"imageItem": {"image": IMAGE}},
        {"questionItem": {"image": IMAGE, "question": {"textQuestion": {}}}},
        choice("Какой", "RADIO", {"value": "этот", "image": IMAGE}),
    ],
)
def test_images_are_shown_from_where_they_came(desk: FormsDesk, item: dict[str, Any]) -> None:
    kept = repr(desk.make(item)["items"])
    assert "'contentUri': 'https://example.org/plan.png'" in kept
    assert "sourceUri" not in kept


REFUSED: list[tuple[dict[str, Any], str]] = [
    (question("А\nБ", textQuestion={}), "Displayed text cannot contain newlines"),
    (choice("А", "RADIO", "б\nв"), "Displayed text cannot contain newlines"),
    (grid("А", "RADIO", ["б\rв"], ["1"]), "Displayed text cannot contain newlines"),
    (
        question("А", scaleQuestion={"low": 1, "high": 5, "lowLabel": "а\nб"}),
        "Displayed text cannot contain newlines",
    ),
    (choice("А", "RADIO"), "Choice questions must have at least one option."),
    (choice("А", "RADIO", ""), "Option value must not be empty."),
    (choice("А", "CHECKBOX", "б", "б"), "Duplicate options are not allowed."),
    (question("А", choiceQuestion={"options": [{"value": "б"}]}), "Choice question type must be set."),
    (choice("А", "RADIO", {"isOther": True, "value": "б"}), "Cannot set option.value when isOther is true"),
    (choice("А", "DROP_DOWN", "б", {"isOther": True}), "Cannot set option.isOther on a DROP_DOWN question."),
    (
        choice("А", "RADIO", {"isOther": True}, {"isOther": True}),
        "Cannot have more than one option with isOther set to true.",
    ),
    (
        choice("А", "CHECKBOX", {"value": "б", "goToAction": "SUBMIT_FORM"}),
        "Section navigation is only supported for RADIO and DROP_DOWN questions.",
    ),
    (
        choice("А", "RADIO", {"value": "б", "goToSectionId": "abc"}),
        "Invalid goToSectionId: abc is not the item ID of a section.",
    ),
    (
        choice("А", "RADIO", {"value": "б", "goToSectionId": "5e", "goToAction": "NEXT_SECTION"}),
        "Only one of goToAction and goToSectionId can be set on an option.",
    ),
    (grid("А", "DROP_DOWN", ["б"], ["1"]), "Only RADIO and CHECKBOX choices are allowed in a grid."),
    (grid("А", "RADIO", [], ["1"]), "Question groups must have at least one question."),
    (grid("А", "RADIO", ["б", "б"], ["1"]), "Duplicate rows are not allowed."),
    (grid("А", "RADIO", ["б"], []), "Choice questions must have at least one option."),
    (
        {"questionGroupItem": {"questions": [{"textQuestion": {}}], "grid": {"columns": {"type": "RADIO"}}}},
        "All questions in a grid must be row questions.",
    ),
    (question("А", rowQuestion={"title": "б"}), "Row questions can only be used in a question group."),
    (question("А", scaleQuestion={"low": 2, "high": 5}), "Scale low must be 0 or 1."),
    (question("А", scaleQuestion={"low": 1, "high": 11}), "Scale high must be between 2 and 10, inclusive."),
    (
        question("А", ratingQuestion={"ratingScaleLevel": 2, "iconType": "STAR"}),
        "Rating scale level must be between 3 and 10, inclusive.",
    ),
    (question("А", ratingQuestion={"ratingScaleLevel": 5}), "Rating icon type must be set."),
    (
        question("А", fileUploadQuestion={"folderId": "1"}),
        "File upload questions cannot be created through the API.",
    ),
    (
        question("А", textQuestion={}, grading={"pointValue": 1}),
        "Grading can only be set on questions of a quiz.",
    ),
    ({"questionItem": {}}, "Question items must have a question."),
    ({"questionItem": {"image": IMAGE}}, "Question items must have a question."),
    (question("А"), "Exactly one kind of question must be set, found 0."),
    ({"title": "А"}, "Exactly one kind of item must be set, found 0."),
    ({"textItem": {}, "pageBreakItem": {}}, "Exactly one kind of item must be set, found 2."),
    ({"itemId": "5e", "textItem": {}}, "The ID 5e is already used in the form."),
    ({"itemId": "xyz", "textItem": {}}, "Invalid ID: xyz. IDs are hexadecimal numbers below 80000000."),
    (
        question("А", questionId="80000000", textQuestion={}),
        "Invalid ID: 80000000. IDs are hexadecimal numbers below 80000000.",
    ),
    ({"imageItem": {"image": {}}}, "Image source must be set."),
    ({"videoItem": {"video": {"youtubeUri": "https://example.org"}}}, "Video items must have a YouTube URI."),
]


@pytest.mark.parametrize(("item", "message"), REFUSED, ids=lambda one: one if isinstance(one, str) else None)
def test_what_google_refuses_is_refused(desk: FormsDesk, item: dict[str, Any], message: str) -> None:
    form = desk.make(section("Раздел", "5e"))
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": [create(item, 0)]})
    assert refusal(call) == (400, message)


KEY = {"correctAnswers": {"answers": [{"value": "б"}]}}
WORDS = {"text": "Слова"}
UNKEYED = "whenRight and whenWrong can only be set for multiple choice questions that have correct answers."


@pytest.mark.parametrize(
    ("item", "grading", "message"),
    [
        (choice("А", "RADIO", "б"), {**KEY, "whenRight": WORDS, "whenWrong": WORDS}, ""),
        (choice("А", "RADIO", "б"), {"generalFeedback": WORDS}, ""),
        (question("А", textQuestion={}), {**KEY, "generalFeedback": WORDS}, ""),
        (
            choice("А", "CHECKBOX", "б"),
            {**KEY, "generalFeedback": WORDS},
            "General feedback cannot be set for automatically graded multiple choice questions.",
        ),
        (
            choice("А", "RADIO", "б"),
            {"whenWrong": WORDS},
            UNKEYED,
        ),
        (
            question("А", textQuestion={}),
            {**KEY, "whenRight": WORDS},
            UNKEYED,
        ),
    ],
)
def test_feedback_belongs_to_questions_that_are_graded_so(
    desk: FormsDesk, item: dict[str, Any], grading: dict[str, Any], message: str
) -> None:
    form = desk.make()
    quiz = {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}
    asked = item["questionItem"]["question"] | {"grading": {"pointValue": 1, **grading}}
    requests = [{"updateSettings": quiz}, create(item | {"questionItem": {"question": asked}}, 0)]
    call = desk.forms.batchUpdate(formId=form["formId"], body={"requests": requests})
    if message:
        assert refusal(call) == (400, message)
    else:
        assert len(call.execute()["replies"]) == 2


def test_a_wrong_enum_is_named_by_the_schema(desk: FormsDesk) -> None:
    form = desk.make()
    call = desk.forms.batchUpdate(
        formId=form["formId"], body={"requests": [create(choice("А", "MANY", "б"), 0)]}
    )
    status, message = refusal(call)
    assert (status, '"MANY"' in message) == (400, True)
