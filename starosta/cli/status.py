"""`starosta status [--date] [--json]`: one row for each obligation of a date, from fresh answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import as_json, at_moment, on_date, read_date, read_moment, school
from .texts import percent, say, show_json, show_table, text

if TYPE_CHECKING:
    from ..rules.settle import Settled
    from ..school import School as Opened


@click.command("status", help=text("help.status"))
@school
@on_date
@at_moment
@as_json
def status(folder: Path, written: str, now: str, as_json: bool) -> None:
    from ..google.errors import GoogleTrouble, to_act_on
    from ..opening import opened

    with opened(folder) as known:
        found = known.at(read_moment(now, known.settings.zone))
        day = read_date(written) or found.today
        try:
            found.open_day(day)
            settlements = []
            for duty in found.roster.duties.values():
                with found.apart():
                    settlements.append(found.settlement(day, duty))
        except GoogleTrouble as trouble:
            raise to_act_on(trouble) from trouble
        settled = [one for settlement in settlements for one in settlement.settled]
        extra = len({answer for settlement in settlements for answer in settlement.extra})
        if as_json:
            show_json([row(found, one) for one in settled])
        elif settled:
            show(found, day, settled, extra)
        else:
            say(text("done.nothing"))
        if not as_json:
            for problem in found.sources.lost.values():
                say(f"! {found.sentence(problem)}")
        if found.stumbles:
            raise found.stumbles[0]


def row(school: Opened, one: Settled) -> dict[str, Any]:
    """An obligation as programs read it; moments are ISO 8601 with the school's offset."""
    from .. import outcomes

    owed, answer = one.obligation, one.evidence
    person = school.roster.staff.get(owed.person)
    return {
        "duty": owed.duty,
        "title": school.roster.duties[owed.duty].title,
        "person": owed.person,
        "name": person.name if person else "",
        "date": owed.date.isoformat(),
        "group": owed.group,
        "lesson": owed.lesson,
        "due": owed.due.isoformat(),
        "closes": owed.closes.isoformat(),
        "status": school.words(f"statuses.{one.status}"),
        "status_code": one.status.value,
        "minutes_late": one.minutes_late,
        "reason": outcomes.reason(one, school.words),
        "answered_at": answer.first_at.astimezone(school.zone).isoformat() if answer else None,
    }


def show(school: Opened, day: Any, settled: list[Settled], extra: int) -> None:
    from .. import outcomes
    from ..rules import names, summary

    def clock(moment: Any) -> str:
        shown = school.words.time(moment)
        return shown if moment.date() == day else f"{moment:%d.%m} {shown}"

    rows = []
    for one in settled:
        owed = one.obligation
        person = school.roster.staff.get(owed.person)
        answered = clock(one.evidence.first_at.astimezone(school.zone)) if one.evidence else ""
        rows.append(
            [
                school.roster.duties[owed.duty].action or school.roster.duties[owed.duty].title,
                f"{owed.person} {names.short(person.name) if person else ''}".strip(),
                owed.group,
                clock(owed.due),
                answered,
                outcomes.worded(one, school.words),
            ]
        )
    headings = [text(f"status.{key}") for key in ("duty", "person", "group", "due", "answered", "status")]
    show_table(text("status.title", day=school.words.day(day)), headings, rows, whole=1)
    totals = summary.totals(settled)
    say(
        text(
            "status.totals",
            expected=totals.expected,
            received=totals.received,
            on_time=totals.on_time,
            pending=totals.pending,
            completeness=percent(totals.completeness),
            timeliness=percent(totals.timeliness),
        )
    )
    if extra:
        say(text("status.extra", count=extra))
