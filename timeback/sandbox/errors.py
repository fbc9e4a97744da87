"""API errors of the sandbox, and the imsx payload of their responses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["ApiError", "payload", "printable_name"]

_CODE_MINORS = {
    400: "invaliddata",
    401: "unauthorisedrequest",
    403: "forbidden",
    404: "unknownobject",
    422: "invaliddata",
    429: "server_busy",
    503: "server_busy",
}


class ApiError(Exception):
    """Ends a request with a status and an imsx payload.

    Description and details are sent to the client unchanged. They may contain property names and ids, but no personal
    data.
    """

    def __init__(
        self,
        status: int,
        description: str,
        *,
        code_minor: str | None = None,
        details: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.code_minor = code_minor or code_minor_of(status)
        self.details = [dict(detail) for detail in details]
        self.headers = dict(headers or {})

    def payload(self) -> dict[str, Any]:
        return payload(self.status, self.description, code_minor=self.code_minor, details=self.details)


def printable_name(name: str) -> str:
    """A name from a request for an error message; a placeholder for other text, which may be personal data."""
    return name if re.fullmatch(r"[\w.\-]{1,60}", name, re.ASCII) else "the given name"


def code_minor_of(status: int) -> str:
    if status in _CODE_MINORS:
        return _CODE_MINORS[status]
    return "internal_server_error" if status >= 500 else "invaliddata"


def payload(
    status: int, description: str, *, code_minor: str | None = None, details: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The error body in the form of the standard, with the properties at the root."""
    return {
        "imsx_codeMajor": "unsupported" if status == 501 else "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [
                {
                    "imsx_codeMinorFieldName": "TargetEndSystem",
                    "imsx_codeMinorFieldValue": code_minor or code_minor_of(status),
                }
            ]
        },
        "imsx_error_details": [dict(detail) for detail in details],
    }
