"""Validation of documents: well-formedness and the basic rules of QTI 3.0.

This is not an XSD validation. It finds problems that prevent a document from being read, shown or scored as intended.
"""

from __future__ import annotations

from attrs import frozen
from lxml import etree

from timeback.qti import model as m
from timeback.qti.errors import QTIError
from timeback.qti.validation.elements import element_problems
from timeback.qti.validation.item import item_problems
from timeback.qti.validation.names import body_name_problems, outcome_name_problems
from timeback.qti.validation.rules import processing_problems
from timeback.qti.validation.structure import structure_problems
from timeback.qti.vocabulary import NAMESPACE, ROOTS, DocumentKind
from timeback.qti.xml.markup import is_qti_2, line_of, parse, tag
from timeback.qti.xml.reader import read_root
from timeback_runtime.frames import clears_locals


@frozen(order=True)
class Problem:
    """A problem of a document.

    Attributes:
        line: line in the document, from 1, or None if the problem has no position.
        rule: short name of the rule, such as ``choice-exists``. These names are stable.
        text: description of the problem.
    """

    line: int | None
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.text} [{self.rule}]" if self.line is None else f"line {self.line}: {self.text} [{self.rule}]"


@clears_locals
def check(document: str | bytes | m.Document, kind: DocumentKind | None = None) -> list[Problem]:
    """Return the problems of a document, sorted by line. The list is empty for a valid document.

    Args:
        document: the XML, or a document from `read`.
        kind: the required kind of document: ``item``, ``test`` or ``stimulus``.
    """
    source = document.source if isinstance(document, m.Document) else document
    try:
        root = parse(source)
    except QTIError as error:
        # The message of the error starts with the line, which the problem has as a field.
        return [Problem(error.line, "well-formed", str(error).partition(": ")[2] if error.line else str(error))]
    found = _check(root, source, kind)
    return sorted(found, key=lambda each: (each.line or 0, each.rule, each.text))


def _check(root: etree._Element, source: str | bytes, kind: DocumentKind | None) -> list[Problem]:
    line = line_of(root)
    found_kind = ROOTS.get(tag(root))
    if found_kind is None:
        text = (
            "the document is QTI 2; convert it to QTI 3"
            if is_qti_2(root)
            else f"the root element must be one of {', '.join(ROOTS)}"
        )
        return [Problem(line, "root", text)]
    if kind is not None and found_kind != kind:
        return [Problem(line, "root", f"the document is a QTI {found_kind}, not a QTI {kind}")]
    found: list[tuple[int | None, str, str]] = []
    if etree.QName(root).namespace != NAMESPACE:
        found.append((line, "namespace", f"the elements must be in the namespace {NAMESPACE}"))
    found += element_problems(root)
    parsed = read_root(root, source)
    if isinstance(parsed, m.AssessmentItem):
        found += item_problems(parsed)
        found += processing_problems(parsed)
        found += body_name_problems(root, parsed)
    elif isinstance(parsed, m.AssessmentTest):
        found += structure_problems(parsed)
        found += outcome_name_problems(root, parsed)
    return [Problem(*each) for each in dict.fromkeys(found)]
