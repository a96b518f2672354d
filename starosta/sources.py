"""What a tick reads, each at most once: the list of files, the school's workbook, the answers of each form.

What was read last is kept in the state, so that a quiet minute reads nothing it has already seen and a broken
tab costs no day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from . import school_tables
from .blanks import WorkbookBlank
from .errors import NotFoundInWorkspace
from .google.drive import OurFile, by_blank
from .google.errors import GoogleTrouble, Kind
from .google.forms import RawResponse
from .google.gate import Gate
from .rules.problems import Place, Problem
from .rules.tables import Row, Table
from .state.database import State

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
    fresh: bool = False
    _answers: dict[str, list[RawResponse]] = field(default_factory=dict)

    def recall(self) -> bool:
        """What the last reading left in the state; False when there was none."""
        files, tables = self.state.snapshots.last(FILES), self.state.snapshots.last(TABLES)
        if files is None or tables is None:
            return False
        self.files = {entry["blank"]: OurFile(**entry) for entry in files.value}
        self.tables = {key: _table(key, rows) for key, rows in tables.value["tables"].items()}
        self.problems = tuple(_problem(told) for told in tables.value["problems"])
        return True

    def refresh(self) -> None:
        """Look at the files, and read the school's workbook if it has changed since it was read.

        NotFoundInWorkspace `not_set_up` when this school never had any files.
        """
        if self.fresh:
            return
        self.files = by_blank(self.gate.files.ours(self.school))
        self.fresh = True
        if SCHOOL not in self.files and not self.tables:
            raise NotFoundInWorkspace("not_set_up")
        self._keep_files()
        file = self.files.get(SCHOOL)
        if file is None or file.trashed:
            name = "book_in_the_bin" if file else "book_missing"
            self._keep((Problem(f"tables.{name}", {"book": self.blank.title}, Place(SCHOOL)),))
            return
        if self.state.cursors.get(_version(SCHOOL)) != file.version:
            self._read_tables(file)

    def learn(self, file: OurFile) -> None:
        """A file we have just made or changed ourselves: no need to look again."""
        self.files[file.blank] = file
        self._keep_files()

    def answers(self, form: str, since: datetime) -> Sequence[RawResponse]:
        """The responses of a form since a moment. A form that is gone gives none and a problem."""
        if form not in self._answers:
            file = self.files.get(form)
            found: list[RawResponse] = []
            if file is None or file.trashed:
                self._lost_form(form)
            else:
                try:
                    found = self.gate.forms.responses(file.id, since)
                except GoogleTrouble as trouble:
                    if trouble.kind is not Kind.MISSING:
                        raise
                    self._lost_form(form)
            self._answers[form] = found
        return self._answers[form]

    def _read_tables(self, file: OurFile) -> None:
        remembered = self.state.cursors.get("tabs/school", {})
        try:
            book = self.gate.sheets.read(file.id)
        except GoogleTrouble as trouble:
            if trouble.kind is not Kind.MISSING:
                raise
            self._keep((Problem("tables.book_missing", {"book": self.blank.title}, Place(SCHOOL)),))
            return
        loaded = school_tables.load(book, self.blank.tabs, remembered, self.tables)
        self.tables = dict(loaded.tables)
        self._keep(loaded.problems)
        self.state.cursors.set("tabs/school", dict(loaded.sheet_ids))
        self.state.cursors.set(_version(SCHOOL), file.version)

    def _keep_files(self) -> None:
        kept = [{**asdict(file), "marks": dict(file.marks)} for file in self.files.values()]
        self.state.snapshots.keep(FILES, kept, self.now)

    def _keep(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        told = [{"code": p.code, "facts": dict(p.facts), "place": asdict(p.place)} for p in self.problems]
        tables = {key: school_tables.to_json(table) for key, table in self.tables.items()}
        self.state.snapshots.keep(TABLES, {"tables": tables, "problems": told}, self.now)

    def _lost_form(self, form: str) -> None:
        self.problems = (*self.problems, Problem("forms.missing", {"form": form}, Place(form)))


def _version(blank: str) -> str:
    return f"version/{blank}"


def _table(key: str, rows: Iterable[Any]) -> Table:
    return Table(key, tuple(Row(number, cells) for number, cells in rows))


def _problem(told: Mapping[str, Any]) -> Problem:
    return Problem(told["code"], told["facts"], Place(**told["place"]))
