"""What people write into the evening report: a chronometry that fits the day, or one with a fault asked
for. Words come in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from typing import Any


@dataclass(frozen=True)
class Spell:
    """One line of a chronometry; minutes are counted from midnight."""

    start: int
    end: int
    role: str
    function: str
    result: str
    trouble: str


def report(
    told: Mapping[str, Any],
    bounds: tuple[time, time],
    roles: Sequence[str],
    groups: Sequence[str],
    fault: str = "",
    trouble: str = "",
) -> str:
    """A day's report of somebody with these roles and groups. `told` is [report] of the script.

    `fault` is '' or one of: gap, overlap, missing_role, no_time. `trouble` goes into the last column of
    the longest line.
    """
    spells = _faulty(_day(told, bounds, roles, groups), told, fault)
    longest = max(spells, key=lambda spell: spell.end - spell.start)
    lines = [
        _line(replace(s, trouble=trouble) if s is longest and trouble else s, told["dash"]) for s in spells
    ]
    return "\n".join([*lines, told["no_time_line"]] if fault == "no_time" else lines)


def _day(
    told: Mapping[str, Any], bounds: tuple[time, time], roles: Sequence[str], groups: Sequence[str]
) -> list[Spell]:
    """The beginning, the lessons and their checking (or preparation), then each further role for a while."""
    names = {name.lower(): name for name in told["roles"]}
    main, others = told["main_role"], [names[role] for role in roles if role in names]
    first, last = (at.hour * 60 + at.minute for at in bounds)
    begun, ending = first + told["minutes_at_start"], last - told["minutes_for_a_role"] * len(others)
    spells = [_spell(told, first, begun, main, told["start"])]
    if groups:
        check = begun + (ending - begun) * 3 // 4 // 5 * 5
        spells.append(_spell(told, begun, check, main, told["lesson"], groups))
        spells.append(_spell(told, check, ending, main, told["check"]))
    else:
        spells.append(_spell(told, begun, ending, main, told["no_lesson"]))
    for place, role in enumerate(others):
        start = ending + place * told["minutes_for_a_role"]
        spells.append(_spell(told, start, start + told["minutes_for_a_role"], role, told["roles"][role]))
    return spells


def _faulty(spells: list[Spell], told: Mapping[str, Any], fault: str) -> list[Spell]:
    if fault == "gap":
        return [*spells[:2], *spells[3:]]
    if fault == "overlap":
        return [*spells[:-1], replace(spells[-1], start=spells[-1].start - 25)]
    if fault == "missing_role":
        return [*spells[:-1], replace(spells[-1], role=told["main_role"])]
    return spells


def _spell(
    told: Mapping[str, Any],
    start: int,
    end: int,
    role: str,
    phrase: Mapping[str, str],
    groups: Sequence[str] = (),
) -> Spell:
    function = phrase["function"].format(group=", ".join(groups))
    return Spell(start, end, role, function, phrase["result"], told["nothing"])


def _line(spell: Spell, dash: str) -> str:
    span = f"{_clock(spell.start)}{dash}{_clock(spell.end)}"
    return "; ".join((span, spell.role, spell.function, spell.result, spell.trouble))


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
