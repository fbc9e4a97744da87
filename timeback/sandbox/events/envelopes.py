"""Checks of envelopes beyond the schema of the body.

The schema accepts an event of any type, so an event of a known type with a wrong metric would be one of another type.
Here the type alone selects the schema, and a subject must be a known one. Times must have the one form that the
platform is known to accept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from timeback._spec.documents import Document, load
from timeback.sandbox.spec.validation import Validators, refuse

__all__ = ["check_body", "document"]

_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
_TIME_PROBLEM: Final = "must be a time in UTC with three decimals and Z, such as 2026-03-02T10:00:00.000Z"
_PAIRED: Final = ("totalQuestions", "correctQuestions")


def document() -> Document:
    """The document of the service."""
    return load("events")


def check_body(_: Mapping[str, str], body: dict[str, Any]) -> dict[str, Any]:
    """Return an envelope unchanged.

    Raises:
        ApiError: 422, with the path of each wrong property.
    """
    problems = list(_problems(body))
    if problems:
        raise refuse(problems)
    return body


def _problems(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(body.get("sendTime"), str) and not _TIME.fullmatch(body["sendTime"]):
        yield "sendTime", _TIME_PROBLEM
    data = body.get("data")
    for index, item in enumerate(data if isinstance(data, list) else ()):
        if isinstance(item, dict):
            for place, problem in _problems_of_item(item):
                yield f"data[{index}].{place}" if place != "the body" else f"data[{index}]", problem


def _problems_of_item(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    schemas = document().content["components"]["schemas"]
    mapping: Mapping[str, str] = schemas["EnvelopeItem"]["discriminator"]["mapping"]
    reference = mapping.get(str(item.get("type")))
    found = []
    if reference is not None:
        schema = schemas[reference.rpartition("/")[2]]
        found = Validators().problems(document(), schema, item)
    if isinstance(item.get("eventTime"), str) and not _TIME.fullmatch(item["eventTime"]):
        found.append(("eventTime", _TIME_PROBLEM))
    if not found and item.get("profile") == "TimebackProfile" and isinstance(item.get("object"), dict):
        subjects: list[str] = schemas["Subject"]["anyOf"][0]["enum"]
        if item["object"].get("subject") not in subjects:
            found.append(("object.subject", f"must be one of {', '.join(subjects)}"))
    if not found and item.get("type") == "ActivityEvent":
        kinds = [metric["type"] for metric in item["generated"]["items"]]
        found += [
            ("generated.items", f"{given} needs {other} beside it")
            for given, other in (_PAIRED, _PAIRED[::-1])
            if given in kinds and other not in kinds
        ]
    return found
