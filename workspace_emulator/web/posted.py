"""What a page's form has sent: its fields and files, urlencoded or multipart."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from ..wire import Request

if TYPE_CHECKING:
    from python_multipart.multipart import Field, File


@dataclass(frozen=True)
class Upload:
    """A file that a person has chosen. `kind` is the type that the browser took it for."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True)
class Sent:
    """Names and values in their order, and the files that are not empty."""

    pairs: tuple[tuple[str, str], ...]
    files: tuple[Upload, ...] = ()

    def one(self, name: str, default: str = "") -> str:
        """The last value of a field."""
        return next((value for key, value in reversed(self.pairs) if key == name), default)

    def every(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]


def read(request: Request) -> Sent:
    """The fields of a post. ValueError for a body that is none."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return Sent(tuple(parse_qsl(request.body.decode(), keep_blank_values=True)))
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import parse_form

    pairs: list[tuple[str, str]] = []
    files: list[Upload] = []

    def field(found: Field) -> None:
        pairs.append((_text(found.field_name), _text(found.value)))

    def file(found: File) -> None:
        found.file_object.seek(0)
        content = found.file_object.read()
        if found.file_name:
            # A browser may send a path, and never a line break.
            name = _text(found.file_name).replace("\\", "/").rpartition("/")[2]
            files.append(Upload(" ".join(name.split()), _text(found.content_type), content))
        found.close()

    try:
        parse_form({"Content-Type": kind.encode()}, io.BytesIO(request.body), field, file)
    except FormParserError as error:
        raise ValueError(str(error)) from error
    return Sent(tuple(pairs), tuple(files))


def _text(raw: bytes | str | None) -> str:
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else raw or ""
