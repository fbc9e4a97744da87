r"""Regular expressions of XML Schema, which ``qti-pattern-match`` uses.

They differ from Python's (no anchors, ``\i``, ``\c``, subtraction of classes), and engines that go back and try again
take endless time on some patterns or give up on counted groups that can be empty. So a pattern becomes an automaton
here, which reads a text once, from left to right.

Source: QTI 3.0 information model, "PatternMatch"; XML Schema part 2, appendix F.
"""

from __future__ import annotations

import string
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from timeback.qti.errors import QTIError
from timeback.qti.processing.character_classes import (
    CATEGORIES,
    ESCAPES,
    Belongs,
    any_but_line_ends,
    between,
    negated,
    of_block,
    of_category,
    single,
)
from timeback.qti.xml.markup import unsafe

MAX_PATTERN: Final = 1000
MAX_STATES: Final = 20_000
"""A pattern of more, such as ``(a{1000}){1000}``, is refused."""
MAX_DEPTH: Final = 50
"""Groups or subtracted classes in one another."""
MAX_WORK: Final = 3_000_000
"""States looked at for one text, some seconds' worth; what is remembered is not counted."""
_REMEMBERED: Final = 200_000

_METACHARACTERS: Final = frozenset(".\\?*+{}()[]|")
_LINE_ENDS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED: Final = frozenset(string.punctuation)


class Character(NamedTuple):
    """One character of a class."""

    belongs: Belongs


class Sequence(NamedTuple):
    """One part after the other; of none is the empty text."""

    parts: tuple[Node, ...]


class Choice(NamedTuple):
    """One of several."""

    parts: tuple[Node, ...]


class Repeat(NamedTuple):
    """At least so many times, and at most so many, or without end."""

    part: Node
    least: int
    most: int | None


Node: TypeAlias = Character | Sequence | Choice | Repeat
EMPTY: Final = Sequence(())


def matches(pattern: str, text: str) -> bool:
    """Whether the whole of a text matches a pattern.

    Raises:
        QTIError: the pattern is none, or it is too costly.
    """
    automaton = _automaton(pattern)
    return not unsafe(text) and automaton.matches(text)


@lru_cache(maxsize=64)
def _automaton(pattern: str) -> Automaton:
    if len(pattern) > MAX_PATTERN or unsafe(pattern):
        raise QTIError(
            f"a pattern that is longer than {MAX_PATTERN} characters, or has characters that XML cannot hold"
        )
    node = Parser(pattern).pattern()
    if size(node) > MAX_STATES:
        raise QTIError("a pattern that repeats too much to be matched; make its counts smaller")
    return Automaton(node)


class Parser:
    """From the text of a pattern to its tree."""

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._depth = 0

    def pattern(self) -> Node:
        """The whole pattern.

        Raises:
            QTIError: it is no regular expression of XML Schema.
        """
        found = self._choice()
        if self._at < len(self._text):
            raise self._wrong("a closing parenthesis without an opening one")
        return found

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _takes(self, token: str) -> bool:
        found = self._text.startswith(token, self._at)
        self._at += len(token) * found
        return found

    def _wrong(self, reason: str) -> QTIError:
        # The pattern itself is the document's text, which no error repeats.
        return QTIError(
            f"a pattern that is no regular expression of XML Schema: {reason} (character {self._at + 1} of the pattern)"
        )

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QTIError(f"a pattern that nests more than {MAX_DEPTH} groups")

    def _choice(self) -> Node:
        parts = [self._sequence()]
        while self._takes("|"):
            parts.append(self._sequence())
        if len(parts) == 1 or all(part == EMPTY for part in parts):
            return parts[0]
        return Choice(tuple(parts))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            part = self._quantified(self._atom())
            # So the empty text has one form, and repeating it makes nothing of any size.
            if part != EMPTY:
                parts.append(part)
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _quantified(self, part: Node) -> Node:
        least, most = 1, None
        if self._takes("?"):
            least, most = 0, 1
        elif self._takes("*"):
            least = 0
        elif self._takes("{"):
            least, most = self._counts()
        elif not self._takes("+"):
            return part
        if self._next() in ("?", "*", "+", "{") and self._next():
            raise self._wrong("a quantifier after a quantifier")
        return EMPTY if part == EMPTY or most == 0 else Repeat(part, least, most)

    def _counts(self) -> tuple[int, int | None]:
        least = self._count()
        most: int | None = least
        if self._takes(","):
            most = None if self._next() == "}" else self._count()
        if not self._takes("}"):
            raise self._wrong("a quantifier that is not of the form {2}, {2,} or {2,5}")
        if most is not None and most < least:
            raise self._wrong("a quantifier whose second number is smaller than its first")
        return least, most

    def _count(self) -> int:
        start = self._at
        while self._next() in string.digits and self._next():
            self._at += 1
        if start == self._at:
            raise self._wrong("a quantifier without a number")
        return int(self._text[start : self._at])

    def _atom(self) -> Node:
        if self._takes("("):
            self._enter()
            found = self._choice()
            if not self._takes(")"):
                raise self._wrong("a group that does not end")
            self._depth -= 1
            return found
        if self._takes("["):
            return Character(self._class())
        if self._takes("."):
            return Character(any_but_line_ends)
        if self._takes("\\"):
            escaped = self._escape()
            return Character(single(escaped) if isinstance(escaped, str) else escaped)
        character = self._next()
        if character in _METACHARACTERS:
            raise self._wrong(f"{character} where a character belongs; \\{character} stands for itself")
        self._at += 1
        return Character(single(character))

    def _escape(self) -> str | Belongs:
        """What stands after a backslash: a character for itself, or a class."""
        letter = self._next()
        self._at += 1
        if letter in _LINE_ENDS:
            return _LINE_ENDS[letter]
        # The standard lists some of these only; the others have no other meaning.
        if letter in _ESCAPED:
            return letter
        if letter in ("p", "P"):
            found = self._property()
            return negated(found) if letter == "P" else found
        if letter not in ESCAPES:
            raise self._wrong("an escape that XML Schema has not")
        return ESCAPES[letter]

    def _property(self) -> Belongs:
        end = self._text.find("}", self._at)
        if not self._takes("{") or end < 0:
            raise self._wrong("an escape of a category that is not of the form \\p{Lu}")
        name = self._text[self._at : end]
        self._at = end + 1
        found = of_block(name[2:]) if name.startswith("Is") else of_category(name) if name in CATEGORIES else None
        if found is None:
            raise self._wrong("a category or block of Unicode that is not known")
        return found

    def _class(self) -> Belongs:
        """A class after its opening bracket."""
        self._enter()
        negative = self._takes("^")
        parts: list[Belongs] = []
        less: Belongs | None = None
        while not self._takes("]"):
            if parts and self._takes("-["):
                less = self._class()
                if not self._takes("]"):
                    raise self._wrong("a class that goes on after the class that is taken from it")
                break
            parts.append(self._member(first=not parts))
        if not parts:
            raise self._wrong("a class without characters")
        self._depth -= 1
        return _class_of(tuple(parts), less, negative=negative)

    def _member(self, *, first: bool) -> Belongs:
        """A character, a range or an escape of a class."""
        if self._next() == "-" and not first and self._text[self._at + 1 : self._at + 2] != "]":
            raise self._wrong("- within a class; \\- stands for itself")
        start = self._end_of_range()
        if not isinstance(start, str):
            return start
        after = self._text[self._at + 1 : self._at + 2]
        if self._next() != "-" or after in ("]", "["):
            return single(start)
        self._at += 1
        if start == "-" or after == "-":
            raise self._wrong("a range with - at its end; \\- stands for itself")
        last = self._end_of_range()
        if not isinstance(last, str):
            raise self._wrong("a range that ends with a class")
        if last < start:
            raise self._wrong("a range whose end comes before its start")
        return between(start, last)

    def _end_of_range(self) -> str | Belongs:
        if self._takes("\\"):
            return self._escape()
        character = self._next()
        if character in ("", "["):
            raise self._wrong("[ within a class; \\[ stands for itself" if character else "a class that does not end")
        self._at += 1
        return character


def _class_of(parts: tuple[Belongs, ...], less: Belongs | None, *, negative: bool) -> Belongs:
    def belongs(character: str) -> bool:
        found = any(part(character) for part in parts) is not negative
        return found and not (less is not None and less(character))

    return belongs


def size(node: Node) -> int:
    """How many states a tree needs, without making them."""
    match node:
        case Character():
            return 1
        case Repeat(part, least, most):
            return (size(part) + 1) * (least + 1 if most is None else most)
        case Sequence(parts):
            return sum(map(size, parts))
        case Choice(parts):
            return sum(map(size, parts)) + 1


class Automaton:
    """The states of a pattern. A state of a character leads to one other, a state without to several.

    Which states a text has led to is a set. Where a set leads by a character is remembered, as texts go the same ways.
    """

    def __init__(self, node: Node) -> None:
        self._characters: list[Belongs | None] = [None]
        self._to: list[tuple[int, ...]] = [()]
        self._end = 0
        start = self._before(node, self._end)
        self._steps: dict[tuple[frozenset[int], str], frozenset[int]] = {}
        self._sets: dict[frozenset[int], frozenset[int]] = {}
        self._held = 0
        self._start = self._reached([start])[0]

    def _state(self, character: Belongs | None, *to: int) -> int:
        self._characters.append(character)
        self._to.append(to)
        return len(self._to) - 1

    def _before(self, node: Node, then: int) -> int:
        """The state from which a part leads to a state."""
        match node:
            case Character(belongs):
                return self._state(belongs, then)
            case Sequence(parts):
                for part in reversed(parts):
                    then = self._before(part, then)
                return then
            case Choice(parts):
                return self._state(None, *(self._before(part, then) for part in parts))
            case Repeat(part, least, most):
                if most is None:
                    loop = self._state(None)
                    self._to[loop] = (self._before(part, loop), then)
                    then = loop
                else:
                    end = then
                    for _ in range(most - least):
                        then = self._state(None, self._before(part, then), end)
                for _ in range(least):
                    then = self._before(part, then)
                return then

    def _reached(self, states: Iterable[int]) -> tuple[frozenset[int], int]:
        """The states of characters, and the end, to which these lead without a character; and how many were seen."""
        seen = set(states)
        waiting = list(seen)
        while waiting:
            state = waiting.pop()
            if self._characters[state] is None:
                for to in self._to[state]:
                    if to not in seen:
                        seen.add(to)
                        waiting.append(to)
        kept = frozenset(state for state in seen if self._characters[state] is not None or state == self._end)
        return kept, len(seen)

    def matches(self, text: str) -> bool:
        """Whether the automaton takes the whole text.

        Raises:
            QTIError: it would take too long.
        """
        steps, current, work = self._steps, self._start, 0
        for character in text:
            following = steps.get((current, character))
            if following is None:
                following, seen = self._step(current, character)
                work += seen + len(current)
                if work > MAX_WORK:
                    raise QTIError("a pattern that takes too long to match")
            if not following:
                return False
            current = following
        return self._end in current

    def _step(self, current: frozenset[int], character: str) -> tuple[frozenset[int], int]:
        asked: dict[Belongs, bool] = {}
        to: list[int] = []
        for state in current:
            belongs = self._characters[state]
            if belongs is None:
                continue
            known = asked.get(belongs)
            if known is None:
                known = asked[belongs] = belongs(character)
            if known:
                to += self._to[state]
        following, seen = self._reached(to)
        if self._held > _REMEMBERED:
            self._steps, self._sets, self._held = {}, {}, 0
        # Equal sets are one object, which is quick to find.
        following = self._sets.setdefault(following, following)
        self._steps[current, character] = following
        self._held += len(following) + 2
        return following, seen
