"""Regular expressions of XML Schema, compared with a reference matcher that shares no code with the implementation.

The reference does not parse patterns. It evaluates the tree from which the pattern was generated: each part maps a set
of start positions in the text to the set of positions where it can end.
"""

import random
import time
from typing import Any, NamedTuple

import pytest

from timeback import qti
from timeback.qti.processing.patterns import matches

ALPHABET = "abcABZ019_-:.^$ \n\ré\u0661"
LETTERS = frozenset("abcABZé")
# By the definitions of XML Schema, written out for these characters. \w is all but punctuation, separators and others.
CLASSES = {
    r"\d": frozenset("019\u0661"),
    r"\w": LETTERS | frozenset("019\u0661^$"),
    r"\s": frozenset(" \n\r"),
    r"\i": LETTERS | frozenset("_:\u0661"),
    r"\c": LETTERS | frozenset("_:019-.\u0661"),
    r"\p{L}": LETTERS,
    r"\p{Lu}": frozenset("ABZ"),
    r"\p{Nd}": frozenset("019\u0661"),
    r"\p{P}": frozenset("_-:."),
    r"\p{Sk}": frozenset("^"),
    r"\p{IsBasicLatin}": frozenset(ALPHABET) - {"é", "\u0661"},
}
CLASSES |= {f"\\{name[1].upper()}{name[2:]}": frozenset(ALPHABET) - members for name, members in [*CLASSES.items()]}
CLASSES["."] = frozenset(ALPHABET) - {"\n", "\r"}
ESCAPED = {"\n": r"\n", "\r": r"\r", ".": r"\.", "-": r"\-", "^": r"\^"}


class One(NamedTuple):
    """One character out of a set."""

    text: str
    members: frozenset[str]


class Row(NamedTuple):
    parts: list[Any]


class Either(NamedTuple):
    parts: list[Any]


class Times(NamedTuple):
    part: Any
    sign: str
    least: int
    most: int | None


def written(node: Any) -> str:
    match node:
        case One(text, _):
            return text
        case Row(parts):
            return "".join(f"({written(part)})" if isinstance(part, Either) else written(part) for part in parts)
        case Either(parts):
            return "|".join(map(written, parts))
        case Times(part, sign, _, _):
            return written(part) + sign if isinstance(part, One) else f"({written(part)}){sign}"
    raise AssertionError


def ends(node: Any, text: str, starts: frozenset[int]) -> frozenset[int]:
    """The positions at which a part can end if it starts at one of `starts`."""
    match node:
        case One(_, members):
            return frozenset(place + 1 for place in starts if text[place : place + 1] in members and place < len(text))
        case Row(parts):
            for part in parts:
                starts = ends(part, text, starts)
            return starts
        case Either(parts):
            return frozenset().union(*(ends(part, text, starts) for part in parts))
        case Times(part, _, least, most):
            for _ in range(least):
                starts = ends(part, text, starts)
            found, latest = starts, starts
            for _ in range(len(text) + 1 if most is None else most - least):
                latest = ends(part, text, latest) - found
                found |= latest
            return found
    raise AssertionError


def character(chance: random.Random) -> One:
    found = chance.choice("ab" * 4 + ALPHABET)
    # -, ^ and $ are not metacharacters outside of classes.
    text = ESCAPED.get(found, found) if found in "\n\r." or chance.random() < 0.5 else found
    return One(text, frozenset(found))


def listed(chance: random.Random, depth: int = 0) -> One:
    """A class in brackets."""
    text, members = "", frozenset[str]()
    negative = chance.random() < 0.3
    if chance.random() < 0.2:
        text, members = "-", frozenset("-")
    for _ in range(chance.randrange(0 if text else 1, 4)):
        kind = chance.random()
        if kind < 0.3:
            first, last = sorted(chance.choices("abcABZ019", k=2))
            text += f"{first}-{last}"
            members |= {one for one in ALPHABET if first <= one <= last}
        elif kind < 0.5:
            name = chance.choice([name for name in CLASSES if name != "."])
            text += name
            members |= CLASSES[name]
        else:
            one = chance.choice(ALPHABET)
            # ^ needs a backslash only at the start.
            text += one if one in "$.:" or (one == "^" and text) else ESCAPED.get(one, one)
            members |= {one}
    if negative:
        text, members = f"^{text}", frozenset(ALPHABET) - members
    if depth < 2 and chance.random() < 0.3:
        less = listed(chance, depth + 1)
        return One(f"[{text}-{less.text}]", members - less.members)
    if chance.random() < 0.1:
        text = f"{text}-"
        members = members - {"-"} if negative else members | {"-"}
    return One(f"[{text}]", members)


def tree(chance: random.Random, depth: int = 4) -> Any:
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        if chance.random() < 0.2:
            name = chance.choice([*CLASSES])
            return One(name, CLASSES[name])
        return listed(chance) if chance.random() < 0.2 else character(chance)
    if kind < 0.5:
        return Row([tree(chance, depth - 1) for _ in range(chance.choice([0, 1, 2, 2, 3]))])
    if kind < 0.65:
        return Either([tree(chance, depth - 1) for _ in range(chance.choice([2, 2, 3]))])
    least = chance.choice([0, 0, 1, 2, 3])
    most = least + chance.choice([0, 1, 2, 4])
    sign, least, limit = chance.choice(
        [
            ("?", 0, 1),
            ("*", 0, None),
            ("+", 1, None),
            (f"{{{least}}}", least, least),
            (f"{{{least},}}", least, None),
            (f"{{{least},{most}}}", least, most),
        ]
    )
    return Times(tree(chance, depth - 1), sign, least, limit)


def sample(node: Any, chance: random.Random) -> str:
    """A text that probably matches, so that about half of the texts match."""
    match node:
        case One(_, members):
            return chance.choice(sorted(members)) if members else ""
        case Row(parts):
            return "".join(sample(part, chance) for part in parts)
        case Either(parts):
            return sample(chance.choice(parts), chance)
        case Times(part, _, least, most):
            count = chance.randint(least, least + 2 if most is None else most)
            return "".join(sample(part, chance) for _ in range(count))
    raise AssertionError


def text_for(node: Any, chance: random.Random) -> str:
    text = sample(node, chance)[:40]
    kind = chance.random()
    place = chance.randint(0, len(text))
    if kind < 0.25:
        return text[:place] + chance.choice("ab" + ALPHABET) + text[place:]
    if kind < 0.4:
        return text[:place] + text[place + 1 :]
    return text if kind < 0.8 else "".join(chance.choices("aab" + ALPHABET, k=chance.randint(0, 8)))


def compare(pairs: int, seed: int) -> None:
    chance = random.Random(seed)
    accepted = 0
    for _ in range(pairs):
        node = tree(chance)
        pattern, text = written(node), text_for(node, chance)
        expected = len(text) in ends(node, text, frozenset([0]))
        accepted += expected
        if len(pattern) <= 1000:
            assert matches(pattern, text) is expected, (pattern, text)
    assert 0.2 < accepted / pairs < 0.9


def test_random_patterns_match_as_the_reference() -> None:
    compare(700, seed=1)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_many_random_patterns_match_as_the_reference() -> None:
    compare(100_000, seed=2)


@pytest.mark.parametrize(
    ("pattern", "matching", "others"),
    [
        ("(a?){3}", ["", "a", "aaa"], ["aaaa", "b"]),
        ("(a*){2,5}", ["", "a", "a" * 50], ["ab"]),
        ("((a|b?){2})+", ["", "a", "ab", "bba", "abababa"], ["c", "abc"]),
        ("(a|ab)(c|bcd)(d*)", ["abcd", "ac", "abcdd"], ["abd"]),
        ("((a?b?){2}c){2}", ["cc", "abcabc", "abbcc"], ["c", "aaacc"]),
        ("(a{2}){3}", ["aaaaaa"], ["aaaaa", "aaaaaaa"]),
        ("(a{2,3}){2}", ["aaaa", "aaaaaa"], ["aaa", "aaaaaaa"]),
        ("(a|b){2,}", ["ab", "bbb"], ["a"]),
        ("((a*)*)*", ["", "aaa"], ["b"]),
        ("(a{0}b){2}", ["bb"], ["abb"]),
        ("(){5}|x", ["", "x"], ["xx"]),
        ("a|", ["a", ""], ["b"]),
        ("^a$", ["^a$"], ["a"]),
        ("a-b", ["a-b"], ["ab"]),
        ("[a-z-[aeiou]]+", ["xyz"], ["xaz", "-"]),
        ("[^a-z-[0-9]]", ["A"], ["a", "5"]),
        ("[a-z-[b-y-[m]]]", ["a", "m", "z"], ["b", "n"]),
        ("[-a]+", ["-a"], ["b"]),
        ("[a-]+", ["-a"], ["b"]),
        ("[a^]+", ["^a"], ["b"]),
        (r"[\^\-\]\\]+", ["^-]\\"], ["a"]),
        (r"\$\.\|\{\}", ["$.|{}"], ["x"]),
        (r"[\p{Lu}-[\p{IsBasicLatin}]]", ["É"], ["E", "é"]),
        (r"\p{IsGreek}+|\p{IsPrivateUse}", ["αβ", "\ue000", "\U0010fffd"], ["a"]),
        (r"\d{2}", ["12", "\u0661\u0662"], ["1", "1²"]),
        (".", ["a", "\t", "\U0001d4b3"], ["\n", "\r", "", "ab"]),
        (r"[\s\S]*", ["", "a\nb\r"], []),
        (r"\i\c*", ["a-1", "_x", ":"], ["-a", "1a", ""]),
        ("é+", ["é", "éé"], ["e\u0301"]),
    ],
)
def test_patterns_of_the_standard(pattern: str, matching: list[str], others: list[str]) -> None:
    assert [text for text in matching if not matches(pattern, text)] == []
    assert [text for text in others if matches(pattern, text)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        *["(a", "a)", "(", ")", "[", "[a", "[]", "[^]", "]", "{", "}", "a{", "a{2", "a{,3}", "a{3,2}", "a{x}", "a{1,2"],
        *["*", "+a", "?", "|*", "(*a)", "a**", "a+?", "a{2}{3}", "\\", "[\\", "\\q", "\\1", "\\b", "\\p", "\\pL"],
        *["\\p{", "\\p{Xx}", "\\p{IsNowhere}", "[z-a]", "[a-c-e]", "[a[b]]", "[a-[b]c]", "[a-\\d]", "[--a]", "(?:a)"],
    ],
)  # fmt: skip
def test_invalid_patterns_are_refused_with_the_position(pattern: str) -> None:
    with pytest.raises(qti.QTIError, match="character"):
        matches(pattern, "a")


@pytest.mark.parametrize(
    "pattern",
    [
        "a{1,1000000}",
        "((a{1000}){1000}){1000}",
        "(((a?){50}){50}){50}",
        "((a|b){2000}){2000}",
        "a{" + "9" * 900 + "}",
        "(" * 400 + "a" + ")" * 400,
        "[a-" * 300 + "[b]" + "]" * 300,
        "a" * 1001,
        "\0",
    ],
)
def test_patterns_that_are_too_large_are_refused_at_once(pattern: str) -> None:
    start = time.perf_counter()
    with pytest.raises(qti.QTIError, match="pattern"):
        matches(pattern, "a")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("(x+x+)+y", "x" * 5000, False),
        ("(a|aa)+b", "a" * 5000, False),
        ("(a*)*b", "a" * 5000, False),
        ("((a?){5}){20}", "a" * 100, True),
        ("((a?){5}){20}", "a" * 101, False),
        ("(.*)*(.*)*(.*)*!", "a" * 5000, False),
        (r"[\s\S]{0,5000}", "ab\n" * 1666, True),
        ("(){1000000000}", "", True),
        ("(a{0}){1000000000}b", "b", True),
        ("(a|b)*a(a|b){12}", "ba" * 2000, True),
    ],
)
def test_hostile_patterns_are_fast(pattern: str, text: str, expected: bool) -> None:
    start = time.perf_counter()
    assert matches(pattern, text) is expected
    assert time.perf_counter() - start < 10


def test_a_text_that_would_take_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback.qti.processing.pattern_automaton.MAX_WORK", 100_000)
    with pytest.raises(qti.QTIError, match="too long"):
        matches("(a|b)*a(a|b){900}", "".join(random.Random(3).choices("ab", k=100_000)))


ITEM = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t"
 adaptive="false" time-dependent="false">
<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="string"/>
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
<qti-item-body><qti-extended-text-interaction response-identifier="RESPONSE"/></qti-item-body>
<qti-response-processing><qti-response-condition><qti-response-if>
<qti-pattern-match pattern="{pattern}"><qti-variable identifier="RESPONSE"/></qti-pattern-match>
<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1</qti-base-value></qti-set-outcome-value>
</qti-response-if></qti-response-condition></qti-response-processing></qti-assessment-item>"""


@pytest.mark.parametrize(("text", "score"), [("", None), ("a", 1.0), ("aaa", 1.0), ("aaaa", None)])
def test_a_counted_group_that_can_be_empty_is_scored(text: str, score: float | None) -> None:
    item = qti.read(ITEM.format(pattern="(a?){3}"))
    assert [problem for problem in qti.check(item) if problem.rule == "attribute-value"] == []
    assert (qti.score(item, {"RESPONSE": text}).outcomes["SCORE"] or None) == (score if text else None)


@pytest.mark.parametrize(("pattern", "reason"), [("(a{1000}){1000}", "repetitions"), ("a{3,2}", "quantifier")])
def test_refused_patterns_are_reported_by_check_and_score(pattern: str, reason: str) -> None:
    item = qti.read(ITEM.format(pattern=pattern))
    assert [problem.line for problem in qti.check(item) if reason in str(problem)] == [7]
    with pytest.raises(qti.QTIError, match=reason):
        qti.score(item, {"RESPONSE": "aa"})
