"""Sections and branching: where answers lead."""

from __future__ import annotations

from typing import Any

import pytest

from tests.workspace_emulator.form_blanks import choice, question, section
from workspace_emulator.forms.outline import END, exits, following, route, sections
from workspace_emulator.forms.questions import build


def to(value: str, where: str) -> dict[str, str]:
    key = "goToAction" if where.isupper() else "goToSectionId"
    return {"value": value, key: where}


def numbered(item: dict[str, Any], number: int) -> dict[str, Any]:
    item["questionItem"]["question"]["questionId"] = f"{number:x}"
    return item


def form(*items: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """Items built sections first, as options may only lead to what exists, then put back in their order."""
    built: dict[int, dict[str, Any]] = {}
    for at, item in sorted(enumerate(items), key=lambda pair: "pageBreakItem" not in pair[1]):
        built[at] = build(item, built.values(), quiz=False)
    return tuple(built[at] for at in sorted(built))


PAGES = sections(
    form(
        numbered(
            choice("Группа", "DROP_DOWN", to("А", "a0"), to("Б", "b0"), to("нет", "SUBMIT_FORM"), "иное"), 1
        ),
        section("А", "a0"),
        numbered(
            choice("Занятие А", "RADIO", to("да", "SUBMIT_FORM"), to("снова", "RESTART_FORM"), required=True),
            2,
        ),
        section("Б", "b0"),
        numbered(
            choice("Занятие Б", "RADIO", to("да", "c0"), {"isOther": True, "goToAction": "SUBMIT_FORM"}), 3
        ),
        numbered(choice("Ещё", "RADIO", "просто", to("к А", "a0")), 4),
        section("В", "c0"),
        numbered(question("Имя", textQuestion={}), 5),
    )
)


def test_pages_carry_their_titles_and_questions() -> None:
    assert [(page.number, page.title, [one.title for one in page.questions]) for page in PAGES] == [
        (0, "", ["Группа"]),
        (1, "А", ["Занятие А"]),
        (2, "Б", ["Занятие Б", "Ещё"]),
        (3, "В", ["Имя"]),
    ]


@pytest.mark.parametrize(
    ("at", "given", "expected"),
    [
        (0, {"1": ["А"]}, 1),
        (0, {"1": ["Б"]}, 2),
        (0, {"1": ["нет"]}, END),
        (0, {"1": ["иное"]}, 1),
        (0, {}, 1),
        (1, {"2": ["да"]}, END),
        (1, {"2": ["снова"]}, 0),
        (2, {"3": ["да"]}, 3),
        (2, {"3": ["своё слово"]}, END),
        (2, {"3": ["да"], "4": ["к А"]}, 1),
        (2, {"3": ["своё слово"], "4": ["просто"]}, END),
        (2, {}, 3),
        (3, {}, END),
    ],
)
def test_answers_lead_to_a_page(at: int, given: dict[str, list[str]], expected: int) -> None:
    assert following(PAGES, at, given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"1": ["А"], "2": ["да"]}, [0, 1]),
        ({"1": ["Б"], "3": ["да"]}, [0, 2, 3]),
        ({"1": ["нет"]}, [0]),
        ({}, [0, 1, 2, 3]),
        ({"1": ["А"], "2": ["снова"]}, [0, 1]),
    ],
)
def test_the_whole_way(given: dict[str, list[str]], expected: list[int]) -> None:
    assert route(PAGES, given) == expected


@pytest.mark.parametrize(("at", "expected"), [(0, {1, 2, END}), (1, {0, END}), (2, {1, 3, END}), (3, {END})])
def test_where_a_page_may_lead(at: int, expected: set[int]) -> None:
    assert exits(PAGES, at) == expected
