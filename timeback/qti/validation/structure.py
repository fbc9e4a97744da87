"""Checks of a test: parts, sections, references.

Source: QTI 3.0 information model, "AssessmentTest".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeback.qti import model as m
from timeback.qti.validation.elements import Found
from timeback.qti.validation.item import identifier_problems

_EXITS: Final = frozenset({"EXIT_TEST", "EXIT_TESTPART", "EXIT_SECTION"})
_Named = m.TestPart | m.Section | m.SectionRef | m.ItemRef


def structure_problems(test: m.AssessmentTest) -> Iterator[Found]:
    """Problems of a test's parts."""
    yield from identifier_problems("declared variables", ((e.line, e.identifier) for e in test.outcome_declarations))
    every = list(_every(test))
    yield from identifier_problems("parts, sections and item references", ((None, e.identifier) for e in every))
    targets = {each.identifier for each in every} | _EXITS
    for each in every:
        if isinstance(each, m.SectionRef):
            continue
        for rule in each.branch_rules:
            target = rule.attributes.get("target")
            if target is not None and target not in targets:
                yield rule.line, "branch-target", "a branch rule leads to a part, section or item that is not there"
        if isinstance(each, m.TestPart) and not each.sections:
            yield None, "missing-element", f"the part {each.identifier} has no section"
        if isinstance(each, m.Section) and each.select is not None:
            if each.select > len(each.children) and not each.with_replacement:
                yield None, "limits", f"the section {each.identifier} selects more than it has"


def _every(test: m.AssessmentTest) -> Iterator[_Named]:
    for part in test.parts:
        yield part
        for section in part.sections:
            yield from _within(section)


def _within(node: m.Section | m.SectionRef | m.ItemRef) -> Iterator[_Named]:
    yield node
    if isinstance(node, m.Section):
        for child in node.children:
            yield from _within(child)
