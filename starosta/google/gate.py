"""All rooms of the gate over one door. Doors are opened in `session`; nothing is asked until a room is
used."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .calls import Calls
from .drive import Files
from .forms import FormsGate
from .mail import MailGate
from .retry import Patience
from .services import Services
from .session import Door
from .sheets import SheetsGate


class Gate:
    """One school's way into the workspace."""

    def __init__(self, door: Door, patience: Patience | None = None) -> None:
        self.door = door
        self.calls = Calls(patience, door.port)
        self._services = Services(door)

    @cached_property
    def files(self) -> Files:
        return Files(self._services, self.calls)

    @cached_property
    def forms(self) -> FormsGate:
        return FormsGate(self._services, self.calls)

    @cached_property
    def sheets(self) -> SheetsGate:
        return SheetsGate(self._services, self.calls)

    @cached_property
    def mail(self) -> MailGate:
        return MailGate(self._services, self.calls)

    @property
    def made(self) -> Counter[str]:
        """Calls made so far by method id («sheets.spreadsheets.get»), repeated attempts included."""
        return self.calls.made

    def close(self) -> None:
        self.door.close()
