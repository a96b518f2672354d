"""The gspread suite calls every public method of gspread: one that a newer release adds is noticed here."""

from __future__ import annotations

import ast
from pathlib import Path

import gspread
import pytest

CLASSES = (gspread.Client, gspread.Spreadsheet, gspread.Worksheet, gspread.HTTPClient)
# Both ask for a real credential; the door stands for the session that it would make.
SPARED = {"HTTPClient.login", "Client.expiry"}


def called() -> set[str]:
    """Every name that the suite reads of an object."""
    names = set()
    for path in sorted(Path(__file__).parent.glob("test_gspread_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    return names


@pytest.mark.parametrize("kind", CLASSES)
def test_every_public_name_is_used(kind: type) -> None:
    public = {name for name in vars(kind) if not name.startswith("_")}
    missing = {f"{kind.__name__}.{name}" for name in public - called()}
    assert missing == SPARED & {f"{kind.__name__}.{name}" for name in public}
