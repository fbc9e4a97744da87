"""The error form of the QTI service."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import as_json

__all__ = ["qti_error_response"]

_LEADING_FIELD = re.compile(r"([A-Za-z_][\w.\[\]\-]*): (.+)", re.ASCII | re.DOTALL)


def qti_error_response(error: ApiError) -> tuple[bytes, int]:
    """The body and the status of an error. The OpenAPI document of QTI declares 400 where other services have 422."""
    status = 400 if error.status == 422 else error.status
    phrase = HTTPStatus(status).phrase
    code = re.sub("[^a-z]+", "_", phrase.lower())
    payload: dict[str, Any] = {"error": phrase, "message": error.description, "code": code}
    if status == 400:
        payload["meta"] = {"issues": list(_issues(error))}
    return as_json(payload), status


def _issues(error: ApiError) -> Iterator[dict[str, str]]:
    for detail in error.details:
        yield {"field": detail["property"], "message": detail["problem"], "code": "invalid"}
    match = _LEADING_FIELD.fullmatch(error.description)
    if match is not None and not error.details:
        yield {"field": match[1], "message": match[2], "code": "invalid"}
