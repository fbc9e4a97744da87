"""Validate several QTI documents"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.validation_batch import ValidationBatch
from timeback_api.qti.models.validation_results import ValidationResults, parse_validation_results
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "validateBatch", "POST", "/validate/batch", {200: ResponseDecoder(parse_validation_results)},
    is_extension=True,
)


@clears_locals
def build(validation_batch: ValidationBatch | Mapping[str, Any]) -> Request[ValidationResults]:
    """Validate several QTI documents.

    Validates several documents of one type against its schema.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        validation_batch: The documents and their kind.

    Source: POST /api/validate/batch (validateBatch).
    """
    return Request(
        OPERATION, "/validate/batch", content=encoding.body("validation_batch", validation_batch, ValidationBatch),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender,
) -> Response[ValidationResults]: ...
@sends(build)
def sync(validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender) -> ValidationResults: ...
@sends(build)
async def asyncio_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ValidationResults]: ...
@sends(build)
async def asyncio(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender,
) -> ValidationResults: ...
