"""Which form of a Russian noun goes with a number. The nouns themselves are in `words.toml` [plurals]."""

from __future__ import annotations


def plural(n: float, one: str, few: str, many: str) -> str:
    """The form for `n`: 1, 21, 101 → `one`; 2–4, 22–24 → `few`; 0, 5–20, 25–30, 11–14, 111–114 → `many`.

    A fraction takes `few` («1,5 часа»); the sign does not matter.
    """
    if n != int(n):
        return few
    number = abs(int(n))
    if 11 <= number % 100 <= 14:
        return many
    if number % 10 == 1:
        return one
    return few if 2 <= number % 10 <= 4 else many
