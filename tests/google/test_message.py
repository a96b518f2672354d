"""Letters as bytes: what a mail program reads back, and that nobody breaks out of a header."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from starosta.google.message import (
    Attachment,
    BadAddress,
    Message,
    build,
    is_address,
    key_token,
    pack,
    unpack,
)

NOON = datetime(2026, 11, 11, 9, 0, tzinfo=UTC)
TEXT = "Здравствуйте, Алёна Петровна!\n\nЖдём мониторинг по ЭМ-21 до 9:15.\n"
LETTER = Message(
    to=("semyonova@example.org", "gorin@example.org"),
    subject="Мониторинг по группе ЭМ-21 — сдайте до 9:15, пожалуйста, осталось десять минут",
    text=TEXT,
    html="<p>Ждём мониторинг по <b>ЭМ-21</b></p>",
    sender_name="Староста «Колледжа»",
    sender="school@example.org",
    attachments=(
        Attachment(
            "Ежедневный отчёт мастера п-о за 11.11.2026 — Семёнова Алёна Петровна.xlsx",
            "application/zip",
            b"PK",
        ),
    ),
)


def read(raw: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(raw, policy=default))


def test_a_letter_is_read_back_whole() -> None:
    mail = read(build(LETTER, "remind/2026-11-11/М-03", NOON))
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None and html is not None
    files = [
        (part.get_filename(), part.get_content_type(), part.get_content()) for part in mail.iter_attachments()
    ]
    assert {name: str(mail[name]) for name in mail if name not in ("MIME-Version", "Content-Type")} == {
        "Subject": LETTER.subject,
        "From": "Староста «Колледжа» <school@example.org>",
        "To": "semyonova@example.org, gorin@example.org",
        "Date": "Wed, 11 Nov 2026 09:00:00 +0000",
        "Auto-Submitted": "auto-generated",
        "X-Starosta-Key": key_token("remind/2026-11-11/М-03"),
    }
    assert plain.get_content().replace("\r\n", "\n") == TEXT
    assert html.get_content().strip() == LETTER.html
    assert files == [(LETTER.attachments[0].name, "application/zip", b"PK")]


def test_a_letter_of_a_thread_takes_its_subject_and_names_its_letters() -> None:
    mail = read(
        build(
            LETTER,
            "k",
            NOON,
            subject="Обязанности 11.11.2026",
            answers=["<a@example.org>", "<b@example.org>"],
        )
    )
    assert [mail[name] for name in ("Subject", "In-Reply-To", "References")] == [
        "Обязанности 11.11.2026",
        "<b@example.org>",
        "<a@example.org> <b@example.org>",
    ]


def test_every_line_is_ascii_and_short_enough_for_smtp() -> None:
    raw = build(LETTER, "k", NOON)
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


BREAKS = [
    "\r\nBcc: thief@example.org",
    "\nBcc: thief@example.org",
    "\r\n\r\n<script>",
    "\x00\x0bx",
    "\u2028Bcc: a@example.org",
]


@pytest.mark.parametrize("injected", BREAKS)
def test_headers_cannot_be_broken_out_of(injected: str) -> None:
    evil = Message(
        to=("gorin@example.org",),
        subject=f"Отчёт{injected}",
        text="т",
        sender_name=f"Имя{injected}",
        sender="school@example.org",
        attachments=(Attachment(f"файл{injected}", "text/plain", b""),),
    )
    mail = read(build(evil, f"k{injected}", NOON, answers=[f"<a@example.org>{injected}"]))
    names = ["Subject", "From", "To", "Date", "In-Reply-To", "References", "Auto-Submitted", "X-Starosta-Key"]
    assert sorted(mail.keys()) == sorted([*names, "MIME-Version", "Content-Type"])
    assert [address.addr_spec for address in mail["To"].addresses] == ["gorin@example.org"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "горин@example.org",
        "gorin@localhost",
        "a@b@example.org",
        "gorin@example.org\nBcc: x@example.org",
        "a b@example.org",
        "gorin@example.org, x@example.org",
        "<gorin@example.org>",
        "gorin@example..org",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        build(Message(to=(address,), subject="т", text="т"), "k", NOON)
    assert refused.value.args == (address,)


@pytest.mark.parametrize(
    "address", ["gorin@example.org", "o'neil+отчёт@example.org", "a.b-c@mail.example.org"]
)
def test_is_address(address: str) -> None:
    assert is_address(address) == address.isascii()


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cn", "Co"]), max_size=120
)


@given(WORDS)
def test_any_subject_survives(subject: str) -> None:
    wanted = " ".join(subject.split(" "))
    mail = read(build(Message(to=("gorin@example.org",), subject=wanted, text="т"), "k", NOON))
    assert " ".join(str(mail["Subject"]).split()) == " ".join(wanted.split())


def lines(text: str) -> list[str]:
    """Lines as mail knows them; on the wire the last one always has an end."""
    found = re.split(r"\r\n|\r|\n", text)
    return found[:-1] if len(found) > 1 and not found[-1] else found


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=200))
def test_any_text_survives(text: str) -> None:
    mail = read(build(Message(to=("gorin@example.org",), subject="т", text=text), "k", NOON))
    body = mail.get_body(("plain",))
    assert body is not None
    assert lines(body.get_content()) == lines(text)


def test_a_packed_letter_is_the_same_letter() -> None:
    assert unpack(pack(LETTER)) == LETTER
    assert pack(unpack(pack(LETTER))) == pack(LETTER)


def test_the_token_of_a_key_is_plain() -> None:
    assert len({key_token("а"), key_token("a"), key_token("")}) == 3
    assert key_token("remind/2026-11-11/М-03").isalnum()
