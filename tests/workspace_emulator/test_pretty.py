"""The fast printer writes what the standard library's slow one writes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from workspace_emulator.pretty import printed

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=25,
)


@given(VALUES)
def test_same_text(value: object) -> None:
    assert printed(value) == json.dumps(value, ensure_ascii=False, indent=2)


def test_values_of_other_kinds() -> None:
    value = {"a": (1, [2, {"b": ()}]), "c": 1e300}
    assert printed(value) == json.dumps(value, ensure_ascii=False, indent=2)
