"""The header block of a letter: cutting it into fields without losing a byte, reading them in any charset.

Nothing here raises on a malformed letter; what cannot be decoded is shown with replacement characters.
"""

from __future__ import annotations

import binascii
import quopri
import re
import string
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import getaddresses
from urllib.parse import unquote_to_bytes

_STANDARD = bytes.maketrans(b"-_", b"+/")
_FOREIGN = bytes(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/-_"))
_NAME = re.compile(rb"([!-9;-~]+)[ \t]*:")
_WORD = re.compile(r"=\?([^?\s]*)\?([bBqQ])\?([^?]*)\?=")
_PARAMETER = re.compile(r';\s*([^=;\s"]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]*))', re.DOTALL)
_ADDRESS = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"()]+\.[^@\s<>,;:\"()]+")
_PIECE = re.compile(r'(?:"(?:\\.|[^"\\])*(?:"|$)|\([^()]*\)|[^,;"])+')
_PLACE = re.compile(r"[0-9]{1,6}")
_GROUP = re.compile(r"^[^<>@\"]*:\s*;?\s*$")


@dataclass(frozen=True)
class Field:
    """One header field: its name and all its bytes, name, folding and line end included."""

    name: str
    raw: bytes

    @property
    def value(self) -> bytes:
        """The unfolded bytes after the colon."""
        return re.sub(rb"\r?\n(?=[ \t])|\r?\n$", b"", self.raw.partition(b":")[2]).strip()


def split(raw: bytes) -> tuple[list[Field], bytes]:
    """The header fields and the rest; the rest begins with the empty line, when there is one."""
    fields: list[Field] = []
    lines: list[list[bytes]] = []
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at) + 1 or len(raw)
        line = raw[at:end]
        if line[:1] in b" \t" and line.strip() and lines:
            lines[-1].append(line)
        elif line.strip() and (_NAME.match(line) or (at == 0 and line.startswith(b"From "))):
            lines.append([line])
        else:
            break
        at = end
    for line in map(b"".join, lines):
        name = _NAME.match(line)
        if name:
            fields.append(
                Field(
                    name[1].decode("ascii"),
                    line if line.endswith(b"\n") else line + b"\r\n",
                )
            )
    return fields, raw[at:]


def join(fields: Iterable[Field], rest: bytes) -> bytes:
    """The letter again; an empty line is added when the rest has none."""
    block = b"".join(field.raw for field in fields)
    return block + (rest if not rest or rest.startswith((b"\n", b"\r\n")) else b"\r\n" + rest)


def field(name: str, value: str) -> Field:
    """A new field; `value` must be plain ASCII or encoded already."""
    return Field(name, f"{name}: {value}\r\n".encode("ascii", "replace"))


def first(fields: Iterable[Field], name: str) -> bytes | None:
    """The bytes of the first field of this name."""
    return next((found.value for found in fields if found.name.lower() == name.lower()), None)


def readable(value: bytes) -> str:
    """A header's value as people read it: RFC 2047 words decoded."""
    return words_decoded(text(value))


def text(raw: bytes, charset: str = "") -> str:
    """Bytes in a named charset; without a usable name UTF-8, then Windows-1251. No surrogates, no NUL."""
    if charset and charset.lower() not in (
        "us-ascii",
        "ascii",
        "unknown-8bit",
        "utf-8",
        "utf8",
    ):
        name = re.sub(r"^(?:cp-|win-?|windows)(?=125\d$)", "cp", charset.lower())
        try:
            return _clean(raw.decode(name, "replace"))
        except (LookupError, ValueError):
            pass
    try:
        return _clean(raw.decode("utf-8"))
    except ValueError:
        wanted = "utf-8" if charset.lower().startswith("utf") else "cp1251"
        return _clean(raw.decode(wanted, "replace"))


def words_decoded(value: str) -> str:
    """RFC 2047 words as text; neighbours of one charset are joined first: some mailers cut letters."""
    shown: list[str] = []
    pending: list[bytes] = []
    charset, at = "", 0
    for match in _WORD.finditer(value):
        between = value[at : match.start()]
        named = match[1].partition("*")[0].lower() or "us-ascii"
        if between.strip() or at == 0 or named != charset:
            shown.append(text(b"".join(pending), charset))
            shown.append(between if between.strip() or at == 0 else "")
            pending = []
        pending.append(_word_bytes(match[2], match[3]))
        charset, at = named, match.end()
    return "".join([*shown, text(b"".join(pending), charset), value[at:]])


def parameters(value: str) -> dict[str, str]:
    """Parameters of a Content-Type or Content-Disposition, RFC 2231 and 2047 decoded, names lower-case."""
    plain: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bool, str]]] = {}
    for match in _PARAMETER.finditer(";" + value.partition(";")[2]):
        name = match[1].lower()
        content = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else match[3].strip()
        base, star, tail = name.partition("*")
        if not star:
            plain.setdefault(name, words_decoded(content))
            continue
        number, encoded = tail.rstrip("*"), name.endswith("*")
        pieces.setdefault(base, []).append(
            (
                int(number) if _PLACE.fullmatch(number) else 0,
                encoded,
                content,
            )
        )
    for name, found in pieces.items():
        plain[name] = _continued(sorted(found))
    return plain


def addresses(values: Iterable[bytes]) -> list[tuple[str, str]]:
    """Display names and addresses, empty groups left out; what is no address comes as it was written."""
    found: list[tuple[str, str]] = []
    for value in values:
        written = text(value).strip()
        if not written or _GROUP.match(written):
            continue
        try:
            parsed = getaddresses([written])
        except (ValueError, IndexError, RecursionError):
            parsed = []
        if not any(address for _, address in parsed):
            parsed = [("", written)]
        found += [(words_decoded(name), address) for name, address in parsed if name or address]
    return found


def pieces(written: str) -> list[str]:
    """What is written between commas or semicolons, but for those in quotes and remarks."""
    return [piece for found in _PIECE.findall(" ".join(written.split())) if (piece := found.strip())]


def is_address(value: str) -> bool:
    """Whether a letter can be sent to it."""
    return value.isascii() and bool(_ADDRESS.fullmatch(value))


def _word_bytes(encoding: str, data: str) -> bytes:
    raw = data.encode("utf-8", "replace")
    return base64_bytes(raw) if encoding in "bB" else quopri.decodestring(raw, header=True)


def base64_bytes(raw: bytes) -> bytes:
    """Base64 of either alphabet as far as it can be read: foreign characters skipped, padding mended."""
    kept = raw.translate(_STANDARD, _FOREIGN)
    kept = kept[: len(kept) - 1] if len(kept) % 4 == 1 else kept
    return binascii.a2b_base64(kept + b"=" * (-len(kept) % 4))


def _continued(pieces: list[tuple[int, bool, str]]) -> str:
    charset, data = "", b""
    for order, (_, encoded, content) in enumerate(pieces):
        if encoded and order == 0 and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    return words_decoded(text(data, charset))


def _clean(decoded: str) -> str:
    return decoded.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
