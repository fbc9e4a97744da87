"""The content of a question."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class QuestionContent(Model):
    """The content of a question.

    Attributes:
        raw_xml: The assessment item as QTI XML.
        type_: Kind of QTI interaction that the question uses.
    """
    raw_xml: str | None
    type_: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, QuestionContent)
        v: Any
        d = self._begin()
        if (v := self.type_) is not None or "type" in d:
            d["type"] = v
        if (v := self.raw_xml) is not None or "rawXml" in d:
            d["rawXml"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> QuestionContent:
        return parse_question_content(data)


def parse_question_content(d: dict[str, Any]) -> QuestionContent:
    self: QuestionContent = new(_QuestionContent)
    self._raw = d
    self._changed = None
    self.type_ = d.get("type")
    self.raw_xml = d.get("rawXml")
    self.__class__ = QuestionContent
    return self




_QuestionContent = seed(QuestionContent)
QuestionContent.FIELDS = {
    "type_": Field("type", TEXT),
    "raw_xml": Field("rawXml", TEXT, True),
}
