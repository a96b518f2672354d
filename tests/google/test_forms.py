"""Forms: publishing, answers in order with their times, addresses filled in beforehand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from starosta.google.drive import FORM
from starosta.google.forms import entry, is_published, moment, prefilled
from starosta.google.gate import Gate
from workspace_emulator import people
from workspace_emulator.google import Workspace

START = datetime(2026, 11, 11, 6, 0, tzinfo=UTC)


def question(id: str, title: str, kind: dict[str, Any]) -> dict[str, Any]:
    return {"itemId": f"a{id}", "title": title, "questionItem": {"question": {"questionId": id, **kind}}}


CHECKS = {
    "type": "CHECKBOX",
    "options": [{"value": value} for value in ("химия & физика", "русский", "труд")],
}
ITEMS = [
    question("1f", "Кто", {"textQuestion": {}}),
    question("2e", "Предметы", {"choiceQuestion": CHECKS}),
    question("3d", "Когда", {"dateQuestion": {"includeYear": True}}),
]


def opened(gate: Gate) -> dict[str, Any]:
    form = gate.files.create(FORM, "Мониторинг", "college", "monitoring").id
    gate.forms.align(form, ITEMS)
    gate.forms.publish(form)
    return gate.forms.get(form)


def at(control: Any, minutes: float) -> None:
    control.ask("POST", "/_control/clock", {"now": (START + timedelta(minutes=minutes)).isoformat()})


def test_a_form_takes_answers_once_published(gate: Gate) -> None:
    form = gate.files.create(FORM, "Мониторинг", "college", "monitoring").id
    states = [is_published(gate.forms.get(form))]
    for accepting in (True, False):
        gate.forms.publish(form, accepting=accepting)
        states.append(is_published(gate.forms.get(form)))
    assert states == [False, True, False]


def test_answers_come_back_as_they_were_given(gate: Gate, workspace: Workspace, control: Any) -> None:
    form = opened(gate)
    at(control, 0)
    first = people.submit(
        workspace,
        form["responderUri"],
        {"Кто": "Горин", "Предметы": ["химия & физика", "труд"], "Когда": "2026-11-11"},
    )
    at(control, 1.5)
    second = people.submit(workspace, form["responderUri"], {"Кто": "=1+1"})
    at(control, 3)
    people.edit(workspace, first.edit_url, {"Кто": "Горин П."})
    found = gate.forms.responses(form["formId"])
    assert [(answer.id, answer.created, answer.submitted, dict(answer.answers)) for answer in found] == [
        (
            second.response_id,
            START + timedelta(minutes=1.5),
            START + timedelta(minutes=1.5),
            {"1f": ("=1+1",)},
        ),
        (
            first.response_id,
            START,
            START + timedelta(minutes=3),
            {"1f": ("Горин П.",), "2e": ("химия & физика", "труд"), "3d": ("2026-11-11",)},
        ),
    ]


@pytest.mark.parametrize(("since", "found"), [(0, 3), (1, 2), (2, 1), (2.01, 0)])
def test_answers_since_a_moment(
    embedded: Gate, workspace: Workspace, control: Any, since: float, found: int
) -> None:
    form = opened(embedded)
    for minute in range(3):
        at(control, minute)
        people.submit(workspace, form["responderUri"], {"Кто": str(minute)})
    since_then = START + timedelta(minutes=since)
    assert len(embedded.forms.responses(form["formId"], since_then)) == found


def test_an_address_filled_in_beforehand(embedded: Gate, workspace: Workspace) -> None:
    form = opened(embedded)
    address = prefilled(form["responderUri"], {"1f": ["Ёлкин & Ко +1"], "2e": ["химия & физика", "труд"]})
    assert address == (
        f"{form['responderUri']}?usp=pp_url&entry.31=%D0%81%D0%BB%D0%BA%D0%B8%D0%BD%20%26%20%D0%9A%D0%BE%20%2B1"
        "&entry.46=%D1%85%D0%B8%D0%BC%D0%B8%D1%8F%20%26%20%D1%84%D0%B8%D0%B7%D0%B8%D0%BA%D0%B0"
        "&entry.46=%D1%82%D1%80%D1%83%D0%B4"
    )
    people.submit(workspace, address, {})
    assert [sorted(answer.answers.values()) for answer in embedded.forms.responses(form["formId"])] == [
        [("Ёлкин & Ко +1",), ("химия & физика", "труд")]
    ]


@pytest.mark.parametrize("id", ["", "xyz", "123456789", "1F", "-1"])
def test_no_address_for_an_id_of_another_shape(id: str) -> None:
    with pytest.raises(ValueError, match="no question id"):
        entry(id)


@pytest.mark.parametrize(
    ("text", "microseconds"),
    [
        ("2026-11-11T06:00:00Z", 0),
        ("2026-11-11T06:00:00.850Z", 850000),
        ("2026-11-11T06:00:00.850363Z", 850363),
        ("2026-11-11T06:00:00.850363999Z", 850363),
    ],
)
def test_moments(text: str, microseconds: int) -> None:
    assert moment(text) == START.replace(microsecond=microseconds)
