r"""PatternParser for the regular expressions of XML Schema.

They differ from Python's: no anchors, the classes ``\i`` and ``\c``, and subtraction of classes.

Source: XML Schema part 2, appendix F.
"""

from __future__ import annotations

import string
from typing import Final, NamedTuple, TypeAlias

from timeback.qti.errors import QTIError
from timeback.qti.processing.character_classes import (
    CATEGORIES,
    ESCAPES,
    CharacterPredicate,
    any_but_line_ends,
    equal_to,
    in_range,
    negated,
    of_block,
    of_category,
)

MAX_DEPTH: Final = 50
"""Largest depth of nested groups and subtracted classes."""

_METACHARACTERS: Final = frozenset(".\\?*+{}()[]|")
_LINE_ENDS: Final = {"n": "\n", "r": "\r", "t": "\t"}
_ESCAPED: Final = frozenset(string.punctuation)


class CharacterSet(NamedTuple):
    """One character out of a class."""

    belongs: CharacterPredicate


class Concatenation(NamedTuple):
    """Parts in sequence. Without parts it matches the empty text."""

    parts: tuple[PatternNode, ...]


class Alternation(NamedTuple):
    """One of several parts."""

    parts: tuple[PatternNode, ...]


class Repetition(NamedTuple):
    """A part, repeated from `minimum` to `maximum` times; None is unlimited."""

    part: PatternNode
    minimum: int
    maximum: int | None


PatternNode: TypeAlias = CharacterSet | Concatenation | Alternation | Repetition
EMPTY: Final = Concatenation(())


class PatternParser:
    """Parses a pattern to a tree of nodes.

    Attributes:
        anchor: the first ``^`` at the start or ``$`` at the end of an alternative, an anchor in other dialects.
    """

    def __init__(self, pattern: str) -> None:
        self._text = pattern
        self._at = 0
        self._depth = 0
        self.anchor: str | None = None

    def pattern(self) -> PatternNode:
        """Parse the whole pattern.

        Raises:
            QTIError: it is not a regular expression of XML Schema.
        """
        found = self._choice()
        if self._at < len(self._text):
            raise self._error("closing parenthesis without an opening one")
        return found

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _accept(self, token: str) -> bool:
        found = self._text.startswith(token, self._at)
        self._at += len(token) * found
        return found

    def _error(self, reason: str) -> QTIError:
        # The pattern is text of the document, so the message does not contain it.
        return QTIError(f"invalid pattern at character {self._at + 1}: {reason}")

    def _enter_group(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise QTIError(f"the pattern has more than {MAX_DEPTH} nested groups")

    def _choice(self) -> PatternNode:
        parts = [self._sequence()]
        while self._accept("|"):
            parts.append(self._sequence())
        if len(parts) == 1 or all(part == EMPTY for part in parts):
            return parts[0]
        return Alternation(tuple(parts))

    def _sequence(self) -> PatternNode:
        parts: list[PatternNode] = []
        last = ""
        if self._peek() == "^":
            self.anchor = self.anchor or "^"
        while self._peek() not in ("", "|", ")"):
            start = self._at
            part = self._quantified(self._atom())
            last = self._text[start : self._at]
            # The empty text has one canonical form, so repeating it needs no states.
            if part != EMPTY:
                parts.append(part)
        if last == "$":
            self.anchor = self.anchor or last
        return parts[0] if len(parts) == 1 else Concatenation(tuple(parts))

    def _quantified(self, part: PatternNode) -> PatternNode:
        minimum, maximum = 1, None
        if self._accept("?"):
            minimum, maximum = 0, 1
        elif self._accept("*"):
            minimum = 0
        elif self._accept("{"):
            minimum, maximum = self._counts()
        elif not self._accept("+"):
            return part
        if self._peek() in ("?", "*", "+", "{") and self._peek():
            raise self._error("quantifier after a quantifier")
        return EMPTY if part == EMPTY or maximum == 0 else Repetition(part, minimum, maximum)

    def _counts(self) -> tuple[int, int | None]:
        minimum = self._count()
        maximum: int | None = minimum
        if self._accept(","):
            maximum = None if self._peek() == "}" else self._count()
        if not self._accept("}"):
            raise self._error("quantifiers must have the form {2}, {2,} or {2,5}")
        if maximum is not None and maximum < minimum:
            raise self._error("the second number of the quantifier is smaller than the first")
        return minimum, maximum

    def _count(self) -> int:
        start = self._at
        while self._peek() in string.digits and self._peek():
            self._at += 1
        if start == self._at:
            raise self._error("quantifier without a number")
        return int(self._text[start : self._at])

    def _atom(self) -> PatternNode:
        if self._accept("("):
            self._enter_group()
            found = self._choice()
            if not self._accept(")"):
                raise self._error("group without a closing parenthesis")
            self._depth -= 1
            return found
        if self._accept("["):
            return CharacterSet(self._class())
        if self._accept("."):
            return CharacterSet(any_but_line_ends)
        if self._accept("\\"):
            escaped = self._escape()
            return CharacterSet(equal_to(escaped) if isinstance(escaped, str) else escaped)
        character = self._peek()
        if character in _METACHARACTERS:
            raise self._error(f"unexpected {character}; write \\{character} for the character itself")
        self._at += 1
        return CharacterSet(equal_to(character))

    def _escape(self) -> str | CharacterPredicate:
        """Parse an escape after its backslash: a character or a class."""
        letter = self._peek()
        self._at += 1
        if letter in _LINE_ENDS:
            return _LINE_ENDS[letter]
        # The standard lists only some of these. Escaping the others is accepted too, as it is unambiguous.
        if letter in _ESCAPED:
            return letter
        if letter in ("p", "P"):
            found = self._property()
            return negated(found) if letter == "P" else found
        if letter not in ESCAPES:
            raise self._error("unknown escape")
        return ESCAPES[letter]

    def _property(self) -> CharacterPredicate:
        end = self._text.find("}", self._at)
        if not self._accept("{") or end < 0:
            raise self._error("category escapes must have the form \\p{Lu}")
        name = self._text[self._at : end]
        self._at = end + 1
        found = of_block(name[2:]) if name.startswith("Is") else of_category(name) if name in CATEGORIES else None
        if found is None:
            raise self._error("unknown Unicode category or block")
        return found

    def _class(self) -> CharacterPredicate:
        """Parse a class after its opening bracket."""
        self._enter_group()
        negative = self._accept("^")
        parts: list[CharacterPredicate] = []
        subtracted: CharacterPredicate | None = None
        while not self._accept("]"):
            if parts and self._accept("-["):
                subtracted = self._class()
                if not self._accept("]"):
                    raise self._error("the subtracted class must come last in a class")
                break
            parts.append(self._member(first=not parts))
        if not parts:
            raise self._error("class without characters")
        self._depth -= 1
        return _class_of(tuple(parts), subtracted, negative=negative)

    def _member(self, *, first: bool) -> CharacterPredicate:
        """Parse a character, a range or an escape of a class."""
        if self._peek() == "-" and not first and self._text[self._at + 1 : self._at + 2] != "]":
            raise self._error("unexpected - in a class; write \\- for the character itself")
        start = self._range_end()
        if not isinstance(start, str):
            return start
        after = self._text[self._at + 1 : self._at + 2]
        if self._peek() != "-" or after in ("]", "["):
            return equal_to(start)
        self._at += 1
        if start == "-" or after == "-":
            raise self._error("range with - at one end; write \\- for the character itself")
        last = self._range_end()
        if not isinstance(last, str):
            raise self._error("range that ends with a class")
        if last < start:
            raise self._error("range whose end comes before its start")
        return in_range(start, last)

    def _range_end(self) -> str | CharacterPredicate:
        if self._accept("\\"):
            return self._escape()
        character = self._peek()
        if character in ("", "["):
            raise self._error(
                "unexpected [ in a class; write \\[ for the character itself"
                if character
                else "class without a closing bracket"
            )
        self._at += 1
        return character


def _class_of(
    parts: tuple[CharacterPredicate, ...], subtracted: CharacterPredicate | None, *, negative: bool
) -> CharacterPredicate:
    def belongs(character: str) -> bool:
        found = any(part(character) for part in parts) is not negative
        return found and not (subtracted is not None and subtracted(character))

    return belongs


def count_states(node: PatternNode) -> int:
    """Return the number of states of an automaton for a tree, without building it."""
    match node:
        case CharacterSet():
            return 1
        case Repetition(part, minimum, maximum):
            return (count_states(part) + 1) * (minimum + 1 if maximum is None else maximum)
        case Concatenation(parts):
            return sum(map(count_states, parts))
        case Alternation(parts):
            return sum(map(count_states, parts)) + 1
