from __future__ import annotations

from timeback_api.qti.models.validation_result import ValidationResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ValidationResults(Model):
    """Outcome of the validation of several documents.

    Attributes:
        results: One outcome for each document.
    """

    results: list[ValidationResult] = json_field("results", ListOf(ModelOf(ValidationResult)))


parse_validation_results = ValidationResults._parse
