"""Subjects of two alphabets come out as they went in, however long they are."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime

import pytest

from starosta.google.message import Message, build


@pytest.mark.parametrize(
    "subject",
    [
        "11 ноября: отметка Bcc: evil@example.org до 8:15, отчёт за день до 14:35",
        "Сводки, 11 ноября: готов к работе до 8:15, мониторинг до 9:15, отчёт за день до 14:35",
        "ноябрь " * 40 + "Google Forms " * 10 + "конец",
        "only ASCII " * 20 + "end",
        "=?utf-8?b?0LTQvg==?= как есть",
        "=?utf-8?b?0LTQvg==?=",
        "короткая",
        "",
    ],
)
def test_a_subject_of_two_alphabets_keeps_its_spaces(subject: str) -> None:
    raw = build(Message(("gorin@example.org",), subject, "т"), "k", datetime(2026, 11, 11, tzinfo=UTC))
    head = raw.partition(b"\r\n\r\n")[0]
    assert max(len(line) for line in head.split(b"\r\n")) <= 100
    assert str(email.message_from_bytes(raw, policy=email.policy.default)["Subject"]) == subject
