"""How many letters leave: Google's limit is obeyed until its moment, the school's stops before it."""

from __future__ import annotations

from dataclasses import replace

from starosta.outgoing import BAD_ADDRESS, Post
from starosta.state.records import Stage
from tests.starosta.office import LETTER, MINUTE, MORNING, Office


def test_the_sending_limit_parks_every_letter_until_its_end(office: Office) -> None:
    message = "User-rate limit exceeded.  Retry after 2026-11-11T05:30:00.000Z"
    office.strike("drafts.send", kind="status", status=429, message=message, reason="userRateLimitExceeded")
    stages = [office.send(0, LETTER, "а").stage, office.send(1, LETTER, "б").stage]
    calls = sum(office.gate.made.values())
    office.restart()
    assert office.post.parked(MORNING + 14 * MINUTE) == MORNING + 15 * MINUTE
    assert (office.send(14, LETTER, "а").stage, sum(office.gate.made.values()), calls) == (
        Stage.DRAFTED,
        0,
        2,
    )
    stages += [office.send(15, LETTER, key).stage for key in ("а", "б")]
    assert stages == [Stage.DRAFTED, Stage.PLANNED, Stage.SENT, Stage.SENT]
    assert len(office.inbox()) == 2


def test_a_bad_address_is_for_a_person_and_stops_nobody_else(office: Office) -> None:
    bad = office.send(0, replace(LETTER, to=("семёнова@example.org",)), "а")
    good = office.send(0, LETTER, "б")
    assert (bad.stage, bad.note) == (Stage.NEEDS_REVIEW, f"{BAD_ADDRESS}: семёнова@example.org")
    assert (good.stage, office.drafts()) == (Stage.SENT, 0)


def test_the_school_s_own_limit_stops_before_google_s(office: Office) -> None:
    """What is above it waits for the letters of 24 hours ago; a letter to the admin goes all the same."""
    office.post = Post(office.gate.mail, office.state, limit=2)
    day = 24 * 60
    later = {"expires": MORNING + 2 * day * MINUTE}
    stages = [office.send(minute, LETTER, key, **later).stage for minute, key in enumerate("абв")]
    stages.append(office.send(3, LETTER, "админу", above_limit=True).stage)
    stages += [office.send(minute, LETTER, "в", **later).stage for minute in (day - 1, day + 2, day + 4)]
    assert stages == [
        Stage.SENT, Stage.SENT, Stage.PLANNED, Stage.SENT, Stage.PLANNED, Stage.SENT, Stage.SENT,
    ]  # fmt: skip
