"""Letters as others build them, on a phone: wide, dark, and in many hands."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.test_mail_in_a_browser import letter, send
from workspace_emulator.doors import service

CELLS = "".join(f"<td>Колонка-{number}</td>" for number in range(20))


def opened(phone: Page, session: requests.Session, html: str) -> FrameLocator:
    """The body of a letter with this HTML, once its frame has its height."""
    send(session, "boris@example.org", letter("anna@example.org", "Письмо", "текст", html))
    phone.goto("/mail/anna@example.org")
    phone.get_by_role("link", name="Письмо").click()
    phone.wait_for_function("parseInt(document.querySelector('iframe.body').style.height) > 0")
    return phone.frame_locator("iframe.body")


def measured(body: FrameLocator, script: str) -> Any:
    return body.locator("html").evaluate(script)


def test_a_wide_table_keeps_its_words_and_is_moved_inside_its_letter(
    phone: Page, session: requests.Session
) -> None:
    body = opened(phone, session, f"<p>До</p><table border=1><tr>{CELLS}</tr></table><p>После</p>")
    lines = body.locator("td").first.evaluate("cell => cell.getClientRects()[0].height / 22.5")
    assert lines < 2
    assert measured(body, "root => root.scrollWidth > root.clientWidth")
    assert measured(body, "root => root.scrollHeight <= root.clientHeight")
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_an_address_without_an_end_makes_no_letter_wide(phone: Page, session: requests.Session) -> None:
    address = f"https://example.org/{'a' * 300}"
    body = opened(phone, session, f'<table><tr><td><a href="{address}">{address}</a></td></tr></table>')
    assert measured(body, "root => root.scrollWidth <= root.clientWidth")
    assert body.get_by_role("link").inner_text() == address


def test_a_dark_letter_is_dark_to_its_edges(phone: Page, session: requests.Session) -> None:
    body = opened(phone, session, '<body bgcolor="#111111" style="color:#eee"><p>Светлый текст</p></body>')
    shown = "root => { const is = getComputedStyle(document.body); return [is.backgroundColor, is.color]; }"
    assert measured(body, shown) == ["rgb(17, 17, 17)", "rgb(238, 238, 238)"]


def test_a_long_thread_opens_at_the_first_letter_that_was_not_read(
    phone: Page, session: requests.Session
) -> None:
    identity = ""
    for number in range(12):
        made = letter("anna@example.org", f"{'Re: ' if number else ''}Собрание", f"Ответ {number}")
        if identity:
            made["References"] = identity
        sent = send(session, "boris@example.org", made)
        identity = identity or message_id(session, sent["id"])
    mark_read(session, ["Ответ 10", "Ответ 11"])
    phone.goto("/mail/anna@example.org")
    phone.get_by_role("link", name="Собрание").click()
    expect(phone.locator(".text").get_by_text("Ответ 10")).to_be_in_viewport()
    expect(phone.get_by_role("link", name="← Входящие")).not_to_be_in_viewport()


def test_every_folder_of_a_mailbox_is_in_sight_and_can_be_touched(phone: Page) -> None:
    phone.goto("/mail/anna@example.org?in=trash")
    folders = phone.get_by_role("navigation", name="Папки").get_by_role("link")
    for folder in folders.all():
        expect(folder).to_be_in_viewport(ratio=1)
        assert folder.evaluate("link => link.clientHeight") >= 44
    expect(folders.get_by_text("Корзина")).to_have_attribute("aria-current", "page")
    phone.get_by_role("link", name="anna@example.org").tap()
    expect(folders.get_by_text("Входящие")).to_have_attribute("aria-current", "page")


def test_a_letter_is_sent_on_once_its_address_is_mended(phone: Page, session: requests.Session) -> None:
    made = letter("anna@example.org", "Сводка", "словами", "<p>таблицей</p>")
    made.add_attachment(b"x", maintype="application", subtype="x", filename="Отчёт.xlsx")
    send(session, "boris@example.org", made)
    phone.goto("/mail/anna@example.org")
    phone.get_by_role("link", name="Сводка").tap()
    phone.get_by_role("link", name="Переслать").tap()
    expect(phone.get_by_label("Кому")).to_be_focused()
    phone.get_by_label("Кому").fill("vera@example.org, Глеб")
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_role("alert")).to_have_text("В поле «Кому» есть неверный адрес. Исправьте: «Глеб».")
    expect(phone.get_by_label("Кому")).to_be_focused()
    expect(phone.get_by_label("Отчёт.xlsx")).to_be_checked()
    phone.get_by_label("Кому").fill("vera@example.org")
    phone.get_by_role("button", name="Отправить").tap()
    expect(phone.get_by_role("status")).to_have_text("Письмо отправлено.")
    phone.goto("/mail/vera@example.org")
    phone.get_by_role("link", name="Fwd: Сводка").tap()
    expect(phone.frame_locator("iframe.body").get_by_text("таблицей")).to_be_visible()
    expect(phone.get_by_role("link", name="Отчёт.xlsx")).to_be_visible()


def message_id(session: requests.Session, sent: str) -> str:
    """The Message-ID that the post has given."""
    messages = service(session, "gmail").users().messages()
    found = messages.get(userId="boris@example.org", id=sent).execute()["payload"]["headers"]
    return next(str(one["value"]) for one in found if one["name"].lower() == "message-id")


def mark_read(session: requests.Session, but: list[str]) -> None:
    """Anna has read everything but the letters of these words."""
    messages = service(session, "gmail").users().messages()
    found = messages.list(userId="anna@example.org").execute()["messages"]
    whole = [messages.get(userId="anna@example.org", id=one["id"]).execute() for one in found]
    read = [one["id"] for one in whole if one["snippet"] not in but]
    body = {"ids": read, "removeLabelIds": ["UNREAD"]}
    messages.batchModify(userId="anna@example.org", body=body).execute()
