"""Files of the shared account, found again by the mark they were made with. What is inside them lives in
`sheets`, `forms`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .calls import Calls, Json
from .errors import GoogleTrouble
from .services import Services

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
FORM = "application/vnd.google-apps.form"
FOLDER = "application/vnd.google-apps.folder"
SCHOOL = "starosta_school"
BLANK = "starosta_blank"
FIELDS = "id,name,mimeType,version,createdTime,modifiedTime,trashed,appProperties,webViewLink"
PAGE = 1000
TRIES = 3


@dataclass(frozen=True)
class OurFile:
    """A file with our mark. `blank` is the key it was made for; `version` grows with every change of the
    content or of the file's card (a new answer to a form changes nothing); `trashed` files are listed too, so
    that somebody is told."""

    id: str
    name: str
    mime: str
    blank: str
    version: int
    created: str
    modified: str
    trashed: bool = False
    link: str = ""
    marks: Mapping[str, str] = field(default_factory=dict, hash=False)


class Files:
    """drive.files and drive.permissions for the files of one school. Nothing is ever put in the bin from
    here."""

    def __init__(self, services: Services, calls: Calls) -> None:
        self._services = services
        self._calls = calls

    def ours(self, school: str, blanks: Collection[str] = ()) -> tuple[OurFile, ...]:
        """All files marked for a school, or those made for `blanks`, the oldest first, in one call (for each
        full thousand).

        Should two files bear one mark, the older is the one in use: see `by_blank`.
        """
        wanted = " or ".join(_has(BLANK, blank) for blank in sorted(blanks))
        return self._found(_has(SCHOOL, school), *([f"({wanted})"] if wanted else []))

    def create(
        self,
        kind: str,
        name: str,
        school: str,
        blank: str,
        *,
        parent: str = "",
        marks: Mapping[str, str] | None = None,
    ) -> OurFile:
        """The file with this mark: the one that exists and is not in the bin, else a new one of the MIME type
        `kind`.

        Repeating it, even after a lost answer, makes no second file.
        """
        body = _card(name, school, blank, parent, marks) | {"mimeType": kind}
        return self._made_once(school, blank, lambda: self._files.create(body=body, fields=FIELDS))

    def copy(
        self,
        file_id: str,
        name: str,
        school: str,
        blank: str,
        *,
        parent: str = "",
        marks: Mapping[str, str] | None = None,
    ) -> OurFile:
        """As `create`, with the content of another file."""
        body = _card(name, school, blank, parent, marks)
        return self._made_once(
            school, blank, lambda: self._files.copy(fileId=file_id, body=body, fields=FIELDS)
        )

    def mark(self, file_id: str, marks: Mapping[str, str | None]) -> OurFile:
        """Add or change marks of a file (None removes one)."""
        request = self._files.update(fileId=file_id, body={"appProperties": dict(marks)}, fields=FIELDS)
        return _file(self._calls.execute(request, repeatable=True))

    def get(self, file_id: str) -> OurFile:
        """One file. GoogleTrouble of kind MISSING when it is gone or was never visible to this account."""
        return _file(self._calls.execute(self._files.get(fileId=file_id, fields=FIELDS)))

    def export(self, file_id: str, mime: str) -> bytes:
        """A spreadsheet as a file of another type, as people download it."""
        request = self._files.export(fileId=file_id, mimeType=mime)
        return self._calls.run("drive.files.export", lambda: bytes(request.execute(num_retries=0)), True)

    def share(self, file_id: str, email: str, role: str = "writer", *, notify: bool = False) -> None:
        """Let an address in (`reader`, `commenter`, `writer`); doing it twice comes to the same."""
        body = {"type": "user", "role": role, "emailAddress": email}
        self._permit(file_id, body, sendNotificationEmail=notify)

    def open_form(self, form_id: str) -> None:
        """Let everyone who has the address answer a form, signed in or not."""
        self._permit(form_id, {"type": "anyone", "role": "reader", "view": "published"})

    @cached_property
    def _files(self) -> Any:
        return self._services.drive.files()

    def _permit(self, file_id: str, body: Json, **options: Any) -> None:
        request = self._services.drive.permissions().create(fileId=file_id, body=body, fields="id", **options)
        self._calls.execute(request, repeatable=True)

    def _made_once(self, school: str, blank: str, request: Any) -> OurFile:
        for left in reversed(range(TRIES)):
            found = by_blank(self._found(_has(SCHOOL, school), _has(BLANK, blank), "trashed = false")).get(
                blank
            )
            if found is not None:
                return found
            try:
                return _file(self._calls.execute(request()))
            except GoogleTrouble as trouble:
                if not trouble.uncertain or not left:
                    raise
                # The answer was lost, the file may exist: look for it again after the wait of a retry.
                self._calls.patience.sleep(self._calls.patience.wait(TRIES - left, trouble))
        raise AssertionError("the last try returns or raises")

    def _found(self, *conditions: str) -> tuple[OurFile, ...]:
        files: list[OurFile] = []
        page = ""
        while True:
            request = self._files.list(
                q=" and ".join(conditions),
                spaces="drive",
                pageSize=PAGE,
                fields=f"nextPageToken,files({FIELDS})",
                **({"pageToken": page} if page else {}),
            )
            answer = self._calls.execute(request)
            files += [_file(entry) for entry in answer.get("files", [])]
            page = answer.get("nextPageToken", "")
            if not page:
                return tuple(sorted(files, key=lambda file: (file.created, file.id)))


def by_blank(files: tuple[OurFile, ...]) -> dict[str, OurFile]:
    """The file in use for each blank: the oldest that is not in the bin, else the oldest in the bin."""
    chosen: dict[str, OurFile] = {}
    for file in sorted(files, key=lambda file: (file.trashed, file.created, file.id)):
        chosen.setdefault(file.blank, file)
    return chosen


def _has(key: str, value: str) -> str:
    return f"appProperties has {{ key='{_quoted(key)}' and value='{_quoted(value)}' }}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _card(name: str, school: str, blank: str, parent: str, marks: Mapping[str, str] | None) -> Json:
    card: Json = {"name": name, "appProperties": {**(marks or {}), SCHOOL: school, BLANK: blank}}
    return card | {"parents": [parent]} if parent else card


def _file(answer: Json) -> OurFile:
    marks = answer.get("appProperties", {})
    return OurFile(
        id=answer["id"],
        name=answer.get("name", ""),
        mime=answer.get("mimeType", ""),
        blank=marks.get(BLANK, ""),
        version=int(answer.get("version", 0)),
        created=answer.get("createdTime", ""),
        modified=answer.get("modifiedTime", ""),
        trashed=bool(answer.get("trashed", False)),
        link=answer.get("webViewLink", ""),
        marks=marks,
    )
