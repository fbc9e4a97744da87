"""Several results that are to be stored at once."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ResultBatch(Model):
    """Several results that are to be stored at once.

    Attributes:
        results: The results to store.
    """
    results: list[Result] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ResultBatch)
        v: Any
        d = self._begin()
        if (v := self.results) is not None or "results" in d:
            d["results"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.results = ([parse_result(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("results")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ResultBatch:
        return parse_result_batch(data)


def parse_result_batch(d: dict[str, Any], whole: bool = False) -> ResultBatch:
    self: ResultBatch = new(_ResultBatch)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ResultBatch
    return self


from timeback_api.gradebook.models.result import Result, parse_result  # noqa: E402

_ResultBatch = seed(ResultBatch)
ResultBatch.FIELDS = {
    "results": Field("results", Many(One(Result)), True),
}
ResultBatch.INSIDE = {
    "results": ("results", Result),
}
