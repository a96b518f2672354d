"""The search language against a mailbox of eight letters: which of them each query finds."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workspace_emulator.gmail.letters import SCHOOL, letter, raw
from workspace_emulator.gmail import search
from workspace_emulator.gmail.search import compile_query
from workspace_emulator.gmail.words import fold

LETTERS: dict[str, tuple[bytes, list[str]]] = {
    "a": (
        letter(
            "Здравствуйте! Группа ИС-21, отсутствуют двое.",
            From="Иван Петров <ivan.petrov@example.org>",
            To=SCHOOL,
            Subject="Отчёт за день",
            Date="Mon, 04 May 2026 00:30:00 +0300",
            Message_ID="<first@example.org>",
        ),
        ["INBOX", "UNREAD"],
    ),
    "b": (
        letter(
            "См. вложение",
            files=(("Отчёт май.XLSX", b"1"),),
            From="olga@example.org",
            To=f"{SCHOOL}, ivan.petrov@example.org",
            Cc="Завуч <zavuch@example.org>",
            Subject="Ведомость",
            Date="Tue, 05 May 2026 10:00:00 +0300",
        ),
        ["INBOX", "STARRED", "Label_1"],
    ),
    "c": (
        letter(
            "price list",
            From="shop@store.example.com",
            To=SCHOOL,
            Subject="Sale: price list of June",
            Date="Mon, 01 Jun 2026 12:00:00 +0300",
            List_ID="<sale.store.example.com>",
        ),
        ["INBOX", "CATEGORY_PROMOTIONS"],
    ),
    "d": (
        letter(
            "мой ответ",
            From=SCHOOL,
            To="olga@example.org",
            Bcc="zavuch@example.org",
            Subject="Re: Ведомость",
            Date="Wed, 06 May 2026 10:00:00 +0300",
        ),
        ["SENT"],
    ),
    "e": (
        letter(
            "выигрыш",
            From="spam@bad.example.com",
            To=SCHOOL,
            Subject="Выигрыш",
            Date="Fri, 11 Sep 2026 10:00:00 +0300",
        ),
        ["SPAM"],
    ),
    "f": (
        letter(
            "старое",
            From="olga@example.org",
            To=SCHOOL,
            Subject="Старое",
            Date="Tue, 01 Jul 2025 10:00:00 +0300",
        ),
        ["TRASH"],
    ),
    "g": (
        letter(
            "x " * 3000,
            From="ivan.petrov@example.org",
            To=SCHOOL,
            Subject="архив price",
            Date="Sun, 13 Sep 2026 20:00:00 +0300",
        ),
        ["Label_2"],
    ),
    "h": (
        letter(
            html="<p>Расписание <b>занятий</b></p>",
            text=" ",
            From="olga@example.org",
            To=SCHOOL,
            Subject="(-)",
            Date="Mon, 14 Sep 2026 08:00:00 +0300",
        ),
        ["INBOX", "UNREAD", "IMPORTANT"],
    ),
}

CASES = [
    ("", "hgcdba"),
    ("отчёт", "ba"),
    ("ОТЧЁТ", "ba"),
    ("отч", ""),
    ("subject:отчёт", "a"),
    ("subject:отчет", ""),
    ('"отчёт за день"', "a"),
    ('"за отчёт"', ""),
    ("день отчёт", "a"),
    ("from:ivan", "ga"),
    ("from:ivan.petrov@example.org", "ga"),
    ("from:петров", "a"),
    ("from:example.org", "hgdba"),
    ("from:me", "d"),
    ("to:ivan.petrov@example.org", "b"),
    ("to:me", "hgcba"),
    ("cc:завуч", "b"),
    ("bcc:zavuch@example.org", "d"),
    ("to:zavuch@example.org", "db"),
    ("deliveredto:school@example.org", "hgcdba"),
    ("subject:(price june)", "c"),
    ('subject:"price list"', "c"),
    ("subject:{ведомость june}", "cdb"),
    ("subject:(ведомость OR june)", "cdb"),
    ("{from:ivan from:olga}", "hgba"),
    ("from:ivan OR from:olga", "hgba"),
    ("from:ivan | from:olga", "hgba"),
    ("from:ivan OR from:olga отчёт", "ba"),
    ("(from:ivan отчёт) OR june", "ca"),
    ("price -june", "g"),
    ("price -subject:june", "g"),
    ("-from:olga -from:ivan", "cd"),
    ("-(from:olga OR from:ivan)", "cd"),
    ("-{from:olga from:ivan}", "cd"),
    ("from:{ivan olga} -отчёт", "hg"),
    ('-"price list"', "hgdba"),
    ("has:attachment", "b"),
    ("-has:attachment in:inbox", "hca"),
    ("has:userlabels", "gb"),
    ("has:nouserlabels", "hcda"),
    ("has:nonsense", ""),
    ("filename:xlsx", "b"),
    ('filename:"отчёт май.xlsx"', "b"),
    ("filename:pdf", ""),
    ("in:inbox", "hcba"),
    ("in:sent", "d"),
    ("in:spam", "e"),
    ("in:trash", "f"),
    ("in:anywhere", "hgecdbaf"),
    ("in:anywhere from:olga", "hbf"),
    ("in:archive", "g"),
    ("{in:spam in:trash}", "ef"),
    ("-in:inbox", "gd"),
    ("-in:trash from:olga", "hb"),
    ("label:inbox", "hcba"),
    ("label:отчёты-май", "b"),
    ('label:"Отчёты/май"', "b"),
    ("label:ОТЧЁТЫ", "g"),
    ("label:unknown", ""),
    ("is:unread", "ha"),
    ("is:read", "gcdb"),
    ("is:starred", "b"),
    ("is:important", "h"),
    ("-is:unread in:inbox", "cb"),
    ("category:promotions", "c"),
    ("list:sale.store.example.com", "c"),
    ("after:2026/05/04", "hgcdba"),
    ("after:2026/05/05", "hgcdb"),
    ("after:05/05/2026", "hgcdb"),
    ("after:2026-05-05 before:2026-05-06", "b"),
    ("before:2026/05/04", ""),
    ("older:2026/05/05", "a"),
    ("newer:2026/09/14", "h"),
    ("after:1777845600", "hgcdb"),
    ("before:1777843799", ""),
    ("before:1777843800", "a"),
    ("after:1777843800 before:1777843800", "a"),
    ("after:1777843801 before:1777845600", ""),
    ("after:yesterday", ""),
    ("after:2026/02/31", ""),
    ("newer_than:1d", "hg"),
    ("newer_than:4h", "h"),
    ("older_than:4m", "dba"),
    ("newer_than:1y in:anywhere", "hgecdba"),
    ("older_than:1y in:anywhere", "f"),
    ("newer_than:soon", ""),
    ("larger:5k", "g"),
    ("smaller:1K in:inbox -has:attachment", "hca"),
    ("rfc822msgid:first@example.org", "a"),
    ("rfc822msgid:<first@example.org>", "a"),
    ("rfc822msgid:other@example.org", ""),
    ("расписание занятий", "h"),
    ("sale:price", "c"),
    ("ис-21", "a"),
    ("+price +june", "c"),
    ("price AND june", "c"),
    ("price and june", ""),
    ("здравствуйте AROUND 5 двое", "a"),
    ("здравствуйте AROUND 4 двое", ""),
    ("двое AROUND 5 здравствуйте", "a"),
    ('"двое AROUND 5 здравствуйте"', ""),
    ('"здравствуйте AROUND 5 двое"', "a"),
    ('"группа ис-21" AROUND 9 "отсутствуют двое"', "a"),
    ("отчёт AROUND 99 здравствуйте", ""),
    ("price AROUND june", ""),
    ("-(price AROUND 5 june) from:shop", ""),
    ("{(price AROUND 5 june) is:starred}", "cb"),
    ("(", "hgcdba"),
    ("OR", "hgcdba"),
    ("price OR", "gc"),
    ("((price))", "gc"),
]


@pytest.fixture
def box(gmail: Any) -> dict[str, str]:
    """The letters' names by their ids."""
    for name in ("Отчёты/май", "отчёты"):
        gmail.labels().create(userId="me", body={"name": name}).execute()
    ids = {}
    for name, (content, labels) in LETTERS.items():
        inserted = gmail.messages().insert(
            userId="me",
            body={**raw(content), "labelIds": labels},
            internalDateSource="dateHeader",
        )
        ids[inserted.execute()["id"]] = name
    return ids


def test_each_query_finds_its_letters(gmail: Any, box: dict[str, str]) -> None:
    found = {}
    for q, _ in CASES:
        answer = gmail.messages().list(userId="me", q=q).execute()
        found[q] = "".join(box[message["id"]] for message in answer.get("messages", []))
    assert found == dict(CASES)


def test_spam_and_trash_are_listed_on_request(gmail: Any, box: dict[str, str]) -> None:
    answer = gmail.messages().list(userId="me", includeSpamTrash=True).execute()
    assert [box[message["id"]] for message in answer["messages"]] == list("hgecdbaf")


def test_labels_and_search_are_joined(gmail: Any, box: dict[str, str]) -> None:
    answer = gmail.messages().list(userId="me", labelIds=["INBOX", "UNREAD"], q="from:olga").execute()
    assert [box[message["id"]] for message in answer["messages"]] == ["h"]


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(
            [
                "a",
                " ",
                "(",
                ")",
                "{",
                "}",
                "-",
                "OR ",
                "from:",
                '"',
                "after:",
                "is:",
                ":",
                "in:",
            ]
        )
    )
)
def test_any_text_is_a_search(pieces: list[str]) -> None:
    found = compile_query("".join(pieces), datetime(2026, 9, 14, tzinfo=UTC), UTC, SCHOOL)
    assert found.sql.count("?") == len(found.args)


def test_a_search_of_a_thousand_words_and_brackets(gmail: Any, box: dict[str, str]) -> None:
    long = (
        "{" * 300
        + " ".join(f"rfc822msgid:{n}@example.org" for n in range(900))
        + " rfc822msgid:first@example.org"
    )
    answer = gmail.messages().list(userId="me", q=long).execute()
    assert [box[message["id"]] for message in answer["messages"]] == ["a"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Иван <ivan@example.org>", " иван ivan example org "),
        ("Й", " й "),
        ("...", ""),
        ("A_1 b", " a_1 b "),
    ],
)
def test_words(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "written"),
    [("Отчёты/Май 2026", "отчёты-май-2026"), ("a & b", "a-b"), ("A", "a")],
)
def test_a_label_as_it_is_searched(name: str, written: str) -> None:
    assert search.slug(name) == written
