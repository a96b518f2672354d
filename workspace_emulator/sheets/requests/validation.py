"""setDataValidation."""

from __future__ import annotations

from ...wire import Json
from .. import filtering
from ..book.cell import extra_of, with_extra
from ..condition_kinds import VALIDATION, check
from ..proto import normal
from .batch import Batch


def set_data_validation(batch: Batch, request: Json) -> None:
    """The rule for every cell of the range; without a rule the cells lose theirs.

    Rows that a filter hides are spared unless they are asked for.
    """
    sheet, box = batch.editable(request.get("range"))
    rule = request.get("rule")
    if rule is not None:
        check(rule.get("condition", {}), VALIDATION)
    kept = normal("DataValidationRule", rule) if rule is not None else None
    blank = with_extra(None, {"dataValidation": kept}) if kept else None
    spared = set() if request.get("filteredRowsIncluded") else filtering.hidden(sheet)
    for row, column in box.cells():
        if row in spared:
            continue
        content = sheet.get(row, column)
        if content is None:
            if blank is not None:
                sheet.put(row, column, blank)
            continue
        extra = {name: item for name, item in extra_of(content).items() if name != "dataValidation"}
        sheet.put(row, column, with_extra(content, extra | ({"dataValidation": kept} if kept else {})))
