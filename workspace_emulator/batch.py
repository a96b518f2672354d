"""Several calls in one request: `multipart/mixed` in, one answer for each in the same order out.

Each call is a request of its own, with its own transaction, faults and quota; nothing is atomic.
"""

from __future__ import annotations

import re
import secrets
from email.message import Message
from email.parser import BytesParser
from typing import TYPE_CHECKING

from . import catalog
from .wire import ApiError, Reply, Request, error_reply

if TYPE_CHECKING:
    from .google import Workspace

PATHS = {
    "/batch": "",
    "/batch/sheets/v4": "sheets",
    "/batch/drive/v3": "drive",
    "/batch/drive/v2": "drive2",
    "/batch/forms/v1": "forms",
    "/batch/gmail/v1": "gmail",
}
MOST = 1000
MOST_OF_DRIVE = 100
MOST_OF_GMAIL = 100
OWN_HEADERS = ("host", "accept-encoding", "connection", "transfer-encoding", "x-http-method-override")


def answer(workspace: Workspace, request: Request) -> Reply:
    """The answers to all calls. 400 for an empty or broken batch, or one of more than 1,000 calls, of Gmail
    100.

    Headers of the whole request hold for each call but those about content; a call's own come first. Drive
    refuses the calls beyond the hundredth. Raises DroppedConnection when a fault drops one of them.
    """
    family = PATHS[request.path.rstrip("/")]
    try:
        parts = _parts(request)
        if len(parts) > MOST_OF_GMAIL and _is_gmail(family, parts):
            raise ApiError(
                400, f"Inner request count exceeds the limit. Received: {len(parts)}, Limit: {MOST_OF_GMAIL}"
            )
    except ApiError as error:
        return error_reply(error, family or "sheets")
    boundary = "batch_" + secrets.token_urlsafe(24)
    pieces = []
    for number, part in enumerate(parts):
        content_id, content = _headed(part)
        reply = _one(workspace, request, content, family, number)
        pieces.append(_printed(boundary, content_id.get("Content-ID", ""), reply))
    body = b"".join(pieces) + f"--{boundary}--\r\n".encode()
    return Reply(200, body, {"Content-Type": f"multipart/mixed; boundary={boundary}"})


def split(kind: str, raw: bytes) -> list[bytes]:
    """The parts of a multipart body, byte for byte; none when the type names no boundary."""
    message = Message()
    message["Content-Type"] = kind
    boundary = str(message.get_boundary() or "").encode()
    if not boundary:
        return []
    return re.split(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(?:--)?[ \t]*(?:\r?\n|\Z)", raw)[1:-1]


def _parts(request: Request) -> list[bytes]:
    if request.method != "POST":
        raise ApiError(404, "Not Found")
    kind = request.headers.get("content-type", "")
    parts = split(kind, request.body) if kind.lower().startswith("multipart/mixed") else []
    if not parts:
        raise ApiError(
            400,
            f"Failed to parse batch request, error: 0 items. Received batch body: ({len(request.body)}) "
            "bytes redacted",
        )
    if len(parts) > MOST:
        raise ApiError(400, f"The batch request has {len(parts)} calls; {MOST} are allowed.")
    return parts


def _is_gmail(family: str, parts: list[bytes]) -> bool:
    """Whether a batch is meant for Gmail, which all families' common address does not tell."""
    return family == "gmail" or (not family and b" /gmail/v1/" in parts[0])


def _one(workspace: Workspace, outer: Request, content: bytes, family: str, number: int) -> Reply:
    """The answer to one call, in the shape of the family it is meant for."""
    line, _, rest = content.lstrip(b"\r\n").partition(b"\n")
    verb, _, target = line.decode("latin-1").strip().partition(" ")
    url = target.rpartition(" HTTP/")[0] or target
    headers, body = _headed(rest)
    own = {name.lower(): _unfolded(value) for name, value in headers.items()}
    call = Request.of(verb, url.strip(), {**_inherited(outer), **own}, body)
    meant = catalog.family_of(call.path)
    shape = meant or family or "sheets"
    if not verb.isalpha() or not meant or (family and meant != family):
        return error_reply(ApiError(404, "Not Found", reason="notFound"), shape)
    if call.path.startswith(("/upload/", "/resumable/")) or call.first("alt") == "media":
        return error_reply(
            ApiError(400, "Media cannot be sent or read in a batch.", reason="badRequest"), shape
        )
    if meant in ("drive", "drive2") and number >= MOST_OF_DRIVE:
        text = "Exceeds allowed inner batch requests soft limit. Please retry."
        return error_reply(ApiError(403, text, reason="forbidden"), shape)
    return workspace.handle(call)


def _inherited(outer: Request) -> dict[str, str]:
    return {
        name: value
        for name, value in outer.headers.items()
        if not name.startswith("content-") and name not in OWN_HEADERS
    }


def _headed(raw: bytes) -> tuple[Message, bytes]:
    """Header lines and what follows the blank line after them."""
    match = re.match(rb"((?:[^\r\n]+\r?\n)*[^\r\n]*)(?:\r?\n|\Z)", raw)
    head = match[1] if match else b""
    return BytesParser().parsebytes(head, headersonly=True), raw[match.end() if match else 0 :]


def _printed(boundary: str, content_id: str, reply: Reply) -> bytes:
    lines = [f"--{boundary}", "Content-Type: application/http"]
    if content_id:
        lines.append("Content-ID: " + re.sub(r"\A(<?)", r"\1response-", _unfolded(content_id)))
    lines += ["", f"HTTP/1.1 {reply.status} {reply.reason}"]
    lines += [f"{name}: {value}" for name, value in reply.headers.items()]
    lines += [f"Content-Length: {len(reply.body)}", "", ""]
    return "\r\n".join(lines).encode() + reply.body + b"\r\n"


def _unfolded(value: str) -> str:
    return re.sub(r"\r?\n[ \t]+", " ", str(value)).strip()
