"""A failure as one sentence for whoever runs us, its traceback in a file for whoever mends the program."""

from __future__ import annotations

from pathlib import Path

from ..errors import StarostaError
from .texts import text

LOG = "starosta.log"


def worded(error: StarostaError) -> str:
    """What happened and what to do next, in the words of the templates."""
    from ..shelf import Shelf
    from ..words import Words

    if error.key.startswith("mistakes."):
        return text(error.key, **error.facts)
    return Words.of(Shelf.of())(f"errors.{error.key}", **error.facts)


def logged(error: Exception) -> Path:
    """The traceback goes to a file: it helps who mends the program, not who runs it."""
    import tempfile
    import traceback

    path = Path(tempfile.gettempdir(), LOG)
    with path.open("a", encoding="utf-8") as log:
        log.write("".join(traceback.format_exception(error)))
    return path
