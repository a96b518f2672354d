"""Messages as proto3 prints them: zero values left out, 32-bit floats, and the two ways of saying a colour
kept alike."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import Any

from ..catalog import document
from ..wire import Json

KEEP_ZEROS = {
    "GridRange",
    "DimensionRange",
    "ExtendedValue",
    "TextFormat",
    "GridCoordinate",
    "DimensionGroup",
}
THEME: dict[str, Json] = {
    "TEXT": {},
    "BACKGROUND": {"red": 1, "green": 1, "blue": 1},
    "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
    "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
    "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
    "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
    "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
    "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
    "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
}
_WIDTHS = {
    "DOTTED": 1, "DASHED": 1, "SOLID": 1, "SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3,
}  # fmt: skip


def normal(schema: str, value: Json) -> Json:
    """A message of this schema as Google would print it back; a border's width follows from its style."""
    described = _properties(schema)
    printed: Json = {}
    for name, item in value.items():
        kept = _item(described.get(name, {}), item)
        if (schema in KEEP_ZEROS and name != "sheetId") or not _zero(kept):
            printed[name] = kept
    if schema == "Border" and printed.get("style") in _WIDTHS:
        printed = {"color": {}, **printed, "width": _WIDTHS[printed["style"]]}
    return _twins(described, printed)


def colour(value: Json) -> Json:
    """A Color as Google keeps it, in 256 steps: 0.5 comes back as 0.49803922."""
    steps = {name: int(float(part) * 255 + 1e-4) / 255 for name, part in value.items() if name != "alpha"}
    return {name: rounded(part) for name, part in steps.items() if part}


def twin(name: str) -> str:
    """The other name of a colour: `backgroundColor` ↔ `backgroundColorStyle`."""
    return name.removesuffix("Style") if name.endswith(("ColorStyle", "colorStyle")) else f"{name}Style"


def twin_of(name: str, value: Json | None) -> Json | None:
    """What the other member says when a colour or its style says this."""
    if value is None:
        return None
    if twin(name) == f"{name}Style":
        return {"rgbColor": value}
    if "themeColor" in value:
        return THEME.get(value["themeColor"], {})
    shade: Json = value.get("rgbColor", {})
    return shade


def rounded(value: float) -> float:
    """A number as a 32-bit float prints: 0.4980392156862745 → 0.49803922."""
    packed = struct.pack("f", value)
    for digits in range(6, 10):
        text = f"{value:.{digits}g}"
        if struct.pack("f", float(text)) == packed:
            break
    short = float(text)
    return int(short) if short.is_integer() else short


def _item(described: Json, item: Any) -> Any:
    if "$ref" in described and isinstance(item, dict):
        return colour(item) if described["$ref"] == "Color" else normal(described["$ref"], item)
    if isinstance(item, list):
        return [_item(described.get("items", {}), part) for part in item]
    if described.get("format") == "float" and isinstance(item, int | float):
        return rounded(item)
    return item


def _twins(described: Json, printed: Json) -> Json:
    """Both members of every colour pair; the style wins where both are given."""
    for name in list(described):
        style = f"{name}Style"
        if style not in described or not name.lower().endswith("color"):
            continue
        if style in printed:
            printed[name] = twin_of(style, printed[style])
        elif name in printed:
            printed[style] = twin_of(name, printed[name])
    return {name: printed[name] for name in described if name in printed} | printed


def _zero(item: Any) -> bool:
    return item is False or item == "" or item == [] or (isinstance(item, int | float) and item == 0)


@lru_cache(maxsize=512)
def _properties(schema: str) -> Json:
    found: Json = document("sheets")["schemas"][schema].get("properties", {})
    return found
