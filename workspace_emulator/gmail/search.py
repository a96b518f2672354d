"""Gmail's search language turned into one SQL condition over `gmail_messages m` and `gmail_facts f`.

Words match whole words in any case; `OR` binds tighter than the implied AND; unknown operators are words,
as in the search box. No storage: labels are found by the statement itself.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from .search_values import ago, moment, size
from .words import fold, near

_NESTED = 40
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>-?[({])|(?P<close>[)}])"""
    r"""|(?P<field>-?[A-Za-z][A-Za-z0-9_]*:)(?=[^\s)}])(?P<value>"[^"]*"?|[^\s(){}"]+)?"""
    r"""|(?P<quoted>[-+]?"[^"]*"?)|(?P<word>[^\s(){}"]+))"""
)
_AROUND = re.compile(r"(.+?)\s+AROUND\s+([0-9]{1,6})\s+(.+)", re.DOTALL)
_COLUMNS = {
    "from": "f.sender",
    "to": "f.receivers",
    "cc": "f.copied",
    "bcc": "f.hidden",
    "subject": "f.subject",
    "filename": "f.filenames",
    "list": "f.list_id",
    "": "(SELECT w.words FROM gmail_words w WHERE w.id = m.content)",
}
_STATES = {
    "unread": "UNREAD",
    "starred": "STARRED",
    "important": "IMPORTANT",
    "sent": "SENT",
    "draft": "DRAFT",
}
_CATEGORIES = {
    "primary": "PERSONAL",
    "personal": "PERSONAL",
    "social": "SOCIAL",
    "promotions": "PROMOTIONS",
}
_CATEGORIES |= {"updates": "UPDATES", "forums": "FORUMS"}
_SYSTEM = {
    name: name.upper()
    for name in (
        "inbox",
        "sent",
        "spam",
        "trash",
        "unread",
        "starred",
        "important",
        "chat",
    )
}
_SYSTEM |= {"draft": "DRAFT", "drafts": "DRAFT", "chats": "CHAT"}
_SYSTEM |= {f"category_{name}": f"CATEGORY_{label}" for name, label in _CATEGORIES.items()}
_ANY_LABEL = "EXISTS (SELECT 1 FROM gmail_labelled l WHERE l.message = m.seq AND {})"


@dataclass(frozen=True)
class Condition:
    """A piece of SQL with its arguments; `anywhere` says that spam or trash is asked for by name."""

    sql: str
    args: tuple[Any, ...] = ()
    anywhere: bool = False


_TRUE = Condition("1")
_FALSE = Condition("0")


@dataclass(frozen=True)
class _Scope:
    """What words inside the present brackets mean, and what dates and `me` stand for."""

    now: datetime
    zone: tzinfo
    account: str
    field: str = ""


def compile_query(q: str, now: datetime, zone: tzinfo, account: str) -> Condition:
    """The condition of a search. Every text is a search: nothing is refused."""
    tokens = [match for match in _TOKEN.finditer(q) if match[0].strip()]
    return _group(tokens, 0, _Scope(now, zone, account), "", 0)[0]


def prepare(tx: sqlite3.Connection) -> None:
    """Give a connection the function that AROUND needs; to be called before a condition is run."""
    tx.create_function("words_near", 5, near, deterministic=True)


def slug(label: str) -> str:
    """A label's name as it is written after `label:`."""
    return re.sub(r"[\s/&()|{}\"]+", "-", label.strip().casefold())


def _group(
    tokens: list[re.Match[str]], at: int, scope: _Scope, closing: str, depth: int
) -> tuple[Condition, int]:
    """Reads up to the closing bracket (or the end): the condition and the place after it."""
    units: list[list[Condition]] = []
    joining = False
    while at < len(tokens):
        token = tokens[at]
        if token["close"]:
            at += 1
            if closing:
                break
            continue
        if token["word"] in ("OR", "|", "AND"):
            joining = token["word"] != "AND"
            at += 1
            continue
        term, at = _term(tokens, at, scope, depth)
        if term is not _TRUE and joining and units:
            units[-1].append(term)
        elif term is not _TRUE:
            units.append([term])
        joining = False
    if closing == "}":
        return _joined("OR", [term for unit in units for term in unit]), at
    return _joined("AND", [_joined("OR", unit) for unit in units]), at


def _term(tokens: list[re.Match[str]], at: int, scope: _Scope, depth: int) -> tuple[Condition, int]:
    token = tokens[at]
    text = token[0].strip()
    field = (token["field"] or "").strip("-:").lower()
    if field and token["value"]:
        term, at = _value(field, token["value"].strip('"'), scope), at + 1
    elif field:
        # The value is a bracket: its words belong to this operator.
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or not following["open"]:
            return _TRUE, at + 1
        term, at = _term(tokens, at + 1, replace(scope, field=field), depth)
    elif token["open"]:
        if depth >= _NESTED:
            return _TRUE, at + 1
        term, at = _group(tokens, at + 1, scope, "}" if text.endswith("{") else ")", depth + 1)
    else:
        term, at = _words(tokens, at, scope)
    return _negated(term) if text.startswith("-") else term, at


def _words(tokens: list[re.Match[str]], at: int, scope: _Scope) -> tuple[Condition, int]:
    """A word or a phrase, or two of them with `AROUND 5` between; within quotes those keep their order."""
    value = _bare(tokens[at])
    inside = _AROUND.fullmatch(value)
    if inside is not None:
        return _near(inside[1], inside[3], int(inside[2]), True), at + 1
    outside = [token["word"] for token in tokens[at + 1 : at + 3]]
    if outside[:1] == ["AROUND"] and len(tokens) > at + 3 and re.fullmatch("[0-9]{1,6}", outside[1] or ""):
        other = tokens[at + 3]
        if other["word"] or other["quoted"]:
            return _near(value, _bare(other), int(outside[1]), False), at + 4
    return _value(scope.field, value, scope), at + 1


def _bare(token: re.Match[str]) -> str:
    return token[0].strip().lstrip("-+").strip('"')


def _near(first: str, second: str, most: int, ordered: bool) -> Condition:
    one, other = fold(first), fold(second)
    if not one or not other:
        return _TRUE
    return Condition(f"words_near({_COLUMNS['']}, ?, ?, ?, ?)", (one, other, most, int(ordered)))


def _value(field: str, value: str, scope: _Scope) -> Condition:
    read = _OPERATORS.get(field)
    if read is not None:
        return read(value, scope)
    if field in _COLUMNS:
        return _contains(field, value, scope)
    return _contains("", f"{field} {value}", scope)


def _contains(field: str, value: str, scope: _Scope) -> Condition:
    if value == "me" and field in ("from", "to", "cc", "bcc"):
        value = scope.account
    folded = fold(value)
    return Condition(f"instr({_COLUMNS[field]}, ?) > 0", (folded,)) if folded else _TRUE


def _after(value: str, scope: _Scope) -> Condition:
    at = moment(value, scope.zone)
    return _FALSE if at is None else Condition("m.internal >= ?", (at,))


def _before(value: str, scope: _Scope) -> Condition:
    """A second counts as before itself; a day begins where the one before it ends."""
    at = moment(value, scope.zone)
    if at is None:
        return _FALSE
    return Condition("m.internal < ?", (at + 1000 if value.isdigit() else at,))


def _newer_than(value: str, scope: _Scope) -> Condition:
    at = ago(value, scope.now, scope.zone)
    return _FALSE if at is None else Condition("m.internal >= ?", (at,))


def _older_than(value: str, scope: _Scope) -> Condition:
    at = ago(value, scope.now, scope.zone)
    return _FALSE if at is None else Condition("m.internal < ?", (at,))


def _label(value: str, _scope: _Scope) -> Condition:
    name = slug(value)
    if name == "anywhere":
        return Condition("1", anywhere=True)
    if name in ("archive", "archived"):
        outside = [_negated(_labelled(label)) for label in ("INBOX", "SENT", "DRAFT", "SPAM", "TRASH")]
        return _joined("AND", outside)
    if name in _SYSTEM:
        return _labelled(_SYSTEM[name])
    owned = "l.label IN (SELECT id FROM gmail_labels o WHERE o.account = m.account AND o.slug = ?)"
    return Condition(_ANY_LABEL.format(owned), (name,))


def _is(value: str, scope: _Scope) -> Condition:
    state = value.lower()
    if state == "read":
        return _negated(_labelled("UNREAD"))
    return _labelled(_STATES[state]) if state in _STATES else _label(value, scope)


def _category(value: str, _scope: _Scope) -> Condition:
    name = _CATEGORIES.get(value.lower())
    return _labelled(f"CATEGORY_{name}") if name else _FALSE


def _has(value: str, _scope: _Scope) -> Condition:
    kind = value.lower()
    if kind == "attachment":
        return Condition("f.attached = 1")
    if kind in ("userlabels", "nouserlabels"):
        owned = Condition(_ANY_LABEL.format("l.label LIKE 'Label\\_%' ESCAPE '\\'"))
        return owned if kind == "userlabels" else _negated(owned)
    return _FALSE


def _message_id(value: str, _scope: _Scope) -> Condition:
    return Condition(
        "m.content IN (SELECT id FROM gmail_facts WHERE message_id = ?)",
        (value.strip("<>"),),
    )


def _larger(value: str, _scope: _Scope) -> Condition:
    length = size(value)
    return _FALSE if length is None else Condition("f.size > ?", (length,))


def _smaller(value: str, _scope: _Scope) -> Condition:
    length = size(value)
    return _FALSE if length is None else Condition("f.size < ?", (length,))


def _delivered(value: str, scope: _Scope) -> Condition:
    return _TRUE if value.lower() == scope.account else _contains("to", value, scope)


_OPERATORS: dict[str, Callable[[str, _Scope], Condition]] = {
    "after": _after,
    "newer": _after,
    "before": _before,
    "older": _before,
    "newer_than": _newer_than,
    "older_than": _older_than,
    "label": _label,
    "in": _label,
    "is": _is,
    "category": _category,
    "has": _has,
    "rfc822msgid": _message_id,
    "larger": _larger,
    "size": _larger,
    "smaller": _smaller,
    "deliveredto": _delivered,
}


def _labelled(label: str) -> Condition:
    return Condition(_ANY_LABEL.format("l.label = ?"), (label,), label in ("SPAM", "TRASH"))


def _negated(term: Condition) -> Condition:
    return term if term is _TRUE else Condition(f"NOT ({term.sql})", term.args)


def _joined(word: str, terms: list[Condition]) -> Condition:
    """Joined in halves, so that a thousand terms stay within SQLite's depth of an expression."""
    if len(terms) <= 1:
        return terms[0] if terms else _TRUE
    half = len(terms) // 2
    left, right = _joined(word, terms[:half]), _joined(word, terms[half:])
    return Condition(
        f"({left.sql} {word} {right.sql})",
        left.args + right.args,
        left.anywhere or right.anywhere,
    )
