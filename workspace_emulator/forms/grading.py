"""Points of a quiz, given at once to questions that have an answer key. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ..wire import Json
from .outline import Answers, Question


def grade(questions: Iterable[Question], given: Answers) -> dict[str, Json]:
    """The API's Grade by question id, for answered questions with a key."""
    return {
        question.id: _grade(question, given[question.id])
        for question in questions
        if question.id in given and _key(question)
    }


def total(grades: dict[str, Json]) -> float:
    """The points received for one submission."""
    return float(sum(one.get("score", 0) for one in grades.values()))


def _grade(question: Question, values: list[str]) -> Json:
    grading, key = question.grading or {}, _key(question)
    correct = set(values) == key if question.kind == "checkbox" else values[0] in key
    points = grading.get("pointValue", 0)
    shown: Json = {"score": points, "correct": True} if correct else {}
    feedback = grading.get("whenRight" if correct else "whenWrong") or grading.get("generalFeedback")
    return {name: value for name, value in (shown | {"feedback": feedback}).items() if value}


def _key(question: Question) -> set[str]:
    answers = (question.grading or {}).get("correctAnswers", {}).get("answers", [])
    return {answer.get("value", "") for answer in answers}
