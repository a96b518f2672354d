"""Sending each letter exactly once, whatever dies in between: the outbox's stages and what follows from each.

Gmail has no idempotency key, so the draft's id is it: a draft can be sent once. Making MIME and asking Gmail
live in `google`, the rows in `state`; what a letter says is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from .google.errors import GoogleTrouble, Kind
from .google.message import BadAddress, Message, build, pack, unpack
from .state.records import CLOSED, OutboxRow, Stage

if TYPE_CHECKING:
    from .google.mail import Mailed, MailGate
    from .state.database import State

QUIET = timedelta(seconds=90)
"""How long an unclear call may still be on its way: longer than the HTTP timeout."""
LIFETIME = timedelta(days=1)
PARKED = "mail.parked_until"
LIMIT_PAUSE = timedelta(hours=1)
DAY = timedelta(days=1)
"""Google counts an account's letters in any 24 hours."""
LOST = "letter_lost"
REFUSED = "letter_refused"
BAD_ADDRESS = "letter_bad_address"
EXPIRED = "letter_expired"


class Post:
    """The post of one school: `send` for letters that are due, `resolve` for those whose fate is unclear.

    `spent` tells how long after the moments it is given a call is really made; `limit` is how many letters
    may leave in any 24 hours, None for no limit; `on_sent` hears of each letter once it is known to be out.
    """

    def __init__(
        self,
        mail: MailGate,
        state: State,
        quiet: timedelta = QUIET,
        *,
        spent: Callable[[], timedelta] = timedelta,
        limit: int | None = None,
        on_sent: Callable[[OutboxRow], None] = lambda row: None,
    ) -> None:
        self._mail = mail
        self._outbox = state.outbox
        self._cursors = state.cursors
        self._quiet = quiet
        self._spent = spent
        self._limit = limit
        self._on_sent = on_sent
        self.unavailable: GoogleTrouble | None = None
        """The trouble by which mail was found out of reach; every further call would wait for it anew."""

    def send(
        self,
        message: Message,
        once_key: str,
        now: datetime,
        *,
        letter: str = "",
        thread: str = "",
        expires: datetime | None = None,
        above_limit: bool = False,
    ) -> OutboxRow:
        """Send a letter unless its once-key has been sent; the row it then has.

        `letter` names the template, `thread` what shares one thread with the same addressee (a day),
        `expires` (a day from now if not given) when the letter loses its sense; with `above_limit` it goes
        although the day's number of letters is reached. The stage is SENT when it is
        out; PLANNED, DRAFTED or SENDING when it is not known to be: call again at a later tick, or leave it
        to `resolve`; NEEDS_REVIEW when a person must look (`note` says why). GoogleTrouble when Google cannot
        be used at all; the letter is then certainly not out.
        """
        addressee = ", ".join(message.to)
        planned = OutboxRow(
            once_key=once_key,
            addressee=addressee,
            thread_key=f"{thread}/{addressee}" if thread else "",
            letter=letter,
            subject=message.subject,
            payload=pack(message),
            stage=Stage.PLANNED,
            planned=now,
            expires=expires or now + LIFETIME,
        )
        row = self._outbox.plan(planned)
        if row.stage in CLOSED or self.parked(now) or (self.full(now) and not above_limit):
            return row
        return self._advance(row, now)

    def resolve(self, now: datetime) -> list[OutboxRow]:
        """Clear up what a crash or a lost answer left unclear; the letters that a person must now look at.

        Letters begun but not on their way are left to whoever sends them again with fresh facts, until they
        expire. The first refusal is raised after every row was tried; mail out of reach ends the work.
        """
        reviewed: list[OutboxRow] = []
        trouble: GoogleTrouble | None = None
        for row in [] if self.parked(now) else self._outbox.open():
            if row.stage is not Stage.SENDING and not _expired(row, now):
                continue
            try:
                after = self._advance(row, now)
            except GoogleTrouble as error:
                trouble = trouble or error
                continue
            if after.stage is Stage.NEEDS_REVIEW:
                reviewed.append(after)
            if self.unavailable is not None:
                break
        if trouble is not None:
            raise trouble
        return reviewed

    def parked(self, now: datetime) -> datetime | None:
        """Until when Google wants no letters from this account; None when it takes them."""
        text = self._cursors.get(PARKED)
        until = datetime.fromisoformat(text) if text else None
        return until if until is not None and now < until else None

    def full(self, now: datetime) -> bool:
        """Whether as many letters as the school allows have left in the last 24 hours. Google goes on saying
        200 for minutes after its own limit and sends nothing, so that we must stop before it."""
        return self._limit is not None and self._outbox.sent_since(now - DAY) >= self._limit

    def _advance(self, row: OutboxRow, now: datetime) -> OutboxRow:
        unclear = row.stage is Stage.SENDING or (row.stage is Stage.PLANNED and row.attempts > 0)
        if unclear and row.attempted is not None and now - row.attempted < self._quiet:
            return row
        try:
            if row.stage is Stage.SENDING:
                return self._clear_up(row, now)
            if _expired(row, now):
                return self._give_up(row)
            return self._send(self._with_draft(row, now), now)
        except BadAddress as error:
            return self._outbox.review(row.once_key, f"{BAD_ADDRESS}: {error.args[0]}")
        except GoogleTrouble as trouble:
            return self._after(trouble, row, now)

    def _with_draft(self, row: OutboxRow, now: datetime) -> OutboxRow:
        """The row with a draft that says what the letter now says."""
        if row.stage is Stage.PLANNED and row.attempts == 0:
            return self._draft(row, now)
        known = row.draft or _draft_of(self._mail.find_draft(row.once_key))
        mailed = self._rewritten(row, known, now) if known else None
        if mailed is not None:
            return self._outbox.drafted(row.once_key, mailed.draft, mailed.id, mailed.thread)
        # No draft: thrown away by a person, or sent by one from the mailbox.
        if row.draft and (sent := self._mail.find_sent(row.once_key, row.thread)) is not None:
            return self._out(row, now, sent)
        return self._draft(self._outbox.forget_draft(row.once_key), now)

    def _draft(self, row: OutboxRow, now: datetime) -> OutboxRow:
        root = self._root(row)
        raw = _raw(row, root, now)
        self._outbox.attempt(row.once_key, now + self._spent())
        try:
            mailed = self._drafted(row, raw, root, now)
        except GoogleTrouble as trouble:
            if not trouble.uncertain:
                self._outbox.forget_draft(row.once_key)
            raise
        return self._outbox.drafted(row.once_key, mailed.draft, mailed.id, mailed.thread)

    def _drafted(self, row: OutboxRow, raw: bytes, root: OutboxRow | None, now: datetime) -> Mailed:
        try:
            return self._mail.draft(raw, root.thread if root else "")
        except GoogleTrouble as trouble:
            if root is None or trouble.kind is not Kind.MISSING:
                raise
        # The thread is no more: the letter begins one of its own.
        return self._mail.draft(_raw(row, None, now))

    def _rewritten(self, row: OutboxRow, draft: str, now: datetime) -> Mailed | None:
        root = self._root(row)
        try:
            return self._mail.update_draft(draft, _raw(row, root, now), root.thread if root else "")
        except GoogleTrouble as trouble:
            if trouble.kind is Kind.MISSING:
                return None
            raise

    def _send(self, row: OutboxRow, now: datetime) -> OutboxRow:
        if row.stage in CLOSED:
            return row
        row = self._outbox.sending(row.once_key, now + self._spent())
        try:
            mailed = self._mail.send_draft(row.draft)
        except GoogleTrouble as trouble:
            if trouble.kind is Kind.MISSING:
                return self._found_sent(row)
            if not trouble.uncertain:
                self._outbox.unsent(row.once_key)
            raise
        return self._out(row, now, mailed)

    def _clear_up(self, row: OutboxRow, now: datetime) -> OutboxRow:
        """A letter that may be out: its draft is still there (it is not), or it is among the sent ones, or
        nobody knows."""
        if self._mail.get_draft(row.draft) is not None:
            return self._give_up(row) if _expired(row, now) else self._send(row, now)
        return self._found_sent(row)

    def _found_sent(self, row: OutboxRow) -> OutboxRow:
        sent = self._mail.find_sent(row.once_key, row.thread)
        if sent is None:
            return self._outbox.review(row.once_key, LOST)
        return self._out(row, row.attempted or row.planned, sent)

    def _out(self, row: OutboxRow, at: datetime, sent: Mailed) -> OutboxRow:
        after = self._outbox.sent(row.once_key, at, sent.id, sent.thread)
        self._on_sent(after)
        return after

    def _give_up(self, row: OutboxRow) -> OutboxRow:
        """A letter that is not out and has lost its sense: no draft of it is left behind."""
        draft = row.draft or (_draft_of(self._mail.find_draft(row.once_key)) if row.attempts else "")
        if draft:
            self._mail.drop_draft(draft)
        return self._outbox.supersede(row.once_key, EXPIRED)

    def _after(self, trouble: GoogleTrouble, row: OutboxRow, now: datetime) -> OutboxRow:
        """What a failed call leaves behind. Unclear outcomes wait; what a person must mend is raised."""
        if trouble.kind is Kind.LIMIT:
            self._cursors.set(PARKED, (trouble.until or now + LIMIT_PAUSE).isoformat())
        elif trouble.kind is Kind.INVALID:
            return self._outbox.review(row.once_key, f"{REFUSED}: {trouble.message}")
        elif not trouble.uncertain and trouble.kind is not Kind.RATE:
            raise trouble
        else:
            self.unavailable = trouble
        return self._outbox.get(row.once_key) or row

    def _root(self, row: OutboxRow) -> OutboxRow | None:
        """The first letter of the thread, with its Message-ID: Google gives it on sending, so it is asked for
        once, when a second letter comes. None when there is none (any more)."""
        root = self._outbox.thread_root(row.thread_key) if row.thread_key else None
        if root is None or root.message_header:
            return root
        header = self._mail.headers(root.message, ["Message-ID"]).get("Message-ID", "")
        return self._outbox.name_header(root.once_key, header) if header else None


def _raw(row: OutboxRow, root: OutboxRow | None, now: datetime) -> bytes:
    """The letter for the wire. Google joins only equal subjects, so that a thread keeps the subject of its
    first letter."""
    message = unpack(row.payload)
    if root is None:
        return build(message, row.once_key, now)
    return build(message, row.once_key, now, subject=root.subject, answers=[root.message_header])


def _draft_of(mailed: Mailed | None) -> str:
    return mailed.draft if mailed is not None else ""


def _expired(row: OutboxRow, now: datetime) -> bool:
    return row.expires is not None and now >= row.expires
