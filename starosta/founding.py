"""A new school's folder: `school.toml` from its template, and the example of credentials where Google is
used."""

from __future__ import annotations

import re
import secrets
import tomllib
from pathlib import Path

from . import settings, shelf
from .errors import ConfigError

KINDS = re.compile(r"embedded|google|http://(127\.0\.0\.1|localhost):\d+/?")


def found(
    folder: Path, *, profile: str, workspace: str, name: str = "", time_zone: str = "Europe/Moscow"
) -> None:
    """Write the folder. ConfigError when it already holds a school, or a value is not understood; nothing is
    overwritten."""
    if (folder / settings.FILE).exists():
        raise ConfigError("school_exists", folder=str(folder))
    if not KINDS.fullmatch(workspace):
        raise ConfigError("bad_workspace", written=workspace)
    kind = shelf.profile(profile)
    template = shelf.Shelf.of().text("school/school.toml")
    values = {
        "id": secrets.token_hex(6),
        "name": _toml(name),
        "profile": profile,
        "time_zone": _toml(time_zone),
        "workspace": workspace,
        "week": kind["week"],
        "usual_day": kind["usual_day"],
    }
    filled = re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), template)
    settings.checked(tomllib.loads(filled))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # Whoever founds a school inside a repository does not publish its people with the next commit.
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        (folder / settings.FILE).write_text(filled, encoding="utf-8")
    except (FileExistsError, NotADirectoryError) as error:
        raise ConfigError("folder_is_file", folder=str(folder)) from error
    except OSError as error:
        raise ConfigError("folder_unwritable", folder=str(folder)) from error


def _toml(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
