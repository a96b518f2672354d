"""The control plane under /_control/: what a test or a demonstration may do to the workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import bodies, clock, control_bodies, faults, page_tokens, quotas, settings
from .drive import contents, properties, registry
from .fields import BadInput
from .identity import default_account
from .oauth import clients, grants, keys
from .store import set_setting, setting
from .wire import ApiError, Json, Reply, Request

if TYPE_CHECKING:
    from .google import Workspace

PREFIX = "/_control/"


@dataclass(frozen=True)
class Order:
    """What was asked: of which workspace, with which JSON, and the rest of the path."""

    workspace: Workspace
    body: Json
    rest: str


def handle(workspace: Workspace, request: Request) -> Reply:
    """JSON in, JSON out. 404: unknown path, 405: wrong method, 400 with a sentence: bad input."""
    name, _, rest = request.path.removeprefix(PREFIX).strip("/").partition("/")
    order = f"{name}/{rest}" if f"{name}/{rest}" in ROUTES else name
    by_method = ROUTES.get(order) if order != name or not rest or name == "faults" else None
    if by_method is None:
        return _refusal(
            404, f"There is no {request.path} here. Known: {', '.join(PREFIX + path for path in ROUTES)}."
        )
    function = by_method.get(request.method)
    if function is None:
        return _refusal(405, f"{request.path} takes {' or '.join(by_method)}.")
    try:
        body = control_bodies.read(order, request.body) if request.method == "POST" else {}
        return Reply.json(function(Order(workspace, body, rest)))
    except (BadInput, ApiError) as error:
        return _refusal(400, str(error))


def _reset(order: Order) -> Json:
    order.workspace.store.reset()
    order.workspace.calls.clear()
    return {}


def _clock(order: Order) -> Json:
    with order.workspace.store.read() as tx:
        frozen = setting(tx, clock.SETTING) is not None
        return {"now": clock.stamp(clock.now(tx), 6), "frozen": frozen}


def _set_clock(order: Order) -> Json:
    if order.rest == "resume" or order.body.get("resume") is True:
        with order.workspace.store.write() as tx:
            clock.resume(tx)
        return _clock(order)
    if "now" not in order.body:
        raise BadInput(f'"now" is needed: {control_bodies.SCHEMAS["clock"]["now"].wanted}.')
    with order.workspace.store.write() as tx:
        clock.freeze(tx, control_bodies.moment(order.body["now"]))
    return _clock(order)


def _faults(order: Order) -> Json:
    with order.workspace.store.read() as tx:
        return {"faults": faults.every(tx)}


def _add_fault(order: Order) -> Json:
    with order.workspace.store.write() as tx:
        return faults.add(tx, order.body)


def _clear_faults(order: Order) -> Json:
    try:
        number = page_tokens.number(order.rest) if order.rest else None
    except ValueError as error:
        raise BadInput(f"{order.rest} is no number of a fault.") from error
    with order.workspace.store.write() as tx:
        return {"removed": faults.clear(tx, number)}


def _add_file(order: Order) -> Json:
    """A file with a given id and owner, its content made as Drive would make it."""
    file_id, name = order.body["id"], order.body["name"]
    mime = order.body.get("mimeType", registry.SPREADSHEET)
    more = {name: value for name, value in order.body.items() if name not in control_bodies.SCHEMAS["files"]}
    more = bodies.read("drive", "File", more, "")
    more |= {kind: properties.merged({}, more[kind]) for kind in properties.KINDS if kind in more}
    with order.workspace.store.write() as tx:
        now = clock.now(tx)
        owner = order.body.get("owner") or default_account(tx)
        registry.register(
            tx,
            name=name,
            mime=mime,
            owner=owner,
            now=now,
            file_id=file_id,
            parents=order.body.get("parents"),
            body=more,
        )
        room = contents.maker(mime)
        if room is not None:
            room.create(tx, file_id, name, now, owner)
    return {"id": file_id, "name": name, "mimeType": mime, "owner": owner}


def _account(order: Order) -> Json:
    with order.workspace.store.read() as tx:
        return {"account": default_account(tx)}


def _set_account(order: Order) -> Json:
    account = order.body["account"]
    with order.workspace.store.write() as tx:
        set_setting(tx, "account", account)
    return {"account": account}


def _strict(order: Order) -> Json:
    with order.workspace.store.write() as tx:
        set_setting(tx, "strict", order.body["strict"] or None)
    return {"strict": order.body["strict"]}


def _add_token(order: Order) -> Json:
    """A refresh token known to the workspace: whose it is and what it grants."""
    refresh = order.body["refresh_token"]
    scope = order.body.get("scope") or grants.SCOPES
    with order.workspace.store.write() as tx:
        account = order.body.get("account") or default_account(tx)
        grants.remember(tx, refresh, account, scope)
    return {"refresh_token": refresh, "account": account, "scope": scope}


def _revoke(order: Order) -> Json:
    with order.workspace.store.write() as tx:
        wanted = order.body.get("refresh_token") or order.body.get("access_token") or ""
        return {"revoked": grants.revoke(tx, wanted, order.body.get("account", ""))}


def _add_key(order: Order) -> Json:
    """The public key (PEM) of a service account: from now on its assertions must be signed with its pair."""
    account, key = order.body["account"], order.body["public_key"]
    with order.workspace.store.write() as tx:
        keys.remember(tx, account, key)
    return {"account": account}


def _add_client(order: Order) -> Json:
    """An OAuth client; once there is one, any other is refused as invalid_client."""
    client_id, secret, name = (
        order.body["client_id"], order.body["client_secret"], order.body.get("name", ""),
    )  # fmt: skip
    with order.workspace.store.write() as tx:
        clients.register(tx, client_id, secret, name)
    return {"client_id": client_id, "name": name}


def _settings(order: Order) -> Json:
    with order.workspace.store.read() as tx:
        return settings.shown(tx)


def _set_settings(order: Order) -> Json:
    with order.workspace.store.write() as tx:
        return settings.change(tx, order.body)


def _quotas(order: Order) -> Json:
    with order.workspace.store.read() as tx:
        return quotas.shown(tx)


def _set_quotas(order: Order) -> Json:
    with order.workspace.store.write() as tx:
        return quotas.change(tx, order.body)


def _calls(order: Order) -> Json:
    return {"calls": dict(sorted(order.workspace.calls.items()))}


def _zero_calls(order: Order) -> Json:
    order.workspace.calls.clear()
    return {"calls": {}}


Answer = Callable[[Order], Any]
ROUTES: dict[str, dict[str, Answer]] = {
    "reset": {"POST": _reset},
    "clock": {"GET": _clock, "POST": _set_clock},
    "clock/resume": {"POST": _set_clock},
    "faults": {"GET": _faults, "POST": _add_fault, "DELETE": _clear_faults},
    "files": {"POST": _add_file},
    "account": {"GET": _account, "POST": _set_account},
    "strict": {"POST": _strict},
    "tokens": {"POST": _add_token},
    "tokens/revoke": {"POST": _revoke},
    "keys": {"POST": _add_key},
    "clients": {"POST": _add_client},
    "settings": {"GET": _settings, "POST": _set_settings},
    "quotas": {"GET": _quotas, "POST": _set_quotas},
    "calls": {"GET": _calls, "DELETE": _zero_calls},
}


def _refusal(status: int, sentence: str) -> Reply:
    return Reply.json({"error": {"code": status, "message": sentence}}, status)
