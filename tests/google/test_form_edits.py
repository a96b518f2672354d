"""A form brought from what it is to what it should be: nothing to do when it is, people's own items kept."""

from __future__ import annotations

from typing import Any

import pytest

from starosta.google.drive import FORM
from starosta.google.form_edits import diff
from starosta.google.forms import FormsGate
from starosta.google.gate import Gate

Json = dict[str, Any]


def text(id: str, title: str, **more: Any) -> Json:
    question = {"questionId": f"1{id}", "textQuestion": {}, **more}
    return {"itemId": id, "title": title, "questionItem": {"question": question}}


def choice(id: str, title: str, *options: Json, kind: str = "RADIO") -> Json:
    asked = {"type": kind, "options": list(options)}
    question = {"questionId": f"1{id}", "required": True, "choiceQuestion": asked}
    return {"itemId": id, "title": title, "questionItem": {"question": question}}


def option(value: str, section: str = "") -> Json:
    return {"value": value, **({"goToSectionId": section} if section else {})}


def section(id: str, title: str) -> Json:
    return {"itemId": id, "title": title, "pageBreakItem": {}}


def grid(id: str, title: str, *rows: str) -> Json:
    questions = [
        {"questionId": f"1{id}{n}", "required": False, "rowQuestion": {"title": row}}
        for n, row in enumerate(rows)
    ]
    columns = {"type": "RADIO", "options": [{"value": mark} for mark in ("+", "н", "б")]}
    group = {"questions": questions, "grid": {"columns": columns}}
    return {"itemId": id, "title": title, "questionGroupItem": group}


MONITORING = [
    choice("0a", "Группа", option("ПК-11", "b1"), option("ЭМ-21", "b2"), kind="DROP_DOWN"),
    section("b1", "ПК-11"),
    grid("c1", "Кто присутствует", "Ёлкин Ф.", "Ким И."),
    section("b2", "ЭМ-21"),
    grid("c2", "Кто присутствует", "Орлов Г."),
    text("0d", "Примечание"),
]
CHANGES: dict[str, tuple[list[Json], list[Json], list[str]]] = {
    "nothing": (MONITORING, MONITORING, []),
    "from nothing": ([], MONITORING, ["createItem"] * 6),
    "a title": (MONITORING, [*MONITORING[:5], text("0d", "Комментарий")], ["updateItem"]),
    "an option more, leading to a new section": (
        MONITORING,
        [
            choice(
                "0a",
                "Группа",
                option("ПК-11", "b1"),
                option("ЭМ-21", "b2"),
                option("СВ-12", "b3"),
                kind="DROP_DOWN",
            ),
            *MONITORING[1:5],
            section("b3", "СВ-12"),
            grid("c3", "Кто присутствует", "Титов П."),
            MONITORING[5],
        ],
        ["createItem", "createItem", "updateItem"],
    ),
    "a section less": (
        MONITORING,
        [choice("0a", "Группа", option("ПК-11", "b1"), kind="DROP_DOWN"), *MONITORING[1:3], MONITORING[5]],
        ["updateItem", "deleteItem", "deleteItem"],
    ),
    "a row of a grid more": (
        MONITORING,
        [*MONITORING[:2], grid("c1", "Кто присутствует", "Ёлкин Ф.", "Ким И.", "Яшин О."), *MONITORING[3:]],
        ["updateItem"],
    ),
    "another order": (MONITORING, [*MONITORING[:1], MONITORING[5], *MONITORING[1:5]], ["moveItem"]),
    "another kind of question": (
        MONITORING,
        [*MONITORING[:5], choice("0d", "Примечание", option("да"), option("нет"))],
        ["deleteItem", "createItem"],
    ),
    "required no more": (
        [text("0d", "Примечание", required=True)],
        [text("0d", "Примечание", required=False)],
        ["updateItem"],
    ),
    "an option that leads nowhere any more": (
        [choice("0a", "Группа", option("ПК-11", "b1"), option("ЭМ-21")), section("b1", "ПК-11")],
        [choice("0a", "Группа", option("ПК-11"), option("ЭМ-21")), section("b1", "ПК-11")],
        ["updateItem"],
    ),
    "a name on two lines": ([text("0d", "Два слова")], [text("0d", "Два\nслова ")], []),
    "everything away": (MONITORING, [], ["deleteItem"] * 6),
}
OURS = [item["itemId"] for item in MONITORING]


def made(gate: Gate, items: list[Json], blank: str = "monitoring") -> tuple[FormsGate, str]:
    form = gate.files.create(FORM, "Мониторинг", "college", blank).id
    if items:
        gate.forms.batch_update(form, diff(gate.forms.get(form), items))
    return gate.forms, form


def kinds(requests: list[Json]) -> list[str]:
    return [next(iter(request)) for request in requests]


@pytest.mark.parametrize("name", CHANGES)
def test_from_one_form_to_another(embedded: Gate, name: str) -> None:
    before, wanted, edits = CHANGES[name]
    forms, form = made(embedded, before)
    requests = diff(forms.get(form), wanted, ours=OURS)
    assert kinds(requests) == edits
    forms.align(form, wanted, ours=OURS)
    after = forms.get(form)
    assert [item["itemId"] for item in after.get("items", [])] == [item["itemId"] for item in wanted]
    assert diff(after, wanted, ours=OURS) == []


@pytest.mark.parametrize("name", CHANGES)
def test_what_people_added_stays_where_it_was(embedded: Gate, name: str) -> None:
    before, wanted, _ = CHANGES[name]
    strangers = [text("e0", "Моё в начале"), text("e1", "Моё после"), text("e2", "И ещё")]
    forms, form = made(embedded, [strangers[0], *before[:1], *strangers[1:], *before[1:]])
    forms.align(form, wanted, ours=OURS)
    after = [item["itemId"] for item in forms.get(form).get("items", [])]
    leader = (
        before[0]["itemId"] if before and before[0]["itemId"] in [item["itemId"] for item in wanted] else ""
    )
    expected = ["e0"] if leader else ["e0", "e1", "e2"]
    for item in wanted:
        expected += [item["itemId"], *(["e1", "e2"] if item["itemId"] == leader else [])]
    assert after == expected


def test_what_a_blank_does_not_name_is_left_alone(embedded: Gate) -> None:
    described = {**text("0d", "Примечание"), "description": "Написано в форме"}
    forms, form = made(embedded, [described])
    assert diff(forms.get(form), [text("0d", "Примечание")]) == []
    assert kinds(diff(forms.get(form), [{**text("0d", "Примечание"), "description": ""}])) == ["updateItem"]


def test_title_and_description_of_the_form(embedded: Gate) -> None:
    forms, form = made(embedded, [])
    forms.align(form, [], title="Мониторинг занятия", description="Сдайте до 9:15")
    found = forms.get(form)
    assert (found["info"]["title"], found["info"]["description"]) == ("Мониторинг занятия", "Сдайте до 9:15")
    assert diff(found, [], title="Мониторинг занятия", description="Сдайте до 9:15") == []


def test_two_items_with_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="one itemId"):
        diff({}, [text("0d", "а"), text("0d", "б")])


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_answer_makes_no_item_twice(embedded: Gate, control: Any, when: str) -> None:
    forms, form = made(embedded, [])
    control.strike("forms.forms.batchUpdate", kind="drop", when=when)
    forms.align(form, MONITORING)
    assert [item["itemId"] for item in forms.get(form)["items"]] == OURS


def test_somebody_edits_the_form_in_between(embedded: Gate) -> None:
    forms, form = made(embedded, MONITORING)
    stale = forms.get(form)
    forms.batch_update(form, [{"createItem": {"item": text("e1", "Моё"), "location": {"index": 6}}}])
    wanted = [*MONITORING[:5], text("0d", "Комментарий")]
    after, edits = forms.align(form, wanted, form=stale)
    assert ([item["itemId"] for item in after["items"]], after["items"][5]["title"], edits) == (
        [*OURS, "e1"],
        "Комментарий",
        1,
    )
