"""RFC 2822 bytes as the tree of parts Google makes of them, text in UTF-8. No storage; never raises."""

from __future__ import annotations

import binascii
import html
import quopri
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from . import headers

INLINE_LIMIT = 1 << 20
SNIPPET_LENGTH = 200
_DEPTH = 40
_MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+", re.ASCII)
_LINE_ENDS = re.compile(rb"(?<![ \t])[ \t]++(?=\r?\n|\Z)")
_HIDDEN = frozenset(("style", "script", "title", "template"))
_BREAKS = frozenset(
    (
        "br",
        "p",
        "div",
        "tr",
        "td",
        "th",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "ul",
        "ol",
        "blockquote",
    )
)


@dataclass(frozen=True)
class Part:
    """One part. `content` is decoded; inline text is UTF-8. `parts` of a message/rfc822 is its one letter."""

    part_id: str
    mime: str
    filename: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    parts: tuple[Part, ...] = ()

    @property
    def attached(self) -> bool:
        """Whether its content is fetched as an attachment rather than shown in the tree."""
        if self.mime.startswith("multipart/"):
            return False
        if self.filename or not self.mime.startswith("text/") or len(self.content) > INLINE_LIMIT:
            return True
        return self.kept_apart

    @property
    def kept_apart(self) -> bool:
        """Whether the sender says that it is an attachment."""
        return any(
            name.lower() == "content-disposition" and value.lower().startswith("attachment")
            for name, value in self.headers
        )


def parse(raw: bytes) -> Part:
    """The tree of a letter."""
    return _part(raw, "", "text/plain", _DEPTH)


def walk(part: Part) -> Iterator[Part]:
    """The part and everything in it, in the letter's order."""
    yield part
    for inner in part.parts:
        yield from walk(inner)


def find(part: Part, part_id: str) -> Part | None:
    """The part of this number."""
    return next((inner for inner in walk(part) if inner.part_id == part_id), None)


def readable(part: Part) -> str:
    """What a reader sees at once: the plain text, or the HTML's text when there is none; nothing that is
    attached, letters included."""
    shown = list(_texts(part))
    plain = "\n".join(_decoded_text(inner) for inner in shown if inner.mime == "text/plain")
    if plain.strip():
        return plain
    return "\n".join(html_text(_decoded_text(inner)) for inner in shown if inner.mime == "text/html")


def snippet(part: Part) -> str:
    """The first words, HTML-escaped as Google gives them."""
    words = " ".join(readable(part)[: SNIPPET_LENGTH * 20].split())
    if len(words) > SNIPPET_LENGTH:
        words = words[:SNIPPET_LENGTH].rpartition(" ")[0] or words[:SNIPPET_LENGTH]
    return html.escape(words, quote=True).replace("&#x27;", "&#39;")


def html_text(source: str) -> str:
    """The visible text of an HTML letter."""
    # Loaded with the first such letter: a workspace without one starts sooner.
    from justhtml import stream

    pieces: list[str] = []
    hidden = 0
    for event, told in stream(source[:INLINE_LIMIT]):
        name = told[0] if event == "start" else told
        if event == "text" and not hidden:
            pieces.append(str(told))
        elif event == "start" and name in _BREAKS and not hidden:
            pieces.append("\n")
        elif name in _HIDDEN and event in ("start", "end"):
            hidden = max(0, hidden + (1 if event == "start" else -1))
    return "".join(pieces)


def _texts(part: Part) -> Iterator[Part]:
    if part.mime.startswith("multipart/"):
        for inner in part.parts:
            yield from _texts(inner)
    elif part.mime in ("text/plain", "text/html") and not part.filename and not part.kept_apart:
        yield part


def _decoded_text(part: Part) -> str:
    return part.content.decode("utf-8", "replace")


def _part(raw: bytes, part_id: str, default: str, depth: int) -> Part:
    fields, rest = headers.split(raw)
    body = rest.removeprefix(b"\r\n" if rest.startswith(b"\r") else b"\n")
    kind = headers.text(headers.first(fields, "Content-Type") or b"")
    mime = kind.partition(";")[0].strip().lower()
    mime = mime if _MIME.fullmatch(mime) else default
    typed = headers.parameters(kind)
    disposed = headers.parameters(headers.text(headers.first(fields, "Content-Disposition") or b""))
    named = disposed.get("filename") or typed.get("name") or ""
    shown = tuple((found.name, headers.readable(found.value)) for found in fields)
    encoding = headers.text(headers.first(fields, "Content-Transfer-Encoding") or b"")
    if mime.startswith("multipart/") and typed.get("boundary") and depth:
        inner = "message/rfc822" if mime == "multipart/digest" else "text/plain"
        pieces = _pieces(body, typed["boundary"].encode("utf-8"))
        parts = tuple(_part(piece, _number(part_id, at), inner, depth - 1) for at, piece in enumerate(pieces))
        if parts:
            return Part(part_id, mime, named, shown, b"", parts)
    content = _decoded(body, encoding)
    if mime == "message/rfc822" and part_id and depth:
        return Part(
            part_id,
            mime,
            named,
            shown,
            content,
            (_part(content, _number(part_id, 0), "text/plain", depth - 1),),
        )
    if mime.startswith("text/") and not named:
        content = headers.text(content, typed.get("charset", "")).encode()
    return Part(part_id, mime, named, shown, content)


def _number(part_id: str, at: int) -> str:
    return f"{part_id}.{at}" if part_id else str(at)


def _pieces(body: bytes, boundary: bytes) -> list[bytes]:
    """What stands between the delimiter lines; an unclosed last part reaches to the end."""
    pieces: list[bytes] = []
    start = -1
    for at, end, closing in _delimiters(body, b"--" + boundary):
        if start >= 0:
            # The line end before a delimiter belongs to it; after an empty part there is but one.
            pieces.append(body[start : max(start, at - _line_end(body, at))])
        if closing:
            return pieces
        start = end
    return [*pieces, body[start:]] if start >= 0 else pieces


def _line_end(body: bytes, at: int) -> int:
    """The length of the line end before a place."""
    return 2 if body[max(at - 2, 0) : at] == b"\r\n" else 1


def _delimiters(body: bytes, mark: bytes) -> Iterator[tuple[int, int, bool]]:
    """Where each delimiter line begins, where the next line begins, and whether it is the last one."""
    line = re.compile(re.escape(mark) + rb"(--)?[ \t]*(\r?\n|\Z)")
    at = body.find(mark)
    while at >= 0:
        match = line.match(body, at) if at == 0 or body[at - 1 : at] == b"\n" else None
        if match:
            yield at, match.end(), bool(match[1])
        at = body.find(mark, match.end() if match else at + 1)


def _decoded(body: bytes, encoding: str) -> bytes:
    kind = encoding.partition(";")[0].strip().lower()
    if kind == "base64":
        return headers.base64_bytes(body)
    if kind == "quoted-printable":
        # White space at the end of a line was added on the way (RFC 2045, 6.7).
        return quopri.decodestring(_LINE_ENDS.sub(b"", body))
    if kind in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return _uudecoded(body)
    return body


def _uudecoded(body: bytes) -> bytes:
    lines = body.splitlines()
    start = next((at + 1 for at, line in enumerate(lines) if line.startswith(b"begin ")), 0)
    decoded: list[bytes] = []
    for line in lines[start:]:
        if line.strip() in (b"end", b"`"):
            break
        with suppress(binascii.Error):
            decoded.append(binascii.a2b_uu(line))
    return b"".join(decoded)
