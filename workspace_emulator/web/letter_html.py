"""An HTML letter made fit to be shown: known tags and attributes only, nothing that runs, loads or is sent.

The page around it shows the result in a sandbox under a policy of its own; this is the first of three walls.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

POLICY = (
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
LINKS = ("http://", "https://", "mailto:")
_WORDS = re.compile(r"\w+")
_TAGS = frozenset(
    _WORDS.findall(
        "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd "
        "del dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li "
        "main mark nav ol p pre q s samp section small span strike strong style sub sup table tbody td tfoot "
        "th thead time tr tt u ul var wbr"
    )
)
_VOID = frozenset(("br", "col", "hr", "img", "wbr"))
_SWALLOWED = frozenset(
    _WORDS.findall(
        "applet audio canvas embed frame frameset iframe math noembed noframes noscript object plaintext "
        "script select svg template textarea title video xmp"
    )
)
_ATTRIBUTES = frozenset(
    _WORDS.findall(
        "align alt bgcolor border cellpadding cellspacing class color colspan dir face height id lang "
        "rowspan size span start style title valign width"
    )
)
_LOADS = re.compile(r"@import|url\s*\(", re.IGNORECASE)
_IMAGE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><style>'
    "html{font:15px/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif;color:#1f2328}"
    "body{margin:0;padding:1px;overflow-wrap:anywhere}img{max-width:100%;height:auto}"
    "pre{white-space:pre-wrap}table{max-width:100%}</style></head><body>"
)


@dataclass(frozen=True)
class Shown:
    """The letter as a whole document, and how many pictures of other sites it would have loaded."""

    document: str
    blocked: int


def shown(source: str, inline: Mapping[str, str], link: Callable[[str], str]) -> Shown:
    """`inline` are the letter's own pictures by Content-ID as data: addresses; `link` may lead elsewhere."""
    reader = _Cleaner(inline, link)
    reader.feed(source)
    reader.close()
    return Shown(f"{_HEAD}{''.join(reader.pieces)}</body></html>", reader.blocked)


@dataclass
class _Cleaner(HTMLParser):
    inline: Mapping[str, str]
    link: Callable[[str], str]
    pieces: list[str] = field(default_factory=list)
    blocked: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._swallowing = ""
        self._depth = 0
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._swallowing:
            self._depth += tag == self._swallowing
        elif tag in _SWALLOWED:
            self._swallowing, self._depth = tag, 1
        elif tag == "img":
            self.pieces.append(self._picture({name: (value or "").strip() for name, value in attrs}, attrs))
        elif tag in _TAGS:
            self._style = tag == "style"
            self.pieces.append(f"<{tag}{self._attributes(tag, attrs)}>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _SWALLOWED:
            self.handle_starttag(tag, attrs)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._swallowing:
            self._depth -= tag == self._swallowing
            if not self._depth:
                self._swallowing = ""
        elif tag in _TAGS and tag not in _VOID:
            self._style = False
            self.pieces.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._swallowing:
            return
        if self._style:
            # In a style sheet nothing is escaped, so that nothing may stand there that could end it.
            self.pieces.append("" if "<" in data else _LOADS.sub("none", data))
        else:
            self.pieces.append(html.escape(data))

    def _attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        kept = {name: value or "" for name, value in attrs if name in _ATTRIBUTES}
        if "style" in kept:
            kept["style"] = _LOADS.sub("none", kept["style"])
        given = {name: (value or "").strip() for name, value in attrs}
        if tag == "a" and given.get("href", "").lower().startswith(LINKS):
            kept |= {"href": self.link(given["href"]), "target": "_blank", "rel": "noopener noreferrer"}
        return "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())

    def _picture(self, given: dict[str, str], attrs: list[tuple[str, str | None]]) -> str:
        """A picture of the letter's own; of any other the words that stand for it."""
        source = given.get("src", "")
        if source.lower().startswith("cid:"):
            source = self.inline.get(source[4:], "")
        if _IMAGE.fullmatch(source):
            return f'<img src="{html.escape(source)}"{self._attributes("img", attrs)}>'
        self.blocked += source.lower().startswith(("http:", "https:", "//"))
        return html.escape(f"[{given['alt']}]") if given.get("alt") else ""
