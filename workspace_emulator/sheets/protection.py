"""Whether a caller may edit cells: protected ranges that are not only warnings."""

from __future__ import annotations

from ..wire import Json, bad_request
from .book.areas import Area
from .book.workbook import Sheet

REFUSAL = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)


def check_editable(sheet: Sheet, area: Area, user: str) -> None:
    """400 when the area touches a range that this user may not edit."""
    for protected in sheet.parts.get("protectedRanges", ()):
        if protected.get("warningOnly") or may_edit(protected, user):
            continue
        common = Area.of(protected.get("range", {"sheetId": sheet.id})).common(area)
        free = (Area.of(found) for found in protected.get("unprotectedRanges", ()))
        if common is not None and not any(found.holds(common) for found in free):
            raise bad_request(REFUSAL)


def may_edit(protected: Json, user: str) -> bool:
    """Editors are written with the range; the one who protected it is always among them."""
    editors = protected.get("editors", {})
    if editors.get("domainUsersCanEdit"):
        return True
    return user in editors.get("users", ())
