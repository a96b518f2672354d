"""What the admin hears: faults of the school's tables, and what failed. A letter once begun keeps its key and
its content until every admin has it, whatever is found meanwhile."""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from .errors import StarostaError, WorkspaceUnreachable
from .google.errors import GoogleTrouble, to_act_on
from .rules.problems import Place, Problem
from .school import School
from .sources import SCHOOL

FAULTS_EVERY = timedelta(minutes=10)
"""While somebody is mending tables, half-typed rows should not bring a letter a minute: after a day's first
letter the next waits so long, and each further one twice as long as the one before."""
AT_ONCE = 25
"""Faults told one by one; of the others a letter tells how many there are of each kind in each tab."""
BEGUN, LAST, UNTOLD = "faults/begun", "faults/last", "failures/untold"


@dataclass(frozen=True)
class Failure:
    """An automation that did not finish: a key and facts of `words.toml` [errors], or what went wrong
    unexpectedly."""

    automation: str
    error: StarostaError | None
    kind: str


def failure(school: School, automation: str, error: Exception) -> Failure:
    """What an exception means for the admin; an unexpected one leaves its traceback in the log."""
    if isinstance(error, GoogleTrouble):
        return Failure(automation, to_act_on(error), str(error.kind))
    if isinstance(error, StarostaError):
        return Failure(automation, error, error.key)
    _keep_traceback(school, error)
    return Failure(automation, None, type(error).__name__)


def tell_faults(school: School) -> None:
    """New faults of the day in one letter to each admin, a handful of letters a day at the most."""
    admins = school.letters.admins()
    begun = school.state.cursors.get(BEGUN) if admins else None
    if admins and begun is None:
        begun = _begin(school)
    if begun is None:
        return
    facts = {**begun["facts"], "moment": datetime.fromisoformat(begun["moment"])}
    day = date.fromisoformat(begun["day"])
    sent = [school.send("roster_sync/table_faults", to, begun["key"], facts, day=day) for to in admins]
    if all(sent):
        school.state.reported.mark(begun["told"], day)
        school.state.reported.forget_before(day)
        last = {"day": begun["day"], "at": school.now.isoformat(), "letters": _letters(school, day) + 1}
        school.state.cursors.set(LAST, last)
        school.state.cursors.set(BEGUN, None)


def tell_failures(school: School, failures: Iterable[Failure]) -> None:
    """One letter a day for one kind of failure; what cannot be sent now is sent by the next tick that can."""
    before = school.state.cursors.get(UNTOLD, {})
    untold = dict(before)
    for one in failures:
        # An unreachable workspace takes no letters either, and passes by itself.
        if not isinstance(one.error, WorkspaceUnreachable):
            key = f"failure/{one.automation}/{one.kind}/{school.today}"
            untold.setdefault(key, {**_worded(school, one), "moment": school.now.isoformat()})
    left = {key: facts for key, facts in untold.items() if not _told(school, key, facts)}
    if left != before:
        school.state.cursors.set(UNTOLD, left or None)


def _begin(school: School) -> Mapping[str, Any] | None:
    """The next letter about faults, written down; None when there is nothing new or it is too early."""
    if _too_early(school):
        return None
    prints = {_fingerprint(problem): problem for problem in school.problems}
    fresh = school.state.reported.unreported(prints, school.today)
    if not fresh:
        return None
    problems = [prints[mark] for mark in fresh]
    facts = {
        "faults": [_fault(school, problem, problem.place) for problem in problems[:AT_ONCE]],
        "kinds": _kinds(school, problems[AT_ONCE:]),
        "rest": len(problems[AT_ONCE:]),
        "book_link": school.book_link(SCHOOL),
    }
    mark = hashlib.sha256("\n".join(fresh).encode()).hexdigest()[:16]
    day = school.today.isoformat()
    begun = {"key": f"faults/{day}/{mark}", "day": day, "moment": school.now.isoformat()}
    school.state.cursors.set(BEGUN, {**begun, "told": fresh, "facts": facts})
    return {**begun, "told": fresh, "facts": facts}


def _too_early(school: School) -> bool:
    letters = _letters(school, school.today)
    if not letters:
        return False
    last = datetime.fromisoformat(school.state.cursors.get(LAST)["at"])
    pause: timedelta = FAULTS_EVERY * 2 ** (letters - 1)
    return timedelta() < school.now - last < pause


def _letters(school: School, day: date) -> int:
    """How many letters about faults the day has had."""
    last = school.state.cursors.get(LAST, {})
    return int(last["letters"]) if last.get("day") == day.isoformat() else 0


def _fault(school: School, problem: Problem, place: Place) -> dict[str, Any]:
    where = school.words.place(place, school.school_book.titles)
    return {"place": where, "text": school.sentence(problem)}


def _kinds(school: School, problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """One line for all faults of one kind in one tab: how many there are, and one of them."""
    alike: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.place.workbook, problem.place.tab, problem.code), []).append(problem)
    return [
        {**_fault(school, ones[0], Place(tab=tab)), "count": len(ones), "row": ones[0].place.row}
        for (_, tab, _), ones in sorted(alike.items(), key=lambda item: -len(item[1]))
    ]


def _worded(school: School, failed: Failure) -> dict[str, str]:
    words = school.words
    if failed.error is not None:
        what, cure = words(f"errors.{failed.error.key}", **failed.error.facts), ""
    else:
        what = words("failures.unexpected", reason=failed.kind)
        cure = words("failures.unexpected_cure", log=_log_path(school))
    return {"automation": words(f"failures.{failed.automation}"), "what": what, "cure": cure}


def _told(school: School, key: str, kept: Mapping[str, str]) -> bool:
    """Whether nothing more is to be done about a failure: every admin has the letter, or it is of
    yesterday."""
    moment = datetime.fromisoformat(kept["moment"])
    if school.now - moment >= timedelta(days=1):
        return True
    facts = {**kept, "moment": moment}
    try:
        sent = [
            school.send("roster_sync/failure", to, key, facts, day=moment.date())
            for to in school.letters.admins()
        ]
    except Exception as error:
        # Whatever fails in telling of a failure must not end the tick: it is told by a later one.
        _keep_traceback(school, error)
        return False
    return all(sent)


def _fingerprint(problem: Problem) -> str:
    place = problem.place
    where = f"{place.workbook}/{place.tab}/{place.row}/{place.column}"
    facts = sorted((key, str(value)) for key, value in problem.facts.items())
    return f"{problem.code} {where} {hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"


def _keep_traceback(school: School, error: Exception) -> None:
    """The same failure leaves one traceback a day."""
    frames = traceback.extract_tb(error.__traceback__)[-1:]
    mark = f"traceback {type(error).__name__} {[(Path(f.filename).name, f.lineno) for f in frames]}"[:300]
    if not school.state.reported.unreported([mark], school.today):
        return
    school.state.reported.mark([mark], school.today)
    with _log_path(school).open("a", encoding="utf-8") as file:
        file.write(f"{school.now.isoformat()}\n{''.join(traceback.format_exception(error))}\n")


def _log_path(school: School) -> Path:
    return (school.folder if school.folder.is_dir() else Path(tempfile.gettempdir())) / "starosta.log"
