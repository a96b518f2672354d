"""Outages and quotas on demand: which call is struck, and what the caller gets instead of its answer."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import chain
from random import Random
from typing import TYPE_CHECKING, Any

from . import catalog, uploads
from .fields import BadInput, Field, count, number, one_of, text, truth
from .oauth import callers
from .quotas import requests_refusal
from .store import tables
from .wire import ApiError, Json, Reply, Request, error_reply

if TYPE_CHECKING:
    from .google import Workspace

TOKEN, WEB = OTHERS = ("oauth.token", "web")
KINDS = ("status", "latency", "drop")
STATUSES = (400, 401, 403, 404, 408, 409, 429, 500, 502, 503, 504)

tables(
    "CREATE TABLE IF NOT EXISTS faults "
    "(id INTEGER PRIMARY KEY, spec TEXT NOT NULL, seen INTEGER NOT NULL, struck INTEGER NOT NULL)"
)


class DroppedConnection(ConnectionError):
    """The line is to be closed without an answer."""


@dataclass(frozen=True)
class Fault:
    """What happens to one call: instead of its work (`before`) or after the work was done."""

    kind: str
    before: bool
    family: str
    method: str
    http_method: str
    spec: Json

    @property
    def of_a_page(self) -> bool:
        """Whether a page was struck, and nothing was said of the answer's shape."""
        return self.method == WEB and not self.family and "html" not in self.spec

    def reply(self) -> Reply:
        """The answer the caller gets. Raises DroppedConnection when it gets none."""
        if self.kind == "drop":
            raise DroppedConnection("the line was dropped on demand")
        status = int(self.spec["status"])
        if self.spec.get("html", status == 502):
            return Reply.html(HTML.format(status=status, meaning=MEANING.get(status, "")), status)
        if self.method == TOKEN:
            return Reply.json(_token_error(self.spec, status), status)
        return error_reply(_error(self, status), self.family)


def strike(workspace: Workspace, request: Request) -> Fault | None:
    """The fault that hits this call, if any; latency is sat out here. Without faults nothing is written."""
    if workspace.store.glance("SELECT 1 FROM faults") is None:
        return None
    family = catalog.family_of(request.path)
    with workspace.store.write() as tx:
        method = _method(tx, request, family)
        specs = _hits(tx, method)
    for spec in specs:
        if spec["kind"] == "latency":
            _sit_out(workspace, spec["seconds"])
    return next(
        (
            Fault(spec["kind"], spec["when"] == "before", family, method, request.method, spec)
            for spec in specs
            if spec["kind"] != "latency"
        ),
        None,
    )


def _method(tx: sqlite3.Connection, request: Request, family: str) -> str:
    """The method a request belongs to: the pieces of an upload belong to the method that it ends in."""
    found = catalog.route(request.method, request.path) if family else None
    method = found[0] if found else uploads.method_of(tx, request) if family else None
    return method.id if method else TOKEN if request.path.endswith("/token") else WEB


def _sit_out(workspace: Workspace, seconds: float) -> None:
    """Wait, unless the port is closed meanwhile: then nobody waits for the answer any more."""
    if workspace.leaving.wait(seconds):
        raise DroppedConnection("the workspace was stopped")


def add(tx: sqlite3.Connection, spec: Json) -> Json:
    """Keep a fault and give it back with its id, all that it left out filled in. BadInput when that fails.

    `method`: id or glob. `kind`: status | latency | drop. `status`, `html`, `message`, `reason`: the refusal.
    `seconds`: the latency. `when`: before | after the work. `nth`: the first matching call that is struck
    (1 by default). `times`: how many are (1; 0 without end). `probability` with `seed`: the share that is.
    """
    completed = _completed(spec)
    row = tx.execute(
        "INSERT INTO faults (spec, seen, struck) VALUES (?, 0, 0) RETURNING id", (json.dumps(completed),)
    )
    return {"id": row.fetchone()[0], **completed}


def every(tx: sqlite3.Connection) -> list[Json]:
    """The faults that are set, with how often each was met (`seen`) and struck."""
    rows = tx.execute("SELECT * FROM faults ORDER BY id")
    return [
        {"id": row["id"], **json.loads(row["spec"]), "seen": row["seen"], "struck": row["struck"]}
        for row in rows
    ]


def clear(tx: sqlite3.Connection, fault_id: int | None = None) -> int:
    """Forget one fault or all; how many went."""
    where, values = ("WHERE id = ?", (fault_id,)) if fault_id is not None else ("", ())
    return tx.execute(f"DELETE FROM faults {where}", values).rowcount


def _hits(tx: sqlite3.Connection, method: str) -> list[Json]:
    hits = []
    for row in tx.execute("SELECT * FROM faults ORDER BY id").fetchall():
        spec = json.loads(row["spec"])
        if not fnmatchcase(method, spec["method"]):
            continue
        seen, struck = row["seen"] + 1, row["struck"]
        if _due(spec, seen, struck):
            hits.append(spec)
            struck += 1
        tx.execute("UPDATE faults SET seen = ?, struck = ? WHERE id = ?", (seen, struck, row["id"]))
    return hits


def _due(spec: Json, seen: int, struck: int) -> bool:
    if seen < spec["nth"] or (spec["times"] and struck >= spec["times"]):
        return False
    # Drawn from the seed and the call's number, so that two processes and two runs agree.
    return "probability" not in spec or Random(f"{spec['seed']}:{seen}").random() < spec["probability"]


def _completed(given: Json) -> Json:
    """A fault with all that it leaves out."""
    spec: Json = {
        "method": "*",
        "kind": "status",
        "when": "before",
        "nth": 1,
        "times": 0 if "probability" in given else 1,
        **({"seed": 0} if "probability" in given else {}),
        **given,
    }
    needed = {"status": "status", "latency": "seconds"}.get(spec["kind"])
    if needed and needed not in spec:
        raise BadInput(f'"{needed}" is needed: {FIELDS[needed].wanted}.')
    if spec["kind"] == "latency" and spec["when"] != "before":
        raise BadInput("latency comes before the work: leave out when")
    return spec


def _is_method(value: Any) -> bool:
    """Whether a text is or matches the name of anything that a call may be the call of."""
    known = chain(OTHERS, (one.id for family in catalog.DOCUMENTS for one in catalog.methods(family)))
    return isinstance(value, str) and (value == "*" or any(fnmatchcase(name, value) for name in known))


def _error(fault: Fault, status: int) -> ApiError:
    """The refusal in the words the family uses."""
    message = fault.spec.get("message") or MESSAGES.get(status, MEANING.get(status, "Error"))
    reason = fault.spec.get("reason", "")
    if status == 401 and not (fault.spec.get("message") or reason):
        return callers.invalid_token()
    if status != 429 or fault.spec.get("message"):
        legacy = "Backend Error" if status in (500, 503) else ""
        domain = "usageLimits" if reason in LIMITS or status == 429 else "global"
        return ApiError(status, message, reason=reason, domain=domain, legacy_message=legacy)
    if fault.family == "gmail":
        quota = "Too many concurrent requests for user"
        return ApiError(429, quota, reason=reason or "rateLimitExceeded", domain="usageLimits")
    if fault.family in ("drive", "drive2"):
        return ApiError(
            429, "User Rate Limit Exceeded", reason=reason or "userRateLimitExceeded", domain="usageLimits"
        )
    kind = "read" if fault.http_method == "GET" else "write"
    if fault.method == "forms.forms.responses.list":
        kind = "expensive_read"
    return requests_refusal(fault.family or "oauth2", kind)


def _token_error(spec: Json, status: int) -> Json:
    """The refusal as the token endpoint shapes it: `reason` is its code, `message` its sentence."""
    code = spec.get("reason") or TOKEN_CODES.get(
        status, "invalid_request" if status < 500 else "server_error"
    )
    return {"error": code, "error_description": spec.get("message") or MEANING[status]}


TOKEN_CODES = {401: "invalid_client", 500: "internal_failure", 503: "temporarily_unavailable"}
LIMITS = ("rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "quotaExceeded")
GLOBS = ", ".join(f"{family}.*" for family in catalog.DOCUMENTS)
FIELDS = {
    "method": Field(
        _is_method,
        f"the id of a known method, a glob such as {GLOBS}, or {', '.join(OTHERS)}",
    ),
    "kind": one_of(*KINDS),
    "status": one_of(*STATUSES),
    "html": truth(),
    "message": text(),
    "reason": text(),
    "seconds": number(0, 600),
    "when": one_of("before", "after"),
    "nth": count(1),
    "times": count(),
    "probability": number(0, 1),
    "seed": Field(lambda value: isinstance(value, int | float | str), "a number or a text"),
}
"""What a fault may say of itself, as a body brings it."""
MESSAGES = {500: "Internal error encountered.", 503: "The service is currently unavailable."}
MEANING = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    408: "Request Timeout",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
HTML = (
    "<!DOCTYPE html>\n<html lang=en>\n<title>Error {status} ({meaning})!!1</title>\n<p><b>{status}.</b> "
    "<ins>That’s an error.</ins>\n<p>The server encountered a temporary error "
    "and could not complete your request.\n"
)
