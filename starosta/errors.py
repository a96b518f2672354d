"""What whoever runs us must act on: a key of `words.toml` [errors], the facts for its sentence, and an exit
code.

The sentences (what happened, what to do next) are not here; nor are faults of the school's data
(`rules.problems`) and Google's passing troubles (`google.errors`).
"""

from __future__ import annotations


class StarostaError(Exception):
    """`key` names a sentence of `words.toml` [errors]; `facts` fill its placeholders; `exit_code` is the
    process's."""

    exit_code = 1

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        """For logs and tracebacks only: people read the worded sentence."""
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.key} ({told})" if told else self.key


class ConfigError(StarostaError):
    """Something in the school's folder (settings, credentials, templates) is missing or cannot be
    understood."""

    exit_code = 2


class WorkspaceUnreachable(StarostaError):
    """The workspace did not answer, or asked to come back later."""

    exit_code = 3


class AccessDenied(StarostaError):
    """The workspace answered that this account may not do it."""

    exit_code = 4


class NotFoundInWorkspace(StarostaError):
    """A file, form or mailbox the school relies on is not there."""

    exit_code = 5


class Busy(StarostaError):
    """Another process is at work on the same school."""

    exit_code = 6
