"""A letter's page: which of its parts are read, which are files, and where its addresses lead."""

from __future__ import annotations

import base64
import re
from email.message import EmailMessage, MIMEPart
from typing import Any

import pytest
import requests

from workspace_emulator.doors import service

SITE = "https://docs.google.com"
ANNA, BORIS = "anna@example.org", "boris@example.org"


def put(session: requests.Session, raw: bytes, **given: Any) -> dict[str, Any]:
    """The letter in Anna's inbox, byte for byte."""
    body = {"raw": base64.urlsafe_b64encode(raw).decode(), "labelIds": ["INBOX"], **given}
    messages = service(session, "gmail").users().messages()
    kept: dict[str, Any] = messages.insert(userId=ANNA, body=body).execute()
    return kept


def head(subject: str = "Тема") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = BORIS, ANNA, subject
    return made


def page(session: requests.Session, kept: dict[str, Any]) -> str:
    return session.get(f"{SITE}/mail/{ANNA}/thread/{kept['threadId']}").text


def body(session: requests.Session, kept: dict[str, Any]) -> str:
    found = session.get(f"{SITE}/mail/{ANNA}/letter/{kept['id']}/body")
    assert found.status_code == 200
    return found.text.partition("<body>")[2]


def files(text: str) -> list[str]:
    return re.findall(r"</svg>\s*<span>([^<]*)</span>", text)


def part(content: str, kind: str = "plain") -> MIMEPart:
    made = MIMEPart()
    made.set_content(content, subtype=kind)
    return made


def test_texts_that_follow_one_another_are_all_shown(session: requests.Session) -> None:
    made = head()
    made.make_mixed()
    for piece in (
        part("Сначала <слова>"),
        part("<p>Потом <b>разметка", "html"),
        part("<p>и ещё</p>", "html"),
    ):
        made.attach(piece)
    made.add_attachment(b"x", maintype="application", subtype="pdf", filename="план.pdf")
    kept = put(session, made.as_bytes())
    assert re.sub(r"<[^>]+>|\n", "", body(session, kept)) == "Сначала &lt;слова&gt;Потом разметкаи ещё"
    assert files(page(session, kept)) == ["план.pdf"]


def test_of_several_forms_of_a_text_the_richest_is_shown(session: requests.Session) -> None:
    made = head()
    made.set_content("простой")
    made.add_alternative("<p>богатый</p>", subtype="html")
    made.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    assert "простой" not in body(session, put(session, made.as_bytes()))


def test_a_picture_that_is_shown_is_no_file_beside(session: requests.Session) -> None:
    made = head()
    made.set_content('<p><img src="cid:герб@example.org"></p>', subtype="html")
    made.add_related(b"GIF89a", "image", "gif", cid="<герб@example.org>", filename="герб.gif")
    made.add_related(b"GIF89a", "image", "gif", cid="<other@example.org>", filename="печать.gif")
    kept = put(session, made.as_bytes())
    assert 'src="data:image/gif;base64,R0lGODlh"' in body(session, kept)
    assert files(page(session, kept)) == ["печать.gif"]


@pytest.mark.parametrize(
    ("kind", "name"),
    [("application/pdf", "noname.pdf"), ("image/png", "noname.png"), ("application/x-own", "noname")],
)
def test_a_file_without_a_name_is_called_after_its_kind(
    session: requests.Session, kind: str, name: str
) -> None:
    made = head()
    made.set_content("текст")
    made.add_attachment(b"x", *kind.split("/"))
    kept = put(session, made.as_bytes())
    assert files(page(session, kept)) == [name]
    answer = session.get(f"{SITE}/mail/{ANNA}/letter/{kept['id']}/part/1")
    assert answer.headers["Content-Disposition"].endswith(f"''{name}")


@pytest.mark.parametrize(("subject", "name"), [("План на год", "План на год.eml"), ("", "noname.eml")])
def test_an_attached_letter_is_called_after_its_subject(
    session: requests.Session, subject: str, name: str
) -> None:
    made, inner = head(), head(subject)
    inner.set_content("внутри")
    made.set_content("снаружи")
    made.add_attachment(inner)
    assert files(page(session, put(session, made.as_bytes()))) == [name]


def test_an_address_in_a_letter_leads_to_a_new_letter(session: requests.Session) -> None:
    made = head()
    link = "mailto:vera@example.org?subject=%D0%94%D0%B0+%26&body=x"
    made.set_content(f'<a href="{link}">написать</a>', subtype="html")
    found = re.findall(r'href="([^"]+)"', body(session, put(session, made.as_bytes())))
    address = found[0].replace("&amp;", "&")
    written = session.get(f"{SITE}{address}").text
    assert ('value="vera@example.org"' in written, 'value="Да+&amp;"' in written) == (True, True)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("(https://example.org/a).", [("https://example.org/a", "https://example.org/a")]),
        ("https://example.org/Школа_(тип), ", [("https://example.org/Школа_(тип)",) * 2]),
        ("(см. https://example.org/Школа_(тип))", [("https://example.org/Школа_(тип)",) * 2]),
        ("Наш сайт www.example.org.", [("https://www.example.org", "www.example.org")]),
        ("HTTPS://Example.org/ и awww.example.org", [("HTTPS://Example.org/", "HTTPS://Example.org/")]),
        ("www. и https://", []),
    ],
)
def test_addresses_of_a_plain_letter_are_links(
    session: requests.Session, text: str, links: list[tuple[str, str]]
) -> None:
    made = head()
    made.set_content(text)
    shown = page(session, put(session, made.as_bytes())).partition('class="text"')[2]
    assert re.findall(r'<a href="([^"]+)" target="_blank"[^>]*>([^<]+)</a>', shown) == links
