"""The refusals of the OAuth endpoints, as RFC 6749 shapes them."""

from __future__ import annotations

from ..wire import Json


class Refused(Exception):
    """An OAuth error: its code, its description and the HTTP status."""

    def __init__(self, error: str, description: str, status: int = 400) -> None:
        super().__init__(description)
        self.error = error
        self.answer: tuple[Json, int] = ({"error": error, "error_description": description}, status)
