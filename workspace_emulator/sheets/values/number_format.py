"""Number formats: a pattern such as `#,##0.00;[Red]-0` or `dd.mm.yyyy` put to a number, in a locale's
marks and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from . import serial
from .fraction_format import fraction_text, is_fraction
from .locale import Locale

_PART = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>am/pm|a/p)|(?P<lone>(?<![a-z])[ap]m(?![a-z/]))|(?P<general>General)|(?P<exponent>e[+-]0+)|(?P<date>y+|m+|d+|h+|s+)|(?P<skip>_.)|(?P<fill>\*.)"
    r"|(?P<digits>[0#?][0#?,]*)|(?P<point>\.)|(?P<percent>%)|(?P<text>@)|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?(?:\d+\.?\d*|\.\d+))\]")
# More digits than a number has, before and after the decimal mark together.
_DIGITS = 700


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def general(value: float, locale: Locale) -> str:
    """A number nobody gave a format: up to ten significant digits after whole ones, an exponent when it is
    huge or tiny."""
    if isinstance(value, int):
        return str(value)
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    short = repr(value)
    if len(short) < 11 and "e" not in short:
        return short.replace(".", locale.decimal)
    size = abs(value)
    if size >= 1e15 or size < 1e-9:
        return _scientific_general(value).replace(".", locale.decimal)
    whole = len(str(int(size))) if size >= 1 else 0
    text = f"{value:.{max(0, 10 - whole)}f}" if whole else f"{value:.10f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", locale.decimal)


@lru_cache(maxsize=16_384)
def number_text(value: float, pattern: str, locale: Locale) -> str:
    """A number as a pattern shows it."""
    section, magnitude = _choose(pattern, value)
    pieces = _pieces(section)
    if any(piece.kind in ("date", "elapsed", "half") for piece in pieces):
        return _date_text(value, pieces, locale)
    if "/" in section and is_fraction(section):
        return fraction_text(magnitude, section)
    return _numeric_text(magnitude, pieces, locale)


def is_date(pattern: str) -> bool:
    """Whether a pattern shows a moment rather than an amount."""
    return any(piece.kind in ("date", "elapsed", "half") for piece in _pieces(pattern.split(";")[0]))


def string_text(text: str, pattern: str) -> str:
    """Text as a pattern's fourth section, or an `@`, shows it."""
    sections = _sections(pattern)
    section = sections[3] if len(sections) > 3 else sections[0] if "@" in sections[0] else "@"
    shown = []
    for piece in _pieces(section):
        if piece.kind == "text":
            shown.append(text)
        elif piece.kind in ("quoted", "escaped", "literal"):
            shown.append(piece.text)
    return "".join(shown)


def default_pattern(kind: str, locale: Locale) -> str:
    """The pattern of a number format that names only its type."""
    return {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": locale.currency_pattern,
        "DATE": locale.date,
        "TIME": locale.time,
        "DATE_TIME": locale.date_time,
        "SCIENTIFIC": "0.00E+00",
        "TEXT": "@",
    }.get(kind, "")


@lru_cache(maxsize=1024)
def _sections(pattern: str) -> tuple[str, ...]:
    parts, current, quoted = [], "", False
    for index, char in enumerate(pattern):
        if char == '"' and pattern[index - 1 : index] != "\\":
            quoted = not quoted
        if char == ";" and not quoted and not current.endswith("\\"):
            parts.append(current)
            current = ""
        else:
            current += char
    return (*parts, current)


def _choose(pattern: str, value: float) -> tuple[str, float]:
    """The section for this number and what to print in it: a negative section brings its own sign."""
    sections = _sections(pattern)
    for section in sections:
        condition = _CONDITION.match(section)
        if condition and _holds(value, condition[1], float(condition[2])):
            return section[condition.end() :], value
    if any(_CONDITION.match(section) for section in sections):
        return sections[-1], value
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit,
        ">=": value >= limit, "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


@lru_cache(maxsize=1024)
def _pieces(section: str) -> tuple[Piece, ...]:
    found = [Piece(match.lastgroup or "", match[match.lastgroup or 0]) for match in _PART.finditer(section)]
    hours = any(piece.kind == "date" and piece.text[0] in "hH" for piece in found)
    return tuple(_minutes_told([part for piece in found for part in _half_told(piece, hours)]))


def _half_told(piece: Piece, hours: bool) -> list[Piece]:
    """`PM` alone is the half of the day where hours are shown, else a letter and a month."""
    if piece.kind != "lone":
        return [piece]
    return (
        [Piece("half", piece.text)]
        if hours
        else [Piece("literal", piece.text[0]), Piece("date", piece.text[1])]
    )


def _minutes_told(pieces: list[Piece]) -> list[Piece]:
    """`m` after hours or before seconds means minutes."""
    clock = [n for n, piece in enumerate(pieces) if piece.kind in ("date", "elapsed")]
    told = list(pieces)
    for place, n in enumerate(clock):
        piece = pieces[n]
        if piece.kind != "date" or piece.text[0] not in "mM" or len(piece.text) > 2:
            continue
        before = pieces[clock[place - 1]].text[0].lower() if place else ""
        after = pieces[clock[place + 1]].text[0].lower() if place + 1 < len(clock) else ""
        if before == "h" or after == "s":
            told[n] = Piece("date", "n" * len(piece.text))
    return told


def _numeric_text(value: float, pieces: tuple[Piece, ...], locale: Locale) -> str:
    kinds = [piece.kind for piece in pieces]
    whole, fraction = _placeholders(pieces)
    if not whole and not fraction and "general" not in kinds and "text" not in kinds:
        return ("-" if value < 0 and not kinds else "") + "".join(_fixed(piece) for piece in pieces)
    amount, power = _rounded(value, pieces, len(fraction))
    sign = "-" if amount < 0 else ""
    whole = whole.rstrip(",")
    digits, _, decimals = f"{abs(amount):f}".partition(".")
    shown_whole = _whole(digits, whole, locale)
    groups = iter(_dealt(shown_whole, pieces) if "," not in whole else (shown_whole,))
    shown_fraction = _fraction(decimals, fraction)
    shown, placed, after_point = [], False, False
    for piece in pieces:
        if piece.kind == "digits":
            if not after_point:
                shown.append(next(groups, ""))
                placed = True
            else:
                shown.append(shown_fraction)
                shown_fraction = ""
        elif piece.kind == "point":
            if not placed:
                shown.append(shown_whole)
                placed = True
            after_point = True
            shown.append(locale.decimal if shown_fraction or not fraction else "")
        elif piece.kind == "exponent":
            letter, mark = piece.text[0], piece.text[1].replace("-", "")
            shown.append(f"{letter}{'-' if power < 0 else mark}{abs(power):0{len(piece.text) - 2}d}")
        elif piece.kind in ("general", "text"):
            return sign + "".join(
                general(abs(value), locale) if part is piece else _fixed(part) for part in pieces
            )
        else:
            shown.append(_fixed(piece))
    return sign + "".join(shown)


def _rounded(value: float, pieces: tuple[Piece, ...], places: int) -> tuple[Decimal, int]:
    """The amount to print, to so many decimal places, and the power of ten it stands before."""
    kinds = [piece.kind for piece in pieces]
    percents = kinds.count("percent")
    exact = Context(_DIGITS + 2 * percents + places, ROUND_HALF_UP, MIN_EMIN, MAX_EMAX)
    amount = exact.scaleb(Decimal(repr(value)), 2 * percents - 3 * _thousands(pieces))
    power = amount.adjusted() if "exponent" in kinds and amount else 0
    last = Decimal((0, (1,), -places))
    amount = exact.quantize(exact.scaleb(amount, -power), last)
    if "exponent" in kinds and abs(amount) >= 10:
        amount, power = exact.quantize(exact.scaleb(amount, -1), last), power + 1
    return amount, power


def _placeholders(pieces: tuple[Piece, ...]) -> tuple[str, str]:
    """The digit places before and after the decimal mark."""
    whole, fraction, after_point = "", "", False
    for piece in pieces:
        if piece.kind == "point":
            after_point = True
        elif piece.kind == "digits" and after_point:
            fraction += piece.text.replace(",", "")
        elif piece.kind == "digits":
            whole += piece.text
    return whole, fraction


def _thousands(pieces: tuple[Piece, ...]) -> int:
    """Commas after the last digit place: each divides by a thousand."""
    last = next((piece.text for piece in reversed(pieces) if piece.kind == "digits"), "")
    return len(last) - len(last.rstrip(","))


def _whole(digits: str, places: str, locale: Locale) -> str:
    least = places.count("0")
    digits = digits.lstrip("0").rjust(least, "0")
    if "," in places and len(digits) > 3:
        head = len(digits) % 3
        groups = ([digits[:head]] if head else []) + [digits[n : n + 3] for n in range(head, len(digits), 3)]
        return locale.group.join(groups)
    return digits.rjust(least + places.count("?"))


def _dealt(shown: str, pieces: tuple[Piece, ...]) -> list[str]:
    """The digits before the decimal mark, dealt from the right to places that other signs part."""
    kinds = [piece.kind for piece in pieces]
    before = pieces[: kinds.index("point")] if "point" in kinds else pieces
    places = [len(piece.text) for piece in before if piece.kind == "digits"]
    dealt: list[str] = []
    for count in reversed(places[1:]):
        cut = max(0, len(shown) - count)
        shown, group = shown[:cut], shown[cut:]
        dealt.append(group)
    return [shown, *reversed(dealt)]


def _fraction(decimals: str, places: str) -> str:
    least = places.rindex("0") + 1 if "0" in places else 0
    kept = decimals.rstrip("0")
    shown = kept.ljust(least, "0")
    return shown.ljust(places.rindex("?") + 1) if "?" in places else shown


def _fixed(piece: Piece) -> str:
    if piece.kind in ("quoted", "escaped", "literal", "money", "percent"):
        return piece.text
    if piece.kind == "fill":
        # A text has no width to be filled: the character stands once.
        return piece.text[1:]
    return " " if piece.kind == "skip" else ""


def _date_text(value: float, pieces: tuple[Piece, ...], locale: Locale) -> str:
    if value < 0 and any(piece.kind == "elapsed" for piece in pieces):
        return f"-{_date_text(-value, pieces, locale)}"
    places = _second_places(pieces)
    found = serial.moment(value + 0.5 * 10**-places / serial.DAY_SECONDS if places in (1, 2) else value)
    if found is None:
        return general(value, locale)
    twelve = any(piece.kind == "half" for piece in pieces)
    seconds = round(value * serial.DAY_SECONDS)
    if any(piece.kind == "digits" for piece in pieces):
        seconds = int(value * serial.DAY_SECONDS + (0.5 * 10**-places if places in (1, 2) else 1e-6))
    dated = any(piece.kind == "date" and piece.text[0] in "dD" for piece in pieces)
    shown, fraction_next, larger = [], False, seconds + 1
    for piece in pieces:
        if piece.kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[piece.text[0].lower()]
            fraction_next = unit == 1
            shown.append(str(seconds % larger // unit).rjust(len(piece.text), "0"))
            larger = unit
        elif piece.kind == "half":
            shown.append(_half(piece.text, found.hour >= 12))
        elif piece.kind == "date":
            name, width = piece.text[0].lower(), len(piece.text)
            fraction_next = name == "s"
            if name == "y":
                shown.append(f"{found.year:04d}" if width > 2 else f"{found.year % 100:02d}")
            elif name == "m":
                shown.append(_month_text(found.month, width, locale, dated))
            elif name == "d":
                weekday = (found.weekday() + 1) % 7
                shown.append(
                    _padded(found.day, width)
                    if width < 3
                    else (locale.short_days if width == 3 else locale.days)[weekday]
                )
            else:
                hour = (found.hour % 12 or 12) if twelve else found.hour
                shown.append(_padded({"h": hour, "n": found.minute, "s": found.second}[name], width))
        elif piece.kind == "point" and fraction_next:
            shown.append(locale.decimal)
        elif piece.kind == "point":
            shown.append(".")
        elif piece.kind == "digits":
            shown.append(f"{found.microsecond:06d}"[: len(piece.text)] if fraction_next else piece.text)
        else:
            shown.append(_fixed(piece))
    return "".join(shown)


def _second_places(pieces: tuple[Piece, ...]) -> int:
    """How many decimals the seconds have; they are rounded, milliseconds are all there is."""
    for place, piece in enumerate(pieces[:-2]):
        if piece.kind in ("date", "elapsed") and piece.text[0] in "sS" and pieces[place + 1].kind == "point":
            return len(pieces[place + 2].text) if pieces[place + 2].kind == "digits" else 0
    return 0


def _month_text(month: int, width: int, locale: Locale, dated: bool) -> str:
    if width < 3:
        return _padded(month, width)
    if width == 3:
        return locale.short_months[month - 1]
    if width == 4:
        return (locale.month_forms if dated else locale.months)[month - 1]
    return locale.months[month - 1][0]


def _half(text: str, late: bool) -> str:
    """AM and PM; `a/p` and `A/P` keep their size."""
    word = "PM" if late else "AM"
    return word if len(text) != 3 else word[0].lower() if text.islower() else word[0]


def _padded(value: int, width: int) -> str:
    return f"{value:0{min(width, 2)}d}"


def _scientific_general(value: float) -> str:
    mantissa, _, power = f"{value:.5E}".partition("E")
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{power[0]}{int(power[1:]):02d}"
