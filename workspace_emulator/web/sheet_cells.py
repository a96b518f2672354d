"""What hangs on single cells: which values they offer, whether they take a value."""

from __future__ import annotations

from collections.abc import Iterator

from ..sheets import ranges
from ..sheets.book.cell import Content, extra_of, format_of, make, value_of
from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.conditions import Conditions
from ..sheets.values import entered
from ..wire import ApiError, Json
from .sheet_typed import Typed

MOST_OFFERED = 500


def choice(extra: Json) -> str:
    """`pick` for a cell with values to choose from, `tick` for a box to tick, '' for any other."""
    rule = extra.get("dataValidation", {})
    kind = rule.get("condition", {}).get("type", "")
    if kind == "BOOLEAN":
        return "tick"
    return "pick" if kind in ("ONE_OF_LIST", "ONE_OF_RANGE") else ""


def offered(book: Workbook, sheet: Sheet, content: Content, typed: Typed) -> list[str]:
    """The values that a cell's rule offers, each once, in their order."""
    condition = extra_of(content).get("dataValidation", {}).get("condition", {})
    values = [str(value.get("userEnteredValue", "")) for value in condition.get("values", ())]
    if condition.get("type") == "ONE_OF_RANGE" and values:
        values = list(_of_range(book, sheet, values[0], typed))
    return list(dict.fromkeys(value for value in values if value))[:MOST_OFFERED]


def strict(content: Content) -> bool:
    """Whether a cell takes only what its rule allows."""
    return bool(extra_of(content).get("dataValidation", {}).get("strict"))


def takes(book: Workbook, sheet: Sheet, content: Content, text: str, typed: Typed) -> bool:
    """Whether a person may type this here. Programs are not asked, as Google does not ask them."""
    kind = choice(extra_of(content))
    if not text or not strict(content) or text.startswith("="):
        return True
    if kind == "tick":
        return text.upper() in ("TRUE", "FALSE", typed.locale.yes, typed.locale.no)
    return text in offered(book, sheet, content, typed) if kind else _meets(content, text, typed)


def _meets(content: Content, text: str, typed: Typed) -> bool:
    """Whether what is typed meets a cell's own condition. Formulas in it are not tried: a cell does not
    know for which one of its range they were written."""
    condition: Json = extra_of(content)["dataValidation"]["condition"]
    given = [str(value.get("userEnteredValue", "")) for value in condition.get("values", ())]
    value = entered.read(text, typed.locale, typed.today).value
    if any(one.startswith("=") for one in given):
        return True
    if condition["type"] == "DATE_IS_VALID":
        return isinstance(value, int | float) and not isinstance(value, bool)
    lone = Sheet(0, {"title": ""})
    lone.put(0, 0, make(value, "", format_of(content)))
    return Conditions(typed.book, typed.now).holds(condition, lone, (0, 0), (0, 0))


def _of_range(book: Workbook, sheet: Sheet, text: str, typed: Typed) -> Iterator[str]:
    written = text.removeprefix("=").replace("$", "")
    try:
        found, area = ranges.resolve(book, written if "!" in written else f"'{sheet.title}'!{written}")
    except ApiError:
        return
    for place in found.used(area).cells():
        content = found.get(*place)
        if value_of(content) is not None:
            yield typed.shown(content)
