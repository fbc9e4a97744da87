"""Validation: each rule is broken once, by a small change to a valid sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeback import qti

SAMPLES = Path(__file__).parent / "samples"


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "mark"),
    [
        ("choice", 'identifier="choice" ', "", "required-attribute", "<qti-assessment-item"),
        (
            "choice",
            'title="Which planet?"',
            'title="Which planet?" adaptive="yes"',
            "attribute-value",
            "<qti-assessment-item",
        ),
        ("choice", 'xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"', "", "namespace", "<qti-assessment-item"),
        ("choice", ' base-type="identifier">', ">", "required-attribute", "<qti-response-declaration"),
        (
            "choice",
            'cardinality="single" base-type="float"',
            'cardinality="one" base-type="float"',
            "attribute-value",
            '"SCORE"',
        ),
        ("choice", "<qti-value>MARS", "<qti-value>PLUTO", "choice-exists", "<qti-response-declaration"),
        (
            "choice",
            "<qti-value>MARS</qti-value>",
            "<qti-value>A B</qti-value>",
            "declared-value",
            "<qti-response-declaration",
        ),
        ("choice", "<qti-value>MARS</qti-value>", "", "missing-element", "<qti-correct-response"),
        ("choice", 'max-choices="1"', 'max-choices="2"', "response-type", "<qti-response-declaration"),
        ("choice", 'max-choices="1"', 'max-choices="one"', "attribute-value", "<qti-choice-interaction"),
        ("choice", 'max-choices="1"', 'max-choices="1" min-choices="2"', "limits", "<qti-choice-interaction"),
        (
            "choice",
            'response-identifier="RESPONSE"',
            'response-identifier="R"',
            "response-declared",
            "<qti-choice-interaction",
        ),
        ("choice", 'response-identifier="RESPONSE"', "", "required-attribute", "<qti-choice-interaction"),
        ("choice", 'identifier="EARTH"', 'identifier="VENUS"', "unique-identifier", "Earth"),
        ("choice", 'identifier="EARTH"', 'identifier="1EARTH"', "identifier", "Earth"),
        (
            "choice",
            'identifier="FEEDBACK" cardinality',
            'identifier="SCORE" cardinality',
            "unique-identifier",
            '"SCORE" cardinality="single" base-type="identifier"',
        ),
        (
            "choice",
            'outcome-identifier="FEEDBACK" identifier="VENUS"',
            'outcome-identifier="F" identifier="VENUS"',
            "outcome-declared",
            "Venus is white",
        ),
        ("choice", 'show-hide="show" title', 'show-hide="now" title', "attribute-value", "<qti-modal-feedback"),
        ("choice", '<qti-correct identifier="RESPONSE"/></qti-match>', "</qti-match>", "operands", "<qti-match>"),
        (
            "choice",
            '<qti-correct identifier="RESPONSE"/>',
            '<qti-correct identifier="R"/>',
            "variable-declared",
            "<qti-match>",
        ),
        ("choice", '<qti-correct identifier="RESPONSE"/>', "<qti-correct/>", "required-attribute", "<qti-match>"),
        ("choice", '<qti-correct identifier="RESPONSE"/>', "<qti-right/>", "operator", "<qti-match>"),
        (
            "choice",
            '<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">1<',
            '<qti-set-outcome-value identifier="S"><qti-base-value base-type="float">1<',
            "variable-declared",
            'float">1<',
        ),
        ("choice", 'base-type="float">1<', 'base-type="float">one<', "declared-value", 'float">one<'),
        ("choice", "<qti-response-else>", "<qti-response-else-if>", "well-formed", None),
        ("choice", "  <qti-item-body>", "  <p>text</p><qti-item-body>", "child-order", "<qti-item-body>"),
        ("choice", "<p>Four", '<p id="a">x</p><p id="a">Four', "unique-identifier", "Four"),
        ("choice-multiple", 'map-key="THREE"', 'map-key="NINE"', "choice-exists", "<qti-response-declaration"),
        ("choice-multiple", 'lower-bound="0"', 'lower-bound="9"', "limits", "<qti-response-declaration"),
        ("choice-multiple", 'mapped-value="-1"', 'mapped-value="less"', "attribute-value", "THREE"),
        ("choice-multiple", "rptemplates/map_response", "rptemplates/own_rules", "template", None),
        ("choice-multiple", 'identifier="SCORE"', 'identifier="POINTS"', "template", None),
        (
            "inline-choice",
            'identifier="RESPONSE" cardinality="single"',
            'identifier="RESPONSE" cardinality="multiple"',
            "response-type",
            "<qti-response-declaration",
        ),
        ("slider", 'base-type="integer"', 'base-type="string"', "response-type", "<qti-response-declaration"),
        ("slider", 'lower-bound="0" ', "", "required-attribute", "<qti-slider-interaction"),
        ("hotspot", 'coords="50,50,15"', 'coords="50,50"', "coordinates", 'identifier="NORTH"'),
        (
            "hotspot",
            'shape="circle" coords="50,50,15"',
            'shape="star" coords="50,50,15"',
            "attribute-value",
            'identifier="NORTH"',
        ),
        ("select-point", 'coords="100,100,20"', 'coords="100,100"', "coordinates", "<qti-response-declaration"),
        ("match", "<qti-value>CAT KITTEN", "<qti-value>KITTEN CAT", "choice-exists", "<qti-response-declaration"),
        ("match", 'max-associations="2"', 'max-associations="1"', "limits", "<qti-response-declaration"),
        ("match", ' match-max="1">cat<', ">cat<", "required-attribute", "cat<"),
        (
            "match",
            'identifier="PUPPY" match-max="1"',
            'identifier="PUPPY" match-max="1" match-min="2"',
            "limits",
            "puppy",
        ),
        ("associate", "<qti-value>HAT CAT", "<qti-value>HAT", "declared-value", "<qti-response-declaration"),
        ("two-responses", 'response-identifier="R2"', 'response-identifier="R1"', "unique-identifier", "and <qti-text"),
        ("two-responses", 'pattern="(two|2)"', 'pattern="(two|2"', "attribute-value", "<qti-pattern-match"),
        ("custom", "qti-custom-interaction", "qti-odd-interaction", "interaction", "<qti-odd-interaction"),
        ("test", 'identifier="section-1a"', 'identifier="section-1"', "unique-identifier", None),
        ("test", 'target="EXIT_TEST"', 'target="NOWHERE"', "branch-target", "NOWHERE"),
        ("test", 'select="2"', 'select="9"', "limits", None),
        ("test", 'navigation-mode="nonlinear"', 'navigation-mode="free"', "attribute-value", "<qti-test-part"),
        ("test", ' href="order.xml"', "", "required-attribute", 'identifier="order"'),
        ("stimulus", "qti-stimulus-body", "div", "missing-element", "<qti-assessment-stimulus"),
        ("stimulus", ' support="spoken"', "", "required-attribute", "<qti-card"),
    ],
)
def test_a_broken_rule_is_found(name, old, new, rule, mark):
    source = (SAMPLES / f"{name}.xml").read_text()
    assert old in source
    broken = source.replace(old, new) if old.startswith("qti-") else source.replace(old, new, 1)
    found = qti.check(broken)
    assert rule in {problem.rule for problem in found}, [str(problem) for problem in found]
    if mark is not None:
        line = next(at for at, text in enumerate(broken.splitlines(), 1) if mark in text)
        assert line in {problem.line for problem in found if problem.rule == rule}, [str(problem) for problem in found]


def test_the_kind_can_be_required():
    source = (SAMPLES / "stimulus.xml").read_bytes()
    assert qti.check(source, "stimulus") == []
    assert [problem.rule for problem in qti.check(source, "item")] == ["root"]
    assert [problem.rule for problem in qti.check(qti.read(source), "test")] == ["root"]


def test_the_text_of_a_problem_has_its_line():
    (problem,) = qti.check("<a>")
    assert re.fullmatch(r"line 1: .+ \[well-formed\]", str(problem))
