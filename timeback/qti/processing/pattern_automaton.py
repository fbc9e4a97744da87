"""Nondeterministic automaton that matches a text in one pass, without backtracking."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeback.qti.errors import QTIError
from timeback.qti.processing.character_classes import CharacterPredicate
from timeback.qti.processing.pattern_syntax import Alternation, CharacterSet, Concatenation, PatternNode, Repetition

MAX_WORK: Final = 3_000_000
"""Largest number of states visited for one text, which takes some seconds. Cached transitions are not counted."""
_MAX_CACHED_STATES: Final = 200_000


class Automaton:
    """The states of a pattern. A character state has one successor; an epsilon state has several.

    The states reached so far form a set. The transition of a set by a character is cached, because it recurs.
    """

    def __init__(self, node: PatternNode) -> None:
        self._characters: list[CharacterPredicate | None] = [None]
        self._successors: list[tuple[int, ...]] = [()]
        self._end = 0
        start = self._build(node, self._end)
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._sets: dict[frozenset[int], frozenset[int]] = {}
        self._cached_states = 0
        self._start = self._closure([start])[0]

    def _add_state(self, character: CharacterPredicate | None, *to: int) -> int:
        self._characters.append(character)
        self._successors.append(to)
        return len(self._successors) - 1

    def _build(self, node: PatternNode, then: int) -> int:
        """Add the states of a node that lead to the state `then`, and return the first one."""
        match node:
            case CharacterSet(belongs):
                return self._add_state(belongs, then)
            case Concatenation(parts):
                for part in reversed(parts):
                    then = self._build(part, then)
                return then
            case Alternation(parts):
                return self._add_state(None, *(self._build(part, then) for part in parts))
            case Repetition(part, minimum, maximum):
                if maximum is None:
                    loop = self._add_state(None)
                    self._successors[loop] = (self._build(part, loop), then)
                    then = loop
                else:
                    end = then
                    for _ in range(maximum - minimum):
                        then = self._add_state(None, self._build(part, then), end)
                for _ in range(minimum):
                    then = self._build(part, then)
                return then

    def _closure(self, states: Iterable[int]) -> tuple[frozenset[int], int]:
        """Return the epsilon closure (character states and the end state) and the number of visited states."""
        seen = set(states)
        waiting = list(seen)
        while waiting:
            state = waiting.pop()
            if self._characters[state] is None:
                for to in self._successors[state]:
                    if to not in seen:
                        seen.add(to)
                        waiting.append(to)
        kept = frozenset(state for state in seen if self._characters[state] is not None or state == self._end)
        return kept, len(seen)

    def matches(self, text: str) -> bool:
        """Return whether the automaton accepts the whole text.

        Raises:
            QTIError: matching would take too long.
        """
        steps, current, work = self._steps, self._start, 0
        for character in text:
            following = steps.get((current, character))
            if following is None:
                following, seen = self._step(current, character)
                work += seen + len(current)
                if work > MAX_WORK:
                    raise QTIError("matching the pattern takes too long")
            if not following:
                return False
            current = following
        return self._end in current

    def _step(self, current: frozenset[int], character: str) -> tuple[frozenset[int], int]:
        results: dict[CharacterPredicate, bool] = {}
        to: list[int] = []
        for state in current:
            belongs = self._characters[state]
            if belongs is None:
                continue
            known = results.get(belongs)
            if known is None:
                known = results[belongs] = belongs(character)
            if known:
                to += self._successors[state]
        following, seen = self._closure(to)
        if self._cached_states > _MAX_CACHED_STATES:
            self._steps, self._sets, self._cached_states = {}, {}, 0
        # Equal sets are shared, so that lookups compare by identity.
        following = self._sets.setdefault(following, following)
        self._steps[current, character] = following
        self._cached_states += len(following) + 2
        return following, seen
