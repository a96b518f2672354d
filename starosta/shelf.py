"""Where templates are found: the school's own folder first, then its locale, then Russian. Reads, never
interprets words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .errors import ConfigError

TEMPLATES = Path(__file__).resolve().parent.parent / "sheets_templates"


@dataclass(frozen=True)
class Shelf:
    """An ordered template search path."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, school: Path | None = None, locale: str = "ru") -> Shelf:
        """`school` is the school's folder; its `templates/` beats everything."""
        own = [school / "templates"] if school else []
        locales = dict.fromkeys((locale, "ru"))
        return cls((*own, *(TEMPLATES / name for name in locales)))

    def find(self, name: str) -> Path:
        """The file of a template such as `duties/digest.txt`. ConfigError `template_missing` when nobody has
        it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise ConfigError("template_missing", name=name)

    def text(self, name: str) -> str:
        return self.find(name).read_text(encoding="utf-8")

    def toml(self, name: str) -> dict[str, Any]:
        """A TOML template. ConfigError `template_unreadable` names the file and the line."""
        return read_toml(self.find(name))

    def layered(self, name: str) -> dict[str, Any]:
        """A glossary: the deepest folder's file, overlaid value by value by those before it."""
        merged: dict[str, Any] = {}
        for folder in reversed(self.folders):
            if (folder / name).is_file():
                merged = _overlaid(merged, read_toml(folder / name))
        return merged

    @property
    def mark(self) -> str:
        """Another one as soon as a template of the first folder, the school's own, is another one."""
        first = self.folders[0]
        stats = ((path, path.stat()) for path in sorted(first.rglob("*")) if path.is_file())
        return ";".join(
            f"{path.relative_to(first)} {stat.st_mtime_ns} {stat.st_size}" for path, stat in stats
        )

    def names(self, pattern: str) -> Iterator[str]:
        """Template names that match a glob, each once."""
        found = {
            path.relative_to(folder).as_posix() for folder in self.folders for path in folder.glob(pattern)
        }
        yield from sorted(found)


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; a broken one is a ConfigError with the line."""
    try:
        stat = path.stat()
        return _parsed(path, stat.st_mtime_ns, stat.st_size)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError("template_unreadable", name=path.name, line=_line(path, error)) from error


def _line(path: Path, error: tomllib.TOMLDecodeError | UnicodeDecodeError) -> int:
    """The line, from 1, at which a file cannot be read any further."""
    read = path.read_bytes()
    if isinstance(error, UnicodeDecodeError):
        return read.count(b"\n", 0, error.start) + 1
    named = re.search(r"at line (\d+)", str(error))
    return int(named[1]) if named else len(read.splitlines())


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int, _size: int) -> dict[str, Any]:
    """What a file says is kept until the file changes; whoever is given it must not change it."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig"))


def profile(name: str) -> dict[str, Any]:
    """A kind of school: `college`. ConfigError `profile_missing` lists the known ones."""
    path = TEMPLATES / "profiles" / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in path.parent.glob("*.toml")))
        raise ConfigError("profile_missing", name=name, known=known)
    return read_toml(path)


def _overlaid(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _overlaid(merged[key], value) if both else value
    return merged
