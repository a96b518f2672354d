"""The mailbox as people use it: letters written, read and answered; letters that would like to run."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from workspace_emulator.doors import service

NASTY = (
    "<html><head><meta http-equiv=refresh content='0;url=https://evil.example.org/'>"
    "<base href='https://evil.example.org/'><link rel=stylesheet href='https://evil.example.org/a.css'>"
    "<style>@import 'https://evil.example.org/b.css'; p{background:url(https://evil.example.org/c.png)}</style>"
    "</head><body onload=\"top.document.title='pwned'\"><p>Добрый день</p>"
    "<script>top.document.title='pwned'</script>"
    "<svg onload=\"top.document.title='pwned'\"></svg>"
    "<img src=x onerror=\"top.document.title='pwned'\">"
    "<img src='https://evil.example.org/d.png' alt='Логотип'>"
    "<iframe srcdoc=\"<script>top.document.title='pwned'</script>\"></iframe>"
    "<form action='https://evil.example.org/'><button>Отправить</button></form>"
    "<a href=\"javascript:top.document.title='pwned'\">Ловушка</a> <a href='https://example.org/'>Ссылка</a>"
    "</body></html>"
)


def send(session: requests.Session, sender: str, letter: EmailMessage) -> dict[str, Any]:
    raw = base64.urlsafe_b64encode(letter.as_bytes()).decode()
    messages = service(session, "gmail").users().messages()
    sent: dict[str, Any] = messages.send(userId=sender, body={"raw": raw}).execute()
    return sent


def letter(to: str, subject: str, text: str, html: str = "") -> EmailMessage:
    made = EmailMessage()
    made["To"], made["Subject"] = to, subject
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    return made


def test_a_letter_with_a_file_is_written_read_and_answered(page: Page, tmp_path: Path) -> None:
    report = tmp_path / "Отчёт за ноябрь.txt"
    report.write_text("всё хорошо", encoding="utf-8")
    page.goto("/mail/anna@example.org")
    page.get_by_role("link", name="Написать").click()
    page.get_by_label("Кому").fill("Борис <boris@example.org>")
    page.get_by_label("Тема").fill("Отчёт <b>важный</b>")
    page.get_by_label("Текст письма").fill("Добрый день!\nОтчёт во вложении.")
    page.get_by_label("Вложения").set_input_files(report)
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("status")).to_have_text("Письмо отправлено.")

    page.goto("/")
    page.get_by_role("link", name="boris@example.org 1").click()
    page.get_by_role("link", name="Отчёт <b>важный</b>").click()
    expect(page.get_by_role("heading", name="Отчёт <b>важный</b>")).to_be_visible()
    expect(page.get_by_text("Отчёт во вложении.").last).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Отчёт за ноябрь.txt").click()
    assert waiting.value.suggested_filename == "Отчёт за ноябрь.txt"
    assert Path(waiting.value.path()).read_text(encoding="utf-8") == "всё хорошо"

    page.get_by_role("link", name="Ответить", exact=True).click()
    expect(page.get_by_label("Кому")).to_have_value("anna@example.org")
    expect(page.get_by_label("Тема")).to_have_value("Re: Отчёт <b>важный</b>")
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Спасибо!")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_have_text("Письмо отправлено.")

    page.goto("/mail/anna@example.org")
    page.get_by_role("link", name="boris@example.org").click()
    expect(page.locator("details.letter")).to_have_count(2)
    expect(page.locator("details.letter").last.locator(".text")).to_contain_text("Спасибо!")


def test_a_draft_waits_with_its_file_and_a_wrong_address_is_said(phone: Page, tmp_path: Path) -> None:
    file = tmp_path / "список.csv"
    file.write_text("1;2", encoding="utf-8")
    phone.goto("/mail/anna@example.org/compose")
    phone.get_by_label("Тема").fill("Список")
    phone.get_by_label("Вложения").set_input_files(file)
    phone.get_by_role("button", name="В черновики").tap()
    expect(phone.get_by_label("список.csv")).to_be_checked()
    phone.get_by_label("Кому").fill("никому")
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_role("alert")).to_have_text("В поле «Кому» есть неверный адрес. Исправьте: «никому».")
    phone.get_by_label("Кому").fill("boris@example.org")
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_role("status")).to_have_text("Письмо отправлено.")
    expect(phone.get_by_role("link", name="список.csv")).to_be_visible()
    phone.goto("/mail/anna@example.org?in=drafts")
    expect(phone.get_by_text("Здесь пусто.")).to_be_visible()


def test_an_html_letter_is_shown_and_can_do_nothing(page: Page, session: requests.Session) -> None:
    sent = send(session, "boris@example.org", letter("anna@example.org", "Важно", "Добрый день", NASTY))
    assert sent["labelIds"] == ["SENT"]
    page.goto("/mail/anna@example.org")
    page.get_by_role("link", name="Важно").click()
    body = page.frame_locator("iframe.body")
    expect(body.get_by_text("Добрый день")).to_be_visible()
    expect(body.get_by_text("[Логотип]")).to_be_visible()
    expect(body.get_by_role("link", name="Ссылка")).to_have_attribute("rel", "noopener noreferrer")
    expect(body.get_by_role("link", name="Ссылка")).to_have_attribute("target", "_blank")
    body.get_by_text("Ловушка").click()
    expect(page.get_by_text("Картинки с других сайтов не загружаются.")).to_be_visible()
    expect(page).to_have_title("Важно")
    assert page.locator("iframe.body").get_attribute("sandbox") == (
        "allow-same-origin allow-popups allow-popups-to-escape-sandbox"
    )
    height = page.locator("iframe.body").evaluate("frame => frame.clientHeight")
    assert height == body.locator("html").evaluate("root => root.scrollHeight")
    assert height < 200


@pytest.mark.parametrize("part", ["body", "original"])
def test_a_letter_opened_alone_can_do_nothing_either(
    page: Page, site: str, session: requests.Session, part: str
) -> None:
    send(session, "boris@example.org", letter("anna@example.org", "Важно", "Добрый день", NASTY))
    found = service(session, "gmail").users().messages().list(userId="anna@example.org").execute()
    answer = page.request.get(f"/mail/anna@example.org/letter/{found['messages'][0]['id']}/{part}")
    policy = answer.headers["content-security-policy"]
    assert (policy.startswith("sandbox"), "script" in policy.replace("allow-scripts", "script")) == (
        True,
        False,
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_letters_are_found_binned_and_brought_back(page: Page, session: requests.Session) -> None:
    for number in range(60):
        send(session, "boris@example.org", letter("anna@example.org", f"Письмо {number}", "текст"))
    page.goto("/mail/anna@example.org")
    expect(page.locator(".row.thread")).to_have_count(50)
    page.get_by_role("link", name="Более ранние →").click()
    expect(page.locator(".row.thread")).to_have_count(10)
    page.get_by_label("Поиск писем").fill("subject:42")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Письмо 42").click()
    page.get_by_role("button", name="Удалить").click()
    expect(page.get_by_role("status")).to_have_text("Письма перемещены в корзину.")
    page.get_by_role("link", name="Корзина").click()
    page.get_by_role("link", name="Письмо 42").click()
    page.get_by_role("button", name="Вернуть из корзины").click()
    page.get_by_label("Поиск писем").fill("subject:42")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Письмо 42")).to_be_visible()
