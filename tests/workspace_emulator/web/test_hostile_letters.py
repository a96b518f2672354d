"""Whatever HTML a letter is made of: what is shown of it runs nothing, loads nothing and is soon there."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workspace_emulator.web.letter_html import shown

PICTURE = "data:image/png;base64,AAAA"
SHOWN_NOWHERE = frozenset(
    ("applet", "base", "button", "embed", "form", "frame", "frameset", "iframe", "input", "link", "math",
     "meta", "noscript", "object", "script", "select", "svg", "template", "textarea", "title")
)  # fmt: skip
LOADS = re.compile(r"url\s*\(|image-set\s*\(|@import", re.IGNORECASE)
ESCAPE = re.compile(r"\\([0-9a-f]{1,6})\s?", re.IGNORECASE)
EVIL = ("javascript:alert(1)", " JaVa\tScript&#58;x", "//evil.example.org", "cid:logo", "data:text/html,<b>")
STYLES = ("p{background:url(//evil.example.org)}", "@import 'x'", "u\\72 l(x)", "@\\69mport", "\\5c 75rl(x)",
          "u\\\\rl(x)", "\\3c/style>", "ur", "l(x)", "-webkit-image-set('x' 1x)")  # fmt: skip
NAMES = ("a", "base", "body", "form", "iframe", "img", "math", "meta", "mglyph", "noscript", "object", "p",
         "plaintext", "script", "select", "style", "svg", "td", "template", "textarea", "title",
         "xmp")  # fmt: skip
LOOSE = (
    "<",
    ">",
    "</",
    "/>",
    "'",
    '"',
    "=",
    " ",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "&lt;",
    "&#0;",
    "\0",
)


def sheets() -> st.SearchStrategy[str]:
    """Styles, in a sheet or on an element."""
    styles = st.lists(st.sampled_from(STYLES), min_size=1, max_size=4).map("".join)
    return styles.map("<style>{}</style>".format) | styles.map("<p style='{}'>".format)


def tags() -> st.SearchStrategy[str]:
    names = st.sampled_from(NAMES)
    attributes = st.sampled_from(("onload", "href", "src", "style", "title", "srcdoc", "action", "ONCLICK"))
    values = st.sampled_from((*EVIL, *STYLES, "</style><script>", '"><script>'))
    marks = st.sampled_from(("'", '"', ""))
    opened = st.builds("<{0} {1}={3}{2}{3}>".format, names, attributes, values, marks)
    return opened | st.builds("<{}>".format, names) | st.builds("</{}>".format, names)


loose = st.sampled_from(LOOSE) | st.sampled_from(STYLES) | st.text(max_size=4)
links = st.sampled_from(EVIL).map("<a href='{0}'><img src='{0}'>".format)
letters = st.lists(tags() | sheets() | links | loose, max_size=14).map("".join)


class Browser(HTMLParser):
    """What stands in a page, read by another reader than the one that cleaned it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.sheets: list[str] = []
        self._style = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if self._style:
            self.sheets.append(data)


def loads(style: str) -> bool:
    plain = ESCAPE.sub(lambda match: chr(int(match[1], 16) % 0xD800 or 0xFFFD), style)
    return bool(LOADS.search(plain) or LOADS.search(plain.replace("\\", "")))


@given(letters)
def test_nothing_runs_loads_or_is_sent(source: str) -> None:
    page = shown([source], {"logo": PICTURE}, str).body
    seen = Browser(page)
    assert SHOWN_NOWHERE.isdisjoint(seen.tags)
    assert not [
        name for _, name, _ in seen.attributes if name.startswith("on") or name in ("srcdoc", "action")
    ]
    assert all(value == PICTURE for _, name, value in seen.attributes if name == "src")
    led = [value for _, name, value in seen.attributes if name == "href"]
    assert all(value.startswith(("http://", "https://", "mailto:")) for value in led)
    assert not [value for _, name, value in seen.attributes if name == "style" and loads(value)]
    assert not [sheet for sheet in seen.sheets if loads(sheet)]


@given(letters)
def test_a_style_sheet_ends_where_its_letter_does(source: str) -> None:
    page = shown([source, "<i>last</i>"], {}, str).body
    assert page.endswith("<i>last</i>")
    assert "i" in Browser(page).tags


@pytest.mark.parametrize(
    "piece", ["<a ", "<a href='", "<!--", "<![", "</", "<div>", "<style>", "<svg ", "<select>"]
)
def test_a_letter_is_read_once_through(piece: str) -> None:
    """Where every place was looked at from every other, these would take hours."""
    assert "alert" not in shown([piece * 100_000], {}, str).body


@pytest.mark.parametrize(
    "piece",
    ["<p>", "<a href='x'>", "</p>", "<style></style>", "<svg></svg>", "<object>", "&amp;", "<b/>", "я" * 50],
)
def test_a_letter_of_twice_the_length_takes_twice_the_steps(piece: str) -> None:
    once, twice = (steps(lambda count=count: shown([piece * count], {}, str)) for count in (500, 1000))
    assert twice < 2.2 * once


def steps(work: Callable[[], Any]) -> int:
    """How many functions are called."""
    counted = [0]

    def count(_frame: Any, event: str, _argument: Any) -> None:
        counted[0] += event in ("call", "c_call")

    former = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(former)
    return counted[0]
