"""A real Chromium at a workspace behind a port: pages for a desk and for a phone, and the API beside them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.browser.sheet_book import Book
from tests.workspace_emulator.form_blanks import FormsDesk
from workspace_emulator.adapter import RewriteAdapter
from workspace_emulator.google import Workspace
from workspace_emulator.server import running

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
MISSING = (
    "The pages could not be tested: there is no Chromium on this machine. "
    "Run `sh tools/install_browser.sh` or install the package chromium, then run the tests again."
)
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 15_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, or the one that Playwright has installed."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        found = next(filter(None, map(shutil.which, NAMES)), str(own) if own.exists() else "")
        if not found:
            pytest.fail(MISSING, pytrace=False)
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The address of an empty workspace."""
    workspace = Workspace(tmp_path / "workspace.sqlite")
    with running(workspace) as base:
        yield base
    workspace.close()


@pytest.fixture
def session(site: str) -> Iterator[requests.Session]:
    """What programs use: Google's addresses, answered by the same workspace."""
    with requests.Session() as opened:
        opened.mount("https://", RewriteAdapter(site))
        yield opened


@pytest.fixture
def desk(session: requests.Session) -> FormsDesk:
    return FormsDesk(session)


@pytest.fixture
def book(session: requests.Session) -> Book:
    return Book(session)


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A window on a desk. The test fails when a page says an error or asks another host for anything."""
    yield from _watched(chromium, site, DESK)


@pytest.fixture
def phone(chromium: Browser, site: str) -> Iterator[Page]:
    """The same on a phone, touched with a finger."""
    yield from _watched(chromium, site, PHONE)


def _watched(chromium: Browser, site: str, size: dict[str, int]) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(
        base_url=site, locale="ru-RU", viewport=size, has_touch=size is PHONE, is_mobile=size is PHONE
    )
    context.set_default_timeout(PATIENCE)
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if _wrong(message) else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on(
        "request", lambda asked: None if asked.url.startswith((site, "data:")) else said.append(asked.url)
    )
    yield context.new_page()
    context.close()
    assert said == []


def _wrong(message: ConsoleMessage) -> bool:
    """What the console calls an error, but for answers that refuse: those the page itself explains."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")
