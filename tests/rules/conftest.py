"""What every test of the rules shares: the words of the real `words.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from starosta.rules import vocabulary as vocabulary_
from starosta.rules.roster import Roster
from starosta.rules.vocabulary import Vocabulary
from tests.rules.workbook import read

WORDS = Path(__file__).parents[2] / "sheets_templates" / "ru" / "words.toml"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    with WORDS.open("rb") as file:
        return vocabulary_.from_words(tomllib.load(file)["vocabulary"])


@pytest.fixture(scope="session")
def whole(vocabulary: Vocabulary) -> Roster:
    """The small school's workbook, read without a fault."""
    roster, problems = read(vocabulary)
    assert problems == ()
    return roster
