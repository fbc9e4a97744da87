"""A text of an item for one kind of reader."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class Rubric(Model):
    """A text of an item for one kind of reader.

    Attributes:
        use: What the text is for, such as scoring or instructions; `ext:criteria` is a criterion for the grader of
            free text.
        view: Who may see it, such as candidate, scorer or proctor.
        body: HTML of the text.
    """
    use: str | None
    view: str | None
    body: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, Rubric)
        v: Any
        d = self._begin()
        if (v := self.use) is not None or "use" in d:
            d["use"] = v
        if (v := self.view) is not None or "view" in d:
            d["view"] = v
        if (v := self.body) is not None or "body" in d:
            d["body"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Rubric:
        return parse_rubric(data)


def parse_rubric(d: dict[str, Any]) -> Rubric:
    self: Rubric = new(_Rubric)
    self._raw = d
    self._changed = None
    self.use = d.get("use")
    self.view = d.get("view")
    self.body = d.get("body")
    self.__class__ = Rubric
    return self




_Rubric = seed(Rubric)
Rubric.FIELDS = {
    "use": Field("use", TEXT, True),
    "view": Field("view", TEXT, True),
    "body": Field("body", TEXT, True),
}
