"""Where an item stands in a test."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
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

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "href": Field("href", TEXT, True),
        "test_part": Field("testPart", TEXT, True),
        "section": Field("section", TEXT, True),
    }

    identifier: str
    href: str
    test_part: str
    section: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionReference)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.href) is not None or "href" in data:
            data["href"] = value
        if (value := self.test_part) is not None or "testPart" in data:
            data["testPart"] = value
        if (value := self.section) is not None or "section" in data:
            data["section"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionReference:
        return parse_question_reference(data)


_UntrackedQuestionReference = untracked_subclass(QuestionReference)


def parse_question_reference(data: Any) -> QuestionReference:
    instance: QuestionReference = new_model(_UntrackedQuestionReference)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.href = data.get("href")
    instance.test_part = data.get("testPart")
    instance.section = data.get("section")
    instance.__class__ = QuestionReference
    return instance
