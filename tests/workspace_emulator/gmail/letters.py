"""Letters for the Gmail tests: built by the standard library, sent and read through the real client."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

SCHOOL = "school@example.org"
IVAN = "ivan@example.org"
OLGA = "olga@example.org"
BOSS = "boss@example.org"


def letter(
    text: str = "Здравствуйте!",
    files: tuple[tuple[str, bytes], ...] = (),
    html: str = "",
    **headers: str,
) -> bytes:
    """RFC 2822 bytes; `message_id=` becomes Message-ID."""
    message = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def raw(content: bytes) -> dict[str, Any]:
    """The body of a call that brings a letter."""
    return {"raw": base64.urlsafe_b64encode(content).decode()}


def decoded(data: str) -> bytes:
    return base64.urlsafe_b64decode(data)


def header(message: dict[str, Any], name: str) -> list[str]:
    """The values of a header in a message resource."""
    return [
        entry["value"] for entry in message["payload"]["headers"] if entry["name"].lower() == name.lower()
    ]
