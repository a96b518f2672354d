"""Gmail's refusals in Gmail's words: both envelopes carry the reason that the real service gives."""

from __future__ import annotations

from datetime import datetime

from ..clock import stamp
from ..wire import ApiError


def invalid(message: str) -> ApiError:
    """400 with the reason invalidArgument."""
    return ApiError(400, message, reason="invalidArgument")


def missing() -> ApiError:
    """404 for a letter, draft, thread or label that is not there."""
    return ApiError(404, "Requested entity was not found.", reason="notFound")


def too_large() -> ApiError:
    """413 for a letter longer than its method takes."""
    return ApiError(413, "Request Entity Too Large", reason="uploadTooLarge", status="INVALID_ARGUMENT")


def conflict(message: str) -> ApiError:
    """409 for a label's name that is taken."""
    return ApiError(409, message, reason="aborted", status="ABORTED")


def precondition() -> ApiError:
    """400 for an account that has no mailbox."""
    return ApiError(
        400, "Precondition check failed.", reason="failedPrecondition", status="FAILED_PRECONDITION"
    )


def forbidden(message: str) -> ApiError:
    """403 for what the caller's token does not open."""
    return ApiError(403, message, reason="forbidden")


def delegation_denied(account: str) -> ApiError:
    """403 for another account's mailbox."""
    return forbidden(f"Delegation denied for {account}")


def limit_reached(until: datetime) -> ApiError:
    """429 of a sending limit; the moment stands in the text alone, there is no Retry-After."""
    return ApiError(
        429,
        f"User-rate limit exceeded.  Retry after {stamp(until)}",
        reason="userRateLimitExceeded",
        domain="usageLimits",
    )
