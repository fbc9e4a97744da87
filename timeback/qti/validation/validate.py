"""Checks of documents: well-formedness and the basic rules of QTI 3.0.

This is no schema validation: it tells of what keeps a document from being read, shown or scored as its author meant.
"""

from __future__ import annotations

from attrs import frozen
from lxml import etree

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.validation.elements import element_problems
from timeback.qti.validation.item import item_problems
from timeback.qti.validation.rules import processing_problems
from timeback.qti.validation.structure import structure_problems
from timeback.qti.vocabulary import NAMESPACE, ROOTS, Kind
from timeback.qti.xml.markup import is_qti_2, line_of, parse, tag
from timeback.qti.xml.reader import read_root
from timeback_runtime.frames import clears_locals


@frozen(order=True)
class Problem:
    """Something that is wrong with a document.

    Attributes:
        line: line in the document, from 1, or None where the problem has no place.
        rule: short name of the rule, such as ``choice-exists``; these do not change.
        text: what is wrong, in words.
    """

    line: int | None
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.text} [{self.rule}]" if self.line is None else f"line {self.line}: {self.text} [{self.rule}]"


@clears_locals
def check(document: str | bytes | m.Document, kind: Kind | None = None) -> list[Problem]:
    """Everything that is found wrong with a document, by line; an empty list for a sound one.

    Args:
        document: the XML, or what `read` made of it.
        kind: ``item``, ``test`` or ``stimulus`` where it has to be one of these.
    """
    source = document.source if isinstance(document, m.Document) else document
    try:
        root = parse(source)
    except QTIError as error:
        # The text of the error has the line in front; the problem has it beside.
        return [Problem(error.line, "well-formed", str(error).partition(": ")[2] if error.line else str(error))]
    found = _check(root, source, kind)
    return sorted(found, key=lambda each: (each.line or 0, each.rule, each.text))


def _check(root: etree._Element, source: str | bytes, kind: Kind | None) -> list[Problem]:
    line = line_of(root)
    have = ROOTS.get(tag(root))
    if have is None:
        text = "a document of QTI 2" if is_qti_2(root) else f"the root is none of {', '.join(ROOTS)}"
        return [Problem(line, "root", text)]
    if kind is not None and have != kind:
        return [Problem(line, "root", f"a QTI {have}, where a QTI {kind} is expected")]
    found: list[tuple[int | None, str, str]] = []
    if etree.QName(root).namespace != NAMESPACE:
        found.append((line, "namespace", f"the elements are not in the namespace {NAMESPACE}"))
    found += element_problems(root)
    parsed = read_root(root, source)
    if isinstance(parsed, m.AssessmentItem):
        found += item_problems(parsed)
        found += processing_problems(parsed)
    elif isinstance(parsed, m.AssessmentTest):
        found += structure_problems(parsed)
    return [Problem(*each) for each in dict.fromkeys(found)]
