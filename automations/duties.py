"""Обязанности: кто что должен сегодня и что уже сдано.

До срока и после него — личное напоминание со ссылкой, в которой всё уже выбрано; тому, кто сдал, отсутствует
или ничего не должен, не приходит ничего. В назначенное время старший мастер получает сводку: кто не сдал, кто
опоздал и на сколько, полнота и своевременность; если всё сдано — одной строкой. Что так и не сдано, уходит
выше. Кто, что, к какому времени и кому сообщить — строки вкладки «Обязанности».
"""

from __future__ import annotations

from starosta.rules import steps, telling
from starosta.rules.duties import Duty
from starosta.rules.settle import Settlement
from starosta.rules.steps import Step, StepKind
from starosta.school import School

REMINDERS = (StepKind.REMIND_BEFORE, StepKind.REMIND_AFTER)
ABOVE = (StepKind.DIGEST, StepKind.ESCALATE)


def run(school: School) -> None:
    for step in school.due_steps((*REMINDERS, *ABOVE)):
        with school.apart():
            act(school, step, school.roster.duties[step.duty])


def act(school: School, step: Step, duty: Duty) -> None:
    settlement = school.settlement(step.date, duty)
    if step.kind in REMINDERS:
        remind(school, step, duty, settlement)
    elif step.kind is StepKind.DIGEST:
        sum_up(school, step, duty, settlement)
    else:
        escalate(school, step, duty, settlement)


def remind(school: School, step: Step, duty: Duty, settlement: Settlement) -> None:
    """A person hears only of what is still open; whoever has answered meanwhile hears nothing."""
    owed = steps.open_obligations(step, settlement)
    person = school.roster.staff[step.to]
    to = school.letters.person(person)
    if not owed:
        school.done(step, sent=False)
    if not owed or to is None:
        return
    form = school.form(duty.proof)
    address = school.responder(duty.proof)
    links = {debt.key: form.personal(address, person, debt.group, debt.date) for debt in owed}
    facts = telling.reminder(duty, owed, school.agenda.lessons(step.date), links)
    if school.send(f"duties/{step.kind}", to, step.key, facts, day=step.date, expires=step.expires):
        school.done(step, sent=True)


def sum_up(school: School, step: Step, duty: Duty, settlement: Settlement) -> None:
    """A later digest is spared when the one before has already said that everything is in. What came of the
    days before is known anew: some of it was answered after their own digests."""
    for day in school.open_dates:
        if day < step.date:
            school.memory.keep(duty, day, school.settlement(day, duty))
    facts = telling.digest(
        duty, step, settlement, school.roster.staff, school.now, school.memory.earlier(duty, step.date)
    )
    school.memory.keep(duty, step.date, settlement)
    told = sorted(obligation.key for obligation in step.obligations) if facts["all_done"] else []
    closed = []
    for to in school.letters.recipients(step.to):
        line = f"all_done/{duty.code}/{step.date}/{to.email}"
        if told and school.memory.note(line) == told:
            continue
        sent = school.send(
            "duties/digest", to, step.letter, facts, day=step.date, expires=step.expires, says=told
        )
        closed.append(sent)
        if sent:
            school.memory.note(line, school.letters.said(step.letter, to))
            school.letters.forget(step.letter, to)
    if all(closed):
        school.done(step, sent=bool(closed))


def escalate(school: School, step: Step, duty: Duty, settlement: Settlement) -> None:
    """Only what is still open is told, and only if there is any."""
    reminded = school.reminded(step)
    facts = telling.digest(duty, step, settlement, school.roster.staff, school.now, reminded=reminded)
    recipients = school.letters.recipients(step.to) if facts["missing"] else ()
    sent = [
        school.send("duties/escalate", to, step.letter, facts, day=step.date, expires=step.expires)
        for to in recipients
    ]
    if all(sent):
        school.done(step, sent=bool(sent))
