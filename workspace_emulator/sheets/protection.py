"""Whether a caller may edit cells: protected ranges that are not only warnings."""

from __future__ import annotations

from ..wire import Json, bad_request
from .book.areas import Area
from .book.workbook import Sheet, Workbook

REFUSAL = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)


def check_editable(book: Workbook, sheet: Sheet, area: Area, user: str) -> None:
    """400 when the area touches a range that this user may not edit; the owner of the file may edit all."""
    for protected in sheet.parts.get("protectedRanges", ()):
        if protected.get("warningOnly") or may_edit(book, protected, user):
            continue
        common = Area.of(protected.get("range", {"sheetId": sheet.id})).common(area)
        free = (Area.of(found) for found in protected.get("unprotectedRanges", ()))
        if common is not None and not any(found.holds(common) for found in free):
            raise bad_request(REFUSAL)


def may_edit(book: Workbook, protected: Json, user: str) -> bool:
    """Editors are written with the range; the owner and the one who protected it are always among them."""
    if user == book.owner:
        return True
    editors = protected.get("editors", {})
    if editors.get("domainUsersCanEdit"):
        return True
    return user in editors.get("users", ())
