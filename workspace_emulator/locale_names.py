"""The locales that Google's spreadsheets offer, by name. How a locale writes is `values.locale`'s affair."""

from __future__ import annotations

from .wire import bad_request

COUNTRIES: dict[str, set[str]] = {
    "ar": {"EG"}, "az": {"AZ"}, "be": {"BY"}, "bg": {"BG"}, "bn": {"IN"}, "ca": {"ES"}, "cs": {"CZ"},
    "cy": {"GB"}, "da": {"DK"}, "de": {"CH", "DE"}, "el": {"GR"}, "en": {"AU", "CA", "GB", "IE", "US"},
    "es": {"AR", "BO", "CL", "CO", "EC", "ES", "MX", "PY", "UY", "VE"}, "fi": {"FI"}, "fil": {"PH"},
    "fr": {"CA", "FR"}, "gu": {"IN"}, "he": {"IL"}, "hi": {"IN"}, "hr": {"HR"}, "hu": {"HU"}, "hy": {"AM"},
    "id": {"ID"}, "in": {"ID"}, "it": {"IT"}, "iw": {"IL"}, "ja": {"JP"}, "ka": {"GE"}, "kk": {"KZ"},
    "kn": {"IN"}, "ko": {"KR"}, "lt": {"LT"}, "lv": {"LV"}, "ml": {"IN"}, "mn": {"MN"}, "mr": {"IN"},
    "my": {"MM"}, "nl": {"NL"}, "nn": {"NO"}, "no": {"NO"}, "pa": {"IN"}, "pl": {"PL"}, "pt": {"BR", "PT"},
    "ro": {"RO"}, "ru": {"RU"}, "sk": {"SK"}, "sl": {"SI"}, "sr": {"RS"}, "sv": {"SE"}, "ta": {"IN"},
    "te": {"IN"}, "th": {"TH"}, "tr": {"TR"}, "uk": {"UA"}, "vi": {"VN"}, "zh": {"CN", "HK", "TW"},
}  # fmt: skip


def known(name: str) -> bool:
    """Whether a spreadsheet may have this locale: a language with its country, or the language alone."""
    language, line, country = name.partition("_")
    return country in COUNTRIES.get(language, ()) if line else language in COUNTRIES


def check(name: str) -> None:
    """400 for a locale that Google does not offer."""
    if not known(name):
        raise bad_request(f"Unsupported locale: {name}")
