"""Matching of ``qti-pattern-match``: regular expressions of XML Schema.

Engines with backtracking, such as Python's, need exponential time for some patterns, or fail on counted groups that can
be empty. Therefore a pattern is compiled to an automaton, which reads the text once.

Source: QTI 3.0 information model, "PatternMatch"; XML Schema part 2, appendix F.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from timeback.qti.errors import QTIError
from timeback.qti.processing.pattern_automaton import Automaton
from timeback.qti.processing.pattern_syntax import PatternParser, count_states
from timeback.qti.xml.markup import has_invalid_characters

MAX_PATTERN: Final = 1000
"""Largest length of a pattern, in characters."""
MAX_STATES: Final = 20_000
"""Largest number of states. Patterns with more, such as ``(a{1000}){1000}``, are refused."""


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern matches the whole text.

    Raises:
        QTIError: the pattern is invalid or too expensive.
    """
    automaton = _automaton(pattern)
    return not has_invalid_characters(text) and automaton.matches(text)


def check_pattern(pattern: str) -> None:
    """Check that a pattern can be used, and does not use anchors.

    XML Schema has no anchors: a pattern always matches the whole text, and ``^`` and ``$`` stand for themselves. At the
    start and the end of a pattern they are nearly always meant as anchors, and the pattern then matches no response.

    Raises:
        QTIError: the pattern is invalid, is too expensive, or uses an anchor.
    """
    _automaton(pattern)
    parser = PatternParser(pattern)
    parser.pattern()
    if parser.anchor is not None:
        raise QTIError(
            f"the pattern uses {parser.anchor} as an anchor; a pattern always matches the whole text, so omit it, or "
            f"write \\{parser.anchor} for the character itself"
        )


@lru_cache(maxsize=64)
def _automaton(pattern: str) -> Automaton:
    if len(pattern) > MAX_PATTERN or has_invalid_characters(pattern):
        raise QTIError(
            f"the pattern is longer than {MAX_PATTERN} characters or contains characters that XML does not allow"
        )
    node = PatternParser(pattern).pattern()
    if count_states(node) > MAX_STATES:
        raise QTIError("the pattern has too many repetitions; reduce its counts")
    return Automaton(node)
