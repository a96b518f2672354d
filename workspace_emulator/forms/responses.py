"""forms.responses.get and forms.responses.list. Answers are made through the public pages only."""

from __future__ import annotations

import re

from .. import clock, page_tokens
from ..call import Call
from ..catalog import answers
from ..drive import registry
from ..wire import ApiError, Json, bad_request
from .model import plain
from .submit import Response, from_row

MOST = 5000
_FILTER = re.compile(r"\s*timestamp\s*(>=|>)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?Z)\s*")


@answers("forms.forms.responses.get")
def get(call: Call) -> Json:
    """One response, with its formId."""
    row = registry.require_editor(call.tx, call.params["formId"], call.user, registry.FORM)
    found = call.tx.execute(
        "SELECT * FROM form_responses WHERE form_id = ? AND id = ?", (row.id, call.params["responseId"])
    ).fetchone()
    if found is None:
        raise ApiError(404, "Requested entity was not found.")
    return {"formId": row.id} | _printed(from_row(found))


@answers("forms.forms.responses.list")
def list_(call: Call) -> Json:
    """Responses in no order that means anything, `{}` when there are none; items carry no formId.

    `filter` compares lastSubmittedTime, so an edited answer comes again.
    """
    row = registry.require_editor(call.tx, call.params["formId"], call.user, registry.FORM)
    size = call.get("pageSize", 0)
    if size < 0:
        raise bad_request("Page size must not be negative.")
    size = min(size or MOST, MOST)
    wanted = call.get("filter", "")
    condition, moment = _condition(wanted)
    after = _after(call.get("pageToken", ""), row.id, wanted)
    found = call.tx.execute(
        "SELECT * FROM form_responses WHERE form_id = ? AND id > ? "
        f"AND submitted {condition} ? ORDER BY id LIMIT ?",
        (row.id, after, moment, size + 1),
    ).fetchall()
    answer: Json = {"responses": [_printed(from_row(one)) for one in found[:size]]} if found else {}
    if len(found) > size:
        answer["nextPageToken"] = page_tokens.sealed(found[size - 1]["id"], row.id, wanted)
    return answer


def _printed(response: Response) -> Json:
    printed: Json = {
        "responseId": response.id,
        "createTime": _shortest(response.created),
        "lastSubmittedTime": _shortest(response.submitted),
    }
    if response.email:
        printed["respondentEmail"] = response.email
    printed["answers"] = {
        question_id: {"questionId": question_id}
        | ({"grade": response.grades[question_id]} if question_id in response.grades else {})
        | {"textAnswers": {"answers": [{"value": value} for value in values]}}
        for question_id, values in response.answers.items()
    }
    return {**printed, **plain({"totalScore": response.score})}


def _shortest(nine_digits: str) -> str:
    """A time with 0, 3, 6 or 9 fraction digits, whichever is enough."""
    head, fraction = nine_digits[:-1].split(".")
    while fraction.endswith("000"):
        fraction = fraction[:-3]
    return f"{head}.{fraction}Z" if fraction else f"{head}Z"


def _condition(wanted: str) -> tuple[str, str]:
    """The comparison and the moment of a filter, printed with nine digits as the store keeps it."""
    if not wanted:
        return ">=", ""
    match = _FILTER.fullmatch(wanted)
    try:
        if match:
            moment = clock.stamp(clock.parse(match[2]), 0)[:-1]
            return match[1], f"{moment}.{match[3] or '':0<9}Z"
    except ValueError:
        pass
    raise bad_request(
        f"Invalid filter: {wanted}. Supported filters are 'timestamp > N' and 'timestamp >= N', "
        'where N is a time in RFC3339 UTC "Zulu" format.'
    )


def _after(token: str, form_id: str, wanted: str) -> str:
    if not token:
        return ""
    try:
        last, of_list = page_tokens.unsealed(token)
    except ValueError:
        raise bad_request("Invalid page token.") from None
    if of_list != (form_id, wanted):
        raise bad_request("The page token belongs to another form or another filter.")
    return str(last)
