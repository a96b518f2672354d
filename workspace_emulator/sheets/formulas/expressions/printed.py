"""A tree of an expression as a pattern for Python's `re`."""

from __future__ import annotations

from .syntax import LAST, Choice, Edge, Group, Letters, Repeat, Row, Spans, Tree

_WORD = "[0-9A-Za-z_]"
_EDGES = {
    "^": r"\A",
    "$": r"\Z",
    "<": r"(?m:^)",
    ">": r"(?m:$)",
    "b": f"(?:(?<!{_WORD})(?={_WORD})|(?<={_WORD})(?!{_WORD}))",
    "B": f"(?:(?<!{_WORD})(?!{_WORD})|(?<={_WORD})(?={_WORD}))",
}


def printed(tree: Tree) -> str:
    """The pattern that matches what the tree does."""
    if isinstance(tree, Letters):
        return _letters(tree.spans)
    if isinstance(tree, Edge):
        return _EDGES[tree.kind]
    if isinstance(tree, Group):
        return f"({'' if tree.number else '?:'}{printed(tree.inner)})"
    if isinstance(tree, Row):
        return "".join(printed(item) for item in tree.items)
    if isinstance(tree, Choice):
        return f"(?:{'|'.join(printed(item) for item in tree.items)})"
    return f"(?:{printed(tree.inner)}){_count(tree)}"


def _letters(spans: Spans) -> str:
    if not spans:
        return r"(?!)"
    if spans == ((0, LAST),):
        return r"[\s\S]"
    return (
        "["
        + "".join(_sign(first) + (f"-{_sign(last)}" if last > first else "") for first, last in spans)
        + "]"
    )


def _sign(number: int) -> str:
    return f"\\U{number:08x}"


def _count(tree: Repeat) -> str:
    most = "" if tree.most < 0 else str(tree.most)
    return f"{{{tree.least},{most}}}{'' if tree.greedy else '?'}"
