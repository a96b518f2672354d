"""The edits that turn a form as it is into the form as it should be. Pure: JSON in, requests of
forms.batchUpdate out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from .calls import Json

KINDS = (
    "questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem",
)  # fmt: skip
QUESTION_KINDS = (
    "textQuestion", "choiceQuestion", "dateQuestion", "timeQuestion", "scaleQuestion", "ratingQuestion",
    "fileUploadQuestion", "rowQuestion",
)  # fmt: skip


def diff(
    form: Json,
    items: Sequence[Json],
    *,
    title: str = "",
    description: str | None = None,
    ours: Collection[str] = (),
) -> list[Json]:
    """Requests for one forms.batchUpdate, [] when nothing differs.

    `form` is what forms.get answered. `items` are Forms API items with their own itemId (and questionIds), in
    order; what they leave out is left as it is. Items with ids nobody knows were added by people: they stay
    where they are, after the item they follow. Of the ids in `ours`, those not among `items` are deleted. The
    order of the requests is such that a section exists before an option leads to it and is left by all
    options before it goes.
    """
    present = list(form.get("items", []))
    items = [_on_one_line(item) for item in items]
    wanted = {item["itemId"]: item for item in items}
    if len(wanted) != len(items):
        raise ValueError("two items have one itemId")
    remade = {item["itemId"] for item in present if _kind(item) != _kind(wanted.get(item["itemId"], item))}
    gone = {item["itemId"] for item in present if item["itemId"] in set(ours) - wanted.keys()}
    order = [item["itemId"] for item in present]
    target = _with_strangers([id for id in order if id not in gone], list(wanted))
    requests = list(_info(form, title, description))
    requests += _deletions(order, remade)
    requests += _creations(order, items, target)
    requests += _updates(order, [item for item in present if item["itemId"] not in remade], wanted)
    requests += _deletions(order, gone)
    requests += _moves(order, target)
    return requests


def _on_one_line(value: Any) -> Any:
    """Titles and options without line breaks: a name typed on two lines of a cell would have the whole edit
    refused."""
    if isinstance(value, list):
        return [_on_one_line(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: " ".join(item.split())
        if key in ("title", "value") and isinstance(item, str)
        else _on_one_line(item)
        for key, item in value.items()
    }


def _info(form: Json, title: str, description: str | None) -> Iterator[Json]:
    info = form.get("info", {})
    wanted: dict[str, str] = {"title": title} if title else {}
    if description is not None:
        wanted["description"] = description
    changed = {name: text for name, text in wanted.items() if info.get(name, "") != text}
    if changed:
        yield {"updateFormInfo": {"info": changed, "updateMask": ",".join(changed)}}


def _creations(order: list[str], items: Sequence[Json], target: Sequence[str]) -> Iterator[Json]:
    """Sections first: an option may lead only to a section that exists."""
    for item in sorted(items, key=lambda item: "pageBreakItem" not in item):
        id = item["itemId"]
        if id in order:
            continue
        before = [other for other in target[: target.index(id)] if other in order]
        index = order.index(before[-1]) + 1 if before else 0
        order.insert(index, id)
        yield {"createItem": {"item": dict(item), "location": {"index": index}}}


def _updates(order: list[str], present: Sequence[Json], wanted: Mapping[str, Json]) -> Iterator[Json]:
    for item in present:
        id = item["itemId"]
        target = wanted.get(id)
        if target is None:
            continue
        changed = [
            name
            for name in ("title", "description", *KINDS)
            if name in target and not _same(item.get(name), target[name])
        ]
        if changed:
            body = {"itemId": id, **{name: target[name] for name in changed}}
            yield {
                "updateItem": {
                    "item": body,
                    "location": {"index": order.index(id)},
                    "updateMask": ",".join(changed),
                }
            }


def _deletions(order: list[str], ids: Collection[str]) -> Iterator[Json]:
    for id in [id for id in order if id in ids]:
        index = order.index(id)
        order.pop(index)
        yield {"deleteItem": {"location": {"index": index}}}


def _moves(order: list[str], target: Sequence[str]) -> Iterator[Json]:
    for index, id in enumerate(target):
        if order[index] == id:
            continue
        original = order.index(id)
        order.insert(index, order.pop(original))
        yield {"moveItem": {"originalLocation": {"index": original}, "newLocation": {"index": index}}}


def _with_strangers(order: Sequence[str], wanted: Sequence[str]) -> list[str]:
    """The wanted order, with people's items following the item they follow now."""
    followers: dict[str, list[str]] = {}
    leader = ""
    for id in order:
        if id in wanted:
            leader = id
        else:
            followers.setdefault(leader, []).append(id)
    target = list(followers.get("", []))
    for id in wanted:
        target += [id, *followers.get(id, [])]
    return target


def _kind(item: Json) -> tuple[str, ...]:
    """The kind of an item and of its question: an edit cannot turn one into another without losing the
    answers' shape."""
    kind = next((name for name in KINDS if name in item), "")
    question = item.get("questionItem", {}).get("question", {})
    return kind, next((name for name in QUESTION_KINDS if name in question), "")


def _same(actual: Any, wanted: Any) -> bool:
    """Whether a wanted value already stands; what the wanted one does not name (pictures, grading) does not
    matter."""
    actual, wanted = _plain(actual), _plain(wanted)
    if isinstance(wanted, dict) and isinstance(actual, dict):
        # An answer leaves out what is false or empty, so that a wanted blank equals a missing one.
        return all(_same(actual.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(actual, list):
        return len(wanted) == len(actual) and all(
            _same_entry(a, w) for a, w in zip(actual, wanted, strict=True)
        )
    return bool(actual == wanted)


def _same_entry(actual: Any, wanted: Any) -> bool:
    """Entries of a list are compared whole: an option that must lead nowhere has to lose its section."""
    return _pruned(actual) == _pruned(wanted) if not _has_question(wanted) else _same(actual, wanted)


def _has_question(value: Any) -> bool:
    return isinstance(value, dict) and "questionId" in value


def _plain(value: Any) -> Any:
    return None if value in (False, 0, "", []) else value


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _pruned(item) for key, item in value.items() if _plain(item) is not None}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value
