"""The verbs put together, and the one place where a failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import typer

from .. import __version__
from ..errors import StarostaError
from . import demo, init, letters, links, run, setup, status, tick, workspace
from .options import School
from .texts import complain, say, text

INTERRUPTED = 130
UNEXPECTED = 1
LOG = "starosta.log"

app = typer.Typer(
    help=text("help.app"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for verb in (init, setup, tick, run, status, letters, links, workspace, demo):
    verb.register(app)


@app.callback(invoke_without_command=True)
def _shared(
    context: typer.Context,
    school: School = None,
    version: bool = typer.Option(False, "--version", help=text("help.version"), is_eager=True),
) -> None:
    if version:
        say(f"starosta {__version__}")
        raise typer.Exit
    context.obj = school


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    sys.exit(run_with(list(sys.argv[1:] if arguments is None else arguments)))


def run_with(arguments: Sequence[str]) -> int:
    """The exit code of one command: 0 well, 2 a mistake in the command, 130 interrupted, else the error's own."""
    command = typer.main.get_command(app)
    try:
        result = command.main(args=list(arguments), prog_name="starosta", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        return 0
    except click.UsageError as error:
        complain(text("mistakes.usage", reason=error.format_message().rstrip(".")))
        return 2
    except (KeyboardInterrupt, click.Abort):
        complain(text("mistakes.interrupted"))
        return INTERRUPTED
    except BrokenPipeError:
        return 0
    except StarostaError as error:
        complain(worded(error))
        return error.exit_code
    except Exception as error:
        complain(text("mistakes.unexpected", reason=type(error).__name__, log=logged(error)))
        return UNEXPECTED


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
