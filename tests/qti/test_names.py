"""Names and patterns: what ``check`` accepts, ``score`` can do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import qti

SAMPLES = Path(__file__).parent / "samples"
NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/"
ONE = '<qti-base-value base-type="float">1</qti-base-value>'
TEXT = '<qti-base-value base-type="string">a</qti-base-value>'


def item(
    declared: str = "", rules: str | None = "", *, templating: str = "", template: str = "", body: str = ""
) -> str:
    attribute = f' template="{TEMPLATES}{template}"' if template else ""
    processing = "" if rules is None else f"<qti-response-processing{attribute}>{rules}</qti-response-processing>"
    before = f"<qti-template-processing>{templating}</qti-template-processing>" if templating else ""
    return (
        f'<qti-assessment-item xmlns="{NAMESPACE}" identifier="i" title="t" time-dependent="false">{declared}{before}'
        f"<qti-item-body><p>{body}</p></qti-item-body>{processing}</qti-assessment-item>"
    )


def declared(kind: str, name: str, base_type: str = "float", inside: str = "") -> str:
    attributes = f'identifier="{name}" cardinality="single" base-type="{base_type}"'
    return f"<qti-{kind}-declaration {attributes}>{inside}</qti-{kind}-declaration>"


def setting(name: str, expression: str, rule: str = "set-outcome-value") -> str:
    return f'<qti-{rule} identifier="{name}">{expression}</qti-{rule}>'


def variable(name: str, kind: str = "variable") -> str:
    return f'<qti-{kind} identifier="{name}"/>'


def matching(pattern: str, operand: str = TEXT) -> str:
    return f'<qti-pattern-match pattern="{pattern}">{operand}</qti-pattern-match>'


def holds(expression: str) -> str:
    inside = f"<qti-response-if>{expression}{setting('SCORE', ONE)}</qti-response-if>"
    return f"<qti-response-condition>{inside}</qti-response-condition>"


SCORE = declared("outcome", "SCORE")
RESPONSE = declared(
    "response", "RESPONSE", "string", "<qti-correct-response><qti-value>a</qti-value></qti-correct-response>"
)
MAPPING = '<qti-mapping default-value="0"><qti-map-entry map-key="a" mapped-value="1"/></qti-mapping>'
FEEDBACK = declared("outcome", "FEEDBACK", "identifier") + declared("outcome", "FEEDBACKBASIC", "identifier")


def rules_found(xml: str) -> dict[str, str]:
    return {problem.rule: problem.text for problem in qti.check(xml)}


@pytest.mark.parametrize(
    "pattern",
    [
        *("^a", "a$", "^a$", "(^a|b)", "a|b$", "x(a$)", "^"),
        *("a{3,2}", "a{5,1}b", r"a\b", r"\Aa", r"a\Z", r"\x41", "(?:a)", "a+?", "[]", "a{", r"\p{Xx}"),
    ],
)
def test_a_pattern_that_matches_nothing_or_is_invalid(pattern: str) -> None:
    found = rules_found(item(SCORE, holds(matching(pattern))))
    assert set(found) == {"attribute-value"}
    assert "pattern" in found["attribute-value"]


@pytest.mark.parametrize("pattern", ["a^b", "[$]5", r"\^a\$", "5$?", "[^a]", "$5|a", r"[a$]", "a{2,3}"])
def test_a_pattern_that_has_no_anchor(pattern: str) -> None:
    assert qti.check(item(SCORE, holds(matching(pattern)))) == []


@pytest.mark.parametrize(
    ("xml", "name"),
    [
        (item(RESPONSE + SCORE + FEEDBACK, template="CC2_match_basic"), "MAXSCORE"),
        (
            item(RESPONSE.replace("</qti-r", MAPPING + "</qti-r") + SCORE + FEEDBACK, template="CC2_map_response"),
            "MAXSCORE",
        ),
        (item(SCORE, setting("SCORE", variable("X"))), "X"),
        (item(SCORE, setting("SCORE", variable("X", "default"))), "X"),
        (item(SCORE, setting("SCORE", variable("X", "correct"))), "X"),
        (item(SCORE, setting("SCORE", variable("SCORE", "correct"))), "SCORE"),
        (item(RESPONSE + SCORE, setting("SCORE", variable("RESPONSE", "map-response"))), "RESPONSE"),
        (item(RESPONSE + SCORE, setting("SCORE", variable("RESPONSE", "map-response-point"))), "RESPONSE"),
        (item(SCORE, setting("SCORE", ONE, "lookup-outcome-value")), "SCORE"),
        (item(SCORE, setting("completionStatus", ONE, "lookup-outcome-value")), "completionStatus"),
        (item(SCORE, setting("SCORE", '<qti-random-integer min="1" max="{X}"/>')), "X"),
        (item(SCORE, setting("SCORE", '<qti-random-float max="X"/>')), "X"),
        (item(SCORE, setting("SCORE", f'<qti-round-to figures="X">{ONE}</qti-round-to>')), "X"),
        (item(SCORE, holds(f'<qti-equal tolerance-mode="absolute" tolerance="0 {{X}}">{ONE}{ONE}</qti-equal>')), "X"),
        (item(SCORE, setting("SCORE", f'<qti-repeat number-repeats="X">{ONE}</qti-repeat>')), "X"),
        (item(SCORE, holds(f'<qti-any-n min="1" max="X">{matching("a")}</qti-any-n>')), "X"),
        (item(SCORE, templating=setting("T", ONE, "set-template-value")), "T"),
        (item(SCORE, templating=setting("T", ONE, "set-default-value")), "T"),
        (item(SCORE, templating=setting("T", ONE, "set-correct-response")), "T"),
        # Template processing runs before there are responses and outcomes.
        (
            item(SCORE + declared("template", "T"), templating=setting("T", variable("SCORE"), "set-template-value")),
            "SCORE",
        ),
        (item(SCORE + declared("template", "T"), templating=setting("T", ONE, "set-default-value")), "T"),
        (item(SCORE, body=variable("X", "printed-variable")), "X"),
        (item(SCORE, body='<span template-identifier="X">a</span>'), "X"),
    ],
)
def test_a_name_that_is_read_and_not_declared(xml: str, name: str) -> None:
    found = rules_found(xml)
    assert set(found) <= {"variable-declared", "template"}
    assert any(name in text for text in found.values())


@pytest.mark.parametrize(
    ("rules", "rule"),
    [
        (setting("SCORE", f'<qti-math-operator name="sine">{ONE}</qti-math-operator>'), "attribute-value"),
        (setting("SCORE", '<qti-math-constant name="tau"/>'), "attribute-value"),
        (setting("SCORE", f'<qti-stats-operator name="mode">{ONE}</qti-stats-operator>'), "attribute-value"),
        (holds(f'<qti-equal tolerance-mode="near">{ONE}{ONE}</qti-equal>'), "attribute-value"),
        (holds(f'<qti-equal tolerance-mode="relative">{ONE}{ONE}</qti-equal>'), "required-attribute"),
        (setting("SCORE", '<qti-random-integer max=""/>'), "required-attribute"),
    ],
)
def test_an_attribute_that_scoring_refuses(rules: str, rule: str) -> None:
    assert set(rules_found(item(SCORE, rules))) == {rule}
    with pytest.raises(qti.QTIError):
        qti.score(qti.read(item(SCORE, rules)), {})  # type: ignore[arg-type]


def test_names_that_are_known_without_a_declaration() -> None:
    read = [variable(name) for name in ("numAttempts", "duration", "completionStatus", "SCORE")]
    xml = item(SCORE, "".join(holds(f"<qti-not><qti-is-null>{one}</qti-is-null></qti-not>") for one in read))
    assert qti.check(xml) == []
    assert qti.score(qti.read(xml), {}).score == 1  # type: ignore[arg-type]


def test_the_default_value_of_a_response_in_template_processing() -> None:
    default = "<qti-default-value><qti-value>2</qti-value></qti-default-value>"
    variables = declared("response", "R", "float", default) + SCORE + declared("template", "T")
    templating = setting("T", variable("R", "default"), "set-template-value")
    xml = item(variables, setting("SCORE", variable("T")), templating=templating)
    assert qti.check(xml) == []
    assert qti.score(qti.read(xml), {}).score == 2  # type: ignore[arg-type]


def test_empty_processing_is_scored_by_the_declarations() -> None:
    xml = item(RESPONSE)
    assert qti.check(xml) == []
    assert qti.score(qti.read(xml), {"RESPONSE": "a"}).score == 1  # type: ignore[arg-type]


def test_the_names_in_a_test() -> None:
    whole = (SAMPLES / "test.xml").read_text()
    # The items of a section in another document are not known.
    source = re.sub(r"<qti-assessment-section-ref [^>]*/>", "", whole)
    assert (
        qti.check(
            whole.replace("<qti-outcome-processing>", "<qti-outcome-processing>" + setting("SCORE", variable("A.B")))
        )
        == []
    )
    found = "<qti-outcome-processing>"
    assert found in source
    for read, known in (("choice.SCORE", True), ("part-1.duration", True), ("OTHER.SCORE", False), ("TOTAL", False)):
        rule = setting("SCORE", variable(read))
        assert (qti.check(source.replace(found, found + rule)) == []) is known, read
    for rule in (setting("TOTAL", ONE), setting("TOTAL", ONE, "lookup-outcome-value")):
        assert rules_found(source.replace(found, found + rule)).keys() == {"variable-declared"}


NAMES = st.sampled_from(["R", "S", "T", "SCORE", "MAXSCORE", "numAttempts", "completionStatus", "X"])
PATTERNS = st.sampled_from(["a", "^a$", "a{2,1}", r"\d+", r"\b", "a$", "(a|b)*", "(?i)a"])
READS = st.sampled_from(["variable", "default", "correct", "map-response", "map-response-point"])
LEAVES = (
    st.just(ONE)
    | st.builds(variable, NAMES, READS)
    | st.builds(lambda name: f'<qti-random-integer min="1" max="{{{name}}}"/>', NAMES)
)
EXPRESSIONS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(lambda one: f"<qti-multiple>{one}</qti-multiple>", inner)
        | st.builds(lambda one, name: f'<qti-index n="{name}">{one}</qti-index>', inner, NAMES)
        | st.builds(matching, PATTERNS, inner)
        | st.builds(lambda one: f"<qti-is-null>{one}</qti-is-null>", inner)
    ),
    max_leaves=3,
)
RULES = st.lists(
    st.builds(setting, NAMES, EXPRESSIONS, st.sampled_from(["set-outcome-value", "lookup-outcome-value"]))
    | st.builds(holds, EXPRESSIONS),
    max_size=3,
).map("".join)
TEMPLATE_RULES = st.lists(
    st.builds(
        setting,
        NAMES,
        EXPRESSIONS,
        st.sampled_from(["set-template-value", "set-correct-response", "set-default-value"]),
    ),
    max_size=2,
).map("".join)
TABLE = (
    '<qti-match-table default-value="0"><qti-match-table-entry source-value="1" target-value="2"/></qti-match-table>'
)
DECLARATIONS = st.lists(
    st.sampled_from(
        [
            declared("response", "R", "string"),
            declared("response", "R", "string", MAPPING),
            RESPONSE,
            declared("outcome", "S"),
            declared("outcome", "S", "float", TABLE),
            SCORE,
            declared("outcome", "MAXSCORE"),
            declared("template", "T"),
        ]
    ),
    unique=True,
    max_size=7,
).map(lambda found: "".join(sorted(found, key=lambda one: "rot".index(one[5]))))
TEMPLATE_NAMES = st.sampled_from(
    ["", "match_correct", "map_response", "CC2_match", "CC2_match_basic", "CC2_map_response"]
)
MISSING = ("declar", "has no", "no lookup", "pattern at", "patterns", "template is not")


@given(
    st.builds(item, DECLARATIONS, st.none() | RULES, templating=TEMPLATE_RULES, template=TEMPLATE_NAMES),
    st.sampled_from([None, "a", "2"]),
)
def test_an_item_without_problems_lacks_no_declaration_in_scoring(xml: str, answer: Any) -> None:
    if qti.check(xml):
        return
    read = qti.read(xml)
    assert isinstance(read, qti.AssessmentItem)
    responses = {each.identifier: answer for each in read.response_declarations}
    try:
        qti.score(read, responses)
    except qti.QTIError as error:
        # A value of another type can still be found only in scoring.
        assert not any(word in str(error) for word in MISSING), error  # noqa: PT017
