"""forms.create, forms.get, forms.setPublishSettings and what Drive does with forms."""

from __future__ import annotations

import re

import pytest
import requests

from tests.workspace_emulator.form_blanks import FormsDesk, choice, question, refusal, section
from workspace_emulator.doors import service
from workspace_emulator.google import Workspace
from workspace_emulator.store import set_setting

ONLY_TITLE = (
    "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
)


def test_a_created_form_has_the_recorded_shape(desk: FormsDesk) -> None:
    form = desk.forms.create(
        body={"info": {"title": "Мониторинг", "documentTitle": "Мониторинг 2026"}}
    ).execute()
    assert form == {
        "formId": form["formId"],
        "info": {"title": "Мониторинг", "documentTitle": "Мониторинг 2026"},
        "settings": {"emailCollectionType": "DO_NOT_COLLECT"},
        "revisionId": form["revisionId"],
        "responderUri": form["responderUri"],
        "publishSettings": {"publishState": {}},
    }
    assert re.fullmatch(r"1[\w-]{43}", form["formId"])
    assert re.fullmatch(r"[0-9a-f]{8}", form["revisionId"])
    assert re.fullmatch(
        r"https://docs\.google\.com/forms/d/e/1FAIpQLS[\w-]{48}/viewform", form["responderUri"]
    )
    assert desk.get(form["formId"]) == form


def test_without_a_document_title_the_file_is_untitled(desk: FormsDesk, session: requests.Session) -> None:
    form = desk.forms.create(body={"info": {"title": "Опрос"}}).execute()
    assert form["info"] == {"title": "Опрос", "documentTitle": "Untitled form"}
    file = service(session, "drive").files().get(fileId=form["formId"]).execute()
    assert (file["name"], file["mimeType"]) == ("Untitled form", "application/vnd.google-apps.form")


@pytest.mark.parametrize(
    "body",
    [
        {"info": {"title": "А", "description": "Б"}},
        {"info": {"title": "А"}, "items": [question("В", textQuestion={})]},
        {"info": {"title": "А"}, "settings": {"quizSettings": {"isQuiz": True}}},
        {"info": {"documentTitle": "А"}},
        {},
    ],
)
def test_only_titles_can_be_set_on_create(desk: FormsDesk, body: dict[str, object]) -> None:
    assert refusal(desk.forms.create(body=body)) == (400, ONLY_TITLE)


def test_titles_are_one_line(desk: FormsDesk) -> None:
    call = desk.forms.create(body={"info": {"title": "Первая\nвторая"}})
    assert refusal(call) == (400, "Displayed text cannot contain newlines")


@pytest.mark.parametrize(
    ("by_default", "unpublished", "state"),
    [
        (False, None, {}),
        (False, False, {}),
        (True, None, {"isPublished": True, "isAcceptingResponses": True}),
        (True, False, {"isPublished": True, "isAcceptingResponses": True}),
        (True, True, {}),
    ],
)
def test_publishing_on_create_is_a_setting(
    workspace: Workspace, desk: FormsDesk, by_default: bool, unpublished: bool | None, state: dict[str, bool]
) -> None:
    with workspace.store.write() as tx:
        set_setting(tx, "forms_published_by_default", by_default)
    given = {} if unpublished is None else {"unpublished": unpublished}
    form = desk.forms.create(body={"info": {"title": "А"}}, **given).execute()
    assert form["publishSettings"] == {"publishState": state}


def test_an_unknown_form_is_not_found(desk: FormsDesk) -> None:
    for call in (desk.forms.get(formId="1nothing"), desk.forms.responses().list(formId="1nothing")):
        assert refusal(call) == (404, "Requested entity was not found.")


@pytest.mark.parametrize(
    ("published", "accepting", "state"),
    [
        (True, True, {"isPublished": True, "isAcceptingResponses": True}),
        (True, False, {"isPublished": True}),
        (False, False, {}),
    ],
)
def test_publish_settings_are_answered_and_kept(
    desk: FormsDesk, published: bool, accepting: bool, state: dict[str, bool]
) -> None:
    form = desk.make(published=not published)
    answer = desk.publish(form["formId"], published, accepting)
    assert answer == {"formId": form["formId"], "publishSettings": {"publishState": state}}
    kept = desk.get(form["formId"])
    assert kept["publishSettings"] == {"publishState": state}
    assert kept["revisionId"] == form["revisionId"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"publishSettings": {"publishState": {"isPublished": False, "isAcceptingResponses": True}}},
            "A form that is not published cannot accept responses.",
        ),
        (
            {"publishSettings": {"publishState": {"isPublished": True}}},
            "Both isPublished and isAcceptingResponses must be set when updating publishState.",
        ),
        ({}, "Both isPublished and isAcceptingResponses must be set when updating publishState."),
        ({"updateMask": "title"}, "Invalid update mask: title"),
    ],
)
def test_publish_settings_that_are_refused(desk: FormsDesk, body: dict[str, object], message: str) -> None:
    form = desk.make(published=False)
    assert refusal(desk.forms.setPublishSettings(formId=form["formId"], body=body)) == (400, message)


def test_a_copy_has_its_own_ids_and_is_unpublished(desk: FormsDesk, session: requests.Session) -> None:
    form = desk.make(question("Имя", textQuestion={}), section("Дальше", "0000000a"))
    where = choice("Куда", "RADIO", {"value": "дальше", "goToSectionId": "0000000a"})
    desk.batch(form["formId"], {"createItem": {"item": where, "location": {"index": 0}}})
    original = desk.get(form["formId"])
    drive = service(session, "drive").files()
    copied = desk.get(drive.copy(fileId=form["formId"], body={"name": "Копия"}).execute()["id"])
    assert copied["publishSettings"] == {"publishState": {}}
    assert copied["responderUri"] != original["responderUri"]
    assert copied["info"] == {"title": "Анкета", "documentTitle": "Копия"}
    assert [item["title"] for item in copied["items"]] == ["Куда", "Имя", "Дальше"]
    assert not {item["itemId"] for item in copied["items"]} & {item["itemId"] for item in original["items"]}
    option = copied["items"][0]["questionItem"]["question"]["choiceQuestion"]["options"][0]
    assert option == {"value": "дальше", "goToSectionId": copied["items"][2]["itemId"]}
    drive.delete(fileId=form["formId"]).execute()
    assert refusal(desk.forms.get(formId=form["formId"])) == (404, "Requested entity was not found.")
    assert desk.get(copied["formId"]) == copied


def test_a_renamed_file_renames_the_document(desk: FormsDesk, session: requests.Session) -> None:
    form = desk.make()
    service(session, "drive").files().update(fileId=form["formId"], body={"name": "Другое имя"}).execute()
    assert desk.get(form["formId"])["info"] == {"title": "Анкета", "documentTitle": "Другое имя"}
