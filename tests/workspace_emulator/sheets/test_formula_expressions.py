"""Regular expressions: Python's engine and the machine that follows all ways agree, and neither runs away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace_emulator.sheets.formulas.expressions import BadExpression, expression
from workspace_emulator.sheets.formulas.expressions.machine import Machine
from workspace_emulator.sheets.formulas.expressions.syntax import parsed

PIECES = st.sampled_from(
    [
        "а",
        "б",
        ".",
        "[аб]",
        "[^а]",
        "а*",
        "б+?",
        "(а|б)",
        "(аб)?",
        "(?:б|)",
        "^",
        "$",
        "а{1,2}",
        "\\b",
        "(а*)",
        "x",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=5).map("".join), st.text("абx ", max_size=8))
def test_both_ways_agree(pattern: str, text: str) -> None:
    tree, groups = parsed(pattern)
    spans = Machine(tree, groups).search(text, 0)
    found = None if spans is None else tuple(None if a < 0 else text[a:b] for a, b in spans)
    assert expression(pattern).search(text) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("(\\w+)@(\\w+)", "пиши a@b", ("a@b", "a", "b")),
        ("(?i)ИВ(ан)", "иван", ("иван", "ан")),
        ("a|ab", "ab", ("a",)),
        ("(a+)+b", "aaab", ("aaab", "aaa")),
        ("[[:digit:]]+", "а12", ("12",)),
        ("\\p{Cyrillic}+", "abвгд", ("вгд",)),
        ("[^\\pL]+", "аб-1", ("-1",)),
        ("\\Qa.b\\E", "a.b", ("a.b",)),
        ("(?P<x>\\d)(?:й|я)", "5й", ("5й", "5")),
        ("(?s).+", "a\nb", ("a\nb",)),
        (".+", "a\nb", ("a",)),
        ("(?m)^b$", "a\nb", ("b",)),
        ("\\x{44F}", "я", ("я",)),
        ("a{2,}", "aaa", ("aaa",)),
        ("z", "a", None),
    ],
)
def test_search(pattern: str, text: str, found: tuple[str | None, ...] | None) -> None:
    assert expression(pattern).search(text) == found


@pytest.mark.parametrize(
    "pattern", ["[a", "(a", "a)", "*a", "a**", "(?=a)", "(?<!a)", "\\1", "a{2,1}", "[z-a]", "a{1001}", "\\"]
)
def test_refused(pattern: str) -> None:
    with pytest.raises(BadExpression):
        expression(pattern)
