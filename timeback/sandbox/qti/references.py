"""What documents name: stimuli by items, items by tests; and what must be unique in a test."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from timeback import qti
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store

__all__ = ["check_references", "check_unique", "item_of", "item_references", "sections_of"]

_Section = qti.Section | qti.SectionRef


def sections_of(part: qti.TestPart) -> Iterator[qti.Section]:
    """The sections of a part, those in others among them, in document order."""

    def below(sections: tuple[_Section, ...]) -> Iterator[qti.Section]:
        for section in sections:
            if isinstance(section, qti.Section):
                yield section
                yield from below(section.sections)

    return below(part.sections)


def item_references(test: qti.AssessmentTest) -> Iterator[tuple[qti.TestPart, qti.Section, qti.ItemRef]]:
    """The references to items, in document order, with where they stand."""

    def within(part: qti.TestPart, section: qti.Section) -> Iterator[tuple[qti.TestPart, qti.Section, qti.ItemRef]]:
        for child in section.children:
            if isinstance(child, qti.ItemRef):
                yield part, section, child
            elif isinstance(child, qti.Section):
                yield from within(part, child)

    for part in test.parts:
        for section in part.sections:
            if isinstance(section, qti.Section):
                yield from within(part, section)


def item_of(store: Store, reference: qti.ItemRef) -> str | None:
    """The item that a reference means: the one of its identifier, else the one at the end of its address."""
    for identifier in _candidate_identifiers(reference):
        if store.has("assessmentItems", identifier):
            return identifier
    return None


def _candidate_identifiers(reference: qti.ItemRef) -> tuple[str, ...]:
    try:
        last = unquote(urlsplit(reference.href).path.rpartition("/")[2]).removesuffix(".xml")
    except ValueError:
        last = ""
    return (reference.identifier, last) if last and "\0" not in last else (reference.identifier,)


def check_references(store: Store, document: qti.Document, old: qti.Document | None) -> None:
    """Refuse names of what is not there. What was named before may have been deleted since."""
    known = set(_referenced_identifiers(old)) if old is not None else set()
    if isinstance(document, qti.AssessmentItem):
        new = [each for each in document.stimulus_refs if each.identifier not in known]
        for identifier in store.missing("stimuli", [each.identifier for each in new]):
            raise refuse([("stimulus.identifier", f"{identifier} is not in stimuli")])
    if isinstance(document, qti.AssessmentTest):
        for part, section, reference in item_references(document):
            if reference.identifier not in known and item_of(store, reference) is None:
                where = f"part {part.identifier}, section {section.identifier}"
                problem = f"{reference.identifier} is not in assessmentItems ({where})"
                raise refuse([("qti-assessment-item-ref", problem)])


def _referenced_identifiers(document: qti.Document) -> Iterator[str]:
    if isinstance(document, qti.AssessmentItem):
        yield from (each.identifier for each in document.stimulus_refs)
    if isinstance(document, qti.AssessmentTest):
        yield from (reference.identifier for _, _, reference in item_references(document))


def check_unique(test: qti.AssessmentTest) -> None:
    """Refuse a test in which an address would mean more than one part, section or reference."""
    _refuse_duplicates("qti-test-part", [part.identifier for part in test.parts])
    sections = [section for part in test.parts for section in sections_of(part)]
    _refuse_duplicates("qti-assessment-section", [section.identifier for section in sections])
    for section in sections:
        listed = [child.identifier for child in section.children if isinstance(child, qti.ItemRef)]
        _refuse_duplicates("qti-assessment-item-ref", listed, f" in {section.identifier}")


def _refuse_duplicates(name: str, identifiers: list[str], where: str = "") -> None:
    seen: set[str] = set()
    for identifier in identifiers:
        if not identifier.strip():
            raise refuse([(f"{name}.identifier", "is missing, or empty")])
        if identifier in seen:
            raise refuse([(f"{name}.identifier", f"{identifier} is there more than once{where}")])
        seen.add(identifier)
