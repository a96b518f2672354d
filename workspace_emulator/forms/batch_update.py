"""forms.batchUpdate: the six kinds of edit, applied in turn to a draft; one refusal undoes them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ..call import Call
from ..catalog import answers
from ..checks import Mask
from ..drive import registry
from ..wire import Json, bad_request
from . import masks
from .model import Form, as_json, load, next_revision, plain, revision_id, save
from .questions import build, newline, questions_of, without_grading, without_section


@dataclass
class Draft:
    """A form while its edits are applied."""

    form: Form
    items: list[Json]
    structural: bool = False


@answers("forms.forms.batchUpdate")
def batch_update(call: Call) -> Json:
    """Apply all requests or none; replies stand 1:1 with the requests."""
    row = registry.require_editor(call.tx, call.params["formId"], call.user, registry.FORM)
    form = load(call.tx, row.id)
    requests = call.body.get("requests", [])
    if not requests:
        raise bad_request("Must specify at least one request.")
    _check_revision(form, call.body.get("writeControl", {}))
    draft = Draft(form, list(form.items))
    replies = [_apply(draft, request) for request in requests]
    form = next_revision(replace(draft.form, items=tuple(draft.items)), draft.structural)
    save(call.tx, form)
    registry.touch(call.tx, form.id, call.now, call.user)
    answer: Json = {"form": as_json(form, row.name)} if call.body.get("includeFormInResponse") else {}
    return answer | {"replies": replies, "writeControl": {"requiredRevisionId": revision_id(form.revision)}}


def _check_revision(form: Form, control: Json) -> None:
    required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
    if required and target:
        raise bad_request("Only one of requiredRevisionId and targetRevisionId can be set.")
    if required and required != revision_id(form.revision):
        raise bad_request(
            f"The required revision ID '{required}' does not match the latest revision of the form."
        )
    if target and not form.structure <= _revision(target) <= form.revision:
        raise bad_request(
            f"The target revision ID '{target}' is too far behind the latest revision of the form."
        )


def _revision(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:
        raise bad_request(f"Invalid revision ID: {text}") from None


def _apply(draft: Draft, request: Json) -> Json:
    if len(request) != 1:
        raise bad_request("Each request must have exactly one kind set.")
    ((kind, body),) = request.items()
    return KINDS[kind](draft, body)


def _create_item(draft: Draft, body: Json) -> Json:
    index = _index(body.get("location"), len(draft.items) + 1)
    item = build(body.get("item", {}), draft.items, draft.form.is_quiz)
    draft.items.insert(index, item)
    draft.structural = True
    question_ids = [question["questionId"] for question in questions_of(item)]
    return {"createItem": plain({"itemId": item["itemId"], "questionId": question_ids})}


def _update_item(draft: Draft, body: Json) -> Json:
    index = _index(body.get("location"), len(draft.items))
    old, others = draft.items[index], draft.items[:index] + draft.items[index + 1 :]
    mask = masks.read(body.get("updateMask"), "Item")
    changed = build(masks.merged(old, body.get("item", {}), mask), others, draft.form.is_quiz)
    draft.items[index] = changed
    if "pageBreakItem" in old and (changed["itemId"] != old["itemId"] or "pageBreakItem" not in changed):
        _forget_section(draft, old)
    return {}


def _delete_item(draft: Draft, body: Json) -> Json:
    gone = draft.items.pop(_index(body.get("location"), len(draft.items)))
    draft.structural = True
    if "pageBreakItem" in gone:
        _forget_section(draft, gone)
    return {}


def _forget_section(draft: Draft, section: Json) -> None:
    draft.items = [without_section(item, section["itemId"]) for item in draft.items]


def _move_item(draft: Draft, body: Json) -> Json:
    original = _index(body.get("originalLocation"), len(draft.items))
    target = _index(body.get("newLocation"), len(draft.items))
    draft.items.insert(target, draft.items.pop(original))
    draft.structural = True
    return {}


def _update_form_info(draft: Draft, body: Json) -> Json:
    mask, info = masks.read(body.get("updateMask"), "Info"), body.get("info", {})
    if "documentTitle" in mask:
        raise bad_request("documentTitle cannot be modified by a batchUpdate request.")
    changed = _masked(draft.form.title, draft.form.description, info, mask)
    if "\n" in changed["title"]:
        raise newline()
    draft.form = replace(draft.form, title=changed["title"], description=changed["description"])
    return {}


def _masked(title: str, description: str, info: Json, mask: Mask) -> Json:
    merged = masks.merged({"title": title, "description": description}, info, mask)
    return {name: merged.get(name, "") for name in ("title", "description")}


def _update_settings(draft: Draft, body: Json) -> Json:
    mask = masks.read(body.get("updateMask"), "FormSettings")
    settings: dict[str, Any] = plain(masks.merged(draft.form.settings or {}, body.get("settings", {}), mask))
    if not settings.get("quizSettings", {"isQuiz": True}):
        del settings["quizSettings"]
    draft.form = replace(draft.form, settings=settings)
    if not draft.form.is_quiz:
        draft.items = [without_grading(item) for item in draft.items]
    return {}


def _index(location: Json | None, limit: int) -> int:
    if location is None or "index" not in location:
        raise bad_request("Location index must be set.")
    if not 0 <= location["index"] < limit:
        raise bad_request(f"Location index {location['index']} is out of range: it must be in [0, {limit}).")
    return int(location["index"])


KINDS: dict[str, Callable[[Draft, Json], Json]] = {
    "createItem": _create_item,
    "updateItem": _update_item,
    "deleteItem": _delete_item,
    "moveItem": _move_item,
    "updateFormInfo": _update_form_info,
    "updateSettings": _update_settings,
}
