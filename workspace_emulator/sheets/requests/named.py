"""Named ranges: addNamedRange, updateNamedRange, deleteNamedRange."""

from __future__ import annotations

import re

from ...wire import Json, bad_request
from ..book.a1 import parse_address
from ..book.areas import Area
from ..book.follow import rewrite_formulas
from ..book.workbook import Workbook
from ..formulas.tokens import Token, tokens
from ..masked import fields, selects
from .batch import Batch, numbered, required

_NAME = re.compile(r"[^\W\d]\w{0,249}")


def add_named_range(batch: Batch, request: Json) -> Json:
    return {"addNamedRange": {"namedRange": add(batch.book, required(request, "namedRange"))}}


def add(book: Workbook, given: Json) -> Json:
    """Keep a new named range; its id is given or random."""
    name = given.get("name", "")
    _check_name(book, name, "")
    area = _area(book, given)
    taken = {int(item["namedRangeId"]) for item in book.named_ranges if item["namedRangeId"].isdigit()}
    named_id = given.get("namedRangeId") or str(book.free_id(taken))
    if any(item["namedRangeId"] == named_id for item in book.named_ranges):
        raise bad_request(f"A named range with the ID {named_id} already exists.")
    made = {"namedRangeId": named_id, "name": name, "range": area.json()}
    book.named_ranges.append(made)
    book.engine = None
    return made


def update_named_range(batch: Batch, request: Json) -> None:
    mask = fields(request.get("fields"), "NamedRange", "namedRange")
    given = required(request, "namedRange")
    known = numbered(batch.book.named_ranges, "namedRangeId", given.get("namedRangeId", ""), "named range")
    if selects(mask, "name"):
        _check_name(batch.book, given.get("name", ""), known["namedRangeId"])
        rewrite_formulas(batch.book, lambda text, _: _renamed(text, known["name"], given["name"]))
        known["name"] = given["name"]
    if selects(mask, "range"):
        known["range"] = _area(batch.book, given).json()
    batch.book.engine = None


def delete_named_range(batch: Batch, request: Json) -> None:
    known = numbered(batch.book.named_ranges, "namedRangeId", request.get("namedRangeId", ""), "named range")
    batch.book.named_ranges.remove(known)
    batch.book.engine = None


def _area(book: Workbook, given: Json) -> Area:
    """The cells of a named range; 400 when their sheet is not there."""
    area = Area.of(required(given, "range"))
    book.sheet(area.sheet)
    return area


def _renamed(formula: str, old: str, new: str) -> str:
    """The formula with the name of a range changed; a function of that name stays."""
    found = tokens(formula)
    return "".join(
        new
        if token.kind == "name" and token.text.casefold() == old.casefold() and after.text != "("
        else token.text
        for token, after in zip(found, (*found[1:], Token("", "")), strict=True)
    )


def _check_name(book: Workbook, name: str, own_id: str) -> None:
    if not _NAME.fullmatch(name) or parse_address(name) is not None or name.upper() in ("TRUE", "FALSE"):
        raise bad_request("The name given to this range is invalid.")
    if any(
        item["name"].casefold() == name.casefold() and item["namedRangeId"] != own_id
        for item in book.named_ranges
    ):
        raise bad_request(
            f"Cannot add named range with name {name}, a named range with that name already exists."
        )
