"""Pages of letters and threads: labels, search and paging in one statement, from the newest on."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from .. import page_tokens
from ..call import Call
from . import labels, mailbox, search
from .accounts import check_search, mailbox_of, zone_of
from .mailbox import Message
from .refusals import invalid

MOST = 500
_TOO_MANY = 2**31
_COUNTED = 200
_HIDDEN = (
    "NOT EXISTS (SELECT 1 FROM gmail_labelled h WHERE h.message = m.seq AND h.label IN ('SPAM', 'TRASH'))"
)


@dataclass(frozen=True)
class Page:
    """Letters (or each thread's newest found letter), the next page's token, the estimated number of all."""

    messages: tuple[Message, ...]
    next_token: str
    estimate: int


@dataclass(frozen=True)
class _Select:
    source: str
    where: str
    args: tuple[Any, ...]


def page(call: Call, *, drafts: bool = False, threads: bool = False) -> Page:
    """What a list method's parameters select, newest first."""
    account = mailbox_of(call)
    check_search(call)
    select = _select(call, account, drafts)
    size = _size(int(call.get("maxResults", 100)))
    after = _position(call.get("pageToken", ""))
    rows = _rows(call.tx, select, size + 1, after, threads)
    more = len(rows) > size
    rows = rows[:size]
    token = f"{rows[-1]['newest']:013d}{rows[-1]['last']:09d}" if more else ""
    estimate = (
        len(rows) if not more and after is None else _estimate(call.tx, select, max(size, _COUNTED), threads)
    )
    return Page(tuple(mailbox.by_seq(call.tx, row["last"]) for row in rows), token, estimate)


def _size(asked: int) -> int:
    """How many stand on a page. 400 for none, and for more than an int holds."""
    if not 0 < asked < _TOO_MANY:
        raise invalid("Invalid maxResults")
    return min(asked, MOST)


def _select(call: Call, account: str, drafts: bool) -> _Select:
    asked = dict.fromkeys(call.get("labelIds", []))
    wanted = [labels.require(call.tx, account, label) for label in asked]
    wanted += ["DRAFT"] if drafts and "DRAFT" not in wanted else []
    anywhere = bool(call.get("includeSpamTrash")) or "SPAM" in wanted or "TRASH" in wanted
    source, clauses, args = "gmail_messages m", ["m.account = ?"], [account]
    if wanted:
        source = "gmail_labelled k CROSS JOIN gmail_messages m ON m.seq = k.message"
        clauses, args = ["k.account = ? AND k.label = ?"], [account, wanted[0]]
    if others := wanted[1:]:
        marks = ", ".join("?" * len(others))
        held = f"SELECT COUNT(*) FROM gmail_labelled o WHERE o.message = m.seq AND o.label IN ({marks})"
        clauses.append(f"({held}) = {len(others)}")
        args += others
    q = str(call.get("q", "")).strip()
    if q:
        search.prepare(call.tx)
        found = search.compile_query(q, call.now, zone_of(call.tx), account)
        source += (
            " CROSS JOIN gmail_facts f ON f.id = m.content"
            if wanted
            else " JOIN gmail_facts f ON f.id = m.content"
        )
        clauses.append(found.sql)
        args += found.args
        anywhere = anywhere or found.anywhere
    if not anywhere:
        clauses.append(_HIDDEN)
    return _Select(source, " AND ".join(clauses), tuple(args))


def _rows(
    tx: sqlite3.Connection,
    select: _Select,
    limit: int,
    after: tuple[int, int] | None,
    threads: bool,
) -> list[sqlite3.Row]:
    order = "k" if select.source.startswith("gmail_labelled") else "m"
    newest, last = f"{order}.internal", "k.message" if order == "k" else "m.seq"
    if threads:
        # SQLite takes the other columns from the row that holds the maximum.
        inner = (
            f"SELECT MAX(({newest} << 20) | ({last} & 1048575)) AS rank, {newest} AS newest, {last} AS last "
            f"FROM {select.source} WHERE {select.where} GROUP BY m.thread"
        )
        beyond = "WHERE (newest, last) < (?, ?)" if after else ""
        sql = f"SELECT newest, last FROM ({inner}) {beyond} ORDER BY newest DESC, last DESC LIMIT ?"
    else:
        beyond = f"AND ({newest}, {last}) < (?, ?)" if after else ""
        sql = (
            f"SELECT {newest} AS newest, {last} AS last FROM {select.source} WHERE {select.where} {beyond} "
            f"ORDER BY {newest} DESC, {last} DESC LIMIT ?"
        )
    return tx.execute(sql, (*select.args, *(after or ()), limit)).fetchall()


def _estimate(tx: sqlite3.Connection, select: _Select, most: int, threads: bool) -> int:
    """The number of all that match, or one more than `most` when more: Google only estimates too."""
    chosen = "DISTINCT m.thread" if threads else "1"
    sql = f"SELECT COUNT(*) FROM (SELECT {chosen} FROM {select.source} WHERE {select.where} LIMIT ?)"
    return int(tx.execute(sql, (*select.args, most + 1)).fetchone()[0])


def _position(token: str) -> tuple[int, int] | None:
    if not token:
        return None
    try:
        newest, last = page_tokens.numbers(token, 13, 9)
    except ValueError as error:
        raise invalid("Invalid pageToken") from error
    return newest, last
