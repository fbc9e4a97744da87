"""Outcome of the validation of several documents."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.validation_result import ValidationResult, parse_validation_result
from timeback_runtime.model import Model, copy_payload, list_to_dicts, new_model, parse_list, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ValidationResults(Model):
    """Outcome of the validation of several documents.

    Attributes:
        results: One outcome for each document.
    """

    FIELDS = {"results": Field("results", ListOf(ModelOf(ValidationResult)), True)}
    NESTED = {"results": ("results", ValidationResult)}

    results: list[ValidationResult]

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ValidationResults)
        value: Any
        data = self._start_dict()
        if (value := self.results) is not None or "results" in data:
            data["results"] = list_to_dicts(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        self.results = parse_list(data.get("results"), parse_validation_result)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ValidationResults:
        return parse_validation_results(data)


_UntrackedValidationResults = untracked_subclass(ValidationResults)


def parse_validation_results(data: Any, deep: bool = False) -> ValidationResults:
    instance: ValidationResults = new_model(_UntrackedValidationResults)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ValidationResults
    return instance
