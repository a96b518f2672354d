"""Which cells the toolkit may write, and which a person holds."""

from __future__ import annotations

import pytest

from starosta.rules import sheet_edits
from starosta.rules.sheet_edits import CellKey, Conflict, Edits
from starosta.rules.tables import Cell

KEY: CellKey = ("0012", "2026-11-11/ПК-11/1")


@pytest.mark.parametrize(
    ("wanted", "standing", "ours", "verdict"),
    [
        pytest.param("н", None, (), "write", id="a blank cell nobody touched"),
        pytest.param("н", "н", (), "unchanged", id="a person typed the same"),
        pytest.param("н", "у", (), "conflict", id="a person typed first"),
        pytest.param("у", "н", ("н",), "write", id="ours, the answer was edited"),
        pytest.param("н", "н", ("н",), "unchanged", id="ours, nothing new"),
        pytest.param("у", "б", ("н",), "conflict", id="a person changed ours"),
        pytest.param("н", None, ("н",), "conflict", id="a person erased ours"),
        pytest.param("н", "  ", ("н",), "conflict", id="a person put a space over ours"),
        pytest.param(None, None, ("н",), "unchanged", id="erased, and nothing is wanted any more"),
        pytest.param(None, "н", ("н",), "write", id="ours is withdrawn"),
        pytest.param(None, "у", ("н",), "conflict", id="ours is withdrawn, but a person changed it"),
        pytest.param("у", "н", ("н", "у"), "write", id="killed before the cell was written"),
        pytest.param("у", "у", ("н", "у"), "unchanged", id="killed after the cell was written"),
        pytest.param("осв", "у", ("н", "у"), "write", id="killed after writing, then the answer was edited"),
        pytest.param("н", None, (None, "н"), "write", id="killed before the first writing"),
        pytest.param(5.0, "5", (), "unchanged", id="a number typed as text"),
        pytest.param(4.5, "4,5", (), "unchanged", id="a decimal comma"),
        pytest.param("0012", 12.0, (), "conflict", id="a code is no number"),
        pytest.param(5.0, "4", ("4,0",), "write", id="ours, shown without its needless zero"),
    ],
)
def test_one_cell(wanted: Cell, standing: Cell, ours: tuple[Cell, ...], verdict: str) -> None:
    edits = sheet_edits.weigh({KEY: wanted}, {KEY: standing}, {KEY: ours} if ours else {})
    first = ours[0] if ours else None
    assert (
        edits
        == {
            "write": Edits({KEY: wanted}),
            "unchanged": Edits(unchanged=(KEY,)),
            "conflict": Edits(conflicts=(Conflict(*KEY, wanted, standing, first),)),
        }[verdict]
    )


def test_a_cell_missing_from_the_reading_is_blank() -> None:
    assert sheet_edits.weigh({KEY: "н"}, {}, {KEY: ("н",)}) == Edits(
        conflicts=(Conflict(*KEY, "н", None, "н"),)
    )


def test_new_rows_and_columns_are_always_written() -> None:
    desired: dict[CellKey, Cell] = {("0012", "1"): "н", ("0012", "2"): "у", ("0013", "1"): "+"}
    written: dict[CellKey, tuple[Cell, ...]] = {key: (value,) for key, value in desired.items()}
    edits = sheet_edits.weigh(desired, {("0012", "1"): "н"}, written, new_rows={"0013"}, new_columns={"2"})
    assert edits == Edits({("0012", "2"): "у", ("0013", "1"): "+"}, (), (("0012", "1"),))


def test_one_conflict_does_not_stop_the_other_cells() -> None:
    desired: dict[CellKey, Cell] = {(student, "1"): "+" for student in ("0012", "0013", "0014")}
    edits = sheet_edits.weigh(desired, {("0013", "1"): "н"}, {})
    assert edits == Edits({("0012", "1"): "+", ("0014", "1"): "+"}, (Conflict("0013", "1", "+", "н"),), ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("5", 5.0, True),
        ("4,5", 4.5, True),
        ("4.5", 4.5, True),
        ("-3", -3, True),
        (0.1 + 0.2, 0.3, True),
        ("0012", 12.0, False),
        ("0012", "12", False),
        ("0012", "0012", True),
        (" н ", "н", True),
        ("Н", "н", False),
        ("", None, True),
        (0.0, None, False),
        (True, 1.0, False),
        (True, True, True),
        ("1e3", 1000.0, False),
        ("й", "й", True),
    ],
)
def test_equal_values(one: Cell, other: Cell, same: bool) -> None:
    assert sheet_edits.same(one, other) is same
    assert sheet_edits.same(other, one) is same
