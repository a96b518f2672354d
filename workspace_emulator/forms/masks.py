"""`updateMask` of the edit requests: read, held against the schema, and applied to a message."""

from __future__ import annotations

import re

from ..catalog import document
from ..checks import Mask, parse_mask
from ..wire import Json, bad_request

ONE_OF = (
    frozenset({"questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem"}),
    frozenset(
        {
            "choiceQuestion", "textQuestion", "scaleQuestion", "dateQuestion", "timeQuestion",
            "fileUploadQuestion", "rowQuestion", "ratingQuestion",
        }
    ),
)  # fmt: skip


def read(text: str | None, schema: str) -> Mask:
    """A parsed mask whose every path is a field of the schema. 400 when it is empty or unknown."""
    camel = re.sub(r"_([a-z])", lambda match: match[1].upper(), (text or "").replace(" ", ""))
    if not camel:
        raise bad_request(
            "At least one field must be listed in 'updateMask'. (Use '*' to indicate all fields.)"
        )
    mask = parse_mask(camel)
    if "*" not in mask:
        _check(mask, schema, "")
    return mask


def merged(target: Json, source: Json, mask: Mask) -> Json:
    """The target with the masked fields taken from the source: a field the source lacks is cleared."""
    if "*" in mask:
        return dict(source)
    result = dict(target)
    for name, inner in mask.items():
        if inner and (name in source or name in target):
            value = merged(target.get(name, {}), source.get(name, {}), inner)
        elif name in source:
            value = source[name]
        else:
            result.pop(name, None)
            continue
        for group in ONE_OF:
            if name in group:
                result = {key: item for key, item in result.items() if key not in group}
        result[name] = value
    return result


def _check(mask: Mask, schema: str, path: str) -> None:
    properties = document("forms")["schemas"][schema]["properties"]
    for name, inner in mask.items():
        where = f"{path}.{name}" if path else name
        described = properties.get(name)
        if described is None or (inner and "$ref" not in described):
            raise bad_request(f"Invalid field mask: '{where}' is not a field that can be updated.")
        if inner:
            _check(inner, described["$ref"], where)
