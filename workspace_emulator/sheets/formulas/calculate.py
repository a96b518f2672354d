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

    kept = book.engine
    if kept is not None and not kept.outdated(book) and not kept.circling:
        kept.run(book, now)
        if not kept.circling:
            return
    # Arrays that stand in each other's way in a circle must not show who was typed first.
    book.engine = Engine(book)
    book.engine.run(book, now)
