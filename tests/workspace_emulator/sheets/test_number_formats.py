"""Numbers under patterns, and without any."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workspace_emulator.sheets.values.locale import EN_US, RU_RU, Locale
from workspace_emulator.sheets.values.number_format import general, is_date, number_text, string_text

APRIL = 42465 + (16 * 3600 + 8 * 60 + 53.528) / 86400


@pytest.mark.parametrize(
    ("locale", "value", "pattern", "shown"),
    [
        (EN_US, 1234.5, "#,##0.00", "1,234.50"),
        (RU_RU, 1234.5, "#,##0.00", "1\u00a0234,50"),
        (RU_RU, -1234.5, "#,##0.00", "-1\u00a0234,50"),
        (EN_US, 0.5, "#.##", ".5"),
        (EN_US, 5, "00000", "00005"),
        (EN_US, 2.345, "0.00", "2.35"),
        (EN_US, -3, "0;(0)", "(3)"),
        (RU_RU, 0, '0;-0;"ноль"', "ноль"),
        (EN_US, 1234567, '0.0,,"M"', "1.2M"),
        (EN_US, 12345.678, "0.00E+00", "1.23E+04"),
        (EN_US, 0.126, "0.0%", "12.6%"),
        (RU_RU, -1234.5, "[Red]#,##0.00 [$₽-419]", "-1\u00a0234,50 ₽"),
        (EN_US, 15, '[>10]"many";0', "many"),
        (EN_US, 5, '[>10]"many";0', "5"),
        (RU_RU, 46266, "dd.mm.yyyy", "01.09.2026"),
        (RU_RU, 46266, "d mmmm yyyy", "1 сентября 2026"),
        (RU_RU, 46266, "mmmm yyyy", "сентябрь 2026"),
        (RU_RU, 46266, "dddd", "вторник"),
        (RU_RU, 46266, "ddd", "вт"),
        (EN_US, 46266, "mmm d, yy", "Sep 1, 26"),
        (EN_US, 43831.75, "h:mm am/pm", "6:00 PM"),
        (EN_US, 43831.5, "yyyy-mm-dd hh:mm:ss", "2020-01-01 12:00:00"),
        (EN_US, 1.5, "[h]:mm", "36:00"),
        (EN_US, 1.5, "[hh]:[mm]", "36:00"),
        (EN_US, (27 * 3600 + 13 * 60 + 41.755) / 86400, "[hh]:[mm]:[ss].000", "27:13:41.755"),
        (EN_US, 1.5, "[mm]:[ss]", "2160:00"),
        (EN_US, 8.25 / 24, "h:mm", "8:15"),
        (EN_US, 30.5 / 86400, "ss.000", "30.500"),
        (EN_US, 7, '0" шт."', "7 шт."),
        (EN_US, 1e29, "$#,##0.00", f"$100{',000' * 9}.00"),
        (EN_US, -1e27, "0.0%", f"-1{'0' * 29}.0%"),
        (EN_US, 1.5, f"0.{'0' * 40}", f"1.5{'0' * 39}"),
        (EN_US, 1e300, "0.00E+00", "1.00E+300"),
        (EN_US, 1e300, "0,,", f"1{'0' * 294}"),
        (EN_US, 5e-324, "0.0E+00", "5.0E-324"),
        (EN_US, 0.02, "0%%%", "20000%%%"),
        (EN_US, 9.996, "0.00E+00", "1.00E+01"),
        (EN_US, 5, "[>.]0", "5"),
        (EN_US, 1234, "*0", "0"),
        (EN_US, 1234, '_("$"* #,##0.00_)', " $ 1,234.00 "),
        (EN_US, 2125550100, "(000) 000-0000", "(212) 555-0100"),
        (EN_US, 1234567, "###-####", "123-4567"),
        (EN_US, 67, "###-####", "-67"),
        (EN_US, -1234.5, "0 000.0", "-1 234.5"),
        (EN_US, 1234500000, "0.00e+00", "1.23e+09"),
        (EN_US, 12345, "0.0E-0", "1.2E4"),
        (EN_US, 0.00012, "0.0e-0", "1.2e-4"),
        (EN_US, APRIL, "h:mm:ss.00 a/p", "4:08:53.53 p"),
        (EN_US, APRIL, "ss.0", "53.5"),
        (EN_US, APRIL, "ss.000", "53.528"),
        (EN_US, APRIL, 'hh:mm A/P".M."', "04:08 P.M."),
        (EN_US, APRIL, "mmmm d \\[dddd\\]", "April 5 [Tuesday]"),
        (EN_US, APRIL, "h PM, ddd mmm dd", "4 PM, Tue Apr 05"),
        (EN_US, 43831.25, "h pm", "6 AM"),
        (EN_US, APRIL, "dddd, m/d/yy at h:mm", "Tuesday, 4/5/16 at 16:08"),
        (EN_US, 59.999 / 86400, "h:mm:ss.00", "0:01:00.00"),
        (EN_US, 59.999 / 86400, "[m]:[ss].0", "1:00.0"),
    ],
)
def test_patterns(locale: Locale, value: float, pattern: str, shown: str) -> None:
    assert number_text(value, pattern, locale) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (53, "53"),
        (1 / 3, "0.3333333333"),
        (100 / 3, "33.33333333"),
        (1 / 1024, "0.0009765625"),
        (0.12, "0.12"),
        (1e20, "1E+20"),
        (123456789012, "123456789012"),
        (-0.5, "-0.5"),
    ],
)
def test_numbers_without_a_format(value: float, shown: str) -> None:
    assert general(value, EN_US) == shown


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [("dd.mm.yyyy", True), ("[h]:mm", True), ("0.00", False), ('"day" 0', False), ("#,##0;[Red]-0", False)],
)
def test_which_patterns_show_moments(pattern: str, expected: bool) -> None:
    assert is_date(pattern) is expected


def test_text_under_a_pattern() -> None:
    assert string_text("Иванов", '"г-н "@') == "г-н Иванов"
    assert string_text("Иванов", "0.00") == "Иванов"


PARTS = st.sampled_from([
    "0", "#", "?", ".", ",", "%", "E+0", "e-00", "/", "16", '"x"', '"', "\\", "_", "*", "@", ";", "[Red]",
    "[>5]", "[<=-.5]", "[=1.2.3]", "[h]", "[mm]", "[s]", "[", "]", "[$€-407]", "yyyy", "yy", "mmmmm", "mmmm",
    "mmm", "mm", "m", "dddd", "ddd", "dd", "d", "hh", "h", "ss", "s", ".000", "AM/PM", "a/p", "General", " ",
    "-", "я", "0" * 40, "%" * 20, "," * 30,
])  # fmt: skip
NUMBERS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.integers(-(10**15), 10**15),
    st.sampled_from([1e15, 1e27, -1e28, 1e300, 5e-324, 2958465, 2958466, -0.0, math.nextafter(math.inf, 0)]),
)


@settings(max_examples=500, deadline=None, derandomize=True, database=None)
@given(value=NUMBERS, parts=st.lists(PARTS, max_size=6), locale=st.sampled_from([EN_US, RU_RU]))
def test_any_number_has_a_text_under_any_pattern(value: float, parts: list[str], locale: Locale) -> None:
    assert isinstance(number_text(value, "".join(parts), locale), str)
