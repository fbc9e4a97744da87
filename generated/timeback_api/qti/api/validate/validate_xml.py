"""Validate a QTI document"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.validation_request import ValidationRequest
from timeback_api.qti.models.validation_result import ValidationResult, parse_validation_result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "validateXml", "POST", "/validate", {200: ResponseDecoder(parse_validation_result)}, is_extension=True,
)


@clears_locals
def build(validation_request: ValidationRequest | Mapping[str, Any]) -> Request[ValidationResult]:
    """Validate a QTI document.

    Validates a document against its schema. The document is sent as XML or referred to by the identifier of a stored
    object. If both are given, the stored object is validated.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        validation_request: The document and its kind.

    Source: POST /api/validate (validateXml).
    """
    return Request(
        OPERATION, "/validate", content=encoding.body("validation_request", validation_request, ValidationRequest),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    validation_request: ValidationRequest | Mapping[str, Any], *, client: Sender,
) -> Response[ValidationResult]: ...
@sends(build)
def sync(validation_request: ValidationRequest | Mapping[str, Any], *, client: Sender) -> ValidationResult: ...
@sends(build)
async def asyncio_detailed(
    validation_request: ValidationRequest | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ValidationResult]: ...
@sends(build)
async def asyncio(
    validation_request: ValidationRequest | Mapping[str, Any], *, client: AsyncSender,
) -> ValidationResult: ...
