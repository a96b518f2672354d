"""Mentions of people and groups in any table: a written code, name or group becomes the roster's own code,
or a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import names
from .names import Index
from .people import Group, Person
from .roster_rows import RowReader
from .writing import alike


@dataclass(frozen=True)
class Known:
    """The staff and groups other tables may mention. With no staff (or groups) at all the mentions are not
    complained of one by one."""

    staff: Mapping[str, Person]
    groups: Mapping[str, Group]
    staff_index: Index
    group_codes: Mapping[str, str]


def known(staff: Mapping[str, Person], groups: Mapping[str, Group]) -> Known:
    return Known(staff, groups, names.index(staff.values()), {alike(code): code for code in groups})


def need_person(row: RowReader, column: str, known: Known) -> str:
    """The staff code meant by a cell that must name somebody; '' and a broken row if it does not."""
    row.need_text(column)
    code = person(row, column, known)
    row.broken = row.broken or not code
    return code


def person(row: RowReader, column: str, known: Known) -> str:
    """The staff code meant by a cell, '' if it is blank, unknown or fits several people (both noted as
    problems)."""
    written = row.text(column)
    if not written:
        return ""
    match = names.find(written, known.staff_index)
    if match.candidates:
        row.note("person_ambiguous", column, people=_listed(match.candidates, known))
    elif match.suggestions:
        row.note("person_suggested", column, people=_listed(match.suggestions, known))
    elif not match.code and known.staff:
        row.note("person_unknown", column)
    return match.code


def need_group(row: RowReader, column: str, known: Known) -> str:
    """The code of the group a cell must name; '' and a broken row if there is none."""
    written = row.need_text(column)
    code = group(written, known)
    if written and not code:
        if known.groups:
            row.note("group_unknown", column)
        row.broken = True
    return code


def group(written: str, known: Known) -> str:
    """The code of a written group, whatever its case, dashes and look-alike letters; '' if there is none."""
    return known.group_codes.get(alike(written), "")


def _listed(codes: tuple[str, ...], known: Known) -> str:
    return ", ".join(f"{code} {names.short(known.staff[code].name)}" for code in codes)
