"""Every call through the gate: passing trouble is sat out, each attempt is counted, nothing hangs for
ever."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from starosta.google import cells
from starosta.google.calls import Calls
from starosta.google.drive import FORM, SPREADSHEET
from starosta.google.errors import GoogleTrouble, Kind
from starosta.google.gate import Gate
from starosta.google.ports import TIMEOUT
from starosta.google.retry import Patience
from starosta.google.services import Services
from starosta.google.shim import Shim

Ask = Callable[[Gate, str, str], object]
REPEATABLE: dict[str, Ask] = {
    "drive.files.list": lambda gate, book, form: gate.files.ours("college"),
    "drive.files.get": lambda gate, book, form: gate.files.get(book),
    "drive.files.update": lambda gate, book, form: gate.files.mark(book, {"year": "2026"}),
    "drive.permissions.create": lambda gate, book, form: gate.files.share(book, "gorin@example.org"),
    "sheets.spreadsheets.get": lambda gate, book, form: gate.sheets.read(book),
    "sheets.spreadsheets.batchUpdate": lambda gate, book, form: gate.sheets.write(
        book, cells.set_cells(0, {(0, 0): "а"})
    ),
    "forms.forms.get": lambda gate, book, form: gate.forms.get(form),
    "forms.forms.setPublishSettings": lambda gate, book, form: gate.forms.publish(form),
    "forms.forms.responses.list": lambda gate, book, form: gate.forms.responses(form),
    "gmail.users.messages.list": lambda gate, book, form: gate.mail.search(),
    "gmail.users.labels.list": lambda gate, book, form: gate.mail.labels([]),
}
PASSING: list[dict[str, object]] = [
    {"kind": "drop", "when": "before"},
    {"kind": "drop", "when": "after"},
    {"kind": "status", "status": 429},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 502, "html": True},
    {"kind": "status", "status": 503, "when": "after"},
    {"kind": "status", "status": 408},
]


@pytest.mark.parametrize("fault", PASSING, ids=lambda fault: "-".join(map(str, fault.values())))
@pytest.mark.parametrize("method", REPEATABLE)
def test_passing_trouble_is_sat_out(
    embedded: Gate, control: Any, waits: Any, method: str, fault: dict[str, object]
) -> None:
    book = embedded.files.create(SPREADSHEET, "Школа", "college", "school").id
    form = embedded.files.create(FORM, "Мониторинг", "college", "monitoring").id
    embedded.made.clear()
    control.strike(method, times=2, **fault)
    REPEATABLE[method](embedded, book, form)
    assert (dict(embedded.made), waits.slept) == ({method: 3}, [1.0, 2.0])


def test_trouble_that_does_not_pass_ends_the_call(embedded: Gate, control: Any, waits: Any) -> None:
    control.strike("drive.files.list", kind="status", status=503, times=0)
    with pytest.raises(GoogleTrouble) as trouble:
        embedded.files.ours("college")
    assert (trouble.value.kind, trouble.value.method, waits.now) == (
        Kind.UNAVAILABLE,
        "drive.files.list",
        95.0,
    )


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes the line and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def test_a_server_that_never_answers_is_left(silent: str) -> None:
    shim = Shim(requests.Session(), (1.0, 0.02))
    with pytest.raises(GoogleTrouble) as trouble:
        Calls(Patience(deadline=0.0)).run("drive.files.list", lambda: shim.request(silent), repeatable=True)
    assert (trouble.value.kind, trouble.value.uncertain) == (Kind.UNREACHABLE, True)


def test_gspread_does_not_go_without_a_timeout(embedded: Gate) -> None:
    assert Services(embedded.door).sheets.timeout == TIMEOUT


def test_faults_of_our_own_are_not_hidden(embedded: Gate) -> None:
    with pytest.raises(ZeroDivisionError):
        embedded.calls.run("drive.files.list", lambda: 1 / 0, repeatable=True)
    assert embedded.made == {"drive.files.list": 1}
