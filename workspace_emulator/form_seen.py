"""The page of a form as a person sees it, read from its HTML: questions, fields as they stand, complaints."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

FORM, CONFIRMATION, CLOSED = "form", "confirmation", "closed"


@dataclass(frozen=True)
class Asked:
    """One question as it stands on a page. `options` are what may be chosen; `row` a grid row's own title."""

    entry: str
    title: str
    kind: str
    row: str = ""
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def called(self, name: str) -> bool:
        """Whether an answer given under this name is meant for it: title, entry.N, N or the question's id."""
        number = int(self.entry)
        return name in (self.title, f"entry.{number}", str(number), f"{number:08x}", f"{number:x}")


@dataclass(frozen=True)
class FormPage:
    """A page that came back. `fields` are what its form would send as it stands, `email` what it calls the
    address it asks for."""

    url: str
    status: int
    kind: str
    title: str = ""
    heading: str = ""
    questions: tuple[Asked, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    action: str = ""
    complaints: tuple[str, ...] = ()
    last: bool = True
    response_id: str = ""
    edit_path: str = ""
    email: str = ""


def read(url: str, status: int, text: str) -> FormPage:
    """A page from its HTML, whatever came back."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return FormPage(
        url=url,
        status=status,
        kind=reader.kind,
        title=reader.texts.get("h1", ""),
        heading=reader.texts.get("lead") or reader.texts.get("h1", ""),
        questions=tuple(
            Asked(
                entry=asked.get("data-entry", ""),
                title=asked.get("data-question", ""),
                kind=asked.get("data-kind", ""),
                row=asked.get("data-row", ""),
                options=tuple(reader.options.get(asked.get("data-entry", ""), ())),
                names=tuple(reader.names.get(asked.get("data-entry", ""), ())),
            )
            for asked in reader.asked
        ),
        fields=tuple(reader.fields),
        action=reader.action,
        complaints=tuple(" ".join(one.split()) for one in reader.complaints),
        last=reader.last,
        response_id=reader.response_id,
        edit_path=reader.edit_path,
        email=" ".join(reader.texts.get("email", "").split()),
    )


@dataclass
class _Reader(HTMLParser):
    """Reads what a person sees and what a browser would send: questions, fields as they stand, complaints."""

    kind: str = ""
    action: str = ""
    last: bool = True
    response_id: str = ""
    edit_path: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    options: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._collecting = ""
        self._select = ""
        self._area: str | None = None
        self._area_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.kind = found.get("data-page", self.kind)
        self.response_id = found.get("data-response", self.response_id)
        if "data-entry" in found:
            self.asked.append(found)
        if tag == "form":
            self.action = found.get("action", "")
        elif tag == "a" and found.get("data-link") == "edit":
            self.edit_path = found.get("href", "")
        elif tag == "button" and found.get("name") == "continue":
            self.last = False
        elif tag in ("input", "select", "textarea"):
            self._control(tag, found)
        elif tag == "option" and self._select:
            self._offer(self._select, found.get("value", ""), "selected" in found)
        elif tag == "abbr" and self._collecting == "email":
            self._collecting = ""
        elif tag == "li" and self._collecting == "errors":
            self.complaints.append("")
        elif tag == "h1" or found.get("class") == "lead":
            self._collecting = "h1" if tag == "h1" else "lead"
        elif tag == "label" and found.get("for") == "email":
            self._collecting = "email"
        elif found.get("id") == "errors":
            self._collecting = "errors"

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._area is not None:
            self.fields.append((self._area, self._area_text.removeprefix("\n")))
            self._area = None
        elif tag in ("h1", "p", "ul", "label"):
            self._collecting = ""

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._area_text += data
        elif self._collecting == "errors" and self.complaints:
            self.complaints[-1] += data
        elif self._collecting in ("h1", "lead", "email"):
            self.texts[self._collecting] = self.texts.get(self._collecting, "") + data

    def _control(self, tag: str, found: dict[str, str]) -> None:
        name, kind = found.get("name", ""), found.get("type", "")
        if name.startswith("entry.") and kind != "hidden":
            number = name.removeprefix("entry.").partition(".")[0].partition("_")[0]
            self.names.setdefault(number, []).append(name)
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._area, self._area_text = name, ""
        elif kind in ("radio", "checkbox"):
            self._offer(name, found.get("value", ""), "checked" in found)
        elif name:
            self.fields.append((name, found.get("value", "")))

    def _offer(self, name: str, value: str, chosen: bool) -> None:
        if value:
            self.options.setdefault(name.removeprefix("entry."), []).append(value)
        if chosen:
            self.fields.append((name, value))
