"""`starosta links [--json]`: every form with its questions and entry numbers, every workbook, with addresses
to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import as_json, school
from .texts import say, show_json, text

if TYPE_CHECKING:
    from ..school import School as Opened


@click.command("links", help=text("help.links"))
@school
@as_json
def links(folder: Path, as_json: bool) -> None:
    from ..google.errors import GoogleTrouble, to_act_on
    from ..opening import opened

    with opened(folder) as known:
        found = known.at()
        try:
            found.sources.recall()
            found.refresh()
            told = {"forms": list(forms(found)), "workbooks": list(workbooks(found))}
        except GoogleTrouble as trouble:
            raise to_act_on(trouble) from trouble
    if as_json:
        show_json(told)
        return
    say(text("links.forms"))
    for form in told["forms"]:
        say(f"  {form['title']}\n    {form['url']}")
        for question in form["questions"]:
            say(f"      {question['entry']}  {question['title']}")
    say(text("links.workbooks"))
    for book in told["workbooks"]:
        say(f"  {book['title']}\n    {book['url']}")


def forms(school: Opened) -> Any:
    """Each form as it stands in the workspace."""
    for key in school.profile["forms"]:
        file = school.sources.files.get(key)
        if file is None or file.trashed:
            continue
        structure = school.gate.forms.get(file.id)
        yield {
            "key": key,
            "title": structure.get("info", {}).get("title", file.name),
            "id": file.id,
            "url": school.address(structure.get("responderUri", "")),
            "questions": list(questions(structure, school.form(key).paths)),
        }


def questions(structure: dict[str, Any], paths: Any) -> Any:
    """The questions in their order; the rows of a grid are questions of their own."""
    from ..google.forms import entry

    section = ""
    for item in structure.get("items", ()):
        if "pageBreakItem" in item:
            section = item.get("title", "")
        asked = []
        if "questionItem" in item:
            asked.append((item["questionItem"]["question"], item.get("title", "")))
        for row in item.get("questionGroupItem", {}).get("questions", ()):
            asked.append((row, f"{item.get('title', '')} [{row['rowQuestion']['title']}]"))
        grid = item.get("questionGroupItem", {}).get("grid", {}).get("columns", {})
        for question, title in asked:
            choices = question.get("choiceQuestion", grid).get("options", ())
            path = paths.get(question["questionId"], ())
            yield {
                "id": question["questionId"],
                "entry": entry(question["questionId"]),
                "key": path[0] if path else "",
                "group": path[1] if len(path) > 1 else "",
                "student": path[2] if len(path) > 2 else "",
                "section": section,
                "title": title,
                "required": bool(question.get("required")),
                "choices": [option.get("value", "") for option in choices],
            }


def workbooks(school: Opened) -> Any:
    from ..google.drive import SPREADSHEET
    from ..sources import SCHOOL

    files = school.sources.files
    for key, file in sorted(files.items(), key=lambda entry: (entry[0] != SCHOOL, entry[1].name)):
        if file.mime == SPREADSHEET and not file.trashed:
            yield {"key": key, "title": file.name, "id": file.id, "url": school.address(file.link)}
