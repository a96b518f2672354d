"""What one cell holds.

A plain value is kept bare; a `Cell` exists only where there is more to keep than a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...wire import Json


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A formula's error: Google's name of its type and the text a person reads when pointing at the cell."""

    type: str
    message: str = ""

    @property
    def text(self) -> str:
        """What the cell shows, e.g. `#N/A`."""
        return ERROR_TEXTS.get(self.type, "#ERROR!")


Scalar = str | int | float | bool
Value = Scalar | ErrorValue | None

ERROR_TEXTS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


@dataclass(slots=True)
class Cell:
    """A cell with more than a bare value; never changed in place, so cells may be shared by copies.

    `value` is what the cell evaluates to, `format` a number in the workbook's table of formats (0 = none),
    `extra` holds note, dataValidation, textFormatRuns and the like as Google prints them. `spilled` marks a
    value that a formula of another cell has put here; `shown` is the format with the number format that a
    formula's result brings (0 = none).
    """

    value: Value = None
    formula: str = ""
    format: int = 0
    extra: Json | None = None
    spilled: bool = False
    shown: int = 0


Content = Value | Cell
_RUNS = {"textFormatRuns"}


def value_of(content: Content) -> Value:
    """What a cell evaluates to."""
    return content.value if isinstance(content, Cell) else content


def formula_of(content: Content) -> str:
    """The formula as typed, '' when there is none."""
    return content.formula if isinstance(content, Cell) else ""


def format_of(content: Content) -> int:
    return content.format if isinstance(content, Cell) else 0


def shown_format_of(content: Content) -> int:
    """The format that a cell's value is shown in: its own, or what its formula brings."""
    return content.shown or content.format if isinstance(content, Cell) else 0


def extra_of(content: Content) -> Json:
    return (content.extra or {}) if isinstance(content, Cell) else {}


def entered(content: Content) -> bool:
    """Whether a person or a program has put a value or a formula here."""
    if isinstance(content, Cell):
        return bool(content.formula) or (content.value is not None and not content.spilled)
    return content is not None


def own(content: Content) -> Content:
    """The cell without what a formula of another cell has put there: all that goes where the cell goes."""
    if isinstance(content, Cell) and content.spilled:
        return make(None, "", content.format, content.extra)
    return content


def make(
    value: Value,
    formula: str = "",
    format_id: int = 0,
    extra: Json | None = None,
    spilled: bool = False,
    shown: int = 0,
) -> Content:
    """The smallest content that holds all this."""
    if formula or format_id or extra or spilled:
        return Cell(value, formula, format_id, extra or None, spilled, shown)
    return value


def with_value(content: Content, value: Value, formula: str = "") -> Content:
    """The same cell with another value or formula; format, note and validation stay, runs of text do not."""
    if isinstance(content, Cell):
        extra = content.extra
        if extra and not _RUNS.isdisjoint(extra):
            extra = {name: item for name, item in extra.items() if name not in _RUNS}
        return make(value, formula, content.format, extra)
    return make(value, formula)


def with_format(content: Content, format_id: int) -> Content:
    if isinstance(content, Cell):
        return make(content.value, content.formula, format_id, content.extra, content.spilled)
    return make(content, "", format_id)


def with_extra(content: Content, extra: Json) -> Content:
    if isinstance(content, Cell):
        return make(content.value, content.formula, content.format, extra, content.spilled)
    return make(content, "", 0, extra)


def halved(text: str) -> bool:
    """Whether half a surrogate pair stands in a text: it has no bytes then, and no store keeps it."""
    if text.isprintable():  # Most texts are, and no text with such a half.
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def number(value: float) -> int | float:
    """A number as it is kept and printed: whole ones without a fraction."""
    return int(value) if abs(value) < 1e15 and value == int(value) else float(value)


def dump(content: Content) -> Any:
    """A content as JSON: a bare value, or a list for everything else."""
    if isinstance(content, Cell):
        kept = [_plain(content.value), content.formula, content.format, content.extra, int(content.spilled)]
        return [*kept, content.shown] if content.shown else kept
    return _plain(content)


def load(stored: Any) -> Content:
    """The opposite of `dump`."""
    if isinstance(stored, list):
        value, formula, format_id, extra, spilled, *shown = stored
        return Cell(_value(value), formula, format_id, extra, bool(spilled), *shown)
    return _value(stored) if isinstance(stored, dict) else stored


def _plain(value: Value) -> Any:
    return {"error": value.type, "message": value.message} if isinstance(value, ErrorValue) else value


def _value(stored: Any) -> Value:
    if isinstance(stored, dict):
        return ErrorValue(stored["error"], stored["message"])
    value: Value = stored
    return value
