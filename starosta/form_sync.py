"""A form brought in line with its blank and the school's lists: made, repaired, published; nothing is asked
when nothing changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import form_items
from .form_items import Item
from .google.drive import OurFile
from .google.form_edits import diff
from .google.forms import is_published
from .google.gate import Gate
from .school_forms import SchoolForm
from .state.database import State

TEXTS = ("title", "description")


@dataclass(frozen=True)
class Synced:
    """`edits` were made to the form; `published` says that it had to be opened for answers; `file` is its
    present card."""

    file: OurFile
    edits: int = 0
    published: bool = False


def is_current(state: State, form: SchoolForm, file: OurFile | None) -> bool:
    """Whether the form stands as it was last left and the lists have not changed since. The list of files may
    be older than what was left."""
    known = state.cursors.get(_cursor(form), {})
    if file is None or known.get("id") != file.id:
        return False
    return bool(known["version"] >= file.version and known["wanted"] == form.mark)


def differs(form: SchoolForm, structure: Mapping[str, Any], state: State) -> bool:
    """Whether a form as it was read needs edits."""
    known = state.cursors.get(_cursor(form), {})
    description = form_items.description(form.blank)
    ours = known.get("items", ())
    items = reworded(form.items, structure, known.get("texts", {}))
    if _renamed(structure, known):
        return bool(diff(dict(structure), items, ours=ours))
    return bool(diff(dict(structure), items, title=form.blank.title, description=description, ours=ours))


def sync(gate: Gate, state: State, form: SchoolForm, file: OurFile) -> Synced:
    """Make the form what it should be and remember what it then was; people's own items are kept."""
    known = state.cursors.get(_cursor(form), {})
    items = form.items
    present = gate.forms.get(file.id)
    structure, edits = gate.forms.align(
        file.id,
        reworded(items, present, known.get("texts", {})),
        title="" if _renamed(present, known) else form.blank.title,
        description=None if _renamed(present, known) else form_items.description(form.blank),
        ours=known.get("items", ()),
        form=present,
    )
    opened = not is_published(structure)
    if opened:
        gate.forms.publish(file.id)
    ids = _all_items(known.get("items", ()), [item["itemId"] for item in items])
    state.cursors.set(f"responder/{form.blank.key}", structure.get("responderUri", ""))
    after = gate.files.get(file.id) if edits or opened else file
    told = {item["itemId"]: [item.get(name, "") for name in TEXTS] for item in items}
    info = [form.blank.title, form_items.description(form.blank)]
    left = {"id": file.id, "version": after.version, "wanted": form.mark, "items": ids}
    state.cursors.set(_cursor(form), {**left, "texts": told, "info": info})
    return Synced(after, edits, opened)


def reworded(
    items: Sequence[Item], form: Mapping[str, Any], written: Mapping[str, Sequence[str]]
) -> list[Item]:
    """The items with the titles and descriptions people gave them in the form itself: their wording wins.

    `written` holds what we last wrote by item id; a text that says something else now is a person's.
    """
    present = {item["itemId"]: item for item in form.get("items", ())}
    found = []
    for item in items:
        standing = present.get(item["itemId"])
        ours = written.get(item["itemId"])
        if standing is not None and ours is not None:
            theirs = {
                name: standing.get(name, "")
                for name, text in zip(TEXTS, ours, strict=True)
                if standing.get(name, "") != text
            }
            item = {**item, **theirs}
        found.append(item)
    return found


def _renamed(form: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    """Whether a person gave the form another title or description."""
    info = form.get("info", {})
    return "info" in known and [info.get(name, "") for name in TEXTS] != known["info"]


def _cursor(form: SchoolForm) -> str:
    return f"form/{form.blank.key}"


def _all_items(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Ids that were ever ours: an item we no longer want is deleted, one that a person added is not."""
    return list(dict.fromkeys([*now, *before]))
