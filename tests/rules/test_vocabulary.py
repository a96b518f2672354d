"""Words of the tables: the real glossary is understood, a spoiled one names the spoiled key."""

from __future__ import annotations

import pytest

from starosta.rules import vocabulary as vocabulary_
from starosta.rules.calendar import DayKind
from starosta.rules.duties import Applies, DigestKind
from starosta.rules.timetable import ChangeKind, WeekParity
from starosta.rules.vocabulary import Vocabulary, look


@pytest.mark.parametrize(
    ("part", "written", "meaning"),
    [
        ("day_kinds", "Дистант", DayKind.DISTANCE),
        ("day_kinds", " очно ", DayKind.ON_SITE),
        ("day_kinds", "экскурсия", None),
        ("applies", "Каждый\u00a0рабочий день", Applies.WORKING_DAY),
        ("applies", "каждая группа", Applies.EACH_GROUP),
        ("parities", "нечётная", WeekParity.ODD),
        ("parities", "чет.", WeekParity.EVEN),
        ("changes", "доп.", ChangeKind.EXTRA),
        ("changes", "ЗАМЕНА", ChangeKind.REPLACE),
        ("weekdays", "Пн", 0),
        ("weekdays", "воскресенье", 6),
        ("digest_kinds", "пакет отчётов", DigestKind.PACKAGE),
        ("counts", "освобождён", "exempt"),
        ("proofs", "Мониторинг", "monitoring"),
        ("lists", "Причина отсутствия", "absence_reason"),
    ],
)
def test_written_words_are_understood(
    vocabulary: Vocabulary, part: str, written: str, meaning: object
) -> None:
    assert look(getattr(vocabulary, part), written) == meaning


def test_every_meaning_can_be_written(vocabulary: Vocabulary) -> None:
    assert set(vocabulary.day_kinds.values()) == set(DayKind)
    assert set(vocabulary.applies.values()) == set(Applies)
    assert set(vocabulary.parities.values()) == set(WeekParity)
    assert set(vocabulary.changes.values()) == set(ChangeKind)
    assert set(vocabulary.digest_kinds.values()) == set(DigestKind)
    assert set(vocabulary.weekdays.values()) == set(range(7))


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ({"day_kinds": {"holiday": ["праздник"]}}, "[vocabulary.day_kinds] holiday"),
        ({"weekdays": {"funday": ["пн"]}}, "[vocabulary.weekdays] funday"),
        ({"counts": {"maybe": ["как посмотреть"]}}, "[vocabulary.counts] maybe"),
        ({"parities": {"odd": ["н"], "even": ["Н"]}}, "[vocabulary.parities] even: н"),
        ({"yes": [1]}, "[vocabulary] yes"),
        ({"lists": "роль"}, "[vocabulary.lists]"),
    ],
)
def test_a_spoiled_glossary_names_the_key(section: dict[str, object], complaint: str) -> None:
    with pytest.raises(ValueError) as raised:
        vocabulary_.from_words(section)
    assert str(raised.value) == complaint
