"""Markdown of a filled letter in its two forms: HTML with inlined styles and plain text. No facts, no
templates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

BAR_COLOURS = ("#2e7d32", "#f9a825", "#c62828", "#b0bec5")
BAR_SIGNS = ("█", "▓", "░", "·")


def html(markdown: str, title: str, layout: str, style: str) -> str:
    """A whole page: the letter inside the layout (`{title}`, `{style}`, `{body}`), every style inlined."""
    import css_inline

    body = _parser().render(markdown)
    page = layout.replace("{title}", escape(title)).replace("{style}", style).replace("{body}", body)
    return str(css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True).inline(page))


def text(markdown: str) -> str:
    """The same letter for readers without HTML: tables aligned, a link's address beside its words."""
    blocks: list[str] = []
    tokens = _parser().parse(markdown)
    at, marks = 0, []
    while at < len(tokens):
        token = tokens[at]
        if token.type == "table_open":
            end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
            blocks.append(_table(tokens[at:end]))
            at = end
        elif token.type in ("list_item_open", "blockquote_open"):
            marks.append(
                token.markup + token.info + " " if token.info else "- " if token.type[0] == "l" else "  "
            )
        elif token.type in ("list_item_close", "blockquote_close") and marks:
            marks.pop()
        elif token.type == "inline":
            blocks.append("".join(marks) + _inline(token))
            marks = [" " * len(mark) for mark in marks]
        elif token.type == "fence":
            blocks.append(_text_bar(_counts(token)) if token.info == "bar" else token.content.rstrip())
        elif token.type == "hr":
            blocks.append("—" * 12)
        at += 1
    return "\n\n".join(_joined(blocks)) + "\n"


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table")
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("paragraph_open", _paragraph)
    return parser


def _fence(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """```bar → a row of coloured cells, which every mail program draws; any other fence is plain preformatted
    text."""
    token = tokens[at]
    if token.info != "bar":
        return f"<pre>{escape(token.content)}</pre>"
    counts = _counts(token)
    cells = "".join(
        f'<td width="{100 * count // (sum(counts) or 1)}%" bgcolor="{colour}" style="height:10px;'
        f'line-height:10px;font-size:1px">&nbsp;</td>'
        for count, colour in zip(counts, BAR_COLOURS, strict=False)
        if count
    )
    return f'<table class="bar" role="presentation" width="100%"><tr>{cells}</tr></table>\n'


def _paragraph(renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    """A paragraph that is nothing but a link becomes a button wide enough for a thumb."""
    children = tokens[at + 1].children or []
    lone = len(children) >= 3 and children[0].type == "link_open" and children[-1].type == "link_close"
    single = lone and sum(child.type == "link_open" for child in children) == 1
    return '<p class="button">' if single else "" if tokens[at].hidden else "<p>"


def _inline(token: Token) -> str:
    shown, address = "", ""
    for child in token.children or []:
        if child.type == "link_open":
            address = str(child.attrGet("href") or "")
        elif child.type == "link_close":
            shown += f": {address}" if address else ""
        elif child.type in ("softbreak", "hardbreak"):
            shown += "\n"
        else:
            shown += child.content
    return shown


def _table(tokens: Sequence[Token]) -> str:
    rows: list[list[str]] = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(_inline(token))
    widths = [max(len(row[n]) if n < len(row) else 0 for row in rows) for n in range(max(map(len, rows)))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("─" * width for width in widths), *lines[1:]])


def _counts(token: Token) -> list[int]:
    return [int(part) for part in token.content.split()]


def _text_bar(counts: Sequence[int]) -> str:
    return "".join(sign * count for sign, count in zip(BAR_SIGNS, counts, strict=False))


def _joined(blocks: Sequence[str]) -> list[str]:
    """List items stand line under line, everything else apart."""
    joined: list[str] = []
    for block in blocks:
        if joined and block.startswith("- ") and joined[-1].rpartition("\n")[2].startswith("- "):
            joined[-1] += "\n" + block
        else:
            joined.append(block)
    return joined
