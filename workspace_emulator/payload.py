"""What a request carries: JSON, content to upload, or both in the parts of a `multipart/related` body."""

from __future__ import annotations

import base64
import re
from email.parser import BytesParser
from typing import Any

from . import batch, catalog, json_text
from .wire import Json, Request, bad_request

Payload = tuple[Any, bytes | None, str]


def carried(request: Request) -> Payload:
    """The JSON body, the uploaded content and its type. 400 when they cannot be told apart."""
    kind = request.headers.get("content-type", "")
    if request.path.startswith(("/upload/", "/resumable/upload/")):
        if kind.lower().startswith("multipart/related"):
            return _related(kind, request.body)
        return None, request.body, kind
    if not request.body.strip():
        return None, None, ""
    letter = catalog.family_of(request.path) == "gmail"
    most = json_text.MOST_WITH_A_LETTER if letter else json_text.MOST
    return json_text.loads(request.body, most), None, ""


def _related(kind: str, raw: bytes) -> tuple[Json, bytes, str]:
    """The two parts of an upload, the second byte for byte: it may itself be a letter."""
    pieces = batch.split(kind, raw)
    if len(pieces) != 2:
        raise bad_request("Malformed multipart body.")
    part = re.compile(rb"(?P<head>(?:[^\r\n]+\r?\n)*)\r?\n(?P<content>.*)\Z", re.DOTALL)
    split = [part.match(piece) for piece in pieces]
    if split[0] is None or split[1] is None:
        raise bad_request("Malformed multipart body.")
    described = BytesParser().parsebytes(split[1]["head"], headersonly=True)
    content = split[1]["content"]
    if described.get("Content-Transfer-Encoding", "").strip().lower() == "base64":
        content = _from_base64(content)
    return json_text.loads(split[0]["content"].strip() or b"{}"), content, described.get_content_type()


def _from_base64(content: bytes) -> bytes:
    try:
        return base64.b64decode(content)
    except ValueError as error:
        raise bad_request("Malformed multipart body.") from error
