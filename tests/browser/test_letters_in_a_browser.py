"""Letters as others build them, on a phone: wide, dark, and in many hands."""

from __future__ import annotations

from typing import Any

import requests
from playwright.sync_api import FrameLocator, Page

from tests.browser.test_mail_in_a_browser import letter, send

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
