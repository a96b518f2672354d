"""What the lists of a mailbox say of a thread, and where its letters are kept: folders, labels, archive."""

from __future__ import annotations

import re
from typing import Any

import pytest
import requests

from tests.workspace_emulator.web.test_letter_pages import ANNA, BORIS, SITE, head, put
from workspace_emulator.doors import service


def kept(
    session: requests.Session, sender: str, receiver: str, *labels: str, thread: str = ""
) -> dict[str, Any]:
    """A letter in Anna's box under these labels: the first one of a thread, or an answer to that."""
    made = head()
    del made["From"], made["To"]
    made["From"], made["To"] = sender, receiver
    made["References" if thread else "Message-ID"] = "<first@example.org>"
    made.set_content("текст")
    given = {"threadId": thread} if thread else {}
    return put(session, made.as_bytes(), labelIds=list(labels), **given)


def listed(session: requests.Session, **query: str) -> list[str]:
    text = session.get(f"{SITE}/mail/{ANNA}", params=query).text
    return re.findall(r'class="names">([^<]*)', text)


def beside(session: requests.Session) -> list[str]:
    text = session.get(f"{SITE}/mail/{ANNA}").text
    side = re.sub(
        r"<svg.*?</svg>", "", text.partition('class="folders"')[2].partition("</nav>")[0], flags=re.DOTALL
    )
    return [
        re.sub(r"<[^>]+>", " ", link).strip() for link in re.findall(r"<a[^>]*>(.*?)</a>", side, re.DOTALL)
    ]


def press(session: requests.Session, thread: str, do: str) -> str:
    token = re.findall(r'name="fbzx" value="([^"]+)"', session.get(f"{SITE}/mail/{ANNA}/compose").text)[0]
    return session.post(f"{SITE}/mail/{ANNA}/thread/{thread}", data={"fbzx": token, "do": do}).text


def buttons(session: requests.Session, thread: str) -> list[str]:
    text = session.get(f"{SITE}/mail/{ANNA}/thread/{thread}").text
    return re.findall(r'<button name="do" value="(\w+)"', text)


def test_sent_and_drafts_name_those_that_own_letters_go_to(session: requests.Session) -> None:
    thread = kept(session, ANNA, BORIS, "SENT")["threadId"]
    kept(session, BORIS, ANNA, "INBOX", thread=thread)
    assert listed(session, **{"in": "sent"}) == ["Кому: boris@example.org"]
    assert listed(session) == ["я, boris@example.org"]


def test_a_draft_is_called_one_in_its_thread(session: requests.Session) -> None:
    asked = kept(session, BORIS, ANNA, "INBOX")
    page = session.get(f"{SITE}/mail/{ANNA}/compose", params={"reply": asked["id"]}).text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page)) | {"do": "save", "text": "ответ"}
    assert session.post(f"{SITE}/mail/{ANNA}/compose", data=fields).status_code == 200
    assert listed(session) == ["boris@example.org, Черновик"]
    shown = session.get(f"{SITE}/mail/{ANNA}/thread/{asked['threadId']}").text
    assert re.findall(r"<b>([^<]*)</b>(?: <span class=\"tag\">([^<]*))?", shown) == [
        ("boris@example.org", ""),
        ("anna@example.org", "Черновик"),
    ]


def test_a_list_leads_to_the_first_letter_that_was_not_read(session: requests.Session) -> None:
    thread = kept(session, BORIS, ANNA, "INBOX")["threadId"]
    second = kept(session, BORIS, ANNA, "INBOX", "UNREAD", thread=thread)
    kept(session, ANNA, BORIS, "SENT", "UNREAD", "IMPORTANT", thread=thread)
    page = session.get(f"{SITE}/mail/{ANNA}").text
    assert re.findall(r'href="[^"]*/thread/([^"]+)"', page) == [f"{thread}#m{second['id']}"]
    assert f'id="m{second["id"]}" open' in session.get(f"{SITE}/mail/{ANNA}/thread/{thread}").text


def test_of_many_receivers_the_first_are_named(session: requests.Session) -> None:
    many = ", ".join(f"m{number}@example.org" for number in range(30))
    page = session.get(f"{SITE}/mail/{ANNA}/thread/{kept(session, BORIS, many, 'INBOX')['threadId']}").text
    named = re.findall(r"<summary>Кому: ([^<]*)", page)
    assert named == [f"{', '.join(f'm{number}@example.org' for number in range(6))} и ещё 24"]
    assert "m29@example.org</td>" in page


def test_labels_of_the_owner_are_folders_and_marks(session: requests.Session) -> None:
    labels = service(session, "gmail").users().labels()
    made = labels.create(userId=ANNA, body={"name": "Школа/Отчёты <1>"}).execute()
    labels.create(userId=ANNA, body={"name": "Тайна", "labelListVisibility": "labelHide"}).execute()
    found = kept(session, BORIS, ANNA, "INBOX", made["id"])
    assert listed(session, label=made["id"]) == listed(session)
    kept(session, "vera@example.org", ANNA, "INBOX", "STARRED")
    assert beside(session)[-1] == "Школа/Отчёты &lt;1&gt;"
    assert listed(session, label=made["id"]) == ["boris@example.org"]
    assert 'class="tag"' in session.get(f"{SITE}/mail/{ANNA}/thread/{found['threadId']}").text
    assert session.get(f"{SITE}/mail/{ANNA}", params={"label": "Label_77"}).status_code == 404


def test_spam_has_a_folder_where_there_is_some(session: requests.Session) -> None:
    assert "Спам" not in beside(session)
    spam = kept(session, BORIS, ANNA, "SPAM")
    assert "Спам" in beside(session)
    assert (listed(session), listed(session, **{"in": "spam"})) == ([], ["boris@example.org"])
    press(session, spam["threadId"], "inbox")
    assert (listed(session), listed(session, **{"in": "spam"})) == (["boris@example.org"], [])


@pytest.mark.parametrize(
    ("labels", "offered"),
    [
        (("INBOX",), ["trash", "archive", "unread"]),
        ((), ["trash", "inbox", "unread"]),
        (("SENT",), ["trash", "unread"]),
        (("TRASH",), ["untrash", "unread"]),
    ],
)
def test_a_thread_offers_what_can_be_done_with_it(
    session: requests.Session, labels: tuple[str, ...], offered: list[str]
) -> None:
    assert buttons(session, kept(session, BORIS, ANNA, *labels)["threadId"]) == offered


def test_a_thread_leaves_the_inbox_and_comes_back(session: requests.Session) -> None:
    thread = kept(session, BORIS, ANNA, "INBOX")["threadId"]
    assert "Они остались во «Всей почте»" in press(session, thread, "archive")
    assert (listed(session), listed(session, **{"in": "all"})) == ([], ["boris@example.org"])
    assert "Письма перемещены во входящие." in press(session, thread, "inbox")
    assert listed(session) == ["boris@example.org"]


def test_a_thread_with_a_starred_letter_shows_the_star(session: requests.Session) -> None:
    thread = kept(session, BORIS, ANNA, "INBOX")["threadId"]
    star = 'class="starred" title="Со звёздочкой"'
    assert star not in session.get(f"{SITE}/mail/{ANNA}").text
    kept(session, BORIS, ANNA, "INBOX", "STARRED", thread=thread)
    assert session.get(f"{SITE}/mail/{ANNA}").text.count(star) == 1
