"""The mailbox pages as any HTTP client meets them: what they list, refuse and let through."""

from __future__ import annotations

import base64
import re
from email.message import EmailMessage
from typing import Any

import pytest
import requests

from workspace_emulator.doors import service

SITE = "https://docs.google.com"
ANNA, BORIS = "anna@example.org", "boris@example.org"
EVIL = "<script>alert(1)</script>"


def mail(session: requests.Session) -> Any:
    return service(session, "gmail").users()


def letter(to: str, subject: str, text: str = "текст") -> EmailMessage:
    made = EmailMessage()
    made["To"], made["Subject"] = to, subject
    made.set_content(text)
    return made


def send(session: requests.Session, made: EmailMessage, sender: str = BORIS) -> dict[str, Any]:
    raw = base64.urlsafe_b64encode(made.as_bytes()).decode()
    sent: dict[str, Any] = mail(session).messages().send(userId=sender, body={"raw": raw}).execute()
    return sent


def inbox(session: requests.Session, account: str = ANNA) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        mail(session).messages().list(userId=account, labelIds=["INBOX"]).execute().get("messages", [])
    )
    return found


def token(session: requests.Session) -> str:
    page = session.get(f"{SITE}/mail/{ANNA}/compose").text
    return re.findall(r'name="fbzx" value="([^"]+)"', page)[0]


def press(session: requests.Session, do: str, **fields: str) -> requests.Response:
    given = {"fbzx": token(session), "do": do, **fields}
    return session.post(f"{SITE}/mail/{ANNA}/compose", data=given, allow_redirects=False)


def test_mailboxes_with_unread_counts_stand_on_the_home_page(session: requests.Session) -> None:
    send(session, letter(ANNA, "Первое"))
    send(session, letter(ANNA, "Второе"))
    page = session.get(f"{SITE}/").text
    counted = re.findall(r'class="name">([^<]+)</span><span class="count"[^>]*>(\d+)', page)
    assert counted == [(ANNA, "2")]
    other = session.get(f"{SITE}/mail", params={"address": "Vera@example.org"}, allow_redirects=False)
    assert (other.status_code, other.headers["Location"]) == (303, "/mail/vera@example.org")
    assert session.get(f"{SITE}/mail", params={"address": "никто"}).status_code == 400


@pytest.mark.parametrize(
    ("account", "query", "subjects"),
    [
        (ANNA, {}, ["Второе", "Первое"]),
        (BORIS, {}, []),
        (BORIS, {"in": "sent"}, ["Второе", "Первое"]),
        (ANNA, {"q": "subject:первое"}, ["Первое"]),
        (ANNA, {"q": "from:boris -subject:первое"}, ["Второе"]),
        (ANNA, {"in": "trash"}, []),
        (ANNA, {"in": "all"}, ["Второе", "Первое"]),
    ],
)
def test_folders_and_search(
    session: requests.Session, account: str, query: dict[str, str], subjects: list[str]
) -> None:
    for subject in ("Первое", "Второе"):
        send(session, letter(ANNA, subject))
    page = session.get(f"{SITE}/mail/{account}", params=query)
    assert re.findall(r'class="subject">([^<]*)', page.text) == subjects


@pytest.mark.parametrize(
    "path",
    [
        "?in=nothing",
        "/thread/1",
        "/letter/1/body",
        "/letter/1/original",
        "/letter/1/part/0",
        "/compose?draft=r1",
        "/compose?reply=1",
    ],
)
def test_what_is_not_there_is_a_readable_404(session: requests.Session, path: str) -> None:
    page = session.get(f"{SITE}/mail/{ANNA}{path}")
    assert (page.status_code, "Страница не найдена" in page.text) == (404, True)


def test_a_wrong_page_token_leads_back_to_the_inbox(session: requests.Session) -> None:
    page = session.get(f"{SITE}/mail/{ANNA}", params={"page": "x"}, allow_redirects=False)
    assert (page.status_code, page.headers["Location"]) == (303, f"/mail/{ANNA}")


def test_opening_a_thread_marks_it_read(session: requests.Session) -> None:
    send(session, letter(ANNA, "Первое"))
    (found,) = inbox(session)
    assert session.get(f"{SITE}/mail/{ANNA}/thread/{found['threadId']}").status_code == 200
    labels = mail(session).messages().get(userId=ANNA, id=found["id"]).execute()["labelIds"]
    assert labels == ["INBOX"]


def test_nothing_in_a_letter_is_markup(session: requests.Session) -> None:
    made = letter(ANNA, EVIL, f"{EVIL} https://example.org/?a=1&b=<2>")
    made["From"] = f'"{EVIL}" <boris@example.org>'
    made.add_attachment(b"<b>", maintype="text", subtype="html", filename=f"{EVIL}.html")
    send(session, made)
    (found,) = inbox(session)
    for path in ("", f"/thread/{found['threadId']}", f"/compose?reply={found['id']}"):
        page = session.get(f"{SITE}/mail/{ANNA}{path}")
        assert (page.status_code, EVIL in page.text) == (200, False)
        policy = page.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
    page = session.get(f"{SITE}/mail/{ANNA}/thread/{found['threadId']}").text
    assert 'href="https://example.org/?a=1&amp;b=" target="_blank" rel="noopener noreferrer"' in page


def test_an_attachment_is_only_downloaded(session: requests.Session) -> None:
    made = letter(ANNA, "Файл")
    made.add_attachment(b"<script>", maintype="text", subtype="html", filename='имя".html')
    send(session, made)
    (found,) = inbox(session)
    answer = session.get(f"{SITE}/mail/{ANNA}/letter/{found['id']}/part/1")
    assert answer.content == b"<script>"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%D0%B8%D0%BC%D1%8F%22.html"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert session.get(f"{SITE}/mail/{BORIS}/letter/{found['id']}/part/1").status_code == 404


def test_links_to_this_store_lead_to_this_store(session: requests.Session) -> None:
    book = service(session, "sheets").spreadsheets().create(body={}).execute()["spreadsheetId"]
    address = f"https://docs.google.com/spreadsheets/d/{book}/edit#gid=0"
    send(session, letter(ANNA, "Ссылки", f"{address} https://docs.google.com/spreadsheets/d/other/edit"))
    (found,) = inbox(session)
    page = session.get(f"{SITE}/mail/{ANNA}/thread/{found['threadId']}").text
    assert re.findall(r'<a href="([^"]+)" target="_blank"', page) == [
        f"/spreadsheets/d/{book}/edit#gid=0",
        "https://docs.google.com/spreadsheets/d/other/edit",
    ]


@pytest.mark.parametrize("given", ["", "чужое"])
@pytest.mark.parametrize("path", ["compose", "thread/{thread}"])
def test_a_post_without_the_pages_token_changes_nothing(
    session: requests.Session, path: str, given: str
) -> None:
    send(session, letter(ANNA, "Первое"))
    thread = inbox(session)[0]["threadId"]
    fields = {"fbzx": given, "do": "send" if path == "compose" else "trash", "to": BORIS}
    answer = session.post(f"{SITE}/mail/{ANNA}/{path.format(thread=thread)}", data=fields)
    assert answer.status_code == 403
    assert (len(inbox(session)), inbox(session, BORIS)) == (1, [])


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Укажите, кому отправить письмо."),
        ({"to": "никто"}, "В поле «Кому» есть неверный адрес."),
        ({"to": BORIS, "cc": "x@"}, "В поле «Копия» есть неверный адрес."),
        ({"to": BORIS, "bcc": "a b"}, "В поле «Скрытая копия» есть неверный адрес."),
        ({"to": '"незакрытая <a@example.org'}, "неверный адрес."),
    ],
)
def test_a_letter_that_cannot_go_comes_back_as_it_was(
    session: requests.Session, fields: dict[str, str], sentence: str
) -> None:
    answer = press(session, "send", subject="Тема", text="Слова", **fields)
    assert (answer.status_code, sentence in answer.text) == (400, True)
    assert ('value="Тема"' in answer.text, "Слова" in answer.text) == (True, True)
    assert inbox(session, BORIS) == []


def test_a_letter_with_too_much_in_it_comes_back_with_its_words(session: requests.Session) -> None:
    halves = [("files", (f"{n}.bin", b"x" * 13_000_000)) for n in range(2)]
    fields = {"fbzx": token(session), "do": "send", "to": BORIS, "subject": "Тема", "text": "Слова"}
    answer = session.post(f"{SITE}/mail/{ANNA}/compose", data=fields, files=halves)
    assert (answer.status_code, "больше 25 МБ" in answer.text, "Слова" in answer.text) == (400, True, True)
    assert "0.bin, 1.bin" in answer.text
    assert (inbox(session, BORIS), inbox(session)) == ([], [])


@pytest.mark.parametrize(
    ("language", "size", "shown"),
    [
        ("ru", 15, "15 Б"), ("ru", 1536, "1,5 КБ"), ("en", 1536, "1.5 KB"), ("ru", 123456, "121 КБ"),
        ("en", 3 * 2**20, "3.0 MB"),
    ],
)  # fmt: skip
def test_the_size_of_a_file_is_told_in_the_readers_way(
    session: requests.Session, language: str, size: int, shown: str
) -> None:
    made = letter(ANNA, "Файл")
    made.add_attachment(b"x" * size, maintype="application", subtype="x", filename="а.bin")
    send(session, made)
    address = f"{SITE}/mail/{ANNA}/thread/{inbox(session)[0]['threadId']}"
    page = session.get(address, params={"hl": language})
    assert re.findall(r'<span>а.bin</span> <span class="quiet">([^<]*)', page.text) == [shown]


def test_a_letter_goes_with_copies_and_a_header_cannot_be_smuggled_in(session: requests.Session) -> None:
    sent = press(
        session, "send", to=f"Борис <{BORIS}>", cc="vera@example.org", bcc="gleb@example.org",
        subject="Тема\r\nBcc: eve@example.org", text="Строка\r\n.\r\nконец",
    )  # fmt: skip
    assert sent.status_code == 303
    assert [len(inbox(session, who)) for who in (BORIS, "vera@example.org", "gleb@example.org")] == [1, 1, 1]
    assert inbox(session, "eve@example.org") == []
    page = session.get(f"{SITE}/mail/{BORIS}/thread/{inbox(session, BORIS)[0]['threadId']}").text
    assert ("Тема Bcc: eve@example.org" in page, "gleb@example.org" in page) == (True, False)
    assert "Строка\n.\nконец" in page.replace("\r", "")


def test_long_names_and_subjects_arrive_with_every_space(session: requests.Session) -> None:
    subject = (
        "ноябрь итог не за отчёт очень (файл) итог строку в отчёт не итог темой писем report с темой (файл)"
    )
    name = "Учебная часть и методический отдел колледжа ремёсел имени Петра Петровича"
    people = ", ".join(f'"{name}" <{who}>' for who in (BORIS, "vera@example.org"))
    press(session, "send", to=people, subject=subject, text="Слова")
    (found,) = inbox(session, BORIS)
    got = mail(session).messages().get(userId=BORIS, id=found["id"]).execute()["payload"]["headers"]
    told = {one["name"]: one["value"] for one in got}
    assert told["Subject"] == subject
    assert told["To"] == f"{name} <{BORIS}>, {name} <vera@example.org>"


def test_an_answer_joins_its_thread_and_goes_to_everyone(session: requests.Session) -> None:
    made = letter(f"{ANNA}, vera@example.org", "Собрание")
    made["Cc"] = "gleb@example.org"
    send(session, made)
    (found,) = inbox(session)
    page = session.get(f"{SITE}/mail/{ANNA}/compose", params={"reply": found["id"], "all": "1"}).text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert (fields["to"], fields["cc"]) == (BORIS, "vera@example.org, gleb@example.org")
    sent = press(
        session,
        "send",
        text="Буду",
        **{name: fields[name] for name in ("to", "cc", "subject", "thread", "answered")},
    )
    assert sent.headers["Location"] == f"/mail/{ANNA}/thread/{found['threadId']}?done=sent"
    assert (
        len(
            mail(session)
            .threads()
            .get(userId=BORIS, id=inbox(session, BORIS)[0]["threadId"])
            .execute()["messages"]
        )
        == 2
    )


def test_a_draft_is_kept_taken_up_and_thrown_away(session: requests.Session) -> None:
    kept = press(session, "save", to=BORIS, subject="Черновик", text="начало")
    draft = re.findall(r"draft=([^&]+)", kept.headers["Location"])[0]
    page = session.get(SITE + kept.headers["Location"]).text
    assert ("Черновик сохранён." in page, "начало" in page) == (True, True)
    again = press(session, "save", to=BORIS, subject="Черновик", text="дальше", draft=draft)
    assert again.headers["Location"] == kept.headers["Location"]
    assert len(mail(session).drafts().list(userId=ANNA).execute()["drafts"]) == 1
    press(session, "discard", draft=draft)
    assert "drafts" not in mail(session).drafts().list(userId=ANNA).execute()


@pytest.mark.parametrize(
    ("subject", "presses", "together"),
    [("Re: Вопрос", ["send"], True), ("Re: Вопрос", ["save", "send"], True), ("Иное", ["send"], False)],
)
def test_an_answer_to_a_letter_without_message_id_stays_in_its_thread(
    session: requests.Session, subject: str, presses: list[str], together: bool
) -> None:
    made = letter(ANNA, "Вопрос")
    made["From"] = BORIS
    raw = base64.urlsafe_b64encode(made.as_bytes()).decode()
    body = {"raw": raw, "labelIds": ["INBOX"]}
    asked = mail(session).messages().insert(userId=ANNA, body=body).execute()
    fields = {"to": BORIS, "subject": subject, "thread": asked["threadId"], "answered": asked["id"]}
    for do in presses:
        done = press(session, do, **fields)
        assert done.status_code == 303
        fields["draft"] = "".join(re.findall(r"draft=([^&]+)", done.headers["Location"]))
    found = mail(session).threads().get(userId=ANNA, id=asked["threadId"]).execute()["messages"]
    labels = [one["labelIds"] for one in found]
    assert labels == ([["INBOX"], ["SENT"]] if together else [["INBOX"]])
    assert len(mail(session).messages().list(userId=BORIS).execute()["messages"]) == 1
