"""What ranges have read is kept for formulas that ask for it again, and no more than there is room for."""

from __future__ import annotations

from workspace_emulator.sheets.formulas.grids import Range
from workspace_emulator.sheets.formulas.world import World

from .formula_book import FormulaBook

ROWS = 10_000


def world(rows: int = ROWS) -> World:
    book = FormulaBook(rows=rows)
    for row in range(rows):
        book.book.sheets[0].put(row, 1, row)
    return World(book.book)


def asked(found: World, top: int) -> Range:
    """Two columns from a row on, read."""
    made = found.range(found.book.sheets[0], top, 0, ROWS, 2)
    assert len(made.values()) == 2 * (len(found.book.sheets[0].rows) - top)
    return made


def test_a_range_is_kept_from_the_second_time_on() -> None:
    found = world(rows=10)
    once = asked(found, 3)
    again = asked(found, 3)
    assert once is not again
    assert asked(found, 3) is again
    found.forget()
    assert asked(found, 3) is not again


def test_what_is_asked_for_once_takes_no_room() -> None:
    found = world()
    kept = [asked(found, 0), asked(found, 0)][-1]
    for top in range(1, 200):
        asked(found, top)
    assert asked(found, 0) is kept
    assert found.held == 2 * ROWS


def test_the_oldest_give_way() -> None:
    found = world()
    for top in range(60):
        asked(found, top)
    kept = {top: asked(found, top) for top in range(60)}
    assert found.held <= found.most
    stays = [top for top in reversed(range(60)) if asked(found, top) is kept[top]]
    assert stays == list(reversed(range(10, 60)))


def test_a_range_larger_than_the_room_is_kept_alone() -> None:
    found = world()
    found.most = 100
    for top in (0, 1):
        asked(found, top)
    first, second = asked(found, 0), asked(found, 1)
    assert asked(found, 1) is second
    assert asked(found, 0) is not first
