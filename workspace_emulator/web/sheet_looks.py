"""A spreadsheet's formats as a style sheet: a class for each cell format, rule, banding and column width.

Pages allow no style of their own, so that whatever a file says about looks comes as rules written here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..sheets.book.workbook import Sheet, Workbook
from ..sheets.grid import PIXELS
from ..sheets.proto import THEME
from ..wire import Json

HEADER_WIDTH, MOST_FROZEN = 46, 20
# Widths of columns are those of Arial: fonts of the same widths stand in for it.
FONTS = 'Arial,"Liberation Sans",Arimo,Helvetica,sans-serif'
_THEME: dict[str, Any] = {**THEME}
_FONT = re.compile(r"[\w ,-]{1,80}")
_SIDES = ("top", "right", "bottom", "left")
_LINES = {"DOTTED": "dotted", "DASHED": "dashed", "DOUBLE": "double"}
_BANDS = ("headerColor", "firstBandColor", "secondBandColor", "footerColor")
_VERTICAL = {"TOP": "top", "MIDDLE": "middle", "BOTTOM": "bottom"}
_ACROSS = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}


def stylesheet(book: Workbook, sheet: Sheet) -> str:
    """The rules of one sheet; later ones prevail: bands, formats, conditions from the last to the first."""
    rules = [*_tabs(book), *_columns(sheet), *_bands(sheet)]
    rules += [
        _rule(f"f{number}", declarations(known)) for number, known in enumerate(book.formats.all) if known
    ]
    for number, known in enumerate(book.formats.all):
        # The lines of merged cells that belong to the last cells of the merge.
        rules += [_rule(f"u{number}", _borders(known, ("bottom",)))]
        rules += [_rule(f"r{number}", _borders(known, ("right",)))]
    conditions = list(enumerate(sheet.parts.get("conditionalFormats", ())))
    for number, known in reversed(conditions):
        if "booleanRule" in known:
            rules.append(_rule(f"c{number}", declarations(known["booleanRule"].get("format", {}))))
    return "\n".join(rule for rule in rules if rule) + "\n"


def declarations(known: Json) -> Iterator[str]:
    """What a CellFormat says, as CSS. Nothing of it is taken over as text but the name of a font."""
    background = colour(known, "backgroundColor")
    if background:
        yield f"background-color:{background}"
    yield from _text(known.get("textFormat", {}))
    if known.get("horizontalAlignment") in _ACROSS:
        yield f"text-align:{_ACROSS[known['horizontalAlignment']]}"
    if known.get("verticalAlignment") in _VERTICAL:
        yield f"vertical-align:{_VERTICAL[known['verticalAlignment']]}"
    if known.get("wrapStrategy") == "WRAP":
        yield "white-space:pre-wrap;overflow-wrap:anywhere"
    if known.get("wrapStrategy") in ("CLIP", "LEGACY_WRAP"):
        yield "overflow:hidden"
    yield from _borders(known, _SIDES)


def _borders(known: Json, sides: tuple[str, ...]) -> Iterator[str]:
    for side in sides:
        border = known.get("borders", {}).get(side, {})
        if border.get("style", "NONE") not in ("NONE", "STYLE_UNSPECIFIED"):
            width = {"SOLID_MEDIUM": 2, "SOLID_THICK": 3, "DOUBLE": 3}.get(border["style"], 1)
            shade = colour(border, "color") or "#000"
            yield f"border-{side}:{width}px {_LINES.get(border['style'], 'solid')} {shade}"


def colour(known: Json, name: str) -> str:
    """A colour member as #rrggbb, '' when it is not said. The style's twin prevails over the plain colour."""
    style: Json | None = known.get(f"{name}Style")
    if style is not None:
        return rgb(
            _THEME.get(style["themeColor"], {}) if "themeColor" in style else style.get("rgbColor", {})
        )
    return rgb(known[name]) if name in known else ""


def rgb(value: Json) -> str:
    """A Color as #rrggbb; parts that are left out are 0."""
    parts = (min(max(float(value.get(part, 0)), 0.0), 1.0) for part in ("red", "green", "blue"))
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def band_class(value: Json) -> str:
    """The class of cells that a band gives this colour."""
    return f"b{rgb(value)[1:]}"


def _text(known: Json) -> Iterator[str]:
    ink = colour(known, "foregroundColor")
    if ink:
        yield f"color:{ink}"
    if "bold" in known:
        yield f"font-weight:{'bold' if known['bold'] else 'normal'}"
    if "italic" in known:
        yield f"font-style:{'italic' if known['italic'] else 'normal'}"
    lines = [
        line
        for name, line in (("underline", "underline"), ("strikethrough", "line-through"))
        if known.get(name)
    ]
    if lines:
        yield f"text-decoration:{' '.join(lines)}"
    if isinstance(known.get("fontSize"), int):
        yield f"font-size:{min(max(known['fontSize'], 4), 96) * 4 / 3:.1f}px"
    if _FONT.fullmatch(known.get("fontFamily", "")):
        yield f'font-family:"{known["fontFamily"]}",{FONTS}'


def _columns(sheet: Sheet) -> Iterator[str]:
    """Widths, and where frozen columns stay: behind one another from the left."""
    left = HEADER_WIDTH
    frozen = min(int(sheet.grid.get("frozenColumnCount", 0)), MOST_FROZEN)
    total = HEADER_WIDTH
    for column in range(sheet.column_count):
        known = sheet.lines["COLUMNS"].get(column, {})
        if known.get("hiddenByUser"):
            continue
        width = int(known.get("pixelSize", PIXELS["COLUMNS"]))
        total += width
        if "pixelSize" in known:
            yield f".w{column}{{width:{width}px}}"
        if column < frozen:
            # Earlier ones lie over later ones: a text runs over the empty cell beside it.
            yield f".k{column}{{left:{left}px;z-index:{2 + frozen - column}}}"
            left += width
    yield f"#cells{{width:{total}px}}"


def _tabs(book: Workbook) -> Iterator[str]:
    """A line in a tab's own colour under its title."""
    for sheet in book.sheets:
        own = colour(sheet.properties, "tabColor")
        if own:
            line = f"linear-gradient({own},{own}) bottom/100% 4px no-repeat"
            yield f'.sheets [href$="gid={sheet.id}"]{{background:{line} #fff}}'


def _bands(sheet: Sheet) -> Iterator[str]:
    for band in sheet.parts.get("bandedRanges", ()):
        for part in ("rowProperties", "columnProperties"):
            for name in _BANDS:
                known = band.get(part, {}).get(name)
                if known is not None:
                    yield f".{band_class(known)}{{background-color:{rgb(known)}}}"


def _rule(name: str, said: Iterator[str]) -> str:
    inside = ";".join(said)
    return f".{name}{{{inside}}}" if inside else ""
