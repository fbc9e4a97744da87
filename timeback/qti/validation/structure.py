"""Rules for tests: parts, sections, references.

Source: QTI 3.0 information model, "AssessmentTest".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeback.qti import model as m
from timeback.qti.validation.elements import Finding
from timeback.qti.validation.item import identifier_problems

_EXITS: Final = frozenset({"EXIT_TEST", "EXIT_TESTPART", "EXIT_SECTION"})
_Identified = m.TestPart | m.Section | m.SectionRef | m.ItemRef


def structure_problems(test: m.AssessmentTest) -> Iterator[Finding]:
    """Yield the problems of the structure of a test."""
    yield from identifier_problems("declared variables", ((e.line, e.identifier) for e in test.outcome_declarations))
    every = list(_descendants(test))
    yield from identifier_problems("parts, sections and item references", ((None, e.identifier) for e in every))
    targets = {each.identifier for each in every} | _EXITS
    for each in every:
        if isinstance(each, m.SectionRef):
            continue
        for rule in each.branch_rules:
            target = rule.attributes.get("target")
            if target is not None and target not in targets:
                yield rule.line, "branch-target", "a branch rule targets a part, section or item that does not exist"
        if isinstance(each, m.TestPart) and not each.sections:
            yield None, "missing-element", f"the part {each.identifier} must have a section"
        if isinstance(each, m.Section) and each.select is not None:
            if each.select > len(each.children) and not each.with_replacement:
                yield None, "limits", f"the section {each.identifier} selects more children than it has"


def _descendants(test: m.AssessmentTest) -> Iterator[_Identified]:
    for part in test.parts:
        yield part
        for section in part.sections:
            yield from _with_descendants(section)


def _with_descendants(node: m.Section | m.SectionRef | m.ItemRef) -> Iterator[_Identified]:
    yield node
    if isinstance(node, m.Section):
        for child in node.children:
            yield from _with_descendants(child)
