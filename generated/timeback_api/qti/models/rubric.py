"""A text of an item for one kind of reader."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Rubric(Model):
    """A text of an item for one kind of reader.

    Attributes:
        use: Purpose of the text, such as scoring or instructions; `ext:criteria` is a criterion for the grader of free
            text.
        view: Roles that can see it, such as candidate, scorer or proctor.
        body: HTML of the text.
    """

    FIELDS = {"use": Field("use", TEXT, True), "view": Field("view", TEXT, True), "body": Field("body", TEXT, True)}

    use: str
    view: str
    body: str

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, Rubric)
        value: Any
        data = self._start_dict()
        if (value := self.use) is not None or "use" in data:
            data["use"] = value
        if (value := self.view) is not None or "view" in data:
            data["view"] = value
        if (value := self.body) is not None or "body" in data:
            data["body"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Rubric:
        return parse_rubric(data)


_UntrackedRubric = untracked_subclass(Rubric)


def parse_rubric(data: Any) -> Rubric:
    instance: Rubric = new_model(_UntrackedRubric)
    instance._received = data
    instance._changed = None
    instance.use = data.get("use")
    instance.view = data.get("view")
    instance.body = data.get("body")
    instance.__class__ = Rubric
    return instance
