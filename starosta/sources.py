"""What a tick reads, each at most once: the list of files, the school's workbook, the answers of each form.

What was read last is kept in the state, so that a quiet minute reads nothing it has already seen and a broken
tab costs no day.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from . import school_tables
from .blanks import WorkbookBlank
from .errors import NotFoundInWorkspace
from .google.drive import OurFile, by_blank
from .google.errors import GoogleTrouble, Kind
from .google.forms import RawResponse
from .google.gate import Gate
from .rules import problems as problems_
from .rules.problems import Place, Problem
from .rules.tables import Row, Table
from .state.database import State
from .state.records import KeptAnswer

FILES, TABLES = "files", "tables"
SCHOOL = school_tables.WORKBOOK


@dataclass
class Sources:
    """One tick's reading. `files` and `tables` come from the state until `refresh` looks for itself."""

    gate: Gate
    state: State
    school: str
    blank: WorkbookBlank
    now: datetime
    files: dict[str, OurFile] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    lost: dict[str, Problem] = field(default_factory=dict)
    """Forms that were asked for and are not there, each with what the admin is to hear."""
    fresh: bool = False
    always: Collection[str] = ()
    """The marks of the files that every look asks about; without any it asks about all."""
    _answers: dict[str, list[RawResponse]] = field(default_factory=dict)
    _since: dict[str, datetime] = field(default_factory=dict)

    def recall(self) -> bool:
        """What the last reading left in the state; False when there was none."""
        files, tables = self.state.snapshots.last(FILES), self.state.snapshots.last(TABLES)
        if files is None or tables is None:
            return False
        self.files = {entry["blank"]: OurFile(**entry) for entry in files.value}
        self.tables = {key: _table(key, rows) for key, rows in tables.value["tables"].items()}
        self.problems = tuple(problems_.from_json(told) for told in tables.value["problems"])
        return True

    def refresh(self) -> None:
        """Look at the files, and read the school's workbook if it has changed since it was read.

        NotFoundInWorkspace `not_set_up` when this school never had any files.
        """
        if self.fresh:
            return
        looked = self.watched()
        elder = {mark: file for mark, file in self.files.items() if looked and mark not in looked}
        self.files = elder | by_blank(self.gate.files.ours(self.school, looked))
        self.fresh = True
        if SCHOOL not in self.files and not self.tables:
            raise NotFoundInWorkspace("not_set_up")
        self._keep_files()
        file = self.files.get(SCHOOL)
        if file is None or file.trashed:
            self._without_book("book_in_the_bin" if file else "book_missing")
            return
        if self.state.cursors.get(_version(SCHOOL)) != file.version:
            self._read_tables(file)

    def watched(self) -> frozenset[str]:
        """The marks of the files worth a look: those of `always` and the workbooks of this month and the one
        before, so that a year's looks cost the same. Without `always` none, which means every file."""
        months = {f"{self.now:%Y-%m}", f"{self.now.replace(day=1) - timedelta(days=1):%Y-%m}"}
        monthly = (mark for mark in self.files if mark.rpartition("/")[2] in months)
        return frozenset((*self.always, *monthly)) if self.always else frozenset()

    def learn(self, file: OurFile) -> None:
        """A file we have just made or changed ourselves: no need to look again."""
        self.files[file.blank] = file
        self._keep_files()

    def answers(self, form: str, since: datetime) -> Sequence[RawResponse]:
        """The responses of a form since a moment, read again only for an earlier one. A form that is gone or
        refused is `lost` and gives what it had given before; so does one that a new form has replaced."""
        if form not in self._answers or since < self._since[form]:
            file = self.file(form)
            found: list[RawResponse] = []
            with self._losing(form):
                found = self.gate.forms.responses(file.id, since) if file else []
            there = file.id if file and form not in self.lost else ""
            self.state.answers.keep(form, there, (_kept(response) for response in found))
            elder = [_response(answer) for answer in self.state.answers.elsewhere(form, there, since)]
            self._answers[form], self._since[form] = [*elder, *found], since
        return self._answers[form]

    def file(self, form: str) -> OurFile | None:
        """A form's file; None when it is gone or in the bin, and then the form is `lost`."""
        file = self.files.get(form)
        if file is None or file.trashed:
            self.lost[form] = missing(form)
            return None
        return file

    def structure(self, form: str, raw: Sequence[RawResponse]) -> Mapping[str, Any]:
        """The form's own structure, read when an answer holds questions no blank explains, and only once for
        each set."""
        asked = sorted({question for response in raw for question in response.answers})
        mark = hashlib.sha256("/".join(asked).encode()).hexdigest()
        known = self.state.cursors.get(f"structure/{form}", {})
        if known.get("asked") != mark:
            with self._losing(form):
                known = {"asked": mark, "form": self.gate.forms.get(self.files[form].id)}
                self.state.cursors.set(f"structure/{form}", known)
        found: Mapping[str, Any] = known.get("form", {})
        return found

    def _read_tables(self, file: OurFile) -> None:
        remembered = self.state.cursors.get("tabs/school", {})
        try:
            book = self.gate.sheets.read(file.id)
        except GoogleTrouble as trouble:
            if trouble.kind is not Kind.MISSING:
                raise
            self._without_book("book_missing")
            return
        loaded = school_tables.load(book, self.blank.tabs, remembered, self.tables)
        self.tables = dict(loaded.tables)
        self._keep(loaded.problems)
        self.state.cursors.set("tabs/school", dict(loaded.sheet_ids))
        self.state.cursors.set(_version(SCHOOL), file.version)

    def _without_book(self, problem: str) -> None:
        """Go on with the last reading; the book is read again when it is back, whatever its version says."""
        self._keep((Problem(f"tables.{problem}", {"book": self.blank.title}, Place(SCHOOL)),))
        self.state.cursors.set(_version(SCHOOL), None)

    def _keep_files(self) -> None:
        kept = [{**asdict(file), "marks": dict(file.marks)} for file in self.files.values()]
        self.state.snapshots.keep(FILES, kept, self.now)

    def _keep(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        told = [problems_.to_json(problem) for problem in self.problems]
        tables = {key: school_tables.to_json(table) for key, table in self.tables.items()}
        self.state.snapshots.keep(TABLES, {"tables": tables, "problems": told}, self.now)

    @contextmanager
    def _losing(self, form: str) -> Iterator[None]:
        """What Google refuses about the form in this block loses the form; other trouble goes on its way."""
        try:
            yield
        except GoogleTrouble as trouble:
            if not trouble.of_one:
                raise
            self.lost[form] = refused(form, trouble)


def _kept(response: RawResponse) -> KeptAnswer:
    answers = {question: list(texts) for question, texts in response.answers.items()}
    content = {"created": response.created.isoformat(), "email": response.email, "answers": answers}
    return KeptAnswer(response.id, response.submitted, content)


def _response(kept: KeptAnswer) -> RawResponse:
    content = kept.content
    answers = {question: tuple(texts) for question, texts in content["answers"].items()}
    created = datetime.fromisoformat(content["created"])
    return RawResponse(kept.id, created, kept.submitted, content["email"], answers)


def missing(form: str) -> Problem:
    """A form that is not there, as the admin is to hear of it."""
    return Problem("forms.missing", {"form": form}, Place(form))


def refused(form: str, trouble: GoogleTrouble) -> Problem:
    """A refusal about one form, as the admin is to hear of it."""
    if trouble.kind is Kind.MISSING:
        return missing(form)
    code = "forms.denied" if trouble.kind is Kind.DENIED else "forms.refused"
    reason = trouble.reason or trouble.kind.value
    return Problem(code, {"form": form, "method": trouble.method, "reason": reason}, Place(form))


def _version(blank: str) -> str:
    return f"version/{blank}"


def _table(key: str, rows: Iterable[Any]) -> Table:
    return Table(key, tuple(Row(number, cells) for number, cells in rows))
