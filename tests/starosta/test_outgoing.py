"""Every letter arrives exactly once: whatever call is lost, whenever the process dies, and however
often it is started again."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

import pytest
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from sqlalchemy import event

from starosta.google.errors import GoogleTrouble, Kind
from starosta.outgoing import EXPIRED, LOST, Post
from starosta.state.records import Stage
from tests.starosta.office import KEY, LETTER, MINUTE, MORNING, Office


def test_a_letter_is_sent_with_two_calls(office: Office) -> None:
    row = office.send()
    assert (row.stage, row.sent, len(office.inbox()), office.drafts()) == (Stage.SENT, MORNING, 1, 0)
    assert dict(office.gate.made) == {"gmail.users.drafts.create": 1, "gmail.users.drafts.send": 1}


def test_sending_again_asks_nothing(office: Office) -> None:
    first = office.send()
    office.restart()
    assert (office.send(1, replace(LETTER, text="Другое.")), office.resolve(5), dict(office.gate.made)) == (
        first,
        [],
        {},
    )


FAULTS = [
    {"kind": "drop", "when": "before"},
    {"kind": "drop", "when": "after"},
    {"kind": "status", "status": 503, "when": "before"},
    {"kind": "status", "status": 503, "when": "after"},
    {"kind": "status", "status": 502, "when": "after"},
    {"kind": "status", "status": 429, "when": "before"},
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: "-".join(map(str, fault.values())))
@pytest.mark.parametrize("method", ["drafts.create", "drafts.send"])
@pytest.mark.parametrize("restart", [True, False])
def test_an_answer_is_lost(office: Office, method: str, fault: dict[str, Any], restart: bool) -> None:
    office.strike(method, **fault)
    stages = [office.send().stage]
    if restart:
        office.restart()
    stages.append(office.send(1).stage)
    office.resolve(2)
    stages.append(office.send(3).stage)
    assert (stages[-1], len(office.inbox()), office.drafts()) == (Stage.SENT, 1, 0)
    assert stages[0] is not Stage.SENT


@pytest.mark.parametrize(
    "lost", ["drafts.get", "drafts.list", "threads.get", "messages.list", "drafts.update"]
)
@pytest.mark.parametrize("method", ["drafts.create", "drafts.send"])
def test_an_answer_is_lost_and_so_is_the_search_for_it(office: Office, method: str, lost: str) -> None:
    office.strike(method, kind="drop", when="after")
    office.strike(lost, kind="drop", when="before", times=1)
    for minute in range(6):
        office.resolve(minute)
        office.send(minute)
    office.heal()
    assert (office.row().stage, len(office.inbox()), office.drafts()) == (Stage.SENT, 1, 0)


def test_nothing_is_tried_while_a_call_may_be_on_its_way(office: Office) -> None:
    office.strike("drafts.send", kind="drop", when="after")
    office.send()
    office.gate.made.clear()
    for minute in (0.5, 1, 1.4):
        office.resolve(minute)
        office.send(minute)
    assert (dict(office.gate.made), office.row().stage) == ({}, Stage.SENDING)


class Killed(BaseException):
    """The process dies here: nothing of ours may catch it."""


@dataclass
class Death:
    """Kills at the `moment`-th instant at which something outside of the process changes: before a
    transaction is committed, before a request leaves, before its answer is seen. Between two of them it does
    not matter where a process dies."""

    moment: int
    passed: int = 0

    def step(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self.moment:
            raise Killed

    def watch(self, office: Office) -> None:
        event.listen(office.state.engine, "commit", self.step)
        door = office.gate.door.account
        door.mount("https://", Mortal(door.get_adapter("https://www.googleapis.com/"), self))


class Mortal(BaseAdapter):
    """Another adapter, with death on either side of every request."""

    def __init__(self, inner: BaseAdapter, death: Death) -> None:
        super().__init__()
        self.inner = inner
        self.death = death

    def send(self, request: PreparedRequest, *args: Any, **options: Any) -> Response:
        self.death.step()
        response = self.inner.send(request, *args, **options)
        self.death.step()
        return response

    def close(self) -> None:
        self.inner.close()


STORIES: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "nothing goes wrong": (),
    "the draft's answer is lost": (("drafts.create", {"kind": "drop", "when": "after"}),),
    "the sending's answer is lost": (("drafts.send", {"kind": "drop", "when": "after"}),),
    "the sending never arrives": (("drafts.send", {"kind": "drop", "when": "before"}),),
}


@pytest.mark.parametrize("story", STORIES)
def test_the_process_is_killed_at_every_moment(office: Office, story: str) -> None:
    """In one of three ticks, at every moment in turn; then it is started again and goes on."""
    wrong: list[tuple[int, str, int]] = []
    for moment in count(1):
        key, address = f"{KEY}/{moment}", f"m{moment}@example.org"
        message = replace(LETTER, to=(address,))
        for method, fault in STORIES[story]:
            office.strike(method, **fault)
        death = Death(moment)
        death.watch(office)
        with suppress(Killed):
            for minute in (0, 2, 4):
                office.resolve(minute)
                office.send(minute, message, key)
        office.heal()
        for minute in (6, 8):
            office.restart()
            office.resolve(minute)
            office.send(minute, message, key)
        outcome = (moment, office.row(key).stage.value, len(office.inbox(address)))
        if outcome[1:] != ("sent", 1):
            wrong.append(outcome)
        if death.passed < moment:
            break
    assert (wrong, office.drafts()) == ([], 0)
    assert moment > 15


def test_a_letter_not_on_its_way_takes_fresh_text(office: Office) -> None:
    office.strike("drafts.create", kind="drop", when="after")
    office.send()
    office.send(2, replace(LETTER, subject="Обязанности на 11 ноября: сдано всё, кроме отчёта"))
    assert [letter["Subject"] for letter in office.inbox()] == [
        "Обязанности на 11 ноября: сдано всё, кроме отчёта"
    ]


def test_a_letter_that_lost_its_sense_is_given_up_and_leaves_no_draft(office: Office) -> None:
    office.strike("drafts.send", kind="drop", when="before")
    office.send(expires=MORNING + 2 * MINUTE)
    assert office.drafts() == 1
    assert office.resolve(3) == []
    row = office.row()
    assert (row.stage, row.note, office.drafts(), office.inbox()) == (Stage.SUPERSEDED, EXPIRED, 0, [])
    assert office.send(4).stage is Stage.SUPERSEDED


def test_a_draft_we_do_not_know_of_is_given_up_too(office: Office) -> None:
    office.strike("drafts.create", kind="drop", when="after")
    office.send(expires=MORNING + 2 * MINUTE)
    assert office.drafts() == 1
    office.resolve(3)
    assert (office.row().stage, office.drafts(), office.inbox()) == (Stage.SUPERSEDED, 0, [])


def test_a_draft_that_vanished_without_a_letter_is_for_a_person(office: Office) -> None:
    office.strike("drafts.send", kind="drop", when="before")
    row = office.send()
    office.ask("DELETE", f"/gmail/v1/users/me/drafts/{row.draft}")
    assert [(found.once_key, found.stage, found.note) for found in office.resolve(2)] == [
        (KEY, Stage.NEEDS_REVIEW, LOST)
    ]
    assert (office.send(3).stage, office.resolve(4), office.inbox()) == (Stage.NEEDS_REVIEW, [], [])


def test_a_person_sends_the_draft_by_hand(office: Office) -> None:
    office.strike("drafts.send", kind="status", status=429)
    row = office.send()
    assert row.stage is Stage.DRAFTED
    office.ask("POST", "/gmail/v1/users/me/drafts/send", {"id": row.draft})
    assert (office.send(1).stage, len(office.inbox())) == (Stage.SENT, 1)


def test_a_person_throws_an_unsent_draft_away(office: Office) -> None:
    office.strike("drafts.send", kind="status", status=429)
    office.ask("DELETE", f"/gmail/v1/users/me/drafts/{office.send().draft}")
    assert (office.send(1).stage, len(office.inbox())) == (Stage.SENT, 1)


def test_letters_of_a_day_to_one_addressee_are_one_thread(office: Office) -> None:
    for minute, (subject, thread) in enumerate(
        [("Утро", "11"), ("Вечер", "11"), ("Ночь", "11"), ("Завтра", "12")]
    ):
        office.send(minute, replace(LETTER, subject=subject), f"{KEY}/{minute}", thread=thread)
    letters = office.inbox()
    assert [letter["Subject"] for letter in letters] == ["Утро", "Утро", "Утро", "Завтра"]
    first = letters[0]["Message-ID"]
    assert [letter.get("References") for letter in letters] == [None, first, first, None]
    assert len({letter["thread"] for letter in letters}) == 2
    assert len({office.row(f"{KEY}/{minute}").thread for minute in range(4)}) == 2
    assert office.gate.made["gmail.users.messages.get"] == 1


def test_letters_to_two_addressees_are_two_threads(office: Office) -> None:
    for key, address in (("а", "gorin@example.org"), ("б", "lebedeva@example.org")):
        office.send(0, replace(LETTER, to=(address,), subject=key), key, thread="11")
    assert len({office.row(key).thread for key in ("а", "б")}) == 2


def test_a_thread_that_a_person_deleted_begins_anew(office: Office) -> None:
    office.send(0, LETTER, "а", thread="11")
    office.send(1, LETTER, "б", thread="11")
    office.ask("DELETE", f"/gmail/v1/users/me/threads/{office.row('а').thread}")
    assert (office.send(2, LETTER, "в", thread="11").stage, len(office.inbox())) == (Stage.SENT, 3)
    assert office.row("в").thread != office.row("а").thread


def test_access_taken_away_is_told_and_the_letter_goes_later(office: Office) -> None:
    office.strike("drafts.*", kind="status", status=401, times=0)
    with pytest.raises(GoogleTrouble) as trouble:
        office.send()
    assert (trouble.value.kind, office.row().stage, office.row().attempts) == (
        Kind.SIGNED_OUT,
        Stage.PLANNED,
        0,
    )
    office.heal()
    assert (office.send(1).stage, len(office.inbox())) == (Stage.SENT, 1)


def test_one_unclear_letter_does_not_hold_up_the_others(office: Office) -> None:
    for key in ("а", "б"):
        office.strike("drafts.send", kind="drop", when="after")
        office.send(0, LETTER, key)
    office.strike("drafts.get", kind="status", status=403)
    with pytest.raises(GoogleTrouble):
        office.resolve(2)
    assert [office.row(key).stage for key in ("а", "б")] == [Stage.SENDING, Stage.SENT]
    assert (office.resolve(3), office.row("а").stage, len(office.inbox())) == ([], Stage.SENT, 2)


def test_the_quiet_period_begins_with_the_call_not_with_its_tick(office: Office) -> None:
    """The tick had lasted ten minutes when the call whose answer was lost was made."""
    office.post = Post(office.gate.mail, office.state, spent=lambda: 10 * MINUTE)
    office.strike("drafts.send", kind="drop", when="after")
    office.send()
    office.restart()
    made = [(office.resolve(minute), sum(office.gate.made.values())) for minute in (1, 11, 12)]
    assert [calls > 0 for _, calls in made] == [False, False, True]
    assert (office.row().stage, len(office.inbox())) == (Stage.SENT, 1)


def test_mail_out_of_reach_ends_the_clearing_up(office: Office) -> None:
    for key in ("а", "б"):
        office.strike("drafts.send", kind="drop", when="after")
        office.send(0, LETTER, key)
    office.strike("drafts.*", kind="status", status=503, times=0)
    office.gate.calls.made.clear()
    assert (office.resolve(2), dict(office.gate.made)) == ([], {"gmail.users.drafts.get": 1})


def test_what_the_outbox_tells(office: Office) -> None:
    office.send(0, LETTER, "а")
    office.strike("drafts.send", kind="status", status=429)
    office.send(1, LETTER, "б")
    outbox = office.state.outbox
    assert [row.once_key for row in outbox.open()] == ["б"]
    assert [row.once_key for row in outbox.planned_between(MORNING, MORNING + MINUTE)] == ["а"]
    assert [outbox.sent_since(MORNING + minutes * MINUTE) for minutes in (0, 1)] == [1, 0]
