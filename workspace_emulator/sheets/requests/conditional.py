"""Conditional formats: addConditionalFormatRule, updateConditionalFormatRule, deleteConditionalFormatRule."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Area
from ..book.workbook import Sheet
from ..condition_kinds import FORMATTING, check
from ..proto import normal
from ..values import entered
from ..values import locale as locales
from ..values.render import DATES
from .batch import Batch, part, prune, required


def add_rule(batch: Batch, request: Json) -> None:
    rule = _rule(batch, required(request, "rule"))
    sheet = batch.book.sheet(Area.of(rule["ranges"][0]).sheet)
    rules = part(sheet, "conditionalFormats")
    index = request.get("index", 0)
    if not 0 <= index <= len(rules):
        raise bad_request(f"index must be between 0 and {len(rules)}.")
    rules.insert(index, rule)


def update_rule(batch: Batch, request: Json) -> Json:
    index = request.get("index", 0)
    if "rule" in request:
        rule = _rule(batch, request["rule"])
        sheet = batch.book.sheet(Area.of(rule["ranges"][0]).sheet)
        rules = _rules(sheet, index)
        old, rules[index] = rules[index], rule
        reply = {"newRule": rule, "newIndex": index, "oldRule": old, "oldIndex": index}
    else:
        sheet = batch.book.sheet(request.get("sheetId", 0))
        rules = _rules(sheet, index)
        target = request.get("newIndex", 0)
        if not 0 <= target < len(rules):
            raise bad_request(f"newIndex must be between 0 and {len(rules) - 1}.")
        rule = rules.pop(index)
        rules.insert(target, rule)
        reply = {"newRule": rule, "newIndex": target, "oldIndex": index}
    return {"updateConditionalFormatRule": {name: item for name, item in reply.items() if item != 0}}


def delete_rule(batch: Batch, request: Json) -> Json:
    sheet = batch.book.sheet(request.get("sheetId", 0))
    index = request.get("index", 0)
    rule = _rules(sheet, index).pop(index)
    prune(sheet, "conditionalFormats")
    return {"deleteConditionalFormatRule": {"rule": rule}}


def _rule(batch: Batch, given: Json) -> Json:
    if not given.get("ranges"):
        raise bad_request("Must specify at least one range for a conditional format rule.")
    if "booleanRule" not in given and "gradientRule" not in given:
        raise bad_request("Must specify one of booleanRule and gradientRule.")
    sheets = {Area.of(found).sheet for found in given["ranges"]}
    if len(sheets) > 1:
        raise bad_request("All ranges of a conditional format rule must be on the same sheet.")
    rule = normal("ConditionalFormatRule", given)
    if "booleanRule" in given:
        check(given["booleanRule"].get("condition", {}), FORMATTING)
    for name in ("minpoint", "midpoint", "maxpoint") if "gradientRule" in given else ():
        _check_point(batch, rule["gradientRule"], name)
    rule["ranges"] = [batch.filled(found) for found in given["ranges"]]
    return rule


def _check_point(batch: Batch, rule: Json, name: str) -> None:
    """A point of a colour scale: its type is told; all but the smallest and the largest have a number."""
    point = rule.get(name, {})
    if name == "midpoint" and not point:
        return
    kind = point.get("type", "")
    if kind in ("", "INTERPOLATION_POINT_TYPE_UNSPECIFIED"):
        raise bad_request("No interpolationPointType specified.")
    if kind in ("MIN", "MAX"):
        point.pop("value", None)
        return
    text = point.get("value", "")
    if not text:
        raise bad_request("InterpolationPoint.value is required.")
    read = entered.read(text, locales.find(batch.book.locale), batch.now.date())
    number = isinstance(read.value, int | float) and (read.number_format or {}).get("type") not in DATES
    if not text.startswith("=") and not number:
        raise bad_request(f"Invalid InterpolationPoint.value: {text}")


def _rules(sheet: Sheet, index: int) -> list[Json]:
    rules: list[Json] = sheet.parts.get("conditionalFormats", [])
    if not 0 <= index < len(rules):
        raise bad_request(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules
