"""The Russian names of functions, which formulas of Russian spreadsheets may say."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path


def english_name(name: str, locale: str) -> str:
    """The English name of a function in capitals, by whatever name a formula of this locale calls it."""
    upper = name.upper()
    return russian_names().get(upper, upper) if locale.startswith("ru") else upper


@lru_cache(maxsize=1)
def russian_names() -> dict[str, str]:
    """Every Russian name, in capitals, and the English one it stands for."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {str(name): str(english) for name, english in table.items()}
