"""A school's `school.toml` as one described model: where the workspace is, the time zone, the calendar, the
mail."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import PydanticCustomError

from .errors import ConfigError
from .shelf import read_toml

FILE = "school.toml"
PORT = 8765
PAGES = f"http://127.0.0.1:{PORT}"
"""Where `starosta workspace` opens the embedded workspace unless told otherwise."""
WRONG = {
    **{kind: kind for kind in ("missing", "extra_forbidden", "literal_error", "time_zone", "string_type")},
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "int_type"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "bool_type"),
}
"""The sentence of each kind of mistake; the others share one."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Calendar(_Section):
    week: Literal[5, 6] = Field(6, description="working days in a week")
    usual_day: Literal["on_site", "distance"] = Field(
        "distance", description="what an ordinary working day is"
    )


class Mail(_Section):
    account: str = Field("school@example.org", description="the shared account that sends the letters")
    sender: str = Field("", description="the name people see beside the address")
    daily_limit: int = Field(
        450,
        gt=0,
        description="letters in any 24 hours; Google takes 500 of a free account, 2000 of a paid one",
    )


class Forms(_Section):
    names: Literal["codes", "initials"] = Field(
        "codes", description="choices show the code alone, or the code with surname and initials"
    )


class Rules(_Section):
    longest_gap: int = Field(10, ge=0, description="minutes of a working day that a report may leave out")
    show_present: bool = Field(False, description="write the mark of presence into attendance sheets too")


class Settings(_Section):
    """All of `school.toml`; times of day in it are the school's local times."""

    id: str = Field(min_length=4, description="marks the school's files in the workspace; never change it")
    name: str = Field("", description="the school's name in letters")
    profile: str = "college"
    locale: str = "ru"
    time_zone: str = "Europe/Moscow"
    workspace: str = Field(
        "embedded", description="embedded | google | http://127.0.0.1:PORT of a running embedded workspace"
    )
    credentials: str = Field(
        "credentials.json", description="file with the accounts' credentials, for google"
    )
    endpoint: str = Field(
        "", description="for tests of the google door: a loopback address instead of Google"
    )
    state: str = Field("state.sqlite", description="file beside school.toml, or a database URL")
    calendar: Calendar = Calendar()  # type: ignore[call-arg]
    mail: Mail = Mail()  # type: ignore[call-arg]
    forms: Forms = Forms()  # type: ignore[call-arg]
    rules: Rules = Rules()  # type: ignore[call-arg]

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError) as error:
            raise PydanticCustomError("time_zone", "unknown time zone") from error
        return value

    @property
    def pages(self) -> str:
        """Where the embedded workspace shows its pages, '' for Google's own."""
        if self.workspace == "google":
            return self.endpoint.rstrip("/")
        return PAGES if self.workspace == "embedded" else self.workspace.rstrip("/")

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


def load(folder: Path) -> Settings:
    """The settings of a school's folder. ConfigError when the file is missing or a value is wrong."""
    path = folder / FILE
    if not path.is_file():
        raise ConfigError("not_a_school", folder=str(folder))
    try:
        values = read_toml(path)
    except ConfigError as error:
        raise ConfigError("settings_unreadable", **error.facts) from error
    return checked(values)


def checked(values: Mapping[str, Any]) -> Settings:
    """Settings out of the values of a `school.toml`. ConfigError names the first that is wrong: its key is
    one of `words.toml` [errors.settings]."""
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        facts = {
            "name": ".".join(str(part) for part in first["loc"]),
            "written": first["input"],
            "expected": str(first.get("ctx", {}).get("expected", "")).replace(" or ", ", "),
        }
        kind = WRONG.get(first["type"], "other")
        raise ConfigError(f"settings.{kind}", **facts) from error


def state_url(settings: Settings, folder: Path) -> str:
    """A database URL as it stands; a bare file name lies in the school's folder."""
    return settings.state if "://" in settings.state else str(folder / settings.state)
