"""The sheet «Обязанности»: what people owe, read into duties; when it is owed on a real day is decided in
`duties`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from . import cells, moments
from .calendar import DayKind
from .duties import Applies, DigestKind, Duty
from .moments import Anchor, Moment
from .people import Person
from .problems import Problem
from .roster_lists import ROLE, Lists
from .roster_rows import RowReader, Tables
from .vocabulary import look
from .writing import alike, normal

_END_OF_DAY = Moment(Anchor.DAY_END)


def read_duties(
    tables: Tables,
    lists: Lists,
    staff: Mapping[str, Person],
    recipients: Mapping[str, str],
    forms: Collection[str],
) -> Mapping[str, Duty]:
    """Duties in force by code. A blank «Приём до» is the end of the day; a step whose time or addressee is
    unreadable is lost alone.

    `recipients` are the names of «Получатели», comparable → as written; `forms` the keys of the forms there
    are.
    """
    duties: dict[str, Duty] = {}
    taken: set[str] = set()
    for row in tables.rows("duties"):
        if not row.yes("active"):
            continue
        code = row.need_text("code")
        if code and alike(code) in taken:
            row.spoil("duty_twice", "code")
        duty = Duty(
            code=code,
            title=row.need_text("title"),
            role=_role(row, lists, staff),
            applies=row.need_word("applies", row.vocabulary.applies, "applies_unknown", Applies.WORKING_DAY),
            limit=_need_moment(row, "limit"),
            closes=(_moment(row, "closes") or _END_OF_DAY),
            proof=_proof(row, forms),
            action=row.text("action"),
            kinds=_kinds(row),
            remind_before=_minutes(row, "remind_before"),
            remind_after=_minutes(row, "remind_after"),
            basis=row.text("basis"),
            row=row.row.number,
        )
        if not row.broken:
            taken.add(alike(code))
            duties[code] = _with_letters(row, duty, recipients)
    return duties


def _with_letters(row: RowReader, duty: Duty, recipients: Mapping[str, str]) -> Duty:
    """The duty with its digest and escalation; a time without addressees and addressees without a time are
    problems."""
    digest_at, digest_to = _moments(row, "digest_at"), _recipients(row, "digest_to", recipients)
    escalate_at, escalate_to = _moment(row, "escalate_at"), _recipients(row, "escalate_to", recipients)
    kind = row.word("digest_kind", row.vocabulary.digest_kinds, "digest_kind_unknown") or DigestKind.DIGEST
    for at, to in (("digest_at", "digest_to"), ("escalate_at", "escalate_to")):
        if row.text(at) and not row.text(to):
            row.note("letter_without_recipient", to)
        elif row.text(to) and not row.text(at):
            row.note("letter_without_time", at)
    return replace(
        duty,
        digest_at=digest_at,
        digest_to=digest_to,
        digest_kind=kind,
        escalate_at=escalate_at,
        escalate_to=escalate_to,
    )


def _role(row: RowReader, lists: Lists, staff: Mapping[str, Person]) -> str:
    """The role that owes the duty; nobody having it is a problem, but the duty stays."""
    written = row.need_text("role")
    role = (lists.value(ROLE, written) or written).lower()
    held = {normal(held.name) for person in staff.values() for held in person.roles}
    if role and staff and normal(role) not in held:
        row.note("role_nobody", "role")
    return role


def _proof(row: RowReader, forms: Collection[str]) -> str:
    """The key of the form that proves the duty; a form that is not there costs the row."""
    written = row.need_text("proof")
    proof = look(row.vocabulary.proofs, written) or written
    if proof and proof not in forms:
        row.spoil("proof_unknown", "proof", known=tuple(dict.fromkeys(forms)))
    return proof


def _kinds(row: RowReader) -> frozenset[DayKind]:
    """The kinds of day; if something is written and nothing understood, the duty would apply every day, so
    the row is lost."""
    found = [(written, look(row.vocabulary.day_kinds, written)) for written in row.texts("kinds")]
    for written, kind in found:
        if kind is None:
            row.note("day_kind_unknown", "kinds", text=written)
    kinds = frozenset(kind for _, kind in found if kind is not None)
    row.broken = row.broken or bool(found and not kinds)
    return kinds


def _minutes(row: RowReader, column: str) -> tuple[int, ...]:
    found = []
    for written in row.texts(column):
        reading = cells.integer(written)
        if reading.value is None:
            row.note("minutes_unreadable", column, text=written)
        else:
            found.append(reading.value)
    return tuple(dict.fromkeys(found))


def _need_moment(row: RowReader, column: str) -> Moment:
    row.need_text(column)
    moment = _moment(row, column)
    row.broken = row.broken or moment is None
    return moment or _END_OF_DAY


def _moment(row: RowReader, column: str) -> Moment | None:
    found = _parsed(row, column, (cells.moment_text(row.cell(column)),))
    return found[0] if found else None


def _moments(row: RowReader, column: str) -> tuple[Moment, ...]:
    cell = row.cell(column)
    return _parsed(row, column, cells.texts(cell) if isinstance(cell, str) else (cells.moment_text(cell),))


def _parsed(row: RowReader, column: str, texts: tuple[str, ...]) -> tuple[Moment, ...]:
    found = []
    for written in filter(None, texts):
        moment = moments.parse(written, row.vocabulary)
        if moment is None:
            row.problems.append(Problem("moments.unreadable", {"text": written}, row.place(column)))
        else:
            found.append(moment)
    return tuple(found)


def _recipients(row: RowReader, column: str, recipients: Mapping[str, str]) -> tuple[str, ...]:
    """Names of «Получатели» as written there; an unknown one costs only itself."""
    found = []
    for written in row.texts(column):
        if name := recipients.get(normal(written)):
            found.append(name)
        else:
            row.note("recipient_unknown", column, text=written)
    return tuple(dict.fromkeys(found))
