"""`starosta summary [--since] [--date] [--json]`: completeness and timeliness of a period, from fresh
answers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import as_json, at_moment, read_date, read_moment, school
from .texts import percent, say, show_json, show_table, text

if TYPE_CHECKING:
    from ..rules.period import Share
    from ..rules.summary import Totals
    from ..school import School as Opened

COUNTED = ("expected", "received", "on_time", "late", "missing", "pending", "excused")
SHOWN = ("expected", "received", "on_time", "missing")


@click.command("summary", help=text("help.summary"))
@school
@click.option("--since", default="", metavar=text("click.day"), help=text("help.since"))
@click.option("--date", "until", default="", metavar=text("click.day"), help=text("help.until_date"))
@at_moment
@as_json
def summary(folder: Path, since: str, until: str, now: str, as_json: bool) -> None:
    from ..google.errors import GoogleTrouble, to_act_on
    from ..opening import opened

    with opened(folder) as known:
        found = known.at(read_moment(now, known.settings.zone))
        last = read_date(until) or found.today
        first = read_date(since) or last.replace(day=1)
        try:
            found.open_day(first)
            first = max(first, found.memory.first_day)
            shares = over(found, first, last)
        except GoogleTrouble as trouble:
            raise to_act_on(trouble) from trouble
        if as_json:
            show_json([row(found, share, first, last) for share in shares])
        elif shares:
            show(found, shares, first, last)
        else:
            say(text("done.nothing_in_period"))
        if not as_json:
            for problem in found.sources.lost.values():
                say(f"! {found.sentence(problem)}")


def over(school: Opened, first: date, last: date) -> tuple[Share, ...]:
    """The shares of all duties and people from the first date to the last, both included."""
    from ..rules import period

    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    owed = [obligation for day in days for obligation in school.agenda.plan(day).obligations]
    forms = dict.fromkeys(obligation.proof for obligation in owed)
    reads = [read for form in forms for read in school.reads(form) if first <= read.date <= last]
    return period.shares(owed, [read.evidence for read in reads], school.now)


def row(school: Opened, share: Share, first: date, last: date) -> dict[str, Any]:
    """A duty of a person as programs read it; shares are 0 to 1, null where nothing was expected."""
    person = school.roster.staff.get(share.person)
    return {
        "duty": share.duty,
        "title": school.roster.duties[share.duty].title,
        "person": share.person,
        "name": person.name if person else "",
        "since": first.isoformat(),
        "until": last.isoformat(),
        **{key: getattr(share.totals, key) for key in COUNTED},
        "completeness": share.totals.completeness,
        "timeliness": share.totals.timeliness,
    }


def show(school: Opened, shares: tuple[Share, ...], first: date, last: date) -> None:
    from ..rules import names, period

    duties = period.summed(shares, lambda share: share.duty)
    staff = school.roster.staff
    people = period.summed(sorted(shares, key=lambda share: share.person), lambda share: share.person)
    named = {code: names.short(staff[code].name) if code in staff else "" for code in people}
    title = text("summary.duties", since=school.words.day(first), until=school.words.day(last))
    _table(title, "duty", [(_named(school, code), total) for code, total in duties.items()])
    _table(
        text("summary.people"),
        "person",
        [(f"{code} {named[code]}".strip(), total) for code, total in people.items()],
    )
    say(text("summary.note"))


def _named(school: Opened, duty: str) -> str:
    known = school.roster.duties[duty]
    return known.action or known.title


def _table(title: str, first: str, totals: list[tuple[str, Totals]]) -> None:
    headings = [text(f"summary.{key}") for key in (first, *SHOWN, "completeness", "timeliness")]
    everything = sum((total for _, total in totals[1:]), totals[0][1])
    rows = [
        [
            name,
            *(str(getattr(total, key)) for key in SHOWN),
            percent(total.completeness),
            percent(total.timeliness),
        ]
        for name, total in [*totals, (text("summary.total"), everything)]
    ]
    show_table(title, headings, rows, numbers=1, whole=0)
