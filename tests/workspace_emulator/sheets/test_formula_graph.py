"""Who reads what: the graph finds the readers that looking through all of them finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workspace_emulator.sheets.formulas.graph import END, Graph, Patch
from workspace_emulator.sheets.formulas.world import Place

HEIGHTS = st.sampled_from([1, 2, 10, 30, 200, 3000, END])
WIDTHS = st.sampled_from([1, 2, 4, 5, 30, END])
CORNERS = st.tuples(st.integers(0, 1), st.integers(0, 400), st.integers(0, 8))
PATCHES = st.builds(
    lambda corner, height, width: Patch(*corner, min(corner[1] + height, END), min(corner[2] + width, END)),
    CORNERS,
    HEIGHTS,
    WIDTHS,
)


def found_by_looking(reads: dict[Place, list[Patch]], cells: list[Place], changed: list[Patch]) -> set[Place]:
    """The readers of the cells and patches, their readers, and so on."""
    waiting = changed + [Patch(*cell, cell[1] + 1, cell[2] + 1) for cell in cells]
    found: set[Place] = set()
    while waiting:
        each = waiting.pop()
        new = {place for place, patches in reads.items() if any(patch.meets(each) for patch in patches)}
        waiting += [Patch(*place, place[1] + 1, place[2] + 1) for place in new - found]
        found |= new
    return found


@settings(max_examples=200, deadline=None)
@given(
    reads=st.dictionaries(CORNERS, st.lists(PATCHES, max_size=3), max_size=12),
    gone=st.lists(CORNERS, max_size=3),
    cells=st.lists(CORNERS, max_size=2),
    changed=st.lists(PATCHES, max_size=2),
)
def test_followers(
    reads: dict[Place, list[Patch]], gone: list[Place], cells: list[Place], changed: list[Patch]
) -> None:
    graph = Graph(lambda place: ())
    for place, patches in reads.items():
        graph.add(place, patches)
    for place in gone + list(reads)[:2]:
        graph.remove(place)
        reads.pop(place, None)
    assert graph.followers(cells, changed) == found_by_looking(reads, cells, changed)
