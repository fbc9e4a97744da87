"""Validate several QTI documents"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.validation_batch import ValidationBatch
from timeback_api.qti.models.validation_results import ValidationResults, parse_validation_results


OPERATION = Operation(
    PACKAGE,
    "validateBatch",
    "POST",
    "/validate/batch",
    {
        200: Reader(parse_validation_results),
    },
)


@clears_locals
def build(validation_batch: ValidationBatch | Mapping[str, Any]) -> Request[ValidationResults]:
    """Validate several QTI documents.

    Holds several documents of one kind against the schema of that kind.

    Args:
        validation_batch: The documents and their kind.

    Source: POST /api/validate/batch (validateBatch).
    """
    return Request(
        OPERATION,
        "/validate/batch",
        content=encode.body("validation_batch", validation_batch, ValidationBatch),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender,
) -> Response[ValidationResults]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(validation_batch))


@clears_locals
def sync(validation_batch: ValidationBatch | Mapping[str, Any], *, client: Sender) -> ValidationResults:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(validation_batch))


@clears_locals
async def asyncio_detailed(
    validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ValidationResults]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(validation_batch))


@clears_locals
async def asyncio(validation_batch: ValidationBatch | Mapping[str, Any], *, client: AsyncSender) -> ValidationResults:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(validation_batch))
