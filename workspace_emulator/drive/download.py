"""The bytes of a plain file as they are fetched: whole, or the range that a request names."""

from __future__ import annotations

import re

from ..wire import ApiError, Reply

_ONE_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def reply(content: bytes, kind: str, asked: str) -> Reply:
    """206 with one range of the content, 200 with all of it where no range can be read.

    416 for a range that begins behind the end.
    """
    match = _ONE_RANGE.fullmatch(asked.strip().lower())
    if (
        match is None
        or not (match[1] or match[2])
        or (match[1] and match[2] and int(match[2]) < int(match[1]))
    ):
        return Reply(200, content, {"Content-Type": kind})
    size = len(content)
    start = int(match[1]) if match[1] else max(size - int(match[2]), 0)
    if start >= size:
        raise ApiError(
            416,
            "Request range not satisfiable",
            reason="requestedRangeNotSatisfiable",
            location="Range",
            location_type="header",
            headers={"Content-Range": f"bytes */{size}"},
        )
    end = min(int(match[2]), size - 1) if match[1] and match[2] else size - 1
    headers = {"Content-Type": kind, "Content-Range": f"bytes {start}-{end}/{size}"}
    return Reply(206, content[start : end + 1], headers)
