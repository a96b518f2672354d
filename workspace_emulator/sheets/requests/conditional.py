"""Conditional formats: addConditionalFormatRule, updateConditionalFormatRule, deleteConditionalFormatRule."""

from __future__ import annotations

from ...wire import Json, bad_request
from ..book.areas import Area
from ..book.workbook import Sheet
from ..proto import normal
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
    if ("booleanRule" in given) == ("gradientRule" in given):
        raise bad_request("Must specify one of booleanRule and gradientRule.")
    sheets = {Area.of(found).sheet for found in given["ranges"]}
    if len(sheets) > 1:
        raise bad_request("All ranges of a conditional format rule must be on the same sheet.")
    rule = normal("ConditionalFormatRule", given)
    rule["ranges"] = [batch.filled(found) for found in given["ranges"]]
    return rule


def _rules(sheet: Sheet, index: int) -> list[Json]:
    rules: list[Json] = sheet.parts.get("conditionalFormats", [])
    if not 0 <= index < len(rules):
        raise bad_request(f"No conditional format on sheet: {sheet.id} at index: {index}")
    return rules
