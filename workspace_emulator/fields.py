"""What may stand in a JSON body of the control plane, member by member, and the refusal of what may not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .wire import Json


class BadInput(ValueError):
    """What was sent cannot be used; the text says why."""


@dataclass(frozen=True)
class Field:
    """One member of a body: what fits it, in words too, whether it may be left out, and how it is taken."""

    fits: Callable[[Any], bool]
    wanted: str
    needed: bool = False
    taken: Callable[[Any], Any] | None = None


def checked(fields: Mapping[str, Field], body: Json, open_: bool = False) -> Json:
    """The body without nulls where its members are known. BadInput says what is wanted; `open_` lets other
    members pass."""
    given = {name: value for name, value in body.items() if value is not None or name not in fields}
    for name, field in fields.items():
        if name not in given and field.needed:
            raise BadInput(f'"{name}" is needed: {field.wanted}.')
        if name in given and not field.fits(given[name]):
            raise BadInput(f'"{name}" must be {field.wanted}.')
        if name in given and field.taken is not None:
            given[name] = field.taken(given[name])
    unknown = sorted(given.keys() - fields.keys())
    if unknown and not open_:
        raise BadInput(f"Unknown: {', '.join(unknown)}. Known: {', '.join(fields) or 'nothing'}.")
    return given


def is_address(value: Any) -> bool:
    """Whether a value is a text that looks like one mail address."""
    return isinstance(value, str) and value.count("@") == 1 and all(value.split("@"))


def is_truth(value: Any) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def is_count(value: Any) -> bool:
    """Whether a value is a whole number, 0 or more."""
    return isinstance(value, int) and not is_truth(value) and value >= 0


def address(needed: bool = False) -> Field:
    return Field(is_address, "an e-mail address", needed, str.lower)


def text(needed: bool = False) -> Field:
    return Field(_is_text, "a text that is not empty", needed)


def texts(wanted: str) -> Field:
    return Field(lambda value: isinstance(value, list) and all(map(_is_text, value)), wanted)


def truth(needed: bool = False) -> Field:
    return Field(is_truth, "true or false", needed)


def count(least: int = 0) -> Field:
    return Field(lambda value: is_count(value) and value >= least, f"a whole number, {least} or more")


def number(least: float, most: float) -> Field:
    return Field(
        lambda value: isinstance(value, int | float) and not is_truth(value) and least <= value <= most,
        f"a number from {least} to {most}",
    )


def one_of(*options: str | int) -> Field:
    return Field(
        lambda value: isinstance(value, str | int) and not is_truth(value) and value in options,
        f"one of {', '.join(map(str, options))}",
    )


def members(fields: Mapping[str, Field]) -> Field:
    """An object with members of its own, of which none is needed."""
    return Field(
        lambda value: isinstance(value, dict),
        f"an object with any of {', '.join(fields)}",
        taken=lambda value: checked(fields, value),
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value)
