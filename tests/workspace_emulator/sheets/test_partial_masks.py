"""Colours of which a field mask names only parts: both their members follow, black is a colour too."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Book, area

PARTS = ",".join(f"userEnteredFormat.backgroundColor.{part}" for part in ("red", "green", "blue", "alpha"))


def painted(book: Book, shade: Any, fields: str = PARTS) -> Any:
    """The format of A1 after repeatCell."""
    cell = {"userEnteredFormat": shade}
    book.batch({"repeatCell": {"range": area(0, 1, 0, 1), "cell": cell, "fields": fields}})
    return book.cell("A1", "userEnteredFormat").get("userEnteredFormat", {})


def both(shade: Any) -> Any:
    return {"backgroundColor": shade, "backgroundColorStyle": {"rgbColor": shade}}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"red": 0, "green": 0, "blue": 0, "alpha": 1}, {}),
        ({"red": 1, "green": 0, "blue": 0, "alpha": 1}, {"red": 1}),
    ],
)
def test_all_parts_of_a_colour(book: Book, given: Any, kept: Any) -> None:
    painted(book, {"backgroundColor": {"blue": 1}})
    assert painted(book, {"backgroundColor": given}) == both(kept)


def test_one_part_of_a_colour_leaves_the_others(book: Book) -> None:
    painted(book, {"backgroundColor": {"red": 1, "blue": 1}})
    fields = "userEnteredFormat.backgroundColor.green"
    assert painted(book, {"backgroundColor": {"green": 1}}, fields) == both({"red": 1, "green": 1, "blue": 1})
    fields = "userEnteredFormat.backgroundColorStyle.rgbColor.red"
    shade = {"backgroundColorStyle": {"rgbColor": {"red": 0}}}
    assert painted(book, shade, fields) == both({"green": 1, "blue": 1})


def test_a_colour_that_is_not_given_is_taken_away(book: Book) -> None:
    painted(book, {"backgroundColor": {"red": 1}})
    assert painted(book, {}, "userEnteredFormat.backgroundColor.red") == {}
