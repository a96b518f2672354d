"""The workbooks a process has read: one copy each, trusted while the store's version says so."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from ...call import Call
from ...drive import registry
from ...wire import ApiError
from ..formulas import calculate
from . import kept
from .workbook import Workbook

Lock = AbstractContextManager[Any]
KEEP = 64


@dataclass
class Held:
    """A workbook in memory.

    `settled` is True once the store has shown its stamp after the commit that made it.
    """

    book: Workbook
    stamp: kept.Stamp
    settled: bool


class Shelf:
    """The workbooks of one process.

    Whoever reads or writes one holds its lock, for they are changed in place. A writer has the store's write
    lock before it takes any of these, and whoever has none takes no more than one: nobody waits in a circle.
    """

    def __init__(self) -> None:
        self.held: OrderedDict[str, Held] = OrderedDict()
        self._guard = threading.Lock()
        self._locks: WeakValueDictionary[str, Lock] = WeakValueDictionary()

    def lock(self, file_id: str) -> Lock:
        """The lock of a workbook, the same for all who want it at one time."""
        with self._guard:
            return self._locks.setdefault(file_id, threading.RLock())

    def current(self, tx: sqlite3.Connection, file_id: str, writing: bool = False) -> Workbook:
        """The workbook as this transaction sees it. A writer's view is the newest there is."""
        stamp = kept.stamp(tx, file_id)
        if stamp is None:
            self.drop(file_id)
            raise ApiError(404, "Requested entity was not found.")
        held = self._known(file_id)
        if held and held.stamp == stamp:
            held.settled = True
            return held.book
        if held and held.stamp.born == stamp.born and stamp.version < held.stamp.version and not writing:
            return kept.load(tx, file_id)
        if held and held.settled and held.stamp.born == stamp.born and held.stamp.version < stamp.version:
            kept.refresh(tx, held.book, held.stamp.version)
            held.stamp = stamp
            return held.book
        book = kept.load(tx, file_id)
        self._drop_gone(tx)
        self.hold(book, stamp, settled=True)
        return book

    def hold(self, book: Workbook, stamp: kept.Stamp, settled: bool) -> None:
        with self._guard:
            self.held[book.file_id] = Held(book, stamp, settled)
            self.held.move_to_end(book.file_id)
            while len(self.held) > KEEP:
                self.held.popitem(last=False)

    def drop(self, file_id: str) -> None:
        with self._guard:
            self.held.pop(file_id, None)

    def _known(self, file_id: str) -> Held | None:
        with self._guard:
            held = self.held.get(file_id)
            if held is not None:
                self.held.move_to_end(file_id)
            return held

    def _drop_gone(self, tx: sqlite3.Connection) -> None:
        """Files that have been deleted need no place."""
        with self._guard:
            known = list(self.held)
        there = kept.known(tx, known)
        for file_id in known:
            if file_id not in there:
                self.drop(file_id)


def shelf(call: Call) -> Shelf:
    """The shelf of the workspace that answers this call."""
    found = call.workspace.memory.setdefault("sheets", Shelf())
    assert isinstance(found, Shelf)
    return found


@contextmanager
def reading(call: Call, file_id: str) -> Iterator[Workbook]:
    """A workbook to look at."""
    row = registry.require(call.tx, file_id, call.user, registry.SPREADSHEET)
    books = shelf(call)
    with books.lock(file_id):
        book = books.current(call.tx, file_id)
        book.owner = row.owner
        yield book


@contextmanager
def writing(call: Call, file_id: str) -> Iterator[Workbook]:
    """A workbook to change: recalculated and kept at the end; after an error all is as before.

    403 for a caller who may only read it (strict mode).
    """
    row = registry.require_editor(call.tx, file_id, call.user, registry.SPREADSHEET)
    books = shelf(call)
    with books.lock(file_id):
        book = books.current(call.tx, file_id, writing=True)
        book.owner = row.owner
        try:
            yield book
            calculate.recalculate(book, call.now)
            books.hold(book, kept.save(call.tx, book), settled=False)
        except BaseException:
            books.drop(file_id)
            raise
        registry.touch(call.tx, file_id, call.now, call.user)
