"""The content of a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionContent(Model):
    """The content of a question.

    Attributes:
        raw_xml: The assessment item as QTI XML.
        type_: Type of the QTI interaction of the question.
    """

    FIELDS = {"type_": Field("type", TEXT), "raw_xml": Field("rawXml", TEXT, True)}

    raw_xml: str
    type_: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, QuestionContent)
        value: Any
        data = self._start_dict()
        if (value := self.type_) is not None or "type" in data:
            data["type"] = value
        if (value := self.raw_xml) is not None or "rawXml" in data:
            data["rawXml"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionContent:
        return parse_question_content(data)


_UntrackedQuestionContent = untracked_subclass(QuestionContent)


def parse_question_content(data: Any) -> QuestionContent:
    instance: QuestionContent = new_model(_UntrackedQuestionContent)
    instance._received = data
    instance._changed = None
    instance.type_ = data.get("type")
    instance.raw_xml = data.get("rawXml")
    instance.__class__ = QuestionContent
    return instance
