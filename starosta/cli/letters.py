"""`starosta letters [--date] [--json]`: what was written to whom on a date and how far it has come."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import as_json, at_moment, on_date, read_date, read_moment, school
from .texts import say, show_json, show_table, text

if TYPE_CHECKING:
    from ..opening import OpenSchool
    from ..state.records import OutboxRow


@click.command("letters", help=text("help.letters"))
@school
@on_date
@at_moment
@as_json
def letters(folder: Path, written: str, now: str, as_json: bool) -> None:
    from ..google.message import unpack
    from ..letter_files import about
    from ..opening import opened

    with opened(folder) as known:
        found = known.at(read_moment(now, known.settings.zone))
        day = read_date(written) or found.today
        start = datetime.combine(day, time(), known.settings.zone)
        rows = known.state.outbox.planned_between(start, start + timedelta(days=1))
        if as_json:
            show_json([told(known, row) for row in rows])
        elif rows:
            headings = [text(f"letters.{key}") for key in ("at", "to", "about", "status")]
            table = [
                [
                    found.words.time(row.planned.astimezone(known.settings.zone)),
                    row.addressee,
                    about(unpack(row.payload)),
                    text(f"letters.{row.stage}"),
                ]
                for row in rows
            ]
            show_table(text("letters.title", day=found.words.day(day)), headings, table, whole=1)
        else:
            say(text("done.no_letters"))


def told(known: OpenSchool, row: OutboxRow) -> dict[str, object]:
    """A letter as programs read it; moments are ISO 8601 with the school's offset."""
    from ..google.message import unpack

    message = unpack(row.payload)

    def local(moment: datetime | None) -> str | None:
        return moment.astimezone(known.settings.zone).isoformat() if moment else None

    return {
        "key": row.once_key,
        "letter": row.letter,
        "to": row.addressee,
        "subject": row.subject,
        "status": row.stage.value,
        "planned": local(row.planned),
        "sent": local(row.sent),
        "thread": row.thread,
        "message": row.message,
        "text": message.text,
        "attachments": [attachment.name for attachment in message.attachments],
        "note": row.note,
    }
