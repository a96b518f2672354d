"""The tree that Google makes of a letter: tables of real-world shapes, and that no bytes break it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workspace_emulator.gmail.letters import letter
from workspace_emulator.gmail import headers, mime
from workspace_emulator.gmail.mime import Part


def outline(part: Part) -> Iterator[tuple[str, str, str, bytes]]:
    """(partId, type, filename, content) of every part."""
    for inner in mime.walk(part):
        yield inner.part_id, inner.mime, inner.filename, inner.content


BASE64 = b"Content-Transfer-Encoding: base64\r\n\r\n"
QUOTED = b"content-transfer-encoding: Quoted-Printable\r\n\r\n"
NESTED = (
    b"Subject: outer\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\npreamble\r\n"
    b"--a\r\nContent-Type: multipart/alternative; boundary=ab\r\n\r\n"
    b"--ab\r\n\r\nplain\r\n--ab\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--ab--\r\n"
    b"--a\r\nContent-Type: message/rfc822\r\n\r\n"
    b"Subject: inner\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n"
    b"--z\r\n\r\none\r\n--z--\r\n\r\n--a--\r\nepilogue"
)
INNER = b"Subject: inner\r\nContent-Type: multipart/mixed; boundary=z\r\n\r\n--z\r\n\r\none\r\n--z--\r\n"

TREES: list[tuple[str, bytes, list[tuple[str, str, str, bytes]]]] = [
    ("plain", b"Subject: a\r\n\r\nbody\r\n", [("", "text/plain", "", b"body\r\n")]),
    ("no body", b"Subject: a\r\n", [("", "text/plain", "", b"")]),
    ("empty", b"", [("", "text/plain", "", b"")]),
    ("no headers", b"\r\nbody", [("", "text/plain", "", b"body")]),
    (
        "unix line ends",
        b"Subject: a\nContent-Type: text/html\n\n<p>",
        [("", "text/html", "", b"<p>")],
    ),
    (
        "alternative and a letter inside",
        NESTED,
        [
            ("", "multipart/mixed", "", b""),
            ("0", "multipart/alternative", "", b""),
            ("0.0", "text/plain", "", b"plain"),
            ("0.1", "text/html", "", b"<p>rich</p>"),
            ("1", "message/rfc822", "", INNER),
            ("1.0", "multipart/mixed", "", b""),
            ("1.0.0", "text/plain", "", b"one"),
        ],
    ),
    (
        "unclosed",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n\r\none\r\n--a\r\n\r\ntwo",
        [
            ("", "multipart/mixed", "", b""),
            ("0", "text/plain", "", b"one"),
            ("1", "text/plain", "", b"two"),
        ],
    ),
    (
        "empty part",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n--a\r\n\r\ntwo\r\n--a--",
        [
            ("", "multipart/mixed", "", b""),
            ("0", "text/plain", "", b""),
            ("1", "text/plain", "", b"two"),
        ],
    ),
    (
        "no boundary",
        b"Content-Type: multipart/mixed\r\n\r\ntext",
        [("", "multipart/mixed", "", b"text")],
    ),
    (
        "windows-1251 becomes UTF-8",
        b"Content-Type: text/plain; charset=windows-1251\r\n\r\n" + "Привет".encode("cp1251"),
        [("", "text/plain", "", "Привет".encode())],
    ),
    (
        "koi8-r in base64 with line breaks",
        b"Content-Type: text/plain; charset=koi8-r\r\n" + BASE64 + b"8NL J\r\n18XU\r\n",
        [("", "text/plain", "", "Привет".encode())],
    ),
    (
        "unknown charset, quoted-printable, raw UTF-8",
        b"Content-Type: text/plain; charset=nonsense\r\n" + QUOTED + b"=D0=9F=\r\n=D1=80",
        [("", "text/plain", "", "Пр".encode())],
    ),
    (
        "quoted-printable with white space at the ends of lines",
        b"Content-Type: text/plain\r\n" + QUOTED + b"a=20b=  \r\nc \t\r\nd=3D= ",
        [("", "text/plain", "", b"a bc\r\nd=")],
    ),
    (
        "undeclared 8-bit is taken for windows-1251",
        b"Content-Type: text/plain\r\n\r\n" + "Тест".encode("cp1251"),
        [("", "text/plain", "", "Тест".encode())],
    ),
    (
        "a digest holds letters",
        b"Content-Type: multipart/digest; boundary=d\r\n\r\n--d\r\n\r\nSubject: x\r\n\r\nin\r\n--d--",
        [
            ("", "multipart/digest", "", b""),
            ("0", "message/rfc822", "", b"Subject: x\r\n\r\nin"),
            ("0.0", "text/plain", "", b"in"),
        ],
    ),
]


@pytest.mark.parametrize(("content", "tree"), [case[1:] for case in TREES], ids=[case[0] for case in TREES])
def test_tree(content: bytes, tree: list[tuple[str, str, str, bytes]]) -> None:
    assert list(outline(mime.parse(content))) == tree


NAMES = [
    ('attachment; filename="план.pdf"', "план.pdf"),
    ("attachment; filename*=UTF-8''%D0%BF%D0%BB%D0%B0%D0%BD.pdf", "план.pdf"),
    (
        "attachment; filename*0*=UTF-8''%D0%BF%D0%BB; filename*1*=%D0%B0%D0%BD; filename*2=.pdf",
        "план.pdf",
    ),
    ("attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
    ('attachment; filename="=?utf-8?B?0L/Qu9Cw0L0=?=.pdf"', "план.pdf"),
    ("attachment; filename==?windows-1251?Q?=EF=EB=E0=ED?=.pdf", "план.pdf"),
    ("attachment; filename*=windows-1251''%EF%EB%E0%ED.pdf", "план.pdf"),
    (r'attachment; filename="a \"b\".txt"', 'a "b".txt'),
    ("attachment; filename=plain name.txt; size=3", "plain name.txt"),
    ("attachment; filename*=%%%", "%%%"),
    ("inline", ""),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_filename(disposition: str, name: str) -> None:
    content = f"Content-Type: application/pdf\r\nContent-Disposition: {disposition}\r\n\r\n".encode()
    assert mime.parse(content).filename == name


VALUES = [
    (b"=?UTF-8?B?0J/RgNC40LLQtdGC?=", "Привет"),
    (b"=?utf-8?q?=D0=9F=D1=80?= =?utf-8?q?=D0=B8?=", "При"),
    (b"=?utf-8?B?0J/R?=\r\n =?utf-8?B?gNC4?=", "При"),
    (b"Re: =?koi8-r?B?8NLJ18XU?= (2)", "Re: Привет (2)"),
    (b"=?utf-8?q?a_b?=", "a b"),
    (b"=?nonsense?q?abc?=", "abc"),
    (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
    ("Привет".encode(), "Привет"),
    ("Привет".encode("cp1251"), "Привет"),
    (b"a\r\n  b", "a  b"),
]


@pytest.mark.parametrize(("value", "shown"), VALUES)
def test_header(value: bytes, shown: str) -> None:
    fields, _ = headers.split(b"Subject: " + value + b"\r\n\r\n")
    assert headers.readable(fields[0].value) == shown


SNIPPETS = [
    (letter("Отчёт\r\n\r\n  сдан & <принят>\r\n"), "Отчёт сдан &amp; &lt;принят&gt;"),
    (
        b"Content-Type: text/html\r\n\r\n<style>p{}</style><p>It's&nbsp;<b>on</b>e</p><p>two",
        "It&#39;s one two",
    ),
    (letter("слово " * 100), " ".join(["слово"] * 33)),
    (letter(files=(("a.txt", b"secret"),), text="видно"), "видно"),
]


def parted(*parts: bytes, subtype: bytes = b"mixed") -> bytes:
    pieces = b"".join(b"--r\r\n" + part + b"\r\n" for part in parts)
    return b"Content-Type: multipart/" + subtype + b"; boundary=r\r\n\r\n" + pieces + b"--r--\r\n"


HTML = b"Content-Type: text/html\r\n\r\n<p>rich</p>"
ATTACHED = b"Content-Type: text/plain\r\nContent-Disposition: attachment\r\n\r\nattached"
SNIPPETS += [
    (parted(b"\r\nplain", HTML, subtype=b"alternative"), "plain"),
    (parted(b"\r\nplain", b"Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR"), "plain"),
    (parted(b"\r\nfailed", b"Content-Type: text/rfc822-headers\r\n\r\nSubject: x"), "failed"),
    (parted(b"\r\nplain", ATTACHED), "plain"),
    (parted(ATTACHED, HTML), "rich"),
    (parted(HTML, b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\ninner"), "rich"),
    (parted(b"\r\none", b"\r\ntwo"), "one two"),
]


@pytest.mark.parametrize(("content", "shown"), SNIPPETS)
def test_snippet(content: bytes, shown: str) -> None:
    assert mime.snippet(mime.parse(content)) == shown


ADDRESSES: list[tuple[bytes, list[tuple[str, str]]]] = [
    (b"a@example.org", [("", "a@example.org")]),
    (
        "Иван <a@example.org>, b@example.org".encode(),
        [("Иван", "a@example.org"), ("", "b@example.org")],
    ),
    (b'"Last, First" <a@example.org>', [("Last, First", "a@example.org")]),
    (b"=?utf-8?B?0JjQstCw0L0=?= <a@example.org>", [("Иван", "a@example.org")]),
    (b"undisclosed-recipients:;", []),
    (b"", []),
    ("Иван".encode(), [("", "Иван")]),
]


@pytest.mark.parametrize(("value", "found"), ADDRESSES)
def test_addresses(value: bytes, found: list[tuple[str, str]]) -> None:
    assert headers.addresses([value]) == found


@given(st.binary(max_size=400))
def test_splitting_and_joining_keeps_every_byte(content: bytes) -> None:
    head = b"Subject: a\r\nTo: b@example.org\r\n\tc\r\n\r\n"
    fields, rest = headers.split(head + content)
    assert headers.join(fields, rest) == head + content


PIECES = [
    b"Content-Type: ", b"multipart/mixed; boundary=a\r\n", b"text/html; charset=", b"message/rfc822",
    b"\r\n\r\n", b"--a\r\n", b"--a--", b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable",
    b"uuencode", b"=?utf-8?b?", b"?=", b"<![", b"&#x", b"filename*0*=", b"Content-Disposition: attachment; ",
    b"utf-7\r\n", b"undefined\r\n", b"idna\r\n", b"\xff\xfe", b"\0", b"+2AA-", b"Subject: ", b"To: <",
    b"begin 644 x\r\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=40).map(b"".join))
def test_any_bytes_are_a_letter(content: bytes) -> None:
    tree = mime.parse(content)
    shown = [part.content for part in mime.walk(tree) if part.mime.startswith("text/") and not part.filename]
    assert [text.decode("utf-8", "replace").encode() for text in shown] == shown
    assert mime.snippet(tree).encode("utf-8", "replace").decode() == mime.snippet(tree)


def test_a_letter_nested_beyond_reason_is_cut_off() -> None:
    content = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(500)
    )
    deepest = max(part.part_id.count(".") for part in mime.walk(mime.parse(content)))
    assert deepest == 39


PAGES = [
    ("<!DOCTYPE html><html><head><meta charset=utf-8><title>t</title><body><p>без конца", "без конца"),
    ("<title>скрыто</title><script>x</script><template>y<p>z</template>видно", "видно"),
    ("<p title='a>b'>один<br>два", "один два"),
    ("a<!-- b > c -->d<!doctype e>f", "adf"),
    ("1 < 2 &amp; &#1076;&#" + "9" * 5000 + ";", "1 < 2 & д\ufffd"),
    ("видно<a href='", "видно"),
]


@pytest.mark.parametrize(("page", "shown"), PAGES)
def test_the_text_of_a_page(page: str, shown: str) -> None:
    assert " ".join(mime.html_text(page).split()) == shown


COSTLY = [
    (b"Content-Type: text/html\r\n\r\n" + piece * 100_000, "")
    for piece in (b"<a ", b"<a href='", b"<!--", b"<!--!", b"</", b"<![", b"<div>")
]
COSTLY += [
    (b"Content-Type: text/plain\r\n" + QUOTED + b"x" + b" " * 2_000_000 + b"y", "x"),
    (
        b"Content-Type: text/plain\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\n"
        + (b"M" + b"86%A" * 15 + b"\n") * 80_000,
        "a" * 200,
    ),
    (b"Subject: " + (b"=?utf-8?b?" + b"QUFB" * 500 + b"?= ") * 20_000 + b"\r\n\r\nx", "x"),
    (b"Subject: a\r\n" + b" b\r\n" * 1_000_000 + b"\r\nx", "x"),
]


@pytest.mark.parametrize(("content", "shown"), COSTLY, ids=range(len(COSTLY)))
def test_a_letter_is_read_once_through(content: bytes, shown: str) -> None:
    """Where every place was looked at from every other, these would take hours."""
    assert mime.snippet(mime.parse(content)) == shown
