"""Files found again by their mark: created once whatever happens to the answer, listed in one call."""

from __future__ import annotations

from typing import Any

import pytest

from starosta.google.drive import FORM, SPREADSHEET, by_blank
from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.gate import Gate

KINDS = [SPREADSHEET, FORM]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_made_once(gate: Gate, kind: str) -> None:
    first = gate.files.create(kind, "Журнал «ПК-11»", "college's", "attendance")
    again = gate.files.create(kind, "Другое имя", "college's", "attendance")
    assert again == first
    assert (first.name, first.mime, first.blank, first.trashed) == (
        "Журнал «ПК-11»",
        kind,
        "attendance",
        False,
    )


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_answer_makes_no_second_file(gate: Gate, control: Any, kind: str, when: str) -> None:
    control.strike("drive.files.create", kind="drop", when=when)
    made = gate.files.create(kind, "Журнал", "college", "attendance")
    assert gate.files.ours("college") == (made,)


def test_a_creation_that_never_gets_through_is_given_up(embedded: Gate, control: Any) -> None:
    control.strike("drive.files.create", kind="drop", times=0)
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    assert (trouble.value.kind, embedded.made["drive.files.create"]) == (Kind.UNREACHABLE, 3)


def test_a_copy_is_made_once(gate: Gate, control: Any) -> None:
    source = gate.files.create(SPREADSHEET, "Образец", "college", "sample")
    control.strike("drive.files.copy", kind="drop", when="after")
    copy = gate.files.copy(source.id, "Журнал", "college", "attendance")
    assert gate.files.ours("college") == (source, copy)


def test_all_files_of_a_school_in_one_call(embedded: Gate) -> None:
    files = {embedded.files.create(SPREADSHEET, f"Книга {n}", "college", f"book_{n}") for n in range(5)}
    embedded.files.create(SPREADSHEET, "Чужая", "music_school", "book_0")
    embedded.made.clear()
    assert (set(embedded.files.ours("college")), dict(embedded.made)) == (files, {"drive.files.list": 1})


def test_a_file_in_the_bin_is_listed_and_another_made(embedded: Gate, control: Any) -> None:
    old = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    control.ask("PATCH", f"/drive/v3/files/{old.id}", {"trashed": True})
    new = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    files = embedded.files.ours("college")
    assert [(file.id, file.trashed) for file in files] == [(old.id, True), (new.id, False)]
    assert by_blank(files) == {"attendance": new}


def test_the_older_of_two_files_with_one_mark_is_in_use(embedded: Gate, control: Any) -> None:
    control.ask("POST", "/_control/clock", {"now": "2026-11-11T08:00:00+03:00"})
    older = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    control.ask("POST", "/_control/clock", {"now": "2026-11-11T08:00:01+03:00"})
    marks = {"starosta_school": "college", "starosta_blank": "attendance"}
    control.ask(
        "POST", "/drive/v3/files", {"name": "Второй", "mimeType": SPREADSHEET, "appProperties": marks}
    )
    files = embedded.files.ours("college")
    assert (len(files), by_blank(files)["attendance"].id) == (2, older.id)
    assert embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance").id == older.id


def test_a_write_raises_the_version(embedded: Gate) -> None:
    made = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    embedded.sheets.write(made.id, [{"addSheet": {"properties": {"title": "ПК-11"}}}])
    assert embedded.files.get(made.id).version > made.version


def test_marks_are_added_and_removed(embedded: Gate) -> None:
    made = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance", marks={"year": "2026"})
    assert embedded.files.mark(made.id, {"year": None, "month": "11"}).marks == {
        "starosta_school": "college",
        "starosta_blank": "attendance",
        "month": "11",
    }


def test_sharing_twice_lets_one_person_in(embedded: Gate, control: Any) -> None:
    made = embedded.files.create(SPREADSHEET, "Журнал", "college", "attendance")
    for _ in range(2):
        embedded.files.share(made.id, "gorin@example.org")
    told = control.ask(
        "GET", f"/drive/v3/files/{made.id}/permissions?fields=permissions(type,role,emailAddress)"
    )
    assert sorted(
        (entry.get("emailAddress", ""), entry["role"], entry["type"]) for entry in told["permissions"]
    ) == [
        ("gorin@example.org", "writer", "user"),
        ("school@example.org", "owner", "user"),
    ]


def test_a_file_that_is_gone(embedded: Gate) -> None:
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.files.get("1" * 44)
    assert trouble.value.kind is Kind.MISSING
