"""The verbs put together, and the one place where a failure becomes a sentence and an exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .. import __version__
from ..errors import StarostaError
from .demo import demo
from .failures import logged, worded
from .help import Verbs, complaint, speak
from .init import init
from .letters import letters
from .links import links
from .run import run
from .setup import setup
from .status import status
from .summary import summary
from .texts import complain, say, text
from .tick import tick
from .workspace import workspace

INTERRUPTED = 130
UNEXPECTED = 1


@click.group(cls=Verbs, help=text("help.app"), invoke_without_command=True)
@click.option(
    "--school", type=click.Path(path_type=Path), metavar=text("click.folder"), help=text("help.school")
)
@click.option("--version", is_flag=True, help=text("help.version"))
@click.pass_context
def starosta(context: click.Context, school: Path | None, version: bool) -> None:
    """Every verb below gets the school named before it."""
    context.obj = school
    if version:
        say(f"starosta {__version__}")
    elif context.invoked_subcommand is None:
        say(context.get_help())


for verb in (init, setup, tick, run, status, summary, letters, links, workspace, demo):
    starosta.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave the process with its exit code."""
    sys.exit(run_with(list(sys.argv[1:] if arguments is None else arguments)))


def run_with(arguments: Sequence[str]) -> int:
    """The exit code of one command: 0 well, 2 a mistake in the command, 130 interrupted, else the error's
    own."""
    command = speak(starosta)
    try:
        result = command.main(args=list(arguments), prog_name="starosta", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.UsageError as error:
        complain(complaint(error))
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
