"""Check events"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.outcome import Outcome, parse_outcome
from timeback_api.events._package import PACKAGE
from timeback_api.events.models.envelope import Envelope
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "validateEnvelope", "POST", "/caliper/event/validate", {200: ResponseDecoder(parse_outcome)},
    is_extension=True,
)


@clears_locals
def build(envelope: Envelope | Mapping[str, Any]) -> Request[Outcome]:
    """Check events.

    Checks an envelope as if it were sent, and stores nothing. The status 400 means that the envelope is invalid; its
    body explains why.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        envelope: The envelope to check.

    Source: POST /caliper/event/validate (validateEnvelope).
    """
    return Request(
        OPERATION, "/caliper/event/validate", content=encoding.body("envelope", envelope, Envelope),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Response[Outcome]: ...
@sends(build)
def sync(envelope: Envelope | Mapping[str, Any], *, client: Sender) -> Outcome: ...
@sends(build)
async def asyncio_detailed(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Response[Outcome]: ...
@sends(build)
async def asyncio(envelope: Envelope | Mapping[str, Any], *, client: AsyncSender) -> Outcome: ...
