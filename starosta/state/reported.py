"""Which problems were already told to whom on which day, so that one fault is one letter a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine, delete, select

from .rows import put
from .schema import reported


class Reported:
    """Fingerprints of problems by day. A fingerprint is any text of up to 300 characters that names one
    fault."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def unreported(self, fingerprints: Iterable[str], day: date) -> list[str]:
        """Those not told on this day yet, in their order."""
        with self._engine.begin() as connection:
            known = set(
                connection.scalars(select(reported.c.fingerprint).where(reported.c.day == day.isoformat()))
            )
        return [fingerprint for fingerprint in dict.fromkeys(fingerprints) if fingerprint not in known]

    def mark(self, fingerprints: Iterable[str], day: date) -> None:
        """Note that these were told on this day."""
        rows = [
            {"fingerprint": fingerprint, "day": day.isoformat()}
            for fingerprint in dict.fromkeys(fingerprints)
        ]
        with self._engine.begin() as connection:
            put(connection, reported, rows)

    def forget_before(self, day: date) -> None:
        """Drop what was told on earlier days."""
        with self._engine.begin() as connection:
            connection.execute(delete(reported).where(reported.c.day < day.isoformat()))
