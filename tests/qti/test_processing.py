"""Rules and templates of response processing."""

from __future__ import annotations

import pytest

from timeback import qti

HEAD = (
    '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t"\n'
    'time-dependent="false">\n'
)
RESPONSE = """<qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="{}">
<qti-correct-response><qti-value>{}</qti-value></qti-correct-response>
<qti-mapping lower-bound="0"><qti-map-entry map-key="A" mapped-value="2"/></qti-mapping>
<qti-area-mapping><qti-area-map-entry shape="rect" coords="0,0,9,9" mapped-value="3"/></qti-area-mapping>
</qti-response-declaration>"""
OUTCOME = '<qti-outcome-declaration identifier="{}" cardinality="{}" base-type="{}">{}</qti-outcome-declaration>'
SCORE = OUTCOME.format("SCORE", "single", "float", "")


def item(processing, *outcomes, base_type="identifier", key="A"):
    return qti.read(f"{HEAD}{RESPONSE.format(base_type, key)}{''.join(outcomes)}{processing}</qti-assessment-item>")


def by_rules(*rules, outcomes=(SCORE,), **more):
    return item(f"<qti-response-processing>{''.join(rules)}</qti-response-processing>", *outcomes, **more)


def put(value, base_type="float", identifier="SCORE"):
    literal = f'<qti-base-value base-type="{base_type}">{value}</qti-base-value>'
    return f'<qti-set-outcome-value identifier="{identifier}">{literal}</qti-set-outcome-value>'


PREFIXES = (
    "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/",
    "https://www.imsglobal.org/question/qti_v3p0/rptemplates/",
    "http://www.imsglobal.org/question/qti_v2p2/rptemplates/",
    "http://www.imsglobal.org/question/qti_v2p1/rptemplates/",
    "",
)


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("suffix", ["", ".xml"])
@pytest.mark.parametrize(
    ("template", "base_type", "key", "score"),
    [
        ("match_correct", "identifier", "A", 1),
        ("map_response", "identifier", "A", 2),
        ("map_response_point", "point", "1 1", 3),
        ("CC2_match", "identifier", "A", 1),
    ],
)
def test_templates_by_all_their_names(prefix, suffix, template, base_type, key, score):
    processing = f'<qti-response-processing template="{prefix}{template}{suffix}"/>'
    found = item(processing, SCORE, base_type=base_type, key=key)
    assert qti.score(found, {"RESPONSE": key}).score == score
    assert qti.score(found, {"RESPONSE": "20 20" if base_type == "point" else "B"}).score == 0
    assert qti.score(found, {}).score == 0


def test_templates_of_common_cartridge_set_feedback():
    best = OUTCOME.format(
        "MAXSCORE", "single", "float", "<qti-default-value><qti-value>2</qti-value></qti-default-value>"
    )
    basic = item(
        '<qti-response-processing template="CC2_match_basic"/>',
        SCORE,
        best,
        OUTCOME.format("FEEDBACKBASIC", "single", "identifier", ""),
    )
    assert qti.score(basic, {"RESPONSE": "A"}).outcomes == {"SCORE": 2, "MAXSCORE": 2, "FEEDBACKBASIC": "correct"}
    assert qti.score(basic, {"RESPONSE": "B"}).outcomes == {"SCORE": 0, "MAXSCORE": 2, "FEEDBACKBASIC": "incorrect"}
    mapped = item(
        '<qti-response-processing template="CC2_map_response"/>',
        SCORE,
        best,
        OUTCOME.format("FEEDBACK", "single", "identifier", ""),
    )
    assert qti.score(mapped, {"RESPONSE": "A"}).outcomes["FEEDBACK"] == "correct"
    assert qti.score(mapped, {"RESPONSE": "B"}).outcomes["FEEDBACK"] == "incorrect"


def test_rules_take_precedence_over_the_template():
    found = item(f'<qti-response-processing template="match_correct">{put(7)}</qti-response-processing>', SCORE)
    assert qti.score(found, {"RESPONSE": "B"}).score == 7


def test_an_unknown_template_is_refused():
    found = item('<qti-response-processing template="https://vendor.example/own.xml"/>', SCORE)
    with pytest.raises(qti.QTIUnsupportedError, match="template"):
        qti.score(found, {})


def test_without_processing_the_correct_response_or_the_mapping_decides():
    assert qti.score(item(""), {"RESPONSE": "A"}).score == 1
    assert qti.score(item(""), {"RESPONSE": "B"}).score == 0
    bare = item("").xml
    start, end = bare.index("<qti-correct-response"), bare.index("<qti-mapping")
    mapped = qti.read(bare[:start] + bare[end:])
    assert qti.score(mapped, {"RESPONSE": "A"}).score == 2
    start, end = mapped.xml.index("<qti-mapping"), mapped.xml.index("</qti-response-declaration")
    nothing = qti.score(qti.read(mapped.xml[:start] + mapped.xml[end:]), {"RESPONSE": "A"})
    assert (nothing.score, nothing.correct) == (None, None)


def test_the_first_branch_that_is_true_runs():
    def branch(name, test, value):
        return f"<qti-response-{name}>{test}{put(value)}</qti-response-{name}>"

    true = '<qti-base-value base-type="boolean">true</qti-base-value>'
    false = true.replace(">true<", ">false<")
    condition = "<qti-response-condition>{}</qti-response-condition>"
    branches = [branch("if", "<qti-null/>", 1), branch("else-if", false, 2), branch("else-if", true, 3)]
    last = branch("else", "", 4)
    assert qti.score(by_rules(condition.format("".join([*branches, last]))), {}).score == 3
    assert qti.score(by_rules(condition.format("".join([*branches[:2], last]))), {}).score == 4
    assert qti.score(by_rules(condition.format("".join(branches[:2]))), {}).score == 0


def test_exit_leaves_fragments_too():
    inner = f"<qti-response-processing-fragment>{put(1)}<qti-exit-response/>{put(2)}</qti-response-processing-fragment>"
    assert qti.score(by_rules(inner, put(3)), {}).score == 1


@pytest.mark.parametrize(
    ("cardinality", "kind", "value", "base_type", "expected"),
    [
        ("single", "float", 2, "integer", 2.0),
        ("single", "integer", "2.0", "float", 2),
        ("single", "string", "A", "identifier", "A"),
        ("multiple", "identifier", "A", "identifier", ["A"]),
        ("ordered", "float", 1, "integer", [1.0]),
    ],
)
def test_values_are_converted_to_the_type_of_the_outcome(cardinality, kind, value, base_type, expected):
    found = by_rules(put(value, base_type, "X"), outcomes=[OUTCOME.format("X", cardinality, kind, "")])
    assert qti.score(found, {}).outcomes["X"] == expected


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (put("2.5", "float", "N"), "N"),
        (put("x", "string"), "SCORE"),
        (put(1, identifier="NONE"), "NONE"),
        ('<qti-set-outcome-value identifier="SCORE"/>', "qti-set-outcome-value"),
        ('<qti-lookup-outcome-value identifier="SCORE"><qti-null/></qti-lookup-outcome-value>', "SCORE"),
        ("<qti-response-condition><qti-response-if/></qti-response-condition>", "expression"),
        (
            '<qti-response-condition><qti-response-if><qti-base-value base-type="string">a</qti-base-value>'
            "</qti-response-if></qti-response-condition>",
            "boolean",
        ),
        ("<qti-set-mood/>", "qti-set-mood"),
        ('<qti-set-template-value identifier="T"><qti-null/></qti-set-template-value>', "qti-set-template-value"),
    ],
)
def test_errors_in_rules_have_their_line(rule, text):
    with pytest.raises(qti.QTIError, match=text) as caught:
        qti.score(by_rules("\n", rule, outcomes=[SCORE, OUTCOME.format("N", "single", "integer", "")]), {})
    assert caught.value.line == 8


@pytest.mark.parametrize(("source", "expected"), [(1, "low"), (2, "high"), (3, "none"), (None, None)])
def test_a_match_table(source, expected):
    table = (
        '<qti-match-table default-value="none"><qti-match-table-entry source-value="1" target-value="low"/>'
        '<qti-match-table-entry source-value="2" target-value="high"/></qti-match-table>'
    )
    value = "<qti-null/>" if source is None else f'<qti-base-value base-type="integer">{source}</qti-base-value>'
    rule = f'<qti-lookup-outcome-value identifier="X">{value}</qti-lookup-outcome-value>'
    found = by_rules(rule, outcomes=[OUTCOME.format("X", "single", "identifier", table)])
    assert qti.score(found, {}).outcomes["X"] == expected


def test_setting_null_empties_an_outcome():
    rule = '<qti-set-outcome-value identifier="SCORE"><qti-null/></qti-set-outcome-value>'
    outcome = qti.score(by_rules(put(1), rule), {})
    assert (outcome.score, outcome.outcomes) == (None, {"SCORE": None})


def test_a_correct_response_of_the_wrong_type_is_reported_with_its_line():
    found = item('<qti-response-processing template="match_correct"/>', SCORE, base_type="integer", key="A")
    with pytest.raises(qti.QTIError, match=r"line 3: .*RESPONSE.*whole number"):
        qti.score(found, {})


def test_only_items_are_scored():
    with pytest.raises(qti.QTIError, match="item"):
        qti.score(None, {})  # type: ignore[arg-type]
