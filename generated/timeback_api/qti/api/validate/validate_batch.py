"""Validate several QTI documents"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.validation_batch import ValidationBatch
from timeback_api.qti.models.validation_results import ValidationResults, parse_validation_results
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "validateBatch",
    "POST",
    "/validate/batch",
    {200: ResponseDecoder(parse_validation_results)},
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
        OPERATION,
        "/validate/batch",
        content=encoding.body("validation_batch", validation_batch, ValidationBatch),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender
) -> Response[ValidationResults]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(validation_batch))


@clears_locals
def sync(validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender) -> ValidationResults:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(validation_batch))


@clears_locals
async def asyncio_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender
) -> Response[ValidationResults]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(validation_batch))


@clears_locals
async def asyncio(validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender) -> ValidationResults:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(validation_batch))
