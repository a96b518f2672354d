"""Lines of a report as masters type them, and the complaints they get: word for word, each with its line."""

from __future__ import annotations

from datetime import time

import pytest

from starosta.rules import chronometry
from starosta.rules.chronometry import Chronometry, Line, Unread
from starosta.shelf import Shelf
from starosta.words import Words

MASTER, CURATOR, PRACTICE, THESIS = "мастер п/о", "куратор", "руководитель практики", "руководитель ВКР"
ROLES = (MASTER, CURATOR, PRACTICE, THESIS)
DAY = time(8, 15), time(14, 5)
SATURDAY = time(8, 15), time(12, 0)

GOOD_DAY = """8:15–8:30; мастер п/о; отметка о начале работы; отметился; нет
8:30–13:00; мастер п/о; учебная практика; выполнено 4,5 задания; у двоих нет связи
13:00–14:05; куратор; звонки родителям; все на связи"""


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.of(Shelf.of())


@pytest.fixture(scope="module")
def nothing(words: Words) -> list[str]:
    return list(words.section("chronometry")["nothing"])


def faults(day: Chronometry, words: Words, bounds: tuple[time, time], *roles: str) -> list[str]:
    return [words.problem(problem) for problem in chronometry.check(day, roles, *bounds)]


def test_a_good_day_has_nothing_to_complain_of(words: Words, nothing: list[str]) -> None:
    day = chronometry.parse(GOOD_DAY, ROLES, nothing)
    assert day == Chronometry(
        (
            Line(1, time(8, 15), time(8, 30), MASTER, "отметка о начале работы", "отметился"),
            Line(
                2,
                time(8, 30),
                time(13),
                MASTER,
                "учебная практика",
                "выполнено 4,5 задания",
                "у двоих нет связи",
            ),
            Line(3, time(13), time(14, 5), CURATOR, "звонки родителям", "все на связи"),
        )
    )
    assert faults(day, words, DAY, MASTER, CURATOR) == []
    assert chronometry.coverage(day, *DAY) == 1.0
    assert chronometry.minutes_by_role(day.lines) == {MASTER: 285, CURATOR: 65}


@pytest.mark.parametrize(
    "text",
    [
        "8:15–8:30; куратор; обзвон; все на связи; нет",
        "8:15-8:30;куратор;обзвон;все на связи",
        "08:15 — 08:30 ; Куратор ; обзвон ; все на связи ; -",
        "с 8:15 до 8:30; КУРАТОР.; обзвон; все на связи; —",
        "c 8:15 до 8:30 куратор; обзвон; все на связи; Нет.",
        "8.15-8.30 | Kуpaтop | обзвон | все на связи | проблем нет",
        "8.15.–8.30. | куратор | обзвон | все на связи | не было",
        "8-15 – 8-30; куратор; обзвон; все на связи; нет!",
        "8-15-8-30; куратор; обзвон; все на связи",
        "8:15\N{NO-BREAK SPACE}–\N{NO-BREAK SPACE}8:30;\N{NO-BREAK SPACE}куратор; обзвон; все  на связи;",
        "8 : 15 – 8 : 30; куратор; обзвон; все на связи",
        "8:15…8:30; куратор; обзвон; все на связи",
        "8:15\t8:30\tкуратор\tобзвон\tвсе на связи\t",
        "1\t8:15–8:30\tкуратор\tобзвон\tвсе на связи",
        "1. 8:15–8:30; куратор; обзвон; все на связи",
        "1.8.15-8.30; куратор; обзвон; все на связи",
        "12) 8:15–8:30: куратор; обзвон; все на связи;;;",
        "• 8:15 ч. до 8:30 ч.; кур.; обзвон; все на связи",
        "8:15:00–8:30:00; куратор; обзвон; все на связи",
        "О8:15–8:3О; куратор; обзвон; все на связи",
        ";8:15–8:30; куратор; обзвон; все на связи",
    ],
)
def test_one_line_in_many_hands(text: str, nothing: list[str]) -> None:
    line = Line(1, time(8, 15), time(8, 30), CURATOR, "обзвон", "все на связи")
    assert chronometry.parse(text, ROLES, nothing) == Chronometry((line,))


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            "обзвон; всё хорошо",
            [
                "Строка 1 «обзвон; всё хорошо»: не вижу времени. Начните строку со времени, например "
                "«8:15–8:30; куратор; …»."
            ],
        ),
        (
            "25:00–26:00; куратор; обзвон; есть",
            [
                "Строка 1 «25:00–26:00; куратор; обзвон; есть»: такого времени не бывает. Напишите "
                "часы от 0 до 23 "
                "и минуты от 00 до 59, например «8:15–8:30»."
            ],
        ),
        (
            "\n\n8:15–8:30 проверял отчёты",
            [
                "Строка 3 «8:15–8:30 проверял отчёты»: после времени нужны роль, функция и "
                "результат. Отделите их "
                "точкой с запятой: «8:15–8:30; куратор; что делали; что получилось; проблема»."
            ],
        ),
        (
            "8:15–8:30",
            [
                "Строка 1 «8:15–8:30»: после времени нужны роль, функция и результат. Отделите их точкой с "
                "запятой: «8:15–8:30; куратор; что делали; что получилось; проблема»."
            ],
        ),
        (
            "8:15–8:30; завхоз; опись; есть",
            [
                "Строка 1 «8:15–8:30; завхоз; опись; есть»: роли «завхоз» нет в справочнике. "
                "Напишите одну из "
                "ролей: мастер п/о, куратор, руководитель практики, руководитель ВКР."
            ],
        ),
        (
            "8:15–8:30; руководитель; опись; есть",
            [
                "Строка 1 «8:15–8:30; руководитель; опись; есть»: роль «руководитель» можно понять "
                "по-разному. "
                "Напишите полностью: руководитель практики, руководитель ВКР."
            ],
        ),
        (
            "8:15–8:30; ; опись; есть",
            [
                "Строка 1 «8:15–8:30; ; опись; есть»: не указана роль. Напишите её сразу после "
                "времени, например "
                "«8:15–8:30; куратор; …»."
            ],
        ),
        (
            "8:15–8:30; куратор; ; есть",
            [
                "Строка 1 «8:15–8:30; куратор; ; есть»: не указана функция. После роли напишите, что "
                "вы делали.",
            ],
        ),
        (
            "8:15–8:30; куратор",
            [
                "Строка 1 «8:15–8:30; куратор»: не указана функция. После роли напишите, что вы делали.",
                "Строка 1 «8:15–8:30; куратор»: не указан результат. После функции напишите, что получилось.",
            ],
        ),
        (
            "8:15–8:30; куратор; обзвон; пятеро; шестеро; нет",
            [
                "Строка 1 «8:15–8:30; куратор; обзвон; пятеро; шестеро; нет»: граф 6, а в отчёте их "
                "пять. Ставьте "
                "«;» только между графами, внутри графы — запятую."
            ],
        ),
        (
            "утром " + "очень " * 20 + "занят",
            [
                "Строка 1 «утром очень очень очень очень очень очень очень очень очень…»: не вижу "
                "времени. Начните "
                "строку со времени, например «8:15–8:30; куратор; …»."
            ],
        ),
    ],
)
def test_complaints_name_the_line(text: str, complaints: list[str], words: Words) -> None:
    day = chronometry.parse(text, ROLES)
    assert [words.problem(problem) for problem in day.problems] == complaints


def test_a_bad_line_does_not_cost_the_others() -> None:
    day = chronometry.parse("8:15–8:30; куратор; а; б\nи ещё позвонил\n8:30–9:00; куратор; в; г", ROLES)
    assert [line.number for line in day.lines] == [1, 3]
    assert day.unread == (Unread(2, "и ещё позвонил"),)


def test_extra_columns_lose_no_text() -> None:
    (line,) = chronometry.parse("8:15–8:30; куратор; обзвон; пятеро; шестеро; шум", ROLES).lines
    assert (line.function, line.result, line.trouble) == ("обзвон", "пятеро", "шестеро; шум")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("мастер", (MASTER,)),
        ("Мастер п.о.", (MASTER,)),
        ("мастер по", (MASTER,)),
        ("рук. ВКР", (THESIS,)),
        ("pyк. практики", (PRACTICE,)),
        ("рук", (PRACTICE, THESIS)),
        ("ку", ()),
        ("мастер п/о и куратор", ()),
        ("ВКР", ()),
        ("", ()),
    ],
)
def test_roles_are_understood_but_not_guessed(written: str, meant: tuple[str, ...]) -> None:
    assert chronometry.match_role(written, ROLES) == meant


def test_a_role_with_yo() -> None:
    assert chronometry.match_role("зачетный мастер", ["зачётный мастер"]) == ("зачётный мастер",)


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        (
            "8:15–9:00; мастер п/о; а; б\n9:45–14:05; мастер п/о; а; б",
            [
                "С 9:00 до 9:45 ничего не записано (45 мин): перерыв между строками 1 и 2. Добавьте "
                "строку или "
                "поправьте время."
            ],
        ),
        (
            "8:30–14:05; мастер п/о; а; б",
            [
                "С 8:15 до 8:30 ничего не записано (15 мин): рабочий день уже начался, а первое дело стоит в "
                "строке 1. Добавьте строку или поправьте время."
            ],
        ),
        (
            "8:15–13:54; мастер п/о; а; б",
            [
                "С 13:54 до 14:05 ничего не записано (11 мин): последнее дело дня стоит в строке 1. Добавьте "
                "строку или поправьте время."
            ],
        ),
        ("8:25–13:55; мастер п/о; а; б", []),
        (
            "8:15–11:00; мастер п/о; а; б\n10:40–14:05; мастер п/о; а; б",
            ["Строки 1 и 2 пересекаются: с 10:40 до 11:00 записано дважды. Поправьте время в одной из них."],
        ),
        (
            "8:15–14:05; мастер п/о; а; б\n9:00–9:10; мастер п/о; а; б\n10:00–10:10; мастер п/о; а; б",
            [
                "Строки 1 и 2 пересекаются: с 9:00 до 9:10 записано дважды. Поправьте время в одной из них.",
                "Строки 1 и 3 пересекаются: с 10:00 до 10:10 записано дважды. Поправьте время в "
                "одной из них.",
            ],
        ),
        (
            "8:15–14:05; мастер п/о; а; б\n10:00–9:00; мастер п/о; а; б",
            ["Строка 2: конец 9:00 не позже начала 10:00. Поправьте время."],
        ),
        (
            "11:00–14:05; мастер п/о; а; б\n8:15–11:00; мастер п/о; а; б",
            [],
        ),
        ("7:00–16:00; мастер п/о; а; б", []),
        (
            "16:00–17:00; мастер п/о; а; б",
            [
                "С 8:15 до 14:05 ничего не записано (350 мин): рабочий день уже начался, а первое "
                "дело стоит в "
                "строке 1. Добавьте строку или поправьте время."
            ],
        ),
        (
            "",
            [
                "В отчёте нет ни одной строки, которую удалось бы прочитать. Пишите каждое дело с "
                "новой строки: "
                "«8:15–8:30; куратор; что делали; что получилось; проблема»."
            ],
        ),
        (
            "8:25–8:30; мастер п/о; а; б\n8:40–9:00; мастер п/о; а; б\n9:10–10:00; мастер п/о; а; б\n"
            "10:10–11:00; мастер п/о; а; б\n11:10–13:55; мастер п/о; а; б",
            [
                "Описано 82 % рабочего дня, нужно не меньше 90 %. Заполните короткие промежутки "
                "между делами.",
            ],
        ),
    ],
)
def test_a_day_as_a_whole(text: str, complaints: list[str], words: Words) -> None:
    assert faults(chronometry.parse(text, ROLES), words, DAY, MASTER) == complaints


def test_every_role_of_the_person_must_be_there(words: Words) -> None:
    day = chronometry.parse("8:15–14:05; мастер; а; б", ROLES)
    assert faults(day, words, DAY, MASTER, CURATOR) == [
        "Нет ни одной строки в роли «куратор», а она у вас есть. Добавьте строку о том, что сделано "
        "в этой роли."
    ]


def test_an_unknown_role_is_nobody_s_role(words: Words) -> None:
    day = chronometry.parse("8:15–14:05; куратор и мастер; а; б", ["мастер п/о"])
    assert [problem.code for problem in chronometry.check(day, ["куратор и мастер"], *DAY)] == [
        "chronometry.missing_role"
    ]
    assert chronometry.minutes_by_role(day.lines) == {}


def test_a_line_without_separators_tells_what_was_done_and_no_role(words: Words) -> None:
    (line,) = chronometry.parse("12:00–14:05 мастер п/о проверка готово", ROLES).lines
    assert (line.role, line.function, line.known) == ("", "мастер п/о проверка готово", False)
    assert chronometry.minutes_by_role([line]) == {}


def test_saturday_ends_at_noon(words: Words) -> None:
    day = chronometry.parse("8:15–12:00; мастер п/о; а; б", ROLES)
    assert faults(day, words, SATURDAY, MASTER) == []
    assert [problem.code for problem in chronometry.check(day, [MASTER], *DAY)] == ["chronometry.gap_at_end"]


def test_coverage_counts_overlaps_once_and_the_day_only() -> None:
    day = chronometry.parse(
        "7:00–9:00; куратор; а; б\n8:30–10:00; куратор; а; б\n13:00–20:00; куратор; а; б", ROLES
    )
    assert chronometry.coverage(day, time(8), time(16)) == 5 / 8


def test_absurdly_long_texts_are_bounded(words: Words) -> None:
    day = chronometry.parse("8:15–8:20; куратор; а; б\n" * 5_000, ROLES)
    assert len(day.lines) == chronometry.MAX_LINES
    assert [words.problem(problem) for problem in day.problems] == [
        "Текст отчёта слишком длинный: знаков 125000, прочитаны первые 20000. Напишите короче, по "
        "одной строке на дело.",
        "В отчёте слишком много строк: прочитаны первые 200. Объедините однородные дела.",
    ]
    checked = chronometry.check(day, [CURATOR], *DAY)
    assert len(checked) == chronometry.MAX_PROBLEMS + 1
    assert words.problem(checked[-1]) == "И ещё замечаний: 160. Сначала поправьте те, что выше."


@pytest.mark.parametrize(
    "text", ["8.1" * 6_000, "8:15 - " * 3_000, "1." * 9_000, "а " * 9_000, "\t;|" * 6_000]
)
def test_nonsense_gives_nothing_to_count(text: str) -> None:
    day = chronometry.parse(text, ROLES)
    assert [(line.known, line.role, len(line.function)) for line in day.lines] in ([], [(False, "", 60)])


def test_a_formula_stays_the_text_it_is() -> None:
    (line,) = chronometry.parse('8:15–8:30; куратор; =HYPERLINK("x"); +7; =1+1', ROLES).lines
    assert (line.function, line.result, line.trouble) == ('=HYPERLINK("x")', "+7", "=1+1")
