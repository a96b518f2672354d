"""A machine that follows all ways of a pattern at once, so that its time is bounded by text times pattern."""

from __future__ import annotations

from typing import Any

from .syntax import BadExpression, Choice, Edge, Group, Letters, Repeat, Row, Tree

_LONGEST = 20_000
Saved = tuple[int, ...]


class Machine:
    """`program` is a list of steps (what, argument, other): letters, edge, save, jump, fork and match."""

    def __init__(self, tree: Tree, groups: int) -> None:
        self.program: list[tuple[str, Any, Any]] = []
        self.slots = 2 * (groups + 1)
        self._add(Group(tree, 0), save=True)
        self._put("match")

    def search(self, text: str, start: int) -> list[tuple[int, int]] | None:
        """The spans of the first match and of its groups, (-1, -1) for one that took no part."""
        found: Saved | None = None
        threads: list[tuple[int, Saved]] = []
        for place in range(start, len(text) + 1):
            if found is None:
                self._follow(threads, {step for step, _ in threads}, 0, (-1,) * self.slots, text, place)
            elif not threads:
                break
            char = ord(text[place]) if place < len(text) else -1
            following: list[tuple[int, Saved]] = []
            seen: set[int] = set()
            for step, saved in threads:
                kind, argument, _ = self.program[step]
                if kind == "match":
                    found = saved
                    break
                if any(first <= char <= last for first, last in argument):
                    self._follow(following, seen, step + 1, saved, text, place + 1)
            threads = following
        if found is None:
            return None
        return [(found[slot], found[slot + 1]) for slot in range(0, self.slots, 2)]

    def _follow(
        self, threads: list[tuple[int, Saved]], seen: set[int], step: int, saved: Saved, text: str, place: int
    ) -> None:
        """Add the steps reached from one without reading a letter, the preferred first."""
        waiting = [(step, saved)]
        while waiting:
            step, saved = waiting.pop()
            if step in seen:
                continue
            seen.add(step)
            kind, argument, other = self.program[step]
            if kind == "jump":
                waiting.append((argument, saved))
            elif kind == "fork":
                waiting += [(other, saved), (argument, saved)]
            elif kind == "save":
                waiting.append((step + 1, (*saved[:argument], place, *saved[argument + 1 :])))
            elif kind == "edge":
                if _stands(argument, text, place):
                    waiting.append((step + 1, saved))
            else:
                threads.append((step, saved))

    def _put(self, kind: str, argument: Any = None, other: Any = None) -> int:
        if len(self.program) >= _LONGEST:
            raise BadExpression("too large")
        self.program.append((kind, argument, other))
        return len(self.program) - 1

    def _add(self, tree: Tree, save: bool = False) -> None:
        if isinstance(tree, Letters):
            self._put("letters", tree.spans)
        elif isinstance(tree, Edge):
            self._put("edge", tree.kind)
        elif isinstance(tree, Row):
            for item in tree.items:
                self._add(item)
        elif isinstance(tree, Group):
            if tree.number or save:
                self._put("save", 2 * tree.number)
            self._add(tree.inner)
            if tree.number or save:
                self._put("save", 2 * tree.number + 1)
        elif isinstance(tree, Choice):
            self._choose(tree)
        else:
            self._repeat(tree)

    def _choose(self, tree: Choice) -> None:
        ends = []
        for item in tree.items[:-1]:
            fork = self._put("fork")
            self._add(item)
            ends.append(self._put("jump"))
            self.program[fork] = ("fork", fork + 1, len(self.program))
        self._add(tree.items[-1])
        for end in ends:
            self.program[end] = ("jump", len(self.program), None)

    def _repeat(self, tree: Repeat) -> None:
        for _ in range(tree.least):
            self._add(tree.inner)
        forks = []
        for _ in range(1 if tree.most < 0 else tree.most - tree.least):
            forks.append(self._put("fork"))
            self._add(tree.inner)
        if tree.most < 0:
            self._put("jump", forks[0])
        after = len(self.program)
        for fork in forks:
            self.program[fork] = ("fork", fork + 1, after) if tree.greedy else ("fork", after, fork + 1)


def _stands(kind: str, text: str, place: int) -> bool:
    if kind in ("^", "<"):
        return place == 0 or (kind == "<" and text[place - 1] == "\n")
    if kind in ("$", ">"):
        return place == len(text) or (kind == ">" and text[place] == "\n")
    before = place > 0 and _is_word(text[place - 1])
    after = place < len(text) and _is_word(text[place])
    return (before != after) == (kind == "b")


def _is_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "_")
