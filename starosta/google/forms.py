"""Forms of the shared account: structure, publishing, answers, prefilled addresses. Which edits a form needs:
`form_edits`."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote

from .calls import Calls, Json
from .errors import GoogleTrouble, Kind
from .form_edits import diff
from .services import Services

RESPONSE_FIELDS = "nextPageToken,responses(responseId,createTime,lastSubmittedTime,respondentEmail,answers)"
PAGE = 5000
TRIES = 3
_QUESTION_ID = re.compile(r"[0-9a-f]{1,8}")


@dataclass(frozen=True)
class RawResponse:
    """One answer to a form. `created` is the first submission, `submitted` the latest one; both are aware.

    `answers` gives for each answered question the texts (a checkbox has several, an upload its file ids).
    """

    id: str
    created: datetime
    submitted: datetime
    email: str
    answers: Mapping[str, tuple[str, ...]]


class FormsGate:
    """forms.* of the Forms API."""

    def __init__(self, services: Services, calls: Calls) -> None:
        self._services = services
        self._calls = calls

    def get(self, form_id: str) -> Json:
        """The form as the Forms API gives it: info, items, settings, responderUri, revisionId,
        publishSettings."""
        return self._calls.execute(self._forms.get(formId=form_id))

    def align(
        self,
        form_id: str,
        items: Sequence[Json],
        *,
        title: str = "",
        description: str | None = None,
        ours: Collection[str] = (),
        form: Json | None = None,
    ) -> tuple[Json, int]:
        """Make a form what it should be (see `form_edits.diff`); the form as it then is and the number of
        edits.

        `form` is a reading the caller already has. One reading and at most one writing, unless somebody edits
        the form in between or an answer is lost: then it is read again, and only what still differs is
        written.
        """
        form = form or self.get(form_id)
        edits = 0
        for left in reversed(range(TRIES)):
            requests = diff(form, items, title=title, description=description, ours=ours)
            if not requests:
                break
            try:
                form = self.batch_update(form_id, requests, form.get("revisionId", ""))
                edits += len(requests)
                break
            except GoogleTrouble as trouble:
                stale = trouble.kind in (Kind.INVALID, Kind.CONFLICT)
                if not left or not (trouble.uncertain or stale):
                    raise
                again = self.get(form_id)
                if stale and again.get("revisionId") == form.get("revisionId"):
                    raise
                form = again
        return form, edits

    def batch_update(self, form_id: str, requests: Sequence[Json], revision: str = "") -> Json:
        """All edits or none; the form as it then is. With a `revision`, only if the form still has it."""
        body: Json = {"requests": list(requests), "includeFormInResponse": True}
        if revision:
            body["writeControl"] = {"requiredRevisionId": revision}
        # A revision is spent by the first success: a second attempt is refused instead of doing it twice.
        answer = self._calls.execute(self._forms.batchUpdate(formId=form_id, body=body))
        found: Json = answer["form"]
        return found

    def settings(self, form_id: str, settings: Json, mask: str) -> Json:
        """Change `settings` (emailCollectionType, quizSettings) named in the mask; the form as it then is."""
        return self.batch_update(form_id, [{"updateSettings": {"settings": settings, "updateMask": mask}}])

    def publish(self, form_id: str, *, accepting: bool = True) -> None:
        """Publish a form and open or close it for answers. A form made by the API takes none until then."""
        state = {"isPublished": True, "isAcceptingResponses": accepting}
        body = {"publishSettings": {"publishState": state}, "updateMask": "publishState"}
        self._calls.execute(self._forms.setPublishSettings(formId=form_id, body=body), repeatable=True)

    def responses(self, form_id: str, since: datetime | None = None) -> list[RawResponse]:
        """Answers from a moment on (all without one), every page, in the order of their latest submission.

        Google does not say which of the two times the filter compares: read with an overlap, tell answers by
        id.
        """
        found: list[RawResponse] = []
        options: dict[str, Any] = {"filter": f"timestamp >= {_zulu(since)}"} if since else {}
        while True:
            request = self._responses.list(formId=form_id, pageSize=PAGE, fields=RESPONSE_FIELDS, **options)
            answer = self._calls.execute(request)
            found += [_response(entry) for entry in answer.get("responses", [])]
            options["pageToken"] = answer.get("nextPageToken")
            if not options["pageToken"]:
                return sorted(found, key=lambda response: (response.submitted, response.id))

    @cached_property
    def _forms(self) -> Any:
        return self._services.forms.forms()

    @cached_property
    def _responses(self) -> Any:
        return self._forms.responses()


def is_published(form: Json) -> bool:
    """Whether a form read by `get` takes answers."""
    state = form.get("publishSettings", {}).get("publishState", {})
    return bool(state.get("isPublished") and state.get("isAcceptingResponses"))


def entry(question_id: str) -> str:
    """The parameter of a form's page that answers a question: 'entry.' and the id read as a hexadecimal
    number.

    ValueError for an id of another shape: then no prefilled address can be made.
    """
    if not _QUESTION_ID.fullmatch(question_id):
        raise ValueError(f"{question_id} is no question id")
    return f"entry.{int(question_id, 16)}"


def prefilled(responder_uri: str, answers: Mapping[str, Sequence[str]]) -> str:
    """The form's address with answers filled in: question id → values (several for a checkbox)."""
    pairs = [f"{entry(id)}={quote(value, safe='')}" for id, values in answers.items() for value in values]
    return "&".join([f"{responder_uri}?usp=pp_url", *pairs])


def moment(text: str) -> datetime:
    """An RFC 3339 moment with 0, 3, 6 or 9 digits of a second; nanoseconds are cut to microseconds."""
    head, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{head}.{fraction[:6]:0<6}").replace(tzinfo=UTC)


def _zulu(since: datetime) -> str:
    return since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _response(entry: Json) -> RawResponse:
    created = moment(entry["createTime"])
    return RawResponse(
        id=entry["responseId"],
        created=created,
        submitted=moment(entry["lastSubmittedTime"]) if "lastSubmittedTime" in entry else created,
        email=entry.get("respondentEmail", ""),
        answers={question: _values(answer) for question, answer in entry.get("answers", {}).items()},
    )


def _values(answer: Json) -> tuple[str, ...]:
    texts = tuple(text.get("value", "") for text in answer.get("textAnswers", {}).get("answers", []))
    return texts + tuple(file["fileId"] for file in answer.get("fileUploadAnswers", {}).get("answers", []))
