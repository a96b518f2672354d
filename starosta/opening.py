"""Opening a school: its folder, settings, templates, state and the door to its workspace put together for one
tick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from . import clock, settings, shelf
from .google import session
from .google.gate import Gate
from .google.session import Door
from .kept import Kept
from .school import School
from .settings import Settings
from .shelf import Shelf
from .state.database import State
from .words import Words

WORKSPACE = "workspace.sqlite"


@dataclass
class OpenSchool:
    """A school whose door and state stay open from tick to tick."""

    folder: Path
    settings: Settings
    gate: Gate
    state: State
    kept: Kept = field(default_factory=Kept)

    def at(self, now: datetime | None = None) -> School:
        """The school at a moment (the present one if none is given), with nothing read yet."""
        found = Shelf.of(self.folder, self.settings.locale)
        moment = (now or clock.now()).astimezone(self.settings.zone)
        profile = shelf.profile(self.settings.profile)
        self.gate.calls.made.clear()
        words = Words.of(found)
        return School(
            self.folder, self.settings, found, words, profile, self.gate, self.state, moment, self.kept,
            clock.stopwatch(),
        )  # fmt: skip


@contextmanager
def opened(folder: Path) -> Iterator[OpenSchool]:
    """The school of a folder, closed at the end. ConfigError when the folder is no school's."""
    known = settings.load(folder)
    state = State.open(settings.state_url(known, folder))
    gate = Gate(door(known, folder))
    try:
        yield OpenSchool(folder, known, gate, state)
    finally:
        gate.close()
        state.close()


def door(known: Settings, folder: Path) -> Door:
    """The way to the workspace that `school.toml` names."""
    if known.workspace == "embedded":
        return session.embedded(folder / WORKSPACE)
    if known.workspace == "google":
        return session.real(folder / known.credentials, known.endpoint)
    return session.local(known.workspace)
