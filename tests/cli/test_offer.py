"""The demonstration's last question, asked only of a person at a terminal."""

from __future__ import annotations

import io

import pytest

from starosta.cli.demo import agreed


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("\n", True),
        ("да\n", True),
        (" Д \n", True),
        ("Yes\n", True),
        ("нет\n", False),
        ("н\n", False),
        ("", False),
    ],
)
def test_enter_and_yes_open_the_pages(capsys: pytest.CaptureFixture[str], typed: str, wanted: bool) -> None:
    assert agreed(io.StringIO(typed)) is wanted
    assert capsys.readouterr().out.startswith("Открыть формы, таблицы и почту в браузере сейчас?")
