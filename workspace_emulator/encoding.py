"""How bodies are packed for the wire: gzip both ways, `prettyPrint=false`. Not what they mean."""

from __future__ import annotations

import gzip
import json
import zlib
from dataclasses import replace

from .wire import ApiError, Reply, Request

SMALL = 1024
LARGEST = 256 * 2**20
PACKED_TYPES = ("application/json", "text/", "multipart/", "application/javascript", "image/svg")


def unpacked(request: Request) -> Request:
    """The request with a gzip body unpacked. 400 when it is no gzip or grows beyond all measure."""
    if request.headers.get("content-encoding", "").strip().lower() != "gzip":
        return request
    headers = {name: value for name, value in request.headers.items() if name != "content-encoding"}
    return replace(request, headers=headers, body=_inflated(request.body) if request.body else b"")


def packed(reply: Reply, accepted: str) -> Reply:
    """The reply as a client takes it that sent this Accept-Encoding; small and packed bodies stay as they
    are, and so do ranges, which count the bytes of the file."""
    kind = reply.headers.get("Content-Type", "")
    if (
        reply.status == 206
        or len(reply.body) < SMALL
        or not kind.startswith(PACKED_TYPES)
        or not _takes_gzip(accepted)
    ):
        return reply
    headers = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Reply(reply.status, gzip.compress(reply.body, 1, mtime=0), headers)


def printed(reply: Reply, request: Request) -> Reply:
    """The reply on one line where the request asks `prettyPrint=false`."""
    if request.first("prettyPrint").lower() not in ("false", "0") or not reply.body:
        return reply
    if not reply.headers.get("Content-Type", "").startswith("application/json"):
        return reply
    text = json.dumps(json.loads(reply.body), ensure_ascii=False, separators=(",", ":"))
    return Reply(reply.status, text.encode(), reply.headers)


def _inflated(body: bytes) -> bytes:
    machine = zlib.decompressobj(wbits=31)
    try:
        plain = machine.decompress(body, LARGEST)
    except zlib.error as error:
        raise ApiError(400, "Bad Request: the body is no gzip.") from error
    if machine.unconsumed_tail or not machine.eof:
        raise ApiError(400, "Bad Request: the gzip body is too large or cut short.")
    return plain


def _takes_gzip(accepted: str) -> bool:
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "").rstrip("0.") != "q="
    return False
