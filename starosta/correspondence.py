"""Who gets the school's letters, under which subject, and their sending. What they say comes from automations
and templates.

All letters of one day to one addressee are one thread, and Gmail joins only equal subjects: so the subject
names everything the addressee has to do that day with its times, and the letter's first line says what it is
about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Protocol

from .agenda import Agenda
from .google.errors import GoogleTrouble, Kind
from .google.gate import Gate
from .google.message import Attachment, Message
from .letters import Writer
from .outgoing import Post
from .rules.people import Person
from .rules.problems import Problem
from .rules.roster import Roster
from .settings import Settings
from .state.database import State
from .state.records import CLOSED, OutboxRow, Stage
from .words import Words


class Desk(Protocol):
    """What correspondence needs of a school during a tick."""

    told: int

    @property
    def now(self) -> datetime: ...
    @property
    def spent(self) -> Callable[[], timedelta]: ...
    @property
    def words(self) -> Words: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def roster(self) -> Roster: ...
    @property
    def agenda(self) -> Agenda: ...
    @property
    def writer(self) -> Writer: ...
    @property
    def gate(self) -> Gate: ...
    @property
    def state(self) -> State: ...
    def report(self, problems: Iterable[Problem]) -> None: ...


REVIEWED = timedelta(days=2)
"""How long the admin hears of a letter nobody can be sure of, once a day."""
LABEL = "label/id"
"""The cursor of our label in the mailbox: its name and id."""
UNFILED = "unfiled"
"""The cursor of the sent messages that do not bear it yet."""
REWRITTEN = (Stage.PLANNED, Stage.DRAFTED)
"""Stages at which a letter still takes a new text."""
ADMIN = "admin"
"""The key, in `words.toml` [recipients], of the recipient who mends tables."""


@dataclass(frozen=True)
class Addressee:
    """One address; `name` is how a letter speaks to the person. `person` is a staff code, `role` a
    recipient's name."""

    email: str
    name: str = ""
    person: str = ""
    role: str = ""


@dataclass
class Correspondence:
    """The letters of one school during one tick. The first call that finds mail out of reach is the last one:
    `down` is its trouble, and every letter waits for a later tick."""

    school: Desk
    down: GoogleTrouble | None = None

    def person(self, person: Person) -> Addressee | None:
        """Somebody of the staff; nobody without an address, which is a problem of the table."""
        if not person.email:
            return None
        given = person.name.split()[1:]
        return Addressee(person.email, " ".join(given) or person.name, person=person.code)

    def recipients(self, name: str) -> tuple[Addressee, ...]:
        """Everybody who gets what goes to this name of «Получатели»."""
        found = [r for r in self.school.roster.recipients if r.name.casefold() == name.casefold()]
        return tuple(Addressee(r.email, r.person, role=r.name) for r in found)

    def admins(self) -> tuple[Addressee, ...]:
        return self.recipients(self.school.words(f"recipients.{ADMIN}"))

    def send(
        self,
        letter: str,
        to: Addressee,
        key: str,
        facts: Mapping[str, Any],
        day: date,
        attachments: Sequence[Attachment] = (),
        expires: datetime | None = None,
        says: Any = None,
    ) -> bool:
        """Send a letter once. True when it needs nothing more; False when it must be tried again at a later
        tick. `says` is what its text tells, in short: `said` gives it back for the text that really left."""
        subject = self.subject(to, day)
        written = self.school.writer.write(
            letter,
            {"subject": subject, "date": day, "today": self.school.now.date(), "name": to.name, **facts},
        )
        message = Message(
            to=(to.email,),
            subject=written.subject,
            text=written.text,
            html=written.html,
            sender=self.school.settings.mail.account,
            sender_name=self.school.settings.mail.sender,
            attachments=tuple(attachments),
        )
        if self.down is not None:
            return False
        once_key = f"{key}/{to.email}"
        begun = self.school.state.outbox.get(once_key) if says is not None else None
        if says is not None and (begun is None or begun.stage in REWRITTEN):
            self.school.state.cursors.set(_said(once_key), says)
        try:
            row = self._post.send(
                message,
                once_key,
                self.school.now,
                letter=letter,
                thread=day.isoformat(),
                expires=expires,
                above_limit=self._is_admin(to),
            )
        except GoogleTrouble as trouble:
            self.down = trouble
            return False
        self.down = self._post.unavailable
        if row.stage is Stage.NEEDS_REVIEW:
            self.school.report([self._to_review(row)])
        if row.stage not in CLOSED and self._post.full(self.school.now):
            limit = self.school.settings.mail.daily_limit
            self.school.report([Problem("letters.daily_limit", {"limit": limit})])
        return row.stage in CLOSED

    def said(self, key: str, to: Addressee) -> Any:
        """What the letter says that left under a key; None once it is forgotten."""
        return self.school.state.cursors.get(_said(f"{key}/{to.email}"))

    def forget(self, key: str, to: Addressee) -> None:
        """What a letter says is noted elsewhere by now: killed before that, the next tick notes it."""
        self.school.state.cursors.set(_said(f"{key}/{to.email}"), None)

    def resolve(self) -> None:
        """Clear up letters whose fate a crash or a lost answer left open."""
        try:
            self._post.resolve(self.school.now)
        except GoogleTrouble as trouble:
            self.down = trouble
        self.down = self.down or self._post.unavailable
        since = self.school.now - REVIEWED
        unsure = self.school.state.outbox.open([Stage.NEEDS_REVIEW])
        self.school.report(self._to_review(row) for row in unsure if row.planned >= since)

    def file(self) -> None:
        """Put our label on what was sent, in one call; what cannot be labelled now is labelled later."""
        sent, label = self._unfiled(), self.school.state.cursors.get(LABEL)
        if not sent or self.down is not None:
            return
        if label is not None:
            try:
                self.school.gate.mail.relabel(sent, add=[label["id"]])
            except GoogleTrouble as trouble:
                if trouble.kind not in (Kind.INVALID, Kind.MISSING):
                    self.down = trouble
                    return
                # Thrown away by a person: `setup` makes it again.
                self.school.state.cursors.set(LABEL, None)
        self.school.state.cursors.set(UNFILED, None)

    def _sent(self, row: OutboxRow) -> None:
        """A letter is out, whether it was sent just now or found to be."""
        self.school.told += 1
        self.school.state.cursors.set(UNFILED, [*self._unfiled(), row.message])

    def _unfiled(self) -> list[str]:
        found: list[str] = self.school.state.cursors.get(UNFILED, [])
        return found

    def _is_admin(self, to: Addressee) -> bool:
        return to.role.casefold() == self.school.words(f"recipients.{ADMIN}").casefold()

    def _to_review(self, row: OutboxRow) -> Problem:
        why, _, told = row.note.partition(": ")
        reason = self.school.words(f"reviews.{why}")
        return Problem("letters.needs_review", {"to": row.addressee, "reason": f"{reason} {told}".strip()})

    def subject(self, to: Addressee, day: date) -> str:
        """What the addressee has to do or hears about on a day, with the times."""
        words = self.school.words
        if to.person:
            return self._joined("subjects.person", day, self._owed(to.person, day))
        if self._is_admin(to):
            return words("subjects.admin", day=words.short_day(day))
        return self._joined("subjects.recipient", day, self._told(to.role, day))

    def _owed(self, person: str, day: date) -> Iterable[tuple[str, datetime]]:
        duties = self.school.roster.duties
        for obligation in self.school.agenda.plan(day).obligations:
            if obligation.person == person and not obligation.excused:
                duty = duties[obligation.duty]
                yield duty.action or duty.title, obligation.due

    def _told(self, role: str, day: date) -> Iterable[tuple[str, datetime]]:
        duties = self.school.roster.duties
        for obligation in self.school.agenda.plan(day).obligations:
            duty = duties[obligation.duty]
            if role in duty.digest_to or role in duty.escalate_to:
                yield duty.action or duty.title, obligation.due

    def _joined(self, sentence: str, day: date, actions: Iterable[tuple[str, datetime]]) -> str:
        """Each action once, with its times, in the order of the first of them."""
        words = self.school.words
        times: dict[str, set[datetime]] = {}
        for action, due in actions:
            times.setdefault(action, set()).add(due)
        ordered = sorted(times.items(), key=lambda item: min(item[1]))
        parts = [
            words("subjects.action", action=action, time=self._and([*map(words.time, sorted(dues))]))
            for action, dues in ordered
        ]
        text = words(sentence, day=words.short_day(day), actions=", ".join(parts))
        return text.rstrip(" :")

    def _and(self, times: Sequence[str]) -> str:
        """«9:15, 11:10 и 12:00»."""
        *before, last = times
        return f"{', '.join(before)}{self.school.words('subjects.and')}{last}" if before else last

    @cached_property
    def _post(self) -> Post:
        limit = self.school.settings.mail.daily_limit
        return Post(
            self.school.gate.mail,
            self.school.state,
            spent=self.school.spent,
            limit=limit,
            on_sent=self._sent,
        )


def _said(once_key: str) -> str:
    return f"said/{once_key}"
