from __future__ import annotations

from timeback_api.gradebook.models.result import Result
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class ResultBatch(Model):
    """Several results to store in one request.

    Attributes:
        results: The results to store.
    """

    results: list[Result] = json_field("results", ListOf(ModelOf(Result)))


parse_result_batch = ResultBatch._parse
