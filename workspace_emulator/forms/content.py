"""A form as Drive handles a file's content: made empty, copied, deleted."""

from __future__ import annotations

import copy as copying
import sqlite3
from dataclasses import replace
from datetime import datetime

from ..drive.contents import Content
from ..wire import Json
from .model import load, new, new_number, save
from .questions import questions_of


class Forms(Content):
    """Forms as contents of files."""

    def create(self, tx: sqlite3.Connection, file_id: str, name: str, now: datetime, owner: str) -> None:
        """The content of a form made through Drive: no items, unpublished."""
        save(tx, new(file_id, name, published=False))

    def copy(self, tx: sqlite3.Connection, from_id: str, to_id: str, name: str, now: datetime) -> None:
        """The same items under new ids; no answers, another public address, unpublished."""
        source = load(tx, from_id)
        items = tuple(_renumbered(list(source.items)))
        blank = new(to_id, source.title, published=False)
        save(tx, replace(blank, description=source.description, settings=source.settings, items=items))

    def delete(self, tx: sqlite3.Connection, file_id: str) -> None:
        """Forget a form and its answers."""
        tx.execute("DELETE FROM forms WHERE id = ?", (file_id,))
        tx.execute("DELETE FROM form_responses WHERE form_id = ?", (file_id,))


CONTENT = Forms()


def _renumbered(items: list[Json]) -> list[Json]:
    used: set[int] = set()
    fresh = {item["itemId"]: new_number(used) for item in items}
    copies = copying.deepcopy(items)
    for item in copies:
        item["itemId"] = fresh[item["itemId"]]
        for question in questions_of(item):
            question["questionId"] = new_number(used)
            for option in question.get("choiceQuestion", {}).get("options", ()):
                if "goToSectionId" in option:
                    option["goToSectionId"] = fresh[option["goToSectionId"]]
    return copies
