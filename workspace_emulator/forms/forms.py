"""forms.create, forms.get and forms.setPublishSettings. Edits of items live in `batch_update`."""

from __future__ import annotations

from dataclasses import replace

from .. import settings
from ..call import Call
from ..catalog import answers
from ..drive import registry
from ..wire import Json, bad_request
from .model import as_json, load, new, publish_settings, save
from .questions import newline

UNTITLED = "Untitled form"
ONLY_TITLE = (
    "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
)


@answers("forms.forms.create")
def create(call: Call) -> Json:
    """An empty form; since mid-2026 unpublished, unless the setting `forms_published_by_default` is true."""
    info = call.body.get("info", {})
    if call.body.keys() - {"info"} or info.keys() - {"title", "documentTitle"} or not info.get("title"):
        raise bad_request(ONLY_TITLE)
    if "\n" in info["title"] or "\n" in info.get("documentTitle", ""):
        raise newline()
    published = bool(settings.value(call.tx, "forms_published_by_default")) and not call.get(
        "unpublished", False
    )
    name = info.get("documentTitle") or UNTITLED
    form_id = registry.register(call.tx, name=name, mime=registry.FORM, owner=call.user, now=call.now)
    form = new(form_id, info["title"], published)
    save(call.tx, form)
    return as_json(form, name)


@answers("forms.forms.get")
def get(call: Call) -> Json:
    """The form with all its items."""
    row = registry.require(call.tx, call.params["formId"], call.user, registry.FORM)
    return as_json(load(call.tx, row.id), row.name)


@answers("forms.forms.setPublishSettings")
def set_publish_settings(call: Call) -> Json:
    """Publish, unpublish, open or close a form. The revision stays: publishing is no content."""
    row = registry.require_editor(call.tx, call.params["formId"], call.user, registry.FORM)
    mask = call.body.get("updateMask", "*")
    if mask not in ("*", "publishState", "publish_state"):
        raise bad_request(f"Invalid update mask: {mask}")
    state = call.body.get("publishSettings", {}).get("publishState", {})
    if state.keys() != {"isPublished", "isAcceptingResponses"}:
        raise bad_request("Both isPublished and isAcceptingResponses must be set when updating publishState.")
    if state["isAcceptingResponses"] and not state["isPublished"]:
        raise bad_request("A form that is not published cannot accept responses.")
    form = replace(
        load(call.tx, row.id), published=state["isPublished"], accepting=state["isAcceptingResponses"]
    )
    save(call.tx, form)
    return {"formId": form.id, "publishSettings": publish_settings(form)}
