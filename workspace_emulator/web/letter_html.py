"""An HTML letter made fit to be shown: known tags and attributes only, nothing that runs, loads or is sent.

The page around it shows the result in a sandbox under a policy of its own; this is the first of three walls.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

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
_UNSCRIPTED = "unscripted"
_SWALLOWED = frozenset(
    _WORDS.findall(
        "applet audio canvas frameset iframe math noembed noframes object plaintext script select svg "
        f"template textarea title {_UNSCRIPTED} video xmp"
    )
)
# What a browser shows after the opening tag when the closing one was forgotten.
_FORGIVEN = frozenset(_WORDS.findall("applet audio canvas frameset object select video"))
_EMPTY = re.compile(r"<(?:math|svg)(?:\s[^<>]*)?/>", re.IGNORECASE)
_NOSCRIPT = re.compile(r"(</?)noscript(?![^\s/>])", re.IGNORECASE)
_ATTRIBUTES = frozenset(
    _WORDS.findall(
        "align alt bgcolor border cellpadding cellspacing class color colspan dir face height id lang "
        "rowspan size span start style text title valign width"
    )
)
_LOADS = re.compile(r"@import|(?:url|image-set|cross-fade|\bimage|\bsrc)\s*\(", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|(.))", re.IGNORECASE | re.DOTALL)
_LONG_WORD = re.compile(r"\S{40,}")
_PIECE = re.compile(r"\S{1,20}")
_IMAGE = re.compile(r"data:image/(?:png|gif|jpe?g|webp|bmp);base64,[A-Za-z0-9+/=\s]+", re.IGNORECASE)
_HEAD = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><style>'
    "html{font:15px/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans','Liberation Sans',sans-serif;color:#1f2328}"
    "body{margin:0;padding:1px;overflow-wrap:break-word}img{max-width:100%;height:auto}"
    "body>:first-child{margin-top:0}body>:last-child{margin-bottom:0}"
    "pre{white-space:pre-wrap}table{max-width:100%}</style></head><body>"
)


@dataclass(frozen=True)
class Shown:
    """What is left of a letter, how many pictures of other sites it would have loaded, and which of its own
    it shows."""

    body: str
    blocked: int
    used: frozenset[str]

    @property
    def document(self) -> str:
        """A document of its own."""
        return f"{_HEAD}{self.body}</body></html>"


def shown(sources: Iterable[str], inline: Mapping[str, str], link: Callable[[str], str]) -> Shown:
    """The bodies of a letter one below the other, each read by itself: what one leaves open harms no other.

    `inline` are the letter's own pictures by Content-ID as data: addresses; `link` may lead elsewhere.
    """
    readers = [_read(source, inline, link) for source in sources]
    pieces = "".join(piece for reader in readers for piece in reader.pieces)
    used = frozenset[str]().union(*(reader.used for reader in readers))
    return Shown(pieces, sum(reader.blocked for reader in readers), used)


def _read(source: str, inline: Mapping[str, str], link: Callable[[str], str]) -> _Cleaner:
    # Loaded with the first such letter: a workspace without one starts sooner.
    from justhtml import stream

    events: list[tuple[str, Any]] = list(stream(_plain_markup(source)))
    cleaner = _Cleaner(inline, link, {told: at for at, (event, told) in enumerate(events) if event == "end"})
    for at, (event, told) in enumerate(events):
        if event == "start":
            cleaner.start(at, *told)
        elif event == "end":
            cleaner.end(told)
        elif event == "text":
            cleaner.text(told)
    cleaner.close()
    return cleaner


def _plain_markup(source: str) -> str:
    """A letter without what its reader does not tell: pictures of markup that are empty, and that what
    stands for scripts is markup where none run."""
    return _NOSCRIPT.sub(rf"\1{_UNSCRIPTED}", _EMPTY.sub("", source))


@dataclass
class _Cleaner:
    """`closings`: at which event an element is closed for the last time."""

    inline: Mapping[str, str]
    link: Callable[[str], str]
    closings: Mapping[str, int]
    pieces: list[str] = field(default_factory=list)
    blocked: int = 0
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._swallowing = ""
        self._depth = 0
        self._style: list[str] | None = None

    def start(self, at: int, tag: str, attrs: Mapping[str, str | None]) -> None:
        """The opening tag of the event `at`; in a style sheet there are none."""
        if self._swallowing:
            self._depth += tag == self._swallowing
        elif self._style is not None:
            return
        elif tag in _SWALLOWED:
            if tag not in _FORGIVEN or self.closings.get(tag, 0) > at:
                self._swallowing, self._depth = tag, 1
        elif tag == "body":
            # A browser adds what this tag says to the body that is open already.
            self.pieces.append(f"<body{self._attributes(tag, attrs)}>")
        elif tag == "img":
            self.pieces.append(self._picture(attrs))
        elif tag in _TAGS:
            self._style = [] if tag == "style" else None
            self.pieces.append(f"<{tag}{self._attributes(tag, attrs)}>")

    def end(self, tag: str) -> None:
        if self._swallowing:
            self._depth -= tag == self._swallowing
            if not self._depth:
                self._swallowing = ""
        elif self._style is not None:
            if tag == "style":
                self.close()
        elif tag in _TAGS and tag not in _VOID:
            self.pieces.append(f"</{tag}>")

    def text(self, data: str) -> None:
        if self._swallowing:
            return
        if self._style is not None:
            self._style.append(data)
        else:
            self.pieces.append(_breakable(data))

    def close(self) -> None:
        """End a style sheet. In it nothing is escaped, so that nothing may stand there that could end it."""
        if self._style is not None:
            harmless = _harmless("".join(self._style))
            self.pieces += ["" if "<" in harmless else harmless, "</style>"]
            self._style = None

    def _attributes(self, tag: str, attrs: Mapping[str, str | None]) -> str:
        kept = {name: value or "" for name, value in attrs.items() if name in _ATTRIBUTES}
        if "style" in kept:
            kept["style"] = _harmless(kept["style"])
        address = _stripped(attrs, "href")
        if tag == "a" and address.lower().startswith(LINKS):
            kept |= {"href": self.link(address), "target": "_blank", "rel": "noopener noreferrer"}
        return "".join(f' {name}="{html.escape(value)}"' for name, value in kept.items())

    def _picture(self, attrs: Mapping[str, str | None]) -> str:
        """A picture of the letter's own; of any other the words that stand for it."""
        source, words = _stripped(attrs, "src"), _stripped(attrs, "alt")
        if source.lower().startswith("cid:"):
            identity = unquote(source[4:])
            source = self.inline.get(identity, "")
            self.used |= {identity} if source else set()
        if _IMAGE.fullmatch(source):
            return f'<img src="{html.escape(source)}"{self._attributes("img", attrs)}>'
        self.blocked += source.lower().startswith(("http:", "https:", "//"))
        return html.escape(f"[{words}]") if words else ""


def _stripped(attrs: Mapping[str, str | None], name: str) -> str:
    return (attrs.get(name) or "").strip()


def _harmless(style: str) -> str:
    """A style that loads nothing, however its words are spelt: escapes are taken for what they mean."""
    plain = _ESCAPE.sub(lambda match: _character(match[1]) if match[1] else match[2], style)
    # An escaped backslash is not to begin another escape.
    plain = plain.replace("\\", "")
    return _LOADS.sub("none", plain) if _LOADS.search(plain) else style


def _character(number: str) -> str:
    code = int(number, 16)
    return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"


def _breakable(text: str) -> str:
    """A text in which a very long word may be broken, lest it make a table of the letter wide."""
    pieces, at = [], 0
    for match in _LONG_WORD.finditer(text):
        parts = _PIECE.findall(match[0])
        pieces += [html.escape(text[at : match.start()]), "<wbr>".join(map(html.escape, parts))]
        at = match.end()
    return "".join([*pieces, html.escape(text[at:])])
