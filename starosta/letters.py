"""A letter template and its facts → subject, plain text and HTML. Knows nothing of mail, people or duties.

A template is `Тема: …`, a line `---` and a body in Markdown with Jinja placeholders. Whatever comes in
through a placeholder stays text: it can be neither markup, nor a formula, nor a mail header.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from .errors import ConfigError
from .shelf import Shelf
from .words import Words

if TYPE_CHECKING:
    from jinja2 import Template, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

MARKED = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&~^=:\"'])")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")
LAYOUT, STYLE = "letters/letter.html", "letters/letter.css"


@dataclass(frozen=True)
class Letter:
    """What one addressee reads. `subject` is one line; `html` carries its styles inline."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Writer:
    """Writes letters from a shelf's templates with a school's words."""

    shelf: Shelf
    words: Words

    def write(self, name: str, facts: Mapping[str, Any]) -> Letter:
        """The letter of the template `<automation>/<letter>.txt`.

        ConfigError `letter_placeholder` or `letter_broken` names the template and the line when a placeholder
        is unknown or the markup does not parse.
        """
        subject, body = _parts(name, self.shelf.text(f"{name}.txt"))
        filled = self._filled(name, body, facts, _quoted)
        line = " ".join(self._filled(name, subject, facts, _plain).split())
        from .letter_forms import html, text

        layout = self.shelf.text(LAYOUT), self.shelf.text(STYLE)
        return Letter(line, text(filled), html(filled, line, *layout))

    def _filled(
        self, name: str, source: str, facts: Mapping[str, Any], finalize: Callable[[Any], Any]
    ) -> str:
        from jinja2 import TemplateError, UndefinedError

        try:
            return _template(finalize, source).render({**self._tools(), **facts})
        except UndefinedError as error:
            unknown = re.search(r"'([^']*)' is undefined|has no attribute '([^']*)'", str(error))
            what = next(filter(None, unknown.groups()), "") if unknown else ""
            raise ConfigError("letter_placeholder", name=name, line=_line(error), what=what) from error
        except TemplateError as error:
            raise ConfigError("letter_broken", name=name, line=_line(error)) from error

    def _tools(self) -> dict[str, Any]:
        """What templates may call besides their facts."""
        words = self.words
        return {
            "count": words.count,
            "noun": words.noun,
            "day": words.day,
            "short_day": words.short_day,
            "numbers": words.date,
            "time": words.time,
            "duration": words.duration,
            "word": words,
            "bar": _bar,
            "percent": _percent,
        }


def _parts(name: str, source: str) -> tuple[str, str]:
    """The subject, and the body on the lines it has in the file."""
    head, line, body = source.replace("\r\n", "\n").partition("\n---\n")
    lines = [part for part in re.sub(r"\{#.*?#\}", "", head, flags=re.S).splitlines() if part.strip()]
    if not line or len(lines) != 1 or ":" not in lines[0]:
        raise ConfigError("letter_shapeless", name=name)
    gone = head.count("\n") + 2
    return lines[0].partition(":")[2].strip(), f"{'{#'}{chr(10) * gone}{'#}'}{body}"


def _line(error: TemplateError) -> int:
    """The line of the template at which it failed; 1 where the library does not say."""
    told = getattr(error, "lineno", None)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
    return int(told or next(reversed(ours), 1))


@lru_cache(maxsize=64)
def _template(finalize: Callable[[Any], Any], source: str) -> Template:
    return _environment(finalize).from_string(source)


@cache
def _environment(finalize: Callable[[Any], Any]) -> SandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    return SandboxedEnvironment(
        undefined=StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )


def _plain(value: Any) -> Any:
    """A value inside a subject: no line can be broken, so no header can be added."""
    return CONTROL.sub(" ", str(value))


def _quoted(value: Any) -> Any:
    """A value inside the body: every sign Markdown could act upon is escaped."""
    from markupsafe import Markup

    if isinstance(value, Markup):
        return str(value)
    return MARKED.sub(r"\\\1", CONTROL.sub(" ", str(value)))


def _bar(*counts: int) -> Any:
    """A bar of coloured parts: on time, late, missing, excused."""
    from markupsafe import Markup

    return Markup("\n```bar\n" + " ".join(str(int(count)) for count in counts) + "\n```\n")


def _percent(share: float | None) -> str:
    return "—" if share is None else f"{share * 100:.0f}\u00a0%"
