"""What a page sends on, keeps and complains of."""

from __future__ import annotations

import base64
import re
from email.message import EmailMessage
from html import unescape
from typing import Any

import pytest
import requests

from tests.workspace_emulator.web.test_letter_pages import ANNA, BORIS, SITE, files, head, put
from workspace_emulator.doors import service

COMPOSE = f"{SITE}/mail/{ANNA}/compose"
VERA = "vera@example.org"
GIF = b"GIF89a"
PASSAGE = (
    "---------- Пересылаемое письмо ----------\nОт кого: boris@example.org\nДата: {when}\nТема: Сводка\n"
    "Кому: anna@example.org\n\nсловами"
)


def digest() -> EmailMessage:
    """An HTML letter with a picture in it and two files."""
    made = head("Сводка")
    made.set_content("словами")
    made.add_alternative('<p>таблицей</p><img src="cid:g@x">', subtype="html")
    made.get_payload()[1].add_related(GIF, "image", "gif", cid="<g@x>")  # type: ignore[union-attr,index]
    made.add_attachment(b"xlsx", maintype="application", subtype="x", filename="Отчёт.xlsx")
    made.add_attachment(b"pdf", maintype="application", subtype="pdf", filename="План.pdf")
    return made


def fields(session: requests.Session, **query: str) -> dict[str, Any]:
    """What the page would send if nothing were changed on it."""
    page = session.get(COMPOSE, params=query).text
    found: dict[str, Any] = {
        name: unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)
    }
    found["text"] = unescape(re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[0])
    found["keep"] = re.findall(r'name="keep" value="([^"]*)" checked', page)
    return found


def press(session: requests.Session, do: str, given: dict[str, Any], **changed: str) -> requests.Response:
    return session.post(COMPOSE, data=given | {"do": do} | changed, allow_redirects=False)


def arrived(session: requests.Session, account: str) -> dict[str, Any]:
    """The only letter in a box, as its page shows it."""
    messages = service(session, "gmail").users().messages()
    (found,) = messages.list(userId=account).execute()["messages"]
    page = session.get(f"{SITE}/mail/{account}/thread/{found['threadId']}").text
    shown = session.get(f"{SITE}/mail/{account}/letter/{found['id']}/body")
    return {"page": page, "body": shown.text if shown.status_code == 200 else "", "files": files(page)}


def test_a_letter_is_sent_on_with_its_looks_and_files(session: requests.Session) -> None:
    kept = put(session, digest().as_bytes())
    given = fields(session, forward=kept["id"])
    when = re.findall("Дата: (.*)", given["text"])[0]
    assert given["text"].strip() == PASSAGE.format(when=when)
    assert (given["subject"], given["to"]) == ("Fwd: Сводка", "")
    sent = press(session, "send", given, to=VERA, text=f"Посмотрите!\r\n{given['text']}")
    assert sent.headers["Location"] == f"/mail/{ANNA}/thread/{kept['threadId']}?done=sent"
    found = arrived(session, VERA)
    assert found["files"] == ["Отчёт.xlsx", "План.pdf"]
    assert re.sub(r"<[^>]+>", "", found["body"].partition("<body>")[2]).startswith("Посмотрите!-----")
    assert "<p>таблицей</p>" in found["body"]
    assert 'src="data:image/gif' in found["body"]


def test_of_a_letter_sent_on_words_and_files_may_be_left_out(session: requests.Session) -> None:
    given = fields(session, forward=put(session, digest().as_bytes())["id"])
    given["keep"] = given["keep"][:1]
    press(session, "send", given, to=VERA, text="Только самое важное")
    found = arrived(session, VERA)
    assert (found["files"], found["body"]) == (["Отчёт.xlsx"], "")
    assert "Только самое важное" in found["page"]


def test_a_letter_sent_on_later_waits_whole_among_the_drafts(session: requests.Session) -> None:
    given = fields(session, forward=put(session, digest().as_bytes())["id"])
    kept = press(session, "save", given, to=VERA)
    draft = re.findall("draft=([^&]+)", kept.headers["Location"])[0]
    press(session, "send", fields(session, draft=draft))
    found = arrived(session, VERA)
    assert found["files"] == ["Отчёт.xlsx", "План.pdf"]
    assert "<p>таблицей</p>" in found["body"]


@pytest.mark.parametrize(("text", "rich"), [("", True), ("другими словами", False)])
def test_a_program_s_draft_keeps_its_looks_until_its_words_change(
    session: requests.Session, text: str, rich: bool
) -> None:
    made = digest()
    del made["To"]
    made["To"] = VERA
    raw = base64.urlsafe_b64encode(made.as_bytes()).decode()
    drafts = service(session, "gmail").users().drafts()
    draft = drafts.create(userId=ANNA, body={"message": {"raw": raw}}).execute()["id"]
    given = fields(session, draft=draft)
    press(session, "send", given, **({"text": text} if text else {}))
    assert ("<p>таблицей</p>" in arrived(session, VERA)["body"]) is rich


def test_a_letter_sent_on_to_nobody_comes_back_with_its_files(session: requests.Session) -> None:
    given = fields(session, forward=put(session, digest().as_bytes())["id"])
    back = press(session, "send", given)
    assert (back.status_code, back.text.count('name="keep"')) == (400, 2)
    assert f'name="forwarded" value="{given["forwarded"]}"' in back.text


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({}, "to", "Укажите, кому отправить письмо."),
        ({"to": "Иванов, Пётр <petr@example.org>"}, "to", "Исправьте: «Иванов»."),
        ({"to": BORIS, "cc": f"{VERA}, x@"}, "cc", "Исправьте: «x@»."),
        ({"to": f'"Борис, учитель" <{BORIS}>; @example.org'}, "to", "Исправьте: «@example.org»."),
        ({"to": BORIS, "bcc": "никто"}, "bcc", "Исправьте: «никто»."),
    ],
)
def test_the_field_to_be_mended_is_marked(
    session: requests.Session, given: dict[str, str], field: str, sentence: str
) -> None:
    page = press(session, "send", fields(session), **given).text
    assert sentence in page
    wrong = re.findall(r'id="(\w+)"[^>]* autofocus aria-invalid="true" aria-describedby="errors"', page)
    assert wrong == [field]


def test_what_was_never_kept_is_not_said_to_be_deleted(session: requests.Session) -> None:
    thrown = press(session, "discard", fields(session))
    assert thrown.headers["Location"] == f"/mail/{ANNA}"
    draft = re.findall("draft=([^&]+)", press(session, "save", fields(session)).headers["Location"])[0]
    page = session.get(COMPOSE, params={"draft": draft}).text
    assert ("Удалить черновик" in page, "Не отправлять" in page) == (True, False)


def test_a_letter_that_is_nothing_but_a_file_gives_it(session: requests.Session) -> None:
    made = head("Файл")
    made.set_content(b"pdf", maintype="application", subtype="pdf", filename="План.pdf")
    kept = put(session, made.as_bytes())
    page = session.get(f"{SITE}/mail/{ANNA}/thread/{kept['threadId']}").text
    address = re.findall(r'href="([^"]+/part/[^"]*)"', page)[0]
    assert session.get(SITE + address).content == b"pdf"
    assert fields(session, forward=kept["id"])["keep"] == [""]
