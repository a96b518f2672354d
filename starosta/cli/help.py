"""Help pages and complaints in the words of `cli.toml`: the library itself speaks English only."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from .texts import section, text


class Formatter(click.HelpFormatter):
    """A help page whose headings and standing sentences come from `cli.toml` [click]."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        own = section("click")["usage"] if prefix is None else prefix
        known = section("click")
        for english, mark in (("[OPTIONS]", "options_mark"), ("[COMMAND] [ARGS]...", "command_mark")):
            args = args.replace(english, known[mark])
        super().write_usage(prog, args, own)

    def write_heading(self, heading: str) -> None:
        super().write_heading(section("click").get(heading.lower(), heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        known = section("click")
        standing = {"Show this message and exit.": known["show_help"]}
        told = [(first, standing.get(second, second)) for first, second in rows]
        super().write_dl(told, col_max, col_spacing)


class Context(click.Context):
    formatter_class = Formatter


class Verbs(click.Group):
    """Verbs in the order in which a newcomer needs them, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


def speak(command: click.Command) -> click.Command:
    """Give a command and all below it the formatter."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            speak(below)
    return command


def complaint(error: click.UsageError) -> str:
    """What is wrong with a command line, in one sentence."""
    if isinstance(error, click.NoSuchOption):
        return text("click.no_option", name=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return text("click.missing", name=name or (error.param.name if error.param else ""))
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else ""
        return text("click.bad_value", name=name)
    if isinstance(error, click.BadOptionUsage):
        return text("click.no_value", name=error.option_name)
    extra = re.search(r"unexpected extra arguments? \((.*)\)", error.message)
    if extra:
        return text("click.extra", name=extra[1])
    words = error.message.split("'")
    if error.message.startswith("No such command") and len(words) > 1:
        return text("click.no_command", name=words[1])
    return text("click.other", reason=error.format_message().rstrip("."))
