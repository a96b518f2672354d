"""Locales: how a country writes numbers, dates, money, yes and no.

Tables only; `entered` reads with them, `number_format` prints.
"""

from __future__ import annotations

from dataclasses import dataclass

_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_EN_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")


@dataclass(frozen=True, eq=False)
class Locale:
    """One locale. `order` is the order of day, month and year in dates; days of the week begin with Sunday.

    `month_forms` are the months as they stand after a day («5 мая»); `short_*` the abbreviations.
    """

    name: str
    decimal: str
    group: str
    groups: str
    order: str
    date_separators: str
    currency: str
    currency_pattern: str
    yes: str
    no: str
    date: str
    time: str
    months: tuple[str, ...]
    month_forms: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]

    @property
    def argument_separator(self) -> str:
        """Between the arguments of a function."""
        return ";" if self.decimal == "," else ","

    @property
    def column_separator(self) -> str:
        """Between the columns of an array literal."""
        return "\\" if self.decimal == "," else ","

    @property
    def date_time(self) -> str:
        """A date with its time counts 24 hours, also where the time alone has am and pm."""
        return f"{self.date} {self.time.removesuffix(' am/pm')}"


EN_US = Locale(
    "en_US", ".", ",", ",", "mdy", "/-", "$", '"$"#,##0.00', "TRUE", "FALSE",
    "m/d/yyyy", "h:mm:ss am/pm",
    _EN_MONTHS, _EN_MONTHS, tuple(month[:3] for month in _EN_MONTHS),
    _EN_DAYS, tuple(day[:3] for day in _EN_DAYS),
)  # fmt: skip

EN_GB = Locale(
    "en_GB", ".", ",", ",", "dmy", "/-.", "£", '"£"#,##0.00', "TRUE", "FALSE", "dd/mm/yyyy", "hh:mm:ss",
    _EN_MONTHS, _EN_MONTHS, EN_US.short_months, _EN_DAYS, EN_US.short_days,
)  # fmt: skip

RU_RU = Locale(
    "ru_RU", ",", "\u00a0", " \u00a0\u202f", "dmy", "./-", "₽", "#,##0.00\\ [$₽]",
    "ИСТИНА", "ЛОЖЬ", "dd.mm.yyyy", "h:mm:ss",
    ("январь", "февраль", "март", "апрель", "май", "июнь",
     "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
    ("января", "февраля", "марта", "апреля", "мая", "июня",
     "июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ("янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."),
    ("воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"),
    ("вс", "пн", "вт", "ср", "чт", "пт", "сб"),
)  # fmt: skip

_DE_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
DE_DE = Locale(
    "de_DE", ",", ".", ".", "dmy", "./-", "€", "#,##0.00\\ [$€]", "WAHR", "FALSCH", "dd.mm.yyyy", "hh:mm:ss",
    _DE_MONTHS, _DE_MONTHS,
    ("Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."),
    ("Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"),
    ("So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"),
)  # fmt: skip

LOCALES = {locale.name: locale for locale in (EN_US, EN_GB, RU_RU, DE_DE)}
_BY_LANGUAGE = {"en": EN_US, "ru": RU_RU, "de": DE_DE}


def find(name: str) -> Locale:
    """The locale of a spreadsheet; an unknown country falls back to its language, that to en_US."""
    return LOCALES.get(name) or _BY_LANGUAGE.get(name.partition("_")[0], EN_US)
