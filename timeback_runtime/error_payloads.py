"""Parse the bodies in which servers report an error: imsx payloads, other JSON, and XML.

The forms of the imsx payload are those of OneRoster 1.1 and 1.2: the properties at the root, in ``imsx_StatusInfo``, or
in the list ``statusInfoSet``; the minor code as one string, or in ``imsx_codeMinorField`` as a list or one object.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from timeback_runtime.error_sentences import is_known_code
from timeback_runtime.records import field, frozen

_MAX_DEPTH = 4
"""How many levels below the body a status object or a description is searched."""
_MAX_ENTRIES = 1000
"""How many entries of a list are searched."""
_FAILURES = frozenset({"failure", "unsupported"})
"""The values of ``imsx_codeMajor`` for a request that was not carried out."""
_STATUS_NAMES = frozenset({"codemajor", "codeminor", "imsx_codemajor", "imsx_codeminor", "imsx_description"})
_TEXT_NAMES = (
    *("imsx_description", "detail", "message", "errormessage", "error_description", "description", "msg", "reason"),
    *("title", "error", "errors", "fault", "non_field_errors"),
)
"""Properties that hold the explanation of an error, in lower case, the most specific first."""
_PROBLEM_LISTS = ("imsx_error_details", "errors", "issues", "detail", "details", "invalid-params", "meta")
"""Properties that list the single problems of a request, in lower case."""


@frozen
class ErrorPayload:
    """What a body says about an error.

    Attributes:
        failed: whether ``imsx_codeMajor`` reports a failure.
        code_minor: the minor code, or None.
        description: the explanation of the server, or None. It may name people.
        details: the entries of ``imsx_error_details``, or of a similar list.
    """

    failed: bool = False
    code_minor: str | None = None
    description: str | None = field(default=None, repr=False)
    details: list[Any] = field(factory=list, repr=False)


def load_error(content: bytes) -> Any:
    """The decoded JSON of a body, or its XML in the form of JSON; None if it is neither."""
    if content[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _load_xml(content)
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def error_payload(data: Any, *, depth: int = _MAX_DEPTH) -> ErrorPayload:
    """Return what a decoded body says about an error.

    Args:
        data: the decoded body.
        depth: how many levels below the body a status object is searched.
    """
    infos = list(_status_objects(data, depth))
    failed = [info for info in infos if _is_failure(info)]
    # A list of statuses may begin with those of the parts that succeeded.
    told = failed or infos
    codes = [code for info in told for code in _codes(info)]
    code = next((code for code in codes if code.lower() != "fullsuccess"), codes[0] if codes else None)
    texts = next(filter(None, map(_texts, told)), []) or _texts(data)
    return ErrorPayload(
        failed=bool(failed),
        code_minor=code,
        description="; ".join(texts) or None,
        details=next(filter(None, map(_problems, told)), []) or _problems(data),
    )


def _status_objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that hold an imsx status, outer ones first, with their names in lower case."""
    if isinstance(value, dict):
        info = _lower(value)
        if not _STATUS_NAMES.isdisjoint(info):
            yield info
        inner: Any = value.values()
    elif isinstance(value, list):
        inner = value[:_MAX_ENTRIES]
    else:
        return
    if depth > 0:
        for entry in inner:
            yield from _status_objects(entry, depth - 1)


def _lower(value: dict[str, Any]) -> dict[str, Any]:
    """The object with its names in lower case. Of several that differ in case, the one with a value stays."""
    lowered: dict[str, Any] = {}
    for name, inner in value.items():
        if inner is not None:
            lowered[str(name).lower()] = inner
    return lowered


def _is_failure(info: dict[str, Any]) -> bool:
    major = info.get("imsx_codemajor", info.get("codemajor"))
    return isinstance(major, str) and major.strip().lower() in _FAILURES


def _codes(info: dict[str, Any]) -> Iterator[str]:
    """The minor codes of a status object that may be part of an error."""
    minor = info.get("imsx_codeminor", info.get("codeminor"))
    if isinstance(minor, str):
        fields: Any = [{"value": minor}]
    else:
        inner: list[Any] = list(minor.values()) if isinstance(minor, dict) else []
        fields = inner[0] if len(inner) == 1 else minor
    for entry in fields if isinstance(fields, list) else [fields]:
        lowered = _lower(entry) if isinstance(entry, dict) else {"value": entry}
        value = lowered.get("imsx_codeminorfieldvalue", lowered.get("codeminorfieldvalue", lowered.get("value")))
        if isinstance(value, str) and (code := _safe_code(value)):
            yield code


def _safe_code(text: str) -> str | None:
    # OneRoster 1.1 servers write minor codes with spaces. Any other text of several words may be a sentence about a
    # person, so it is not a code.
    code = text.strip().replace(" ", "_")[:60]
    if "_" in code and not is_known_code(code):
        return None
    return code if code.replace("_", "").replace("-", "").replace(".", "").isalnum() and code.isascii() else None


def _texts(value: Any, depth: int = _MAX_DEPTH) -> list[str]:
    """The explanations in a body or in a part of it."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if depth == 0:
        return []
    if isinstance(value, list):
        return [text for entry in value[:_MAX_ENTRIES] for text in _texts(entry, depth - 1)]
    if not isinstance(value, dict):
        return []
    lowered = _lower(value)
    for name in _TEXT_NAMES:
        if name in lowered and (texts := _texts(lowered[name], depth - 1)):
            return texts
    if value and all(isinstance(entry, list) for entry in value.values()):
        # Django REST framework: the texts for each property.
        return [text for entry in value.values() for text in _texts(entry, depth - 1)]
    inner = [entry for entry in value.values() if isinstance(entry, dict | list)]
    return _texts(inner[0], depth - 1) if len(value) == len(inner) == 1 else []


def _problems(value: Any) -> list[Any]:
    """The list of single problems in a body: of ``imsx_error_details`` any, of other properties the objects."""
    if not isinstance(value, dict):
        return []
    lowered = _lower(value)
    for name in _PROBLEM_LISTS:
        found = lowered.get(name)
        if name == "imsx_error_details" and isinstance(found, dict):
            found = [found]
        if isinstance(found, list) and (name == "imsx_error_details" or any(isinstance(each, dict) for each in found)):
            return found
        if name == "meta" and (inner := _problems(found)):
            return inner
    return []


def _load_xml(content: bytes) -> Any:
    # Loaded here, since few servers send XML.
    from timeback_runtime.error_xml import load_xml

    return load_xml(content)
