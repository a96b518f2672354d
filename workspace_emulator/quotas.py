"""Google's limits a minute, for each account and for the project: counted in the store, off until asked for.

The setting `quotas` holds `{"on": true, "limits": {…}}`; windows are whole minutes of the store's clock.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import clock, fields
from .catalog import Method
from .oauth import callers
from .store import set_setting, setting, tables
from .wire import ApiError, Json, Request

if TYPE_CHECKING:
    from .google import Workspace

SETTING = "quotas"
PROJECT = "100000000000"
LIMITS: dict[str, dict[str, int]] = {
    "sheets.read": {"user": 60, "project": 300},
    "sheets.write": {"user": 60, "project": 300},
    "forms.read": {"user": 390, "project": 975},
    "forms.expensive_read": {"user": 180, "project": 450},
    "forms.write": {"user": 150, "project": 375},
    "gmail": {"user": 6_000, "project": 1_200_000},
    "drive": {"user": 325_000, "project": 1_000_000},
}
FIELDS = {
    "on": fields.truth(),
    "limits": fields.members(
        {name: fields.members(dict.fromkeys(limit, fields.count())) for name, limit in LIMITS.items()}
    ),
}
"""What may be changed, as a body brings it."""
WORDS = {
    "read": ("Read requests", "ReadRequests"),
    "expensive_read": ("Expensive read requests", "ExpensiveReadRequests"),
    "write": ("Write requests", "WriteRequests"),
}
GMAIL_UNITS = {
    "getProfile": 1, "settings.sendAs.get": 1, "settings.sendAs.list": 1, "drafts.create": 10,
    "drafts.delete": 10, "drafts.get": 20, "drafts.list": 5, "drafts.send": 100, "drafts.update": 15,
    "history.list": 2, "labels.create": 5, "labels.delete": 5, "labels.get": 1, "labels.list": 1,
    "labels.patch": 5, "labels.update": 5,
    "messages.attachments.get": 20, "messages.batchDelete": 50, "messages.batchModify": 50,
    "messages.delete": 10, "messages.get": 20, "messages.import": 25, "messages.insert": 25,
    "messages.list": 5, "messages.modify": 5, "messages.send": 100, "messages.trash": 5,
    "messages.untrash": 5, "threads.delete": 20, "threads.get": 40, "threads.list": 10,
    "threads.modify": 10, "threads.trash": 10, "threads.untrash": 10, "stop": 50, "watch": 100,
}  # fmt: skip
HELP: Json = {
    "@type": "type.googleapis.com/google.rpc.Help",
    "links": [
        {
            "description": "Request a higher quota limit.",
            "url": "https://cloud.google.com/docs/quotas/help/request_increase",
        }
    ],
}
DRIVE_UNITS = {"GET": 5, "POST": 50, "PUT": 50, "PATCH": 50, "DELETE": 50}

tables(
    """CREATE TABLE IF NOT EXISTS quota_uses (
        bucket TEXT NOT NULL, spender TEXT NOT NULL, minute TEXT NOT NULL, units INTEGER NOT NULL,
        PRIMARY KEY (bucket, spender)) WITHOUT ROWID"""
)


@dataclass(frozen=True)
class Cost:
    """What one call takes from which bucket."""

    bucket: str
    units: int


def charge(workspace: Workspace, method: Method, request: Request) -> None:
    """Count a call against its bucket. 429 (403 for Drive and Gmail) when the minute's share is spent."""
    kept = workspace.store.setting(SETTING)
    if not kept or not kept["on"]:
        return
    cost = cost_of(method, request)
    with workspace.store.write() as tx:
        user = callers.caller(tx, request, method)
        minute = clock.stamp(clock.now(tx), 0)[:16]
        limits = {**LIMITS[cost.bucket], **kept["limits"].get(cost.bucket, {})}
        used = {"user": _used(tx, cost.bucket, user, minute), "project": _used(tx, cost.bucket, "", minute)}
        for whose, spent in used.items():
            if spent + cost.units > limits[whose]:
                raise refusal(cost.bucket, whose, limits[whose])
        for whose, spent in used.items():
            tx.execute(
                "INSERT OR REPLACE INTO quota_uses VALUES (?, ?, ?, ?)",
                (cost.bucket, user if whose == "user" else "", minute, spent + cost.units),
            )


def cost_of(method: Method, request: Request) -> Cost:
    """The bucket a method draws on and its price there: requests for Sheets and Forms, units for the rest."""
    if method.family == "gmail":
        return Cost("gmail", GMAIL_UNITS.get(method.id.removeprefix("gmail.users."), 5))
    if method.family in ("drive", "drive2"):
        return Cost("drive", _drive_units(method, request))
    if method.id == "forms.forms.responses.list":
        return Cost("forms.expensive_read", 1)
    reads = (
        method.http_method == "GET" or "getbydatafilter" in method.id.lower() or method.id.endswith(".search")
    )
    return Cost(f"{method.family}.{'read' if reads else 'write'}", 1)


def change(tx: sqlite3.Connection, wanted: Json) -> Json:
    """Turn quotas on or off and set limits: `{"on": true, "limits": {"sheets.read": {"user": 5}}}`.

    What is left out stays; `limits: {}` brings Google's own back.
    """
    kept = setting(tx, SETTING) or {"on": False, "limits": {}}
    limits = wanted.get("limits", {})
    merged = {name: {**kept["limits"].get(name, {}), **limits.get(name, {})} for name in LIMITS}
    if wanted.get("limits") == {}:
        merged = {}
    set_setting(
        tx,
        SETTING,
        {"on": wanted.get("on", kept["on"]), "limits": {name: held for name, held in merged.items() if held}},
    )
    return shown(tx)


def shown(tx: sqlite3.Connection) -> Json:
    """Whether quotas are on, every limit, and what has been spent in the present minute."""
    kept = setting(tx, SETTING) or {"on": False, "limits": {}}
    minute = clock.stamp(clock.now(tx), 0)[:16]
    rows = tx.execute("SELECT * FROM quota_uses WHERE minute = ? ORDER BY bucket, spender", (minute,))
    return {
        "on": kept["on"],
        "limits": {name: {**limit, **kept["limits"].get(name, {})} for name, limit in LIMITS.items()},
        "used": [{"bucket": row["bucket"], "user": row["spender"], "units": row["units"]} for row in rows],
    }


def refusal(bucket: str, whose: str, limit: int) -> ApiError:
    """The words of the family whose share is spent."""
    family, _, kind = bucket.partition(".")
    if family == "drive":
        return _drive_refusal(whose)
    if family == "gmail":
        spent = _of_user("Units per minute", whose)
        return ApiError(
            403,
            f"Quota exceeded for quota metric 'Total Query Cost' and limit '{spent}' of service "
            f"'gmail.googleapis.com' for consumer 'project_number:{PROJECT}'.",
            reason="rateLimitExceeded",
            domain="usageLimits",
            details=[_info("gmail.googleapis.com", "total_query_cost", "totalQueryCost", whose, limit), HELP],
        )
    return requests_refusal(family, kind, whose, limit)


def requests_refusal(family: str, kind: str, whose: str = "user", limit: int = 60) -> ApiError:
    """429 as Sheets and Forms say it; `kind`: read, expensive_read or write."""
    service = f"{family}.googleapis.com"
    words, name = WORDS[kind]
    spent = _of_user(f"{words} per minute", whose)
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{words}' and limit '{spent}' of service '{service}' for consumer "
        f"'project_number:{PROJECT}'.",
        details=[_info(service, words.lower().replace(" ", "_"), name, whose, limit), HELP],
    )


def _used(tx: sqlite3.Connection, bucket: str, spender: str, minute: str) -> int:
    row = tx.execute(
        "SELECT units FROM quota_uses WHERE bucket = ? AND spender = ? AND minute = ?",
        (bucket, spender, minute),
    ).fetchone()
    return int(row[0]) if row else 0


def _drive_units(method: Method, request: Request) -> int:
    if method.id.endswith(".list"):
        return 100
    if method.id.endswith(".export") or request.first("alt") == "media":
        return 200
    return DRIVE_UNITS[method.http_method]


def _of_user(words: str, whose: str) -> str:
    return f"{words} per user" if whose == "user" else words


def _info(service: str, metric: str, name: str, whose: str, limit: int) -> Json:
    by_user = whose == "user"
    return {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "quota_limit_value": str(limit),
            "service": service,
            "consumer": f"projects/{PROJECT}",
            "quota_unit": "1/min/{project}/{user}" if by_user else "1/min/{project}",
            "quota_location": "global",
            "quota_metric": f"{service}/{metric}",
            "quota_limit": f"{name}PerMinutePer{'User' if by_user else 'Project'}",
        },
    }


def _drive_refusal(whose: str) -> ApiError:
    if whose == "user":
        message = (
            "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota. You may "
            "consider re-evaluating expected per-user traffic to the API and adjust project quota limits "
            "accordingly. You may monitor aggregate quota usage and adjust limits in the API Console: "
            f"https://console.developers.google.com/apis/api/drive.googleapis.com/quotas?project={PROJECT}"
        )
        return ApiError(403, message, reason="userRateLimitExceeded", domain="usageLimits")
    return ApiError(403, "Rate Limit Exceeded", reason="rateLimitExceeded", domain="usageLimits")
