"""forms.responses.get and list: shapes, filter, paging, edits, grades."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.workspace_emulator.form_blanks import FormsDesk, choice, create, question, refusal
from workspace_emulator import clock
from workspace_emulator.google import Workspace
from workspace_emulator.people import Browser, submit

MORNING = datetime(2026, 11, 5, 8, 15, 0, 123456, UTC)


def set_clock(workspace: Workspace, moment: datetime) -> None:
    with workspace.store.write() as tx:
        clock.freeze(tx, moment)


def test_nothing_answered_is_an_empty_object(desk: FormsDesk) -> None:
    assert desk.responses(desk.make()["formId"]) == {}


def test_a_response_has_the_recorded_shape(desk: FormsDesk, workspace: Workspace) -> None:
    form = desk.make(question("Имя", textQuestion={}), question("Ещё", textQuestion={}))
    set_clock(workspace, MORNING)
    sent = Browser(desk.session).submit(form["responderUri"], {"Имя": "М01"})
    question_id = form["items"][0]["questionItem"]["question"]["questionId"]
    expected = {
        "responseId": sent.response_id,
        "createTime": "2026-11-05T08:15:00.123Z",
        "lastSubmittedTime": "2026-11-05T08:15:00.123456Z",
        "answers": {question_id: {"questionId": question_id, "textAnswers": {"answers": [{"value": "М01"}]}}},
    }
    assert desk.responses(form["formId"]) == {"responses": [expected]}
    one = desk.forms.responses().get(formId=form["formId"], responseId=sent.response_id).execute()
    assert one == {"formId": form["formId"], **expected}
    call = desk.forms.responses().get(formId=form["formId"], responseId="ACYDBN")
    assert refusal(call) == (404, "Requested entity was not found.")


def test_an_empty_submission_has_empty_answers_and_a_whole_second_no_fraction(
    desk: FormsDesk, workspace: Workspace
) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    set_clock(workspace, MORNING.replace(microsecond=0))
    Browser(desk.session).submit(form["responderUri"], {})
    (response,) = desk.responses(form["formId"])["responses"]
    assert response["answers"] == {}
    assert response["createTime"] == response["lastSubmittedTime"] == "2026-11-05T08:15:00Z"


def test_an_edit_keeps_the_id_and_the_first_time(desk: FormsDesk, workspace: Workspace) -> None:
    form = desk.make(question("Имя", True, textQuestion={}), question("Ещё", textQuestion={}))
    browser = Browser(desk.session)
    set_clock(workspace, MORNING)
    first = browser.submit(form["responderUri"], {"Имя": "М01", "Ещё": "текст"})
    set_clock(workspace, MORNING + timedelta(minutes=40))
    second = browser.edit(first.edit_url, {"Ещё": ""})
    assert second == first
    (response,) = desk.responses(form["formId"])["responses"]
    assert response["createTime"] == "2026-11-05T08:15:00.123Z"
    assert response["lastSubmittedTime"] == "2026-11-05T08:55:00.123456Z"
    assert desk.answers(form) == [{"Имя": ["М01"]}]


@pytest.mark.parametrize(
    ("filter_", "names"),
    [
        ("timestamp > 2026-11-05T08:15:00.123456Z", {"М02", "М03"}),
        ("timestamp >= 2026-11-05T08:15:00.123456Z", {"М01", "М02", "М03"}),
        ("timestamp>=2026-11-05T08:15:00.123456001Z", {"М02", "М03"}),
        ("timestamp > 2026-11-05T08:15:00.12345Z", {"М01", "М02", "М03"}),
        ("timestamp > 2026-11-05T08:16:00Z", {"М02", "М03"}),
        ("timestamp >= 2026-11-05T08:18:00Z", set()),
    ],
)
def test_the_filter_compares_the_last_submission(
    desk: FormsDesk, workspace: Workspace, filter_: str, names: set[str]
) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    for minute, name in enumerate(("М01", "М02", "М03")):
        set_clock(workspace, MORNING + timedelta(minutes=minute))
        Browser(desk.session).submit(form["responderUri"], {"Имя": name})
    found = desk.responses(form["formId"], filter=filter_).get("responses", [])
    assert {value["value"] for one in found for value in _first(one)} == names


def test_an_edited_answer_comes_again(desk: FormsDesk, workspace: Workspace) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    set_clock(workspace, MORNING)
    sent = Browser(desk.session).submit(form["responderUri"], {"Имя": "М01"})
    set_clock(workspace, MORNING + timedelta(hours=1))
    assert desk.responses(form["formId"], filter="timestamp > 2026-11-05T09:00:00Z") == {}
    Browser(desk.session).edit(sent.edit_url, {"Имя": "М02"})
    (found,) = desk.responses(form["formId"], filter="timestamp > 2026-11-05T09:00:00Z")["responses"]
    assert found["responseId"] == sent.response_id


@pytest.mark.parametrize(
    "filter_",
    [
        "timestamp < 2026-11-05T08:15:00Z",
        "timestamp > 2026-11-05",
        "timestamp > 2026-13-05T08:15:00Z",
        "имя = 1",
    ],
)
def test_other_filters_are_refused(desk: FormsDesk, filter_: str) -> None:
    status, message = refusal(desk.forms.responses().list(formId=desk.make()["formId"], filter=filter_))
    assert (status, message.startswith(f"Invalid filter: {filter_}.")) == (400, True)


def test_pages_give_every_response_once_and_not_by_time(desk: FormsDesk) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    sent = [Browser(desk.session).submit(form["responderUri"], {"Имя": str(n)}).response_id for n in range(7)]
    found, sizes, token = [], [], None
    while True:
        page = desk.responses(form["formId"], pageSize=3, **({"pageToken": token} if token else {}))
        found += [one["responseId"] for one in page["responses"]]
        sizes.append(len(page["responses"]))
        token = page.get("nextPageToken")
        if not token:
            break
    assert sizes == [3, 3, 1]
    assert sorted(found) == sorted(sent)
    assert found == [one["responseId"] for one in desk.responses(form["formId"])["responses"]]


@pytest.mark.parametrize("change", [{"pageToken": "???"}, {"filter": "timestamp > 2020-01-01T00:00:00Z"}])
def test_a_page_token_belongs_to_its_listing(desk: FormsDesk, change: dict[str, str]) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    for _ in range(2):
        Browser(desk.session).submit(form["responderUri"], {})
    token = desk.responses(form["formId"], pageSize=1)["nextPageToken"]
    params = {"pageSize": 1, "pageToken": token} | change
    assert refusal(desk.forms.responses().list(formId=form["formId"], **params))[0] == 400


@pytest.mark.parametrize(
    ("name", "language"), [("emailAddress", "ru"), ("Электронная почта", "ru"), ("Email", "en")]
)
def test_the_respondent_is_named_when_addresses_are_collected(
    desk: FormsDesk, name: str, language: str
) -> None:
    form = desk.make(question("Имя", textQuestion={}))
    settings = {"settings": {"emailCollectionType": "RESPONDER_INPUT"}, "updateMask": "emailCollectionType"}
    desk.batch(form["formId"], {"updateSettings": settings})
    submit(desk.session, form["responderUri"], {name: "m01@example.org", "Имя": "М01"}, language)
    (response,) = desk.responses(form["formId"])["responses"]
    assert response["respondentEmail"] == "m01@example.org"


def test_a_quiz_is_graded_at_once(desk: FormsDesk) -> None:
    form = desk.make()
    quiz = {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}
    desk.batch(form["formId"], {"updateSettings": quiz})
    right = {"text": "Верно"}
    key = {"pointValue": 2, "correctAnswers": {"answers": [{"value": "4"}]}, "whenRight": right}
    several = {"pointValue": 3, "correctAnswers": {"answers": [{"value": "а"}, {"value": "б"}]}}
    sums = choice("2 + 2", "RADIO", "4", "5")
    letters = choice("Гласные", "CHECKBOX", "а", "б", "в")
    for item, grading in ((sums, key), (letters, several)):
        item["questionItem"]["question"]["grading"] = grading
    desk.batch(form["formId"], create(sums, 0), create(letters, 1))
    Browser(desk.session).submit(form["responderUri"], {"2 + 2": "4", "Гласные": ["а"]})
    (response,) = desk.responses(form["formId"])["responses"]
    first, second = (
        one["questionItem"]["question"]["questionId"] for one in desk.get(form["formId"])["items"]
    )
    assert response["totalScore"] == 2
    assert response["answers"][first]["grade"] == {"score": 2, "correct": True, "feedback": right}
    assert response["answers"][second]["grade"] == {}


def _first(response: dict[str, Any]) -> list[dict[str, str]]:
    (answer,) = response["answers"].values()
    values: list[dict[str, str]] = answer["textAnswers"]["answers"]
    return values
