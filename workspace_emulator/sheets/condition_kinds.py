"""Which kinds of conditions stand where and how many values each takes, as the discovery document says it."""

from __future__ import annotations

import re
from functools import cache

from ..catalog import document
from ..wire import Json, bad_request

VALIDATION, FORMATTING, FILTERS = "data validation", "conditional formatting", "filters"
_COUNTS = {
    "Requires a single ConditionValue": (1, "a single ConditionValue"),
    "Requires exactly two ConditionValues": (2, "exactly two ConditionValues"),
    "Requires no ConditionValues": (0, "no ConditionValues"),
}


def check(condition: Json, where: str) -> None:
    """400 for a BooleanCondition that cannot stand there or has not the values it needs."""
    kind = condition.get("type", "")
    if kind in ("", "CONDITION_TYPE_UNSPECIFIED"):
        raise bad_request("Must specify condition.type.")
    text = _descriptions()[kind]
    places = re.search(r"Supported by ([^.]*)\.", text)
    supported = places is None or where in places[1].replace("filters on data source objects", "")
    if not supported:
        raise bad_request(f"ConditionType '{kind}' is not supported in {where}.")
    for words, (count, shown) in _COUNTS.items():
        if words in text and len(condition.get("values", ())) != count:
            raise bad_request(f"ConditionType '{kind}' requires {shown}.")


@cache
def _descriptions() -> dict[str, str]:
    kinds = document("sheets")["schemas"]["BooleanCondition"]["properties"]["type"]
    return dict(zip(kinds["enum"], kinds["enumDescriptions"], strict=True))
