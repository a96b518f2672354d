"""Protected ranges: addProtectedRange, updateProtectedRange, deleteProtectedRange.

Who may edit is asked in `..protection`.
"""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Area
from ..book.workbook import Sheet, Workbook
from ..masked import fields, merged
from ..protection import REFUSAL, may_edit
from ..proto import normal
from .batch import Batch, numbered, own_id, part, prune, put_back, required


def add_protected_range(batch: Batch, request: Json) -> Json:
    """The answer leaves the editors out, as Google does; they are seen when the range is read."""
    made = add(batch.book, required(request, "protectedRange"), batch.user)
    shown = {name: item for name, item in made.items() if name != "editors"}
    if not made.get("warningOnly"):
        shown |= {"requestingUserCanEdit": True, "editors": {}}
    return {"addProtectedRange": {"protectedRange": shown}}


def add(book: Workbook, given: Json, user: str) -> Json:
    """Keep a new protected range on its sheet; whoever protects it may edit it."""
    kept = normal("ProtectedRange", given)
    if "range" not in given and "namedRangeId" not in kept:
        raise bad_request("Must specify range.")
    sheet = _sheet(book, kept)
    wanted = kept.get("protectedRangeId")
    number = own_id(book, "protectedRanges", "protectedRangeId", wanted, "A protected range")
    made: Json = {"protectedRangeId": number}
    if "namedRangeId" in kept:
        named = numbered(book.named_ranges, "namedRangeId", kept["namedRangeId"], "named range")
        made |= {"range": named["range"], "namedRangeId": kept["namedRangeId"]}
    else:
        made["range"] = Area.of(given.get("range", {})).json()
    for name in ("description", "warningOnly", "unprotectedRanges"):
        if name in kept:
            made[name] = kept[name]
    if not made.get("warningOnly"):
        editors = kept.get("editors", {})
        users = [*dict.fromkeys([*editors.get("users", []), user])]
        made["editors"] = {**editors, "users": users}
    part(sheet, "protectedRanges").append(made)
    return made


def update_protected_range(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "ProtectedRange", "protectedRange")
    given = normal("ProtectedRange", required(request, "protectedRange"))
    sheet, known = _find(batch.book, given.get("protectedRangeId", 0))
    if not known.get("warningOnly") and not may_edit(batch.book, known, batch.user):
        raise bad_request(REFUSAL)
    changed = merged(known, given, mask) | {"protectedRangeId": known["protectedRangeId"]}
    changed.pop("requestingUserCanEdit", None)
    if "range" not in changed:
        changed["range"] = known["range"]
    if changed.get("warningOnly"):
        changed.pop("editors", None)
    else:
        editors = changed.get("editors", {})
        changed["editors"] = {**editors, "users": [*dict.fromkeys([*editors.get("users", []), batch.user])]}
    put_back(sheet, "protectedRanges", known, _sheet(batch.book, changed), changed)


def delete_protected_range(batch: Batch, request: Json) -> None:
    sheet, known = _find(batch.book, request.get("protectedRangeId", 0))
    if not known.get("warningOnly") and not may_edit(batch.book, known, batch.user):
        raise bad_request(REFUSAL)
    sheet.parts["protectedRanges"].remove(known)
    prune(sheet, "protectedRanges")


def _sheet(book: Workbook, given: Json) -> Sheet:
    if "namedRangeId" in given and "range" not in given:
        named = numbered(book.named_ranges, "namedRangeId", given["namedRangeId"], "named range")
        return book.sheet(Area.of(named["range"]).sheet)
    return book.sheet(Area.of(given.get("range", {})).sheet)


def _find(book: Workbook, number: int) -> tuple[Sheet, Json]:
    for sheet in book.sheets:
        for item in sheet.parts.get("protectedRanges", []):
            if item["protectedRangeId"] == number:
                return sheet, item
    raise bad_request(f"No protected range with id: {number}")
