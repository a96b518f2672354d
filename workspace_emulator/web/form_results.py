"""What a quiz tells a person after the submission: points of each question, right answers, feedback. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ..forms.model import Form
from ..forms.outline import Question, sections
from ..forms.submit import Response
from ..wire import Json


@dataclass(frozen=True)
class Line:
    """One question that earns points. `score` is None until a person has marked the answer; `right` are the
    answers of the key, for a wrong one only."""

    title: str
    given: tuple[str, ...]
    points: float
    score: float | None
    right: tuple[str, ...]
    feedback: Json

    @property
    def correct(self) -> bool:
        return self.score is not None and not self.right


@dataclass(frozen=True)
class Results:
    """A whole quiz: points received, points there are, and its questions in their order."""

    score: float
    points: float
    lines: tuple[Line, ...]


def results(form: Form, response: Response) -> Results | None:
    """The results of one answer; None for a form that is no quiz."""
    if not form.is_quiz:
        return None
    lines = tuple(
        _line(question, title, response)
        for page in sections(form.items)
        for block in page.blocks
        for question in block.questions
        for title in [_title(block.item.get("title", ""), question)]
        if question.grading
    )
    return Results(response.score, sum(line.points for line in lines), lines)


def _title(title: str, question: Question) -> str:
    return f"{title} [{question.title}]" if question.row else title


def _line(question: Question, title: str, response: Response) -> Line:
    grading, grade = question.grading or {}, response.grades.get(question.id, {})
    right = [answer.get("value", "") for answer in grading.get("correctAnswers", {}).get("answers", ())]
    given = tuple(response.answers.get(question.id, ()))
    return Line(
        title=title,
        given=given,
        points=grading.get("pointValue", 0),
        score=grade.get("score", 0) if right else None,
        right=() if grade.get("correct") else tuple(right),
        feedback=grade.get("feedback") or (grading.get("generalFeedback", {}) if given else {}),
    )
