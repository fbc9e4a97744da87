"""Outcome of the validation of several documents."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationResults(Model):
    """Outcome of the validation of several documents.

    Attributes:
        results: One outcome for each document.
    """
    results: list[ValidationResult] | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ValidationResults)
        v: Any
        d = self._begin()
        if (v := self.results) is not None or "results" in d:
            d["results"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.results = ([parse_validation_result(i) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("results")) is list else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationResults:
        return parse_validation_results(data)


def parse_validation_results(d: dict[str, Any], whole: bool = False) -> ValidationResults:
    self: ValidationResults = new(_ValidationResults)
    self._raw = d
    self._changed = None
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ValidationResults
    return self


from timeback_api.qti.models.validation_result import ValidationResult, parse_validation_result  # noqa: E402

_ValidationResults = seed(ValidationResults)
ValidationResults.FIELDS = {
    "results": Field("results", Many(One(ValidationResult)), True),
}
ValidationResults.INSIDE = {
    "results": ("results", ValidationResult),
}
