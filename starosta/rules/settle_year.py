"""The rule of `settle` for a whole year at once, in columns: a million obligations within seconds. Same
outcomes, no words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from .duties import Obligation
from .settle import AFTER_CLOSING, Evidence, Status

if TYPE_CHECKING:
    import pandas as pd

OBLIGATION_COLUMNS = tuple(field.name for field in fields(Obligation))
EVIDENCE_COLUMNS = tuple(field.name for field in fields(Evidence))

_STATUSES = tuple(Status)
_DAY = ["proof", "person", "date"]


@dataclass(frozen=True)
class YearSettlement:
    """`settled` has the rows of the obligations, in their order, with the columns `status` (values of
    Status), `minutes_late`, `reason` and `evidence` (position among the given answers, -1 for none); `extra`
    the answers nobody expected, by time."""

    settled: pd.DataFrame
    extra: pd.DataFrame


def obligation_columns(obligations: Iterable[Obligation]) -> pd.DataFrame:
    """Obligations as `settle_year` takes them: one column for each field; times are aware, `by_lesson` is
    bool."""
    import pandas as pd

    return pd.DataFrame(map(attrgetter(*OBLIGATION_COLUMNS), obligations), columns=list(OBLIGATION_COLUMNS))


def evidence_columns(evidence: Iterable[Evidence]) -> pd.DataFrame:
    """Answers as `settle_year` takes them: one column for each field; times are aware."""
    import pandas as pd

    return pd.DataFrame(map(attrgetter(*EVIDENCE_COLUMNS), evidence), columns=list(EVIDENCE_COLUMNS))


def settle_year(obligations: pd.DataFrame, evidence: pd.DataFrame, now: datetime) -> YearSettlement:
    """What `settle` says of every row at `now` (aware). Needs the columns of Obligation and, of Evidence, all
    but `last_at` and `id`; text columns hold '' for nothing, never a missing value. Heavy: imports pandas
    when called."""
    import pandas as pd

    owed = obligations.reset_index(drop=True)
    answers = evidence.assign(place=range(len(evidence)))
    answers["first_at"] = pd.to_datetime(answers["first_at"], utc=True)
    answers = answers.sort_values("first_at", kind="stable", ignore_index=True)
    proved = _proved(owed, answers)
    return YearSettlement(
        _with_outcomes(owed, answers, proved, now),
        answers[~answers.index.isin(proved)].drop(columns="place").reset_index(drop=True),
    )


def _proved(owed: pd.DataFrame, answers: pd.DataFrame) -> pd.Series[int]:
    """For each obligation the row of `answers` that proves it, or -1."""
    import pandas as pd

    proved = pd.Series(-1, index=owed.index, dtype="int64")
    live = owed[owed["excused"] == ""].assign(due=pd.to_datetime(owed["due"], utc=True))
    live = live.sort_values("due", kind="stable")
    for grouped in (True, False):
        on = [*_DAY, "group"] if grouped else _DAY
        offered = answers[answers["group"] != ""] if grouped else answers
        debts = live[(live["group"] != "") == grouped]
        by_lesson = debts["by_lesson"].astype(bool)
        proved.update(_taken(debts[~by_lesson], offered, on))
        named = offered["lesson"] != ""
        apart = debts[by_lesson]
        exact = _taken(apart[apart["lesson"] != ""], offered[named], [*on, "lesson"])
        proved.update(exact)
        proved.update(_taken(apart[~apart.index.isin(exact.index)], offered[~named], on))
    return proved


def _taken(debts: pd.DataFrame, offered: pd.DataFrame, on: list[str]) -> pd.Series[int]:
    """Within equal columns `on`, the n-th obligation of each duty takes the n-th answer: obligation row →
    answer row."""
    import pandas as pd

    if debts.empty or offered.empty:
        return pd.Series(dtype="int64")
    keys = _codes(pd.concat([debts[on], offered[on]], ignore_index=True))
    wanted, given = keys.iloc[: len(debts)], keys.iloc[len(debts) :]
    duties = pd.Series(pd.factorize(debts["duty"])[0])
    asks = _codes(pd.DataFrame({"key": wanted.array, "duty": duties}))
    turns_wanted = asks.groupby(asks).cumcount()
    turns_given = given.groupby(given).cumcount()
    width = int(turns_given.max()) + 1
    offers = pd.Index(given * width + turns_given)
    found = pd.Series(offers.get_indexer(pd.Index(wanted * width + turns_wanted)), index=debts.index)
    found = found[(turns_wanted < width).to_numpy() & (found >= 0)]
    return pd.Series(offered.index.take(found.array), index=found.index, dtype="int64")


def _codes(frame: pd.DataFrame) -> pd.Series[int]:
    """One whole number for each distinct row; packed again after every column so that products never
    overflow."""
    import pandas as pd

    codes = pd.Series(0, index=frame.index, dtype="int64")
    for column in frame.columns:
        part, values = pd.factorize(frame[column])
        codes = pd.Series(pd.factorize(codes * len(values) + part)[0], index=frame.index)
    return codes


def _with_outcomes(
    owed: pd.DataFrame, answers: pd.DataFrame, proved: pd.Series[int], now: datetime
) -> pd.DataFrame:
    import pandas as pd

    minute = pd.Timedelta(minutes=1)
    due = pd.to_datetime(owed["due"], utc=True)
    closes = pd.to_datetime(owed["closes"], utc=True)
    excused = owed["excused"] != ""
    answered = proved >= 0
    first_at = answers["first_at"].reindex(proved).set_axis(owed.index)
    on_time = answered & (first_at < due + minute)
    late = answered & ~on_time & (first_at < closes + minute)
    pending = ~answered & (pd.Timestamp(now) < due + minute)
    codes = pd.Series(_STATUSES.index(Status.MISSING), index=owed.index)
    for status, rows in ((Status.ON_TIME, on_time), (Status.LATE, late), (Status.PENDING, pending)):
        codes[rows] = _STATUSES.index(status)
    codes[excused] = _STATUSES.index(Status.EXCUSED)
    closed = answered & ~on_time & ~late
    return owed.assign(
        status=pd.Categorical.from_codes(
            codes.to_numpy(), categories=pd.Index([str(status) for status in _STATUSES])
        ),
        minutes_late=((first_at - due) // minute).where(late, 0).astype("int64"),
        reason=owed["excused"].mask(closed & ~excused, AFTER_CLOSING),
        evidence=answers["place"].reindex(proved).set_axis(owed.index).fillna(-1).astype("int64"),
    )
