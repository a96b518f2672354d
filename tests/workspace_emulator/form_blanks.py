"""Short ways to make forms in tests: items as values, and a desk that works through the real client."""

from __future__ import annotations

from typing import Any

import requests
from googleapiclient.errors import HttpError

from workspace_emulator.doors import service

Json = dict[str, Any]
OPEN = {"isPublished": True, "isAcceptingResponses": True}


def question(title: str, required: bool = False, **kind: Any) -> Json:
    """A question item: `question("Имя", textQuestion={})`."""
    return {"title": title, "questionItem": {"question": {"required": required, **kind}}}


def choice(title: str, kind: str, *options: Json | str, required: bool = False, **more: Any) -> Json:
    """A choice question; options as texts or as messages."""
    messages = [{"value": option} if isinstance(option, str) else option for option in options]
    return question(title, required, choiceQuestion={"type": kind, "options": messages, **more})


def section(title: str, item_id: str) -> Json:
    return {"itemId": item_id, "title": title, "pageBreakItem": {}}


def grid(title: str, kind: str, rows: list[str], columns: list[str], required: bool = False) -> Json:
    return {
        "title": title,
        "questionGroupItem": {
            "questions": [{"rowQuestion": {"title": row}, "required": required} for row in rows],
            "grid": {"columns": {"type": kind, "options": [{"value": value} for value in columns]}},
        },
    }


class FormsDesk:
    """Forms v1 through google-api-python-client."""

    def __init__(self, session: requests.Session) -> None:
        self.session = session
        self.forms = service(session, "forms").forms()

    def make(self, *items: Json, title: str = "Анкета", published: bool = True) -> Json:
        """A form with these items, open for answers unless told otherwise."""
        form_id: str = self.forms.create(body={"info": {"title": title}}).execute()["formId"]
        if items:
            self.batch(form_id, *(create(item, at) for at, item in enumerate(items)))
        if published:
            self.publish(form_id)
        return self.get(form_id)

    def batch(self, form_id: str, *requests_: Json, **more: Any) -> Json:
        body = {"requests": list(requests_), **more}
        answer: Json = self.forms.batchUpdate(formId=form_id, body=body).execute()
        return answer

    def get(self, form_id: str) -> Json:
        form: Json = self.forms.get(formId=form_id).execute()
        return form

    def publish(self, form_id: str, published: bool = True, accepting: bool = True) -> Json:
        state = {"isPublished": published, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}}
        answer: Json = self.forms.setPublishSettings(formId=form_id, body=body).execute()
        return answer

    def responses(self, form_id: str, **params: Any) -> Json:
        answer: Json = self.forms.responses().list(formId=form_id, **params).execute()
        return answer

    def answers(self, form: Json) -> list[dict[str, list[str]]]:
        """Every response as question title (grid rows by the row's title) → values, the oldest first."""
        titles = {
            one["questionId"]: one.get("rowQuestion", {}).get("title", item["title"])
            for item in form["items"]
            for one in (
                [item["questionItem"]["question"]]
                if "questionItem" in item
                else item.get("questionGroupItem", {}).get("questions", [])
            )
        }
        found = sorted(self.responses(form["formId"]).get("responses", []), key=lambda one: one["createTime"])
        return [
            {
                titles[key]: [value["value"] for value in answer["textAnswers"]["answers"]]
                for key, answer in one["answers"].items()
            }
            for one in found
        ]


def create(item: Json, at: int) -> Json:
    return {"createItem": {"item": item, "location": {"index": at}}}


def refusal(call: Any) -> tuple[int, str]:
    """Status and message of a call that is refused."""
    try:
        call.execute()
    except HttpError as error:
        return int(error.resp.status), str(error.reason)
    raise AssertionError("the call was not refused")
