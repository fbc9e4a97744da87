"""References between documents (items to stimuli, tests to items), and identifiers that must be unique in a test."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from timeback import qti
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store

__all__ = ["check_references", "check_unique", "item_of", "item_references", "sections_of"]

_Section = qti.Section | qti.SectionRef


def sections_of(part: qti.TestPart) -> Iterator[qti.Section]:
    """The sections of a part, including nested ones, in document order."""

    def below(sections: tuple[_Section, ...]) -> Iterator[qti.Section]:
        for section in sections:
            if isinstance(section, qti.Section):
                yield section
                yield from below(section.sections)

    return below(part.sections)


def item_references(test: qti.AssessmentTest) -> Iterator[tuple[qti.TestPart, qti.Section, qti.ItemRef]]:
    """The references to items in document order, each with its part and section."""

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
    """The item that a reference identifies by its identifier, otherwise by the last segment of its href."""
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
    """Check that new references exist. References of the previous version may have been deleted since.

    Raises:
        ApiError: 422; a stimulus or an item does not exist.
    """
    known = set(_referenced_identifiers(old)) if old is not None else set()
    if isinstance(document, qti.AssessmentItem):
        new = [each for each in document.stimulus_refs if each.identifier not in known]
        for identifier in store.missing("stimuli", [each.identifier for each in new]):
            raise refuse([("stimulus.identifier", f"there is no {identifier} in stimuli")])
    if isinstance(document, qti.AssessmentTest):
        for part, section, reference in item_references(document):
            if reference.identifier not in known and item_of(store, reference) is None:
                where = f"part {part.identifier}, section {section.identifier}"
                problem = f"there is no {reference.identifier} in assessmentItems ({where})"
                raise refuse([("qti-assessment-item-ref", problem)])


def _referenced_identifiers(document: qti.Document) -> Iterator[str]:
    if isinstance(document, qti.AssessmentItem):
        yield from (each.identifier for each in document.stimulus_refs)
    if isinstance(document, qti.AssessmentTest):
        yield from (reference.identifier for _, _, reference in item_references(document))


def check_unique(test: qti.AssessmentTest) -> None:
    """Check that parts, sections and references have unique identifiers, since paths address them by these.

    Raises:
        ApiError: 422; an identifier is missing or repeated.
    """
    _check_identifiers("qti-test-part", [part.identifier for part in test.parts])
    sections = [section for part in test.parts for section in sections_of(part)]
    _check_identifiers("qti-assessment-section", [section.identifier for section in sections])
    for section in sections:
        listed = [child.identifier for child in section.children if isinstance(child, qti.ItemRef)]
        _check_identifiers("qti-assessment-item-ref", listed, f" in {section.identifier}")


def _check_identifiers(name: str, identifiers: list[str], where: str = "") -> None:
    seen: set[str] = set()
    for identifier in identifiers:
        if not identifier.strip():
            raise refuse([(f"{name}.identifier", "is missing or empty")])
        if identifier in seen:
            raise refuse([(f"{name}.identifier", f"{identifier} is not unique{where}")])
        seen.add(identifier)
