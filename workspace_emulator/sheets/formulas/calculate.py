"""Brings the values of a workbook's formulas up to date.

What computes them is in `engine`, loaded when first needed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..book.workbook import Workbook


def recalculate(book: Workbook, now: datetime) -> None:
    """Compute every formula that may have changed and keep the results in the cells.

    Never raises for a bad formula.
    """
    if not any(sheet.formulas for sheet in book.sheets):
        return
    from .engine import Engine

    if book.engine is None or book.engine.outdated(book):
        book.engine = Engine(book)
    book.engine.run(book, now)
