"""What an item may be: every kind of question with the rules Google holds it to, and its ids. Pure."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable

from ..wire import ApiError, Json, bad_request
from .masks import ONE_OF
from .model import ID_LIMIT, new_number, plain

CHOICES = ("RADIO", "CHECKBOX", "DROP_DOWN")
KINDS, QUESTION_KINDS = ONE_OF


def build(item: Json, others: Iterable[Json], quiz: bool) -> Json:
    """An item ready to be kept: checked, its missing ids given, zero values left out.

    `others` are the form's other items: their ids are taken, options may lead to their page breaks. 400 with
    what is wrong.
    """
    others = list(others)
    built = plain(copy.deepcopy(item))
    kind = _only(built, KINDS, "item")
    _one_line(built.get("title", ""))
    CHECKS[kind](built[kind], _sections(others), quiz)
    _number(built, set(ids(others)))
    return {name: built[name] for name in ("itemId", "title", "description", kind) if name in built}


def questions_of(item: Json) -> list[Json]:
    """The question messages of an item: one, one a row of a grid, or none."""
    if "questionItem" in item:
        return [item["questionItem"]["question"]]
    return list(item.get("questionGroupItem", {}).get("questions", ()))


def ids(items: Iterable[Json]) -> list[int]:
    """Every item and question id in use, as numbers."""
    found = []
    for item in items:
        found.append(int(item["itemId"], 16))
        found += [int(question["questionId"], 16) for question in questions_of(item)]
    return found


def without_grading(item: Json) -> Json:
    """The item as it is once the form is no quiz."""
    item = copy.deepcopy(item)
    for question in questions_of(item):
        question.pop("grading", None)
    return item


def without_section(item: Json, section_id: str) -> Json:
    """The item after a section is gone: options that led there lead on to the next one."""
    item = copy.deepcopy(item)
    for question in questions_of(item):
        for option in question.get("choiceQuestion", {}).get("options", ()):
            if option.get("goToSectionId") == section_id:
                del option["goToSectionId"]
    return item


def _question_item(item: Json, sections: set[str], quiz: bool) -> None:
    if "question" not in item:
        raise bad_request("Question items must have a question.")
    question = item["question"]
    kind = _only(question, QUESTION_KINDS, "question")
    if kind == "rowQuestion":
        raise bad_request("Row questions can only be used in a question group.")
    QUESTION_CHECKS[kind](question[kind], sections)
    _grading(question, quiz)
    _image(item)


def _question_group(item: Json, sections: set[str], quiz: bool) -> None:
    rows = item.get("questions", [])
    if not rows:
        raise bad_request("Question groups must have at least one question.")
    if "grid" not in item:
        raise bad_request("Question groups must have a grid.")
    for row in rows:
        if _only(row, QUESTION_KINDS, "question") != "rowQuestion":
            raise bad_request("All questions in a grid must be row questions.")
        _required(row["rowQuestion"].get("title", ""), "Row question title")
        _grading(row, quiz)
    _unique([row["rowQuestion"]["title"] for row in rows], "rows")
    columns = item["grid"].get("columns", {})
    if columns.get("type") not in ("RADIO", "CHECKBOX"):
        raise bad_request("Only RADIO and CHECKBOX choices are allowed in a grid.")
    if any(
        option.keys() & {"isOther", "goToAction", "goToSectionId"} for option in columns.get("options", ())
    ):
        raise bad_request("Options of a grid cannot be 'other' and cannot go to a section.")
    _choice(columns, sections)
    _image(item)


def _choice(choice: Json, sections: set[str]) -> None:
    kind, options = choice.get("type"), choice.get("options", [])
    if kind not in CHOICES:
        raise bad_request("Choice question type must be set.")
    if not options:
        raise bad_request("Choice questions must have at least one option.")
    for option in options:
        _option(option, kind, sections)
    if sum("isOther" in option for option in options) > 1:
        raise bad_request("Cannot have more than one option with isOther set to true.")
    _unique([option["value"] for option in options if "value" in option], "options")


def _option(option: Json, kind: str, sections: set[str]) -> None:
    if "isOther" in option:
        if kind == "DROP_DOWN":
            raise bad_request("Cannot set option.isOther on a DROP_DOWN question.")
        if "value" in option:
            raise bad_request("Cannot set option.value when isOther is true")
    else:
        _required(option.get("value", ""), "Option value")
    if "goToAction" in option and "goToSectionId" in option:
        raise bad_request("Only one of goToAction and goToSectionId can be set on an option.")
    if kind == "CHECKBOX" and ("goToAction" in option or "goToSectionId" in option):
        raise bad_request("Section navigation is only supported for RADIO and DROP_DOWN questions.")
    if "goToSectionId" in option and option["goToSectionId"] not in sections:
        raise bad_request(
            f"Invalid goToSectionId: {option['goToSectionId']} is not the item ID of a section."
        )
    _image(option)


def _scale(scale: Json, _sections: set[str]) -> None:
    if scale.get("low", 0) not in (0, 1):
        raise bad_request("Scale low must be 0 or 1.")
    if not 2 <= scale.get("high", 0) <= 10:
        raise bad_request("Scale high must be between 2 and 10, inclusive.")
    _one_line(scale.get("lowLabel", ""))
    _one_line(scale.get("highLabel", ""))


def _rating(rating: Json, _sections: set[str]) -> None:
    if "iconType" not in rating:
        raise bad_request("Rating icon type must be set.")
    if not 3 <= rating.get("ratingScaleLevel", 0) <= 10:
        raise bad_request("Rating scale level must be between 3 and 10, inclusive.")


def _file_upload(_upload: Json, _sections: set[str]) -> None:
    raise bad_request("File upload questions cannot be created through the API.")


def _anything(_message: Json, *_rest: object) -> None:
    """Kinds whose fields the schema alone describes."""


def _image_item(item: Json, _sections: set[str], _quiz: bool) -> None:
    if "image" not in item:
        raise bad_request("Image items must have an image.")
    _image(item)


def _image(holder: Json) -> None:
    image = holder.get("image")
    if image is None:
        return
    source = image.pop("sourceUri", "")
    if source and not re.match(r"https?://", source):
        raise bad_request(
            "The provided image is in an unsupported location: only http and https are supported."
        )
    if source:
        image["contentUri"] = source
    if "contentUri" not in image:
        raise bad_request("Image source must be set.")
    _width(image)


def _video_item(item: Json, _sections: set[str], _quiz: bool) -> None:
    video = item.get("video", {})
    if not re.match(
        r"https?://(www\.youtube\.com|m\.youtube\.com|youtube\.com|youtu\.be)/", video.get("youtubeUri", "")
    ):
        raise bad_request("Video items must have a YouTube URI.")
    _one_line(item.get("caption", ""))
    _width(video)


def _width(media: Json) -> None:
    if not 0 <= media.get("properties", {}).get("width", 0) <= 740:
        raise bad_request("Width must be between 0 and 740, inclusive.")


def _grading(question: Json, quiz: bool) -> None:
    grading = question.get("grading")
    if grading is None:
        return
    if not quiz:
        raise bad_request("Grading can only be set on questions of a quiz.")
    if grading.get("pointValue", 0) < 0:
        raise bad_request("Point value must not be negative.")
    choice = "choiceQuestion" in question or "rowQuestion" in question
    keyed = choice and bool(grading.get("correctAnswers", {}).get("answers"))
    if keyed and "generalFeedback" in grading:
        raise bad_request(
            "General feedback cannot be set for automatically graded multiple choice questions."
        )
    if not keyed and grading.keys() & {"whenRight", "whenWrong"}:
        raise bad_request(
            "whenRight and whenWrong can only be set for multiple choice questions that have correct answers."
        )


def _number(item: Json, used: set[int]) -> None:
    """Give the item and its questions their ids; those supplied must be free."""
    holders = [(item, "itemId"), *((question, "questionId") for question in questions_of(item))]
    for holder, name in holders:
        if name in holder:
            used.add(_supplied(holder[name], used))
    for holder, name in holders:
        if name not in holder:
            holder[name] = new_number(used)
    for question in questions_of(item):
        question_id = question.pop("questionId")
        question |= {"questionId": question_id} | {name: question.pop(name) for name in list(question)}


def _supplied(text: str, used: set[int]) -> int:
    if not re.fullmatch(r"[0-9a-f]{1,8}", text) or not 0 < int(text, 16) < ID_LIMIT:
        raise bad_request(f"Invalid ID: {text}. IDs are hexadecimal numbers below 80000000.")
    if int(text, 16) in used:
        raise bad_request(f"The ID {text} is already used in the form.")
    return int(text, 16)


def _sections(items: Iterable[Json]) -> set[str]:
    return {item["itemId"] for item in items if "pageBreakItem" in item}


def _only(message: Json, names: frozenset[str], what: str) -> str:
    found = sorted(names & message.keys())
    if len(found) != 1:
        raise bad_request(f"Exactly one kind of {what} must be set, found {len(found)}.")
    return found[0]


def _required(text: str, what: str) -> None:
    if not text:
        raise bad_request(f"{what} must not be empty.")
    _one_line(text)


def _one_line(text: str) -> None:
    if "\n" in text or "\r" in text:
        raise newline()


def newline() -> ApiError:
    """Google's answer to a line break in a title, an option or a label."""
    return bad_request("Displayed text cannot contain newlines")


def _unique(texts: list[str], what: str) -> None:
    if len(set(texts)) != len(texts):
        raise bad_request(f"Duplicate {what} are not allowed.")


CHECKS: dict[str, Callable[[Json, set[str], bool], None]] = {
    "questionItem": _question_item,
    "questionGroupItem": _question_group,
    "imageItem": _image_item,
    "videoItem": _video_item,
    "textItem": _anything,
    "pageBreakItem": _anything,
}
QUESTION_CHECKS: dict[str, Callable[[Json, set[str]], None]] = {
    "choiceQuestion": _choice,
    "scaleQuestion": _scale,
    "ratingQuestion": _rating,
    "fileUploadQuestion": _file_upload,
    "textQuestion": _anything,
    "dateQuestion": _anything,
    "timeQuestion": _anything,
}
