"""What we last wrote into each cell of our sheets: a cell that now says something else was changed by a
person."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping

from sqlalchemy import Engine, delete, select

from .records import Cell
from .rows import put
from .schema import cells

Key = tuple[str, str]
"""(row key, column key) of a cell: what it is about, wherever it stands."""
MANY = 500


class Cells:
    """Values by book, tab and (row key, column key)."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def written(self, book: str, tab: str) -> dict[Key, Cell]:
        """Everything we wrote into a tab. None is a cell we emptied."""
        query = select(cells).where(cells.c.book == book, cells.c.tab == tab)
        with self._engine.begin() as connection:
            rows = connection.execute(query)
            return {(row.row_key, row.column_key): json.loads(row.value) for row in rows}

    def tabs(self, book: str) -> list[str]:
        """The tabs of a book that hold anything we wrote, in order of their names."""
        query = select(cells.c.tab).where(cells.c.book == book, cells.c.value != json.dumps(None)).distinct()
        with self._engine.begin() as connection:
            return sorted(connection.scalars(query))

    def remember(self, book: str, tab: str, values: Mapping[Key, Cell]) -> None:
        """Note what was just written."""
        rows = [
            {
                "book": book,
                "tab": tab,
                "row_key": row,
                "column_key": column,
                "value": json.dumps(value, ensure_ascii=False),
            }
            for (row, column), value in values.items()
        ]
        with self._engine.begin() as connection:
            put(connection, cells, rows)

    def forget(self, book: str, tab: str, rows: Collection[str] | None = None) -> None:
        """Forget rows of a tab by their keys, or the whole tab."""
        whole = delete(cells).where(cells.c.book == book, cells.c.tab == tab)
        with self._engine.begin() as connection:
            if rows is None:
                connection.execute(whole)
                return
            keys = list(rows)
            for start in range(0, len(keys), MANY):
                connection.execute(whole.where(cells.c.row_key.in_(keys[start : start + MANY])))
