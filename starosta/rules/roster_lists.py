"""The sheets «Справочники» and «Получатели»: marks, plain lists with their other spellings, and who gets
letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .roster_rows import RowReader, Tables
from .vocabulary import look
from .writing import normal

ROLE = "role"
MARK = "mark"
ABSENCE_REASON = "absence_reason"


@dataclass(frozen=True)
class Mark:
    """A mark of the list «отметка»: what it is called, what else means it, how it counts and how the journal
    shows it."""

    value: str
    variants: tuple[str, ...] = ()
    counts: str = ""
    """present | missed | missed_valid | late | exempt"""
    shown: str = ""


@dataclass(frozen=True)
class Recipient:
    """A row of the sheet «Получатели»: a name used in «Обязанности» and one address."""

    name: str
    email: str
    person: str = ""


@dataclass(frozen=True)
class Lists:
    """What «Справочники» says. `spellings` gives, list by list, the value meant by each spelling (as
    `writing.normal` has it)."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spellings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()

    def value(self, name: str, written: str) -> str | None:
        """The list's own value for what somebody wrote; None if the list has no such value."""
        return look(self.spellings.get(name, {}), written)


def read_lists(tables: Tables) -> Lists:
    """Lists by key (role, mark, absence_reason …; a list of the school's own by its name in lower case). A
    value stands once in a list."""
    values: dict[str, list[str]] = {}
    spellings: dict[str, dict[str, str]] = {}
    marks: list[Mark] = []
    for row in tables.rows("lists"):
        written = row.need_text("list")
        name = look(row.vocabulary.lists, written) or normal(written)
        value = row.need_text("value")
        counts = row.need_word("counts", row.vocabulary.counts, "counts_unknown", "") if name == MARK else ""
        if row.broken:
            continue
        known = spellings.setdefault(name, {})
        if normal(value) in known:
            row.spoil("value_twice", "value", list=written)
            continue
        variants = _variants(row, known)
        known |= dict.fromkeys(map(normal, (value, *variants)), value)
        values.setdefault(name, []).append(value)
        if name == MARK:
            marks.append(Mark(value, variants, counts, row.text("shown") or value))
    return Lists({name: tuple(found) for name, found in values.items()}, spellings, tuple(marks))


def read_recipients(tables: Tables) -> tuple[tuple[Recipient, ...], Mapping[str, str]]:
    """Those who are to get letters, and every name of the sheet (comparable → as written), even of people
    switched off."""
    names: dict[str, str] = {}
    recipients: list[Recipient] = []
    for row in tables.rows("recipients"):
        name = row.need_text("name")
        if name:
            name = names.setdefault(normal(name), name)
        active = row.yes("active")
        email = row.need_email("email") if active else ""
        if row.broken or not active:
            continue
        if any((other.name, other.email) == (name, email) for other in recipients):
            row.spoil("recipient_twice", "email", name=name)
            continue
        recipients.append(Recipient(name, email, row.text("person")))
    return tuple(recipients), names


def _variants(row: RowReader, known: Mapping[str, str]) -> tuple[str, ...]:
    """The other spellings that are still free; one that already means another value of this list is a
    problem."""
    free = []
    for variant in row.texts("variants"):
        if normal(variant) in known:
            row.note("variant_taken", "variants", variant=variant, value=known[normal(variant)])
        else:
            free.append(variant)
    return tuple(free)
