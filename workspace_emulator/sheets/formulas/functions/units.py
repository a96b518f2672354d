"""CONVERT: one unit into another of the same kind, with the prefixes of the metric system."""

from __future__ import annotations

from ...book.cell import Value
from ..faults import NA, fail
from ..function import Function
from ..world import At

_FOOT = 0.3048
_POUND = 453.59237
_FORCE = 0.45359237 * 9.80665
_LITRE = 0.001
_GALLON = 231 * 0.0254**3
# What each unit is worth in the first of its kind; those in the second column take metric prefixes.
_KINDS: list[tuple[dict[str, float], dict[str, float]]] = [
    (
        {"lbm": _POUND, "ozm": _POUND / 16, "stone": 14 * _POUND, "ton": 2000 * _POUND,
         "uk_ton": 2240 * _POUND, "cwt": 100 * _POUND, "shweight": 100 * _POUND, "lcwt": 112 * _POUND,
         "grain": _POUND / 7000},
        {"g": 1},
    ),
    (
        {"mi": 5280 * _FOOT, "Nmi": 1852, "in": _FOOT / 12, "ft": _FOOT, "yd": 3 * _FOOT},
        {"m": 1, "ang": 1e-10, "ly": 9460730472580800},
    ),
    (
        {"yr": 31557600, "day": 86400, "d": 86400, "hr": 3600, "mn": 60, "min": 60},
        {"sec": 1, "s": 1},
    ),
    (
        {"psi": _FORCE / (_FOOT / 12) ** 2, "Torr": 101325 / 760},
        {"Pa": 1, "p": 1, "atm": 101325, "at": 101325, "mmHg": 133.322},
    ),
    ({"lbf": _FORCE}, {"N": 1, "dyn": 1e-5, "dy": 1e-5}),
    (
        {"HPh": 745.69987158227022 * 3600, "hh": 745.69987158227022 * 3600, "flb": _FORCE * _FOOT,
         "BTU": 1055.05585262, "btu": 1055.05585262},
        {"J": 1, "e": 1e-7, "cal": 4.1868, "c": 4.184, "eV": 1.602176634e-19, "ev": 1.602176634e-19,
         "Wh": 3600, "wh": 3600},
    ),
    ({"HP": 745.69987158227022, "h": 745.69987158227022, "PS": 735.49875}, {"W": 1, "w": 1}),
    ({}, {"T": 1, "ga": 1e-4}),
    (
        {"gal": _GALLON, "qt": _GALLON / 4, "pt": _GALLON / 8, "us_pt": _GALLON / 8, "cup": _GALLON / 16,
         "oz": _GALLON / 128, "tbs": _GALLON / 256, "tsp": _GALLON / 768, "m3": 1, "ft3": _FOOT**3,
         "in3": (_FOOT / 12) ** 3, "yd3": (3 * _FOOT) ** 3, "mi3": (5280 * _FOOT) ** 3,
         "uk_gal": 4.54609 * _LITRE, "uk_qt": 4.54609 * _LITRE / 4, "uk_pt": 4.54609 * _LITRE / 8,
         "tspm": 5e-6},
        {"l": _LITRE, "L": _LITRE, "lt": _LITRE},
    ),
    (
        {"m2": 1, "ft2": _FOOT**2, "in2": (_FOOT / 12) ** 2, "yd2": (3 * _FOOT) ** 2,
         "mi2": (5280 * _FOOT) ** 2, "ha": 10000, "uk_acre": 43560 * _FOOT**2},
        {"ar": 100},
    ),
    ({}, {"bit": 1, "byte": 8}),
    (
        {"mph": 5280 * _FOOT / 3600, "kn": 1852 / 3600},
        {"m/s": 1, "m/sec": 1, "m/h": 1 / 3600, "m/hr": 1 / 3600},
    ),
]  # fmt: skip
_PREFIXES = {
    "Y": 1e24, "Z": 1e21, "E": 1e18, "P": 1e15, "T": 1e12, "G": 1e9, "M": 1e6, "k": 1e3, "h": 1e2, "da": 10,
    "e": 10, "d": 0.1, "c": 0.01, "m": 1e-3, "u": 1e-6, "n": 1e-9, "p": 1e-12, "f": 1e-15, "a": 1e-18,
}  # fmt: skip
_BINARY = {"ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50}
# Temperatures in kelvins: how large a degree is and where its scale begins.
_DEGREES = {
    "C": (1.0, 273.15), "cel": (1.0, 273.15), "K": (1.0, 0.0), "kel": (1.0, 0.0),
    "F": (5 / 9, 459.67 * 5 / 9), "fah": (5 / 9, 459.67 * 5 / 9), "Rank": (5 / 9, 0.0),
    "Reau": (1.25, 273.15),
}  # fmt: skip


def converted(at: At, value: float, source: str, target: str) -> Value:
    if source in _DEGREES and target in _DEGREES:
        (size, start), (other, begin) = _DEGREES[source], _DEGREES[target]
        return value if source == target else round((value * size + start - begin) / other, 10)
    for kind in _KINDS:
        first, second = _worth(kind, source), _worth(kind, target)
        if first is not None and second is not None:
            return value * first / second
    return fail(NA, f"'{source}' cannot be converted into '{target}'.")


def _worth(kind: tuple[dict[str, float], dict[str, float]], unit: str) -> float | None:
    """What a unit is worth in the first of its kind, None when it is of another kind."""
    plain, metric = kind
    for known in (plain, metric):
        if unit in known:
            return known[unit]
    for prefix, times in (_PREFIXES | _BINARY if "bit" in metric else _PREFIXES).items():
        if unit.startswith(prefix) and unit.removeprefix(prefix) in metric:
            return times * metric[unit.removeprefix(prefix)]
    return None


FUNCTIONS = {"CONVERT": Function(converted, "ntt")}
