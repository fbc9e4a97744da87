"""Where an item stands in a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionReference(Model):
    """Where an item stands in a test.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
        test_part: Identifier of the test part.
        section: Identifier of the section.
    """
    identifier: str | None
    href: str | None
    test_part: str | None
    section: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QuestionReference)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.href) is not None or "href" in d:
            d["href"] = v
        if (v := self.test_part) is not None or "testPart" in d:
            d["testPart"] = v
        if (v := self.section) is not None or "section" in d:
            d["section"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionReference:
        return parse_question_reference(data)


def parse_question_reference(d: dict[str, Any]) -> QuestionReference:
    self: QuestionReference = new(_QuestionReference)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.href = d.get("href")
    self.test_part = d.get("testPart")
    self.section = d.get("section")
    self.__class__ = QuestionReference
    return self




_QuestionReference = seed(QuestionReference)
QuestionReference.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "href": Field("href", TEXT, True),
    "test_part": Field("testPart", TEXT, True),
    "section": Field("section", TEXT, True),
}
